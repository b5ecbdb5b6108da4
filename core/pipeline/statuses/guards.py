"""What has to be there before a state is entered: one guard for each need, which a later subject may bring for a need of its own.

Problems raised: application-closed, status-not-yours, status-by-schedule, vacancy-needed, consent-needed, reason-needed, comment-needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.kernel.actors import Actor
from core.kernel.problems import Conflict, Forbidden, Invalid, Problem
from core.pipeline.model import Application
from core.pipeline.rules import EntryDetails
from core.pipeline.statuses.rules import Need, StatusRule
from core.privacy import reads as privacy
from core.privacy.rules import ConsentKind
from core.staff import reads as people
from core.staff.permissions import Role

LEAST = 3
"""Characters of a comment that must be there."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody is about to record a state on a locked application."""

    session: Session
    row: Application
    rule: StatusRule
    details: EntryDetails
    by: Actor
    now: datetime


Guard = Callable[[Entering], Problem | None]
GUARDS: dict[Need, Guard] = {}


def guard(need: Need) -> Callable[[Guard], Guard]:
    """Registers what answers for a need; a need has one guard."""

    def register(found: Guard) -> Guard:
        if need in GUARDS:
            raise ValueError(f"{need} has its guard already")
        GUARDS[need] = found
        return found

    return register


def check(entering: Entering) -> None:
    """Raises what the first guard has to say; a need without a guard lets nobody in."""
    allowed(entering)
    for need in Need:
        if need in entering.rule.needs:
            problem = GUARDS[need](entering)
            if problem is not None:
                raise problem


def allowed(entering: Entering) -> None:
    """Only colleagues are held to the roles that may enter a state; what the product does of itself is its own."""
    enters = entering.rule.enters
    if enters and entering.by.role == "staff" and not enters & roles_of(entering):
        raise Forbidden("status-not-yours")


def roles_of(entering: Entering) -> frozenset[str]:
    number = entering.by.id
    return frozenset() if number is None else people.staff(entering.session, number).roles


@guard(Need.ACTIVE)
def is_active(entering: Entering) -> Problem | None:
    return None if entering.row.is_active else Conflict("application-closed")


@guard(Need.LEAD)
def is_lead(entering: Entering) -> Problem | None:
    return None if Role.LEAD in roles_of(entering) else Forbidden("status-not-yours")


@guard(Need.APPOINTMENT)
def has_time(entering: Entering) -> Problem | None:
    """Meetings are set by scheduling, not by saying so."""
    return None if entering.details.booking is not None else Invalid("status-by-schedule")


@guard(Need.VACANCY)
def has_vacancy(entering: Entering) -> Problem | None:
    return None if entering.row.vacancy_id else Invalid("vacancy-needed")


@guard(Need.CONSENT)
def has_consent(entering: Entering) -> Problem | None:
    return consented(entering, ConsentKind.RECRUITING)


@guard(Need.RESERVE_CONSENT)
def has_reserve_consent(entering: Entering) -> Problem | None:
    return consented(entering, ConsentKind.RESERVE)


def consented(entering: Entering, kind: ConsentKind) -> Problem | None:
    holds = privacy.holds(entering.session, entering.row.candidate_id, kind, entering.now)
    return None if holds else Invalid("consent-needed")


@guard(Need.REASON)
def has_reason(entering: Entering) -> Problem | None:
    return None if entering.details.reason else Invalid("reason-needed")


@guard(Need.COMMENT)
def has_comment(entering: Entering) -> Problem | None:
    """In words, or spoken."""
    details = entering.details
    enough = len(details.comment.strip()) >= LEAST or details.attachment is not None
    return None if enough else Invalid("comment-needed", least=LEAST)
