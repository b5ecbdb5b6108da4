"""Whose each object is that a handler names in its arguments: what bot.conversation.access asks before anything is shown or done."""

from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.access import Access, Belongs, Owners
from core.boards import reads as boards
from core.interviews import reads as interviews
from core.pipeline import reads as pipeline
from core.staff import reads as staff
from core.staff.permissions import Role
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


def of_thread(session: Session, candidate: int) -> frozenset[int]:
    """Who talks with a candidate: whose he is; before that whose vacancies he responded to; else everybody who recruits."""
    mine = pipeline.recruiters_of(session, candidate)
    if not mine:
        mine = frozenset[int]().union(*(boards.owners(session, number) for number, _ in boards.undecided(session, candidate)))
    return mine or frozenset(user.id for user in staff.with_role(session, Role.RECRUITER, Role.LEAD))


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


def fallback_readers(session: Session, args: dict[str, Any]) -> tuple[frozenset[int], ...]:
    """Who hears instead of a colleague who has left: the vacancy's recruiter or whoever has the candidate, else leads and admins."""
    nearest = frozenset[int]()
    if args.get("application"):
        nearest = frozenset({vacancies.card(session, pipeline.card(session, args["application"]).vacancy_id).recruiter_id})
    elif args.get("response"):
        nearest = boards.owners(session, args["response"])
    elif args.get("candidate"):
        nearest = pipeline.recruiters_of(session, args["candidate"])
    return nearest, frozenset(user.id for user in staff.with_role(session, Role.LEAD, Role.ADMIN))


def access() -> Access:
    return Access(STAFF, CANDIDATES)
