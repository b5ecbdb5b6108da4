"""What a recruiter hears of the law's side: a consent is withdrawn and what it ends; whose data go soon because nothing is in work."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.facts import home
from bot.wording import formats as words
from core.candidates import reads as candidates
from core.staff.permissions import Right

router = Router("staff")


def day(turn: Turn, at: str) -> str:
    return words.full_date(turn, datetime.fromisoformat(at).astimezone(turn.zone).date())


@router.notice("consent.withdrawn", Right.CANDIDATE_VIEW)
def withdrawn(turn: Turn, candidate: int, kind: str, due: str, vacancies: Sequence[str], meetings: Sequence[str]) -> Screen:
    """Who, what has ended by it, which meetings fall away, until when the data are gone; and that nothing may be sent any more."""
    card = candidates.named(turn.session, candidate)
    facts.seen(turn, card.id)
    name = card.full_name or str(turn.t("app-nameless"))
    parts = [turn.t("withdrawal-told", name=name, erase="yes" if kind == "erase" else "no")]
    parts += [turn.t("withdrawal-vacancy", vacancy=vacancy or turn.company) for vacancy in vacancies]
    parts += [turn.t("withdrawal-meeting", at=words.when(turn, datetime.fromisoformat(at))) for at in meetings]
    parts.append(turn.t("withdrawal-due", day=day(turn, due)))
    return Screen(Markup("\n").join(parts), ((home(turn),),), keep=True)


@router.notice("retention.soon", Right.CANDIDATE_VIEW)
def expiring(turn: Turn, people: Sequence[int], count: int, until: str) -> Screen:
    """Whose data go because nothing is in work with them; whoever is taken up again stays."""
    found = [candidates.named(turn.session, number) for number in people]
    facts.seen(turn, *(one.id for one in found))
    cards = [to(one.full_name or str(turn.t("app-nameless")), routes.CandidateCard(one.id)) for one in found if not one.is_draft]
    text = turn.t("retention-soon", count=count, day=day(turn, until))
    return Screen(text, (*rows(cards), (home(turn),)), keep=True)
