"""Whose each object is that a handler names in its arguments: what bot.access asks before anything is shown or done."""

from sqlalchemy.orm import Session

from bot.access import Access, Belongs, Owners
from core.boards import reads as boards
from core.interviews import reads as interviews
from core.pipeline import reads as pipeline
from core.vacancies import reads as vacancies


def of_rule(session: Session, rule: int) -> frozenset[int]:
    return frozenset({interviews.rule_owner(session, rule)})


def of_booking(session: Session, booking: int) -> frozenset[int]:
    found = interviews.booking(session, booking)
    return pipeline.owners(session, found.application_id) | {found.owner_id}


def of_callback(session: Session, callback: int) -> frozenset[int]:
    return frozenset({pipeline.callback(session, callback).owner_id})


def of_question(session: Session, question: int) -> frozenset[int]:
    return vacancies.owners(session, vacancies.vacancy_of_question(session, question))


def of_candidate(session: Session, candidate: int) -> frozenset[int]:
    """Whoever has the person on a vacancy of his, closed ones included."""
    return pipeline.owners_of_candidate(session, candidate)


STAFF: dict[str, Owners] = {
    "vacancy": vacancies.owners,
    "question": of_question,
    "rule": of_rule,
    "application": pipeline.owners,
    "booking": of_booking,
    "callback": of_callback,
    "candidate": of_candidate,
    "response": boards.owners,
}
CANDIDATES: dict[str, Belongs] = {"application": pipeline.belongs, "response": boards.belongs}


def access() -> Access:
    return Access(STAFF, CANDIDATES)
