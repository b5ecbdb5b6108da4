"""«Другой часовой пояс»: no messenger tells where a person lives, so he may say it himself; every time is then shown by his clock."""

from bot.candidate import meetings, routes
from bot.candidate.person import back, home
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.wording import formats as words
from bot.wording.zones import ZONES, agree, label
from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.kernel.ids import ApplicationId

router = Router("candidate")


@router.screen(routes.Zones)
def zones(turn: Turn, application: ApplicationId | None = None) -> Screen:
    """`application`: for whose meeting a time is being chosen, to go on with it."""
    mine = turn.conversation.zone
    named = [(zone, f"{'✅ ' if agree(turn, zone, mine) else ''}{label(turn, zone)}") for zone in ZONES]
    buttons = [to(name, routes.ZoneSet(zone=zone, application=application)) for zone, name in named]
    return Screen(turn.t("zone-ask"), (*rows(buttons, 2), (back(turn),)))


@router.action(routes.ZoneSet)
def set_zone(turn: Turn, zone: str, application: ApplicationId | None = None) -> Screen:
    turn.conversation.zone = zone
    if turn.conversation.candidate_id is not None:
        candidates.change(turn.session, turn.conversation.candidate_id, Draft(zone=zone))
    clock = f"{words.hour(turn, turn.now)} ({words.zone_name(turn)})"
    if application is None:
        return Screen(turn.t("zone-set", time=clock), ((home(turn),),))
    turn.toast("zone-set", time=clock)
    return meetings.days(turn, application=application)
