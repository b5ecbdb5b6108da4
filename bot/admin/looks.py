"""/access: who looked at whose card and when, for the person in charge; «/access Смирнова» asks about one person."""

from typing import Any

from markupsafe import Markup

from bot.admin import routes
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn
from bot.recruiter.facts import me
from bot.wording import formats as words
from bot.wording.paging import SIZE
from core.candidates import acts
from core.candidates import reads as candidates
from core.candidates.rules import query_of
from core.kernel.ids import CandidateId
from core.kernel.problems import NotFound
from core.privacy import reads
from core.privacy.reads import Look
from core.staff import acts as staff_acts
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router("staff")
FOUND = 8


@router.command("access", Right.PRIVACY_KEEP)
def command_access(turn: Turn, rest: str) -> Screen | None:
    return of_whom(turn, text=rest) if rest else looks(turn)


@router.screen(routes.LooksOfWhom)
def of_whom(turn: Turn, text: str) -> Screen:
    how: dict[str, Any] = {"by": me(turn), "channel": turn.conversation.channel, "now": turn.now}
    found = acts.search(turn.session, query_of(text), limit=FOUND, **how).people
    if len(found) == 1:
        return looks(turn, person=found[0].id)
    names = tuple((to(f"{one.full_name}, {one.city}" if one.city else one.full_name, routes.Looks(person=one.id)),) for one in found)
    return Screen(turn.t("looks-whose" if found else "looks-nobody", text=text), (*names, (Button(turn.t("button-home"), "home"),)))


@router.screen(routes.Looks)
def looks(turn: Turn, person: CandidateId | None = None, page: int = 0) -> Screen:
    """Newest first. To read this log is an act of its own, and stands in the audit log."""
    found = reads.looks(turn.session, candidate=person, limit=SIZE + 1, offset=page * SIZE)
    staff_acts.audit(turn.session, turn.actor, "access-log.viewed", f"candidate:{person or 0}", turn.now)
    lines = [line(turn, one) for one in found[:SIZE]] or [turn.t("looks-none")]
    newer = (to(turn.t("admin-audit-newer"), routes.Looks(person=person, page=page - 1)),) if page else ()
    older = (to(turn.t("admin-audit-older"), routes.Looks(person=person, page=page + 1)),) if len(found) > SIZE else ()
    turns: tuple[Row, ...] = ((*newer, *older),) if newer or older else ()
    title = turn.t("looks-title", zone=words.zone_name(turn))
    return Screen(Markup("\n").join([title, Markup(), *lines]), (*turns, (Button(turn.t("button-home"), "home"),)))


def line(turn: Turn, look: Look) -> Markup:
    at = f"{words.day(turn, look.at)}, {words.hour(turn, look.at)}"
    what = turn.t(f"looks-{look.action}")
    return turn.t("looks-line", at=at, who=colleague(turn, look.staff_id), what=what, whom=whom(turn, look), channel=look.from_channel)


def colleague(turn: Turn, number: int) -> str:
    try:
        return staff.staff(turn.session, number).name
    except NotFound:
        return f"№ {number}"


def whom(turn: Turn, look: Look) -> str:
    if look.candidate_id is None:
        return str(turn.t("looks-response", number=look.response_id or 0))
    return candidates.named(turn.session, look.candidate_id).full_name or f"№ {look.candidate_id}"
