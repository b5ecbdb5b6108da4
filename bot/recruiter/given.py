"""What goes from one colleague to another, or comes back from a candidate: whose it becomes is told, and shown the card."""

from typing import Any

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn
from bot.recruiter import facts, routes
from bot.recruiter.facts import home
from core.kernel.ids import ApplicationId
from core.pipeline import reads
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router("staff")


@router.notice("application.given", Right.APPLICATION_VIEW)
def given(turn: Turn, application: ApplicationId, by: int, **_rest: Any) -> Screen | None:
    """A colleague took a response and put it on a vacancy of mine."""
    if not reads.card(turn.session, application).is_active:
        return None
    return news(turn, application, turn.t("given-to-you", name=staff.staff(turn.session, by).name))


@router.notice("candidate.returned", Right.APPLICATION_VIEW)
def returned(turn: Turn, application: ApplicationId, **_rest: Any) -> Screen | None:
    """He had withdrawn, and changed his mind."""
    return news(turn, application, turn.t("given-returned")) if reads.card(turn.session, application).is_active else None


def news(turn: Turn, application: ApplicationId, heading: Markup) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    lines = [heading, facts.headline(turn, card), facts.phone(turn, card.phone)]
    return Screen(Markup("\n").join(lines), ((to(turn.t("app-button-card"), routes.ApplicationCard(application), "primary"),),))


def handed(turn: Turn, application: ApplicationId) -> Screen:
    """What whoever gave it away sees: it is the other's from now on."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    text = Markup("\n").join([turn.t("given-by-you", name=card.owner), facts.headline(turn, card)])
    return Screen(text, ((to(turn.t("app-button-card"), routes.ApplicationCard(application)), home(turn)),), keep=True)
