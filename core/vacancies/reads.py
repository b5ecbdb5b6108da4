"""What is shown of vacancies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from core.kernel.database.compiled import Prepared
from core.kernel.ids import QuestionId, StaffId, VacancyId
from core.kernel.problems import NotFound
from core.staff.model import StaffUser
from core.vacancies import rules
from core.vacancies.model import Publication, ScreeningQuestion, Vacancy


@dataclass(frozen=True, slots=True)
class VacancyCard:
    """`recruiter` is the name of who leads it; schedule and employment are codes of their dictionaries."""

    id: VacancyId
    number: int
    name: str
    text: str
    city: str
    salary_from: int | None
    salary_to: int | None
    schedule: str
    employment: str
    state: str
    recruiter_id: StaffId
    recruiter: str
    manager_id: StaffId | None

    @property
    def label(self) -> str:
        return rules.label(self.number)


class QuestionLine(NamedTuple):
    id: QuestionId
    position: int
    text: str
    kind: str
    options: tuple[str, ...]
    optional: bool


_CARD = select(
    Vacancy.id,
    Vacancy.number,
    Vacancy.name,
    Vacancy.text,
    Vacancy.city,
    Vacancy.salary_from,
    Vacancy.salary_to,
    Vacancy.schedule,
    Vacancy.employment,
    Vacancy.state,
    Vacancy.recruiter_id,
    StaffUser.name.label("recruiter"),
    Vacancy.manager_id,
).join(StaffUser, StaffUser.id == Vacancy.recruiter_id)
_BY_ID = Prepared(_CARD.where(Vacancy.id == bindparam("wanted")))
_BY_NUMBER = Prepared(_CARD.where(Vacancy.number == bindparam("wanted")))
_OPENED = Prepared(
    _CARD.where(Vacancy.state == "opened").order_by(Vacancy.number.desc()).limit(bindparam("limit")).offset(bindparam("offset")),
)
_COUNT_OPENED = Prepared(select(func.count()).select_from(Vacancy).where(Vacancy.state == "opened"))
_OWNERS = Prepared(select(Vacancy.recruiter_id, Vacancy.manager_id).where(Vacancy.id == bindparam("wanted")))
_QUESTIONS = Prepared(
    select(
        ScreeningQuestion.id,
        ScreeningQuestion.position,
        ScreeningQuestion.text,
        ScreeningQuestion.kind,
        ScreeningQuestion.options,
        ScreeningQuestion.optional,
    )
    .where(ScreeningQuestion.vacancy_id == bindparam("wanted"), ScreeningQuestion.archived.is_(False))
    .order_by(ScreeningQuestion.position, ScreeningQuestion.id),
)
ALL = 1_000_000
"""More vacancies than anybody has."""


def as_card(row: Iterable[Any]) -> VacancyCard:
    return VacancyCard(*row)


def card(session: Session, vacancy: int) -> VacancyCard:
    row = _BY_ID.first(session, {"wanted": vacancy})
    if row is None:
        raise NotFound("vacancy-not-found")
    return as_card(row)


def by_number(session: Session, number: int) -> VacancyCard | None:
    row = _BY_NUMBER.first(session, {"wanted": number})
    return as_card(row) if row else None


def opened(session: Session, *, limit: int | None = None, offset: int = 0) -> tuple[VacancyCard, ...]:
    """Those that take responses, the newest first."""
    rows = _OPENED.rows(session, {"limit": ALL if limit is None else limit, "offset": offset})
    return tuple(as_card(row) for row in rows)


def count_opened(session: Session) -> int:
    [(number,)] = _COUNT_OPENED.rows(session, {})
    return int(number)


def listed(
    session: Session,
    *,
    recruiter: int | None = None,
    owner: int | None = None,
    state: str | None = None,
    limit: int = 10,
    offset: int = 0,
) -> tuple[tuple[VacancyCard, ...], int]:
    """One page, the newest first, and how many there are in all; `owner` is its recruiter or its manager."""
    wanted = []
    if recruiter is not None:
        wanted.append(Vacancy.recruiter_id == recruiter)
    if owner is not None:
        wanted.append(or_(Vacancy.recruiter_id == owner, Vacancy.manager_id == owner))
    if state is not None:
        wanted.append(Vacancy.state == state)
    page = _CARD.where(*wanted).order_by(Vacancy.number.desc()).limit(limit).offset(offset)
    return tuple(as_card(row) for row in session.execute(page)), count(session, *wanted)


def count(session: Session, *wanted: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(Vacancy).where(*wanted)).scalar_one()


def count_open_of(session: Session, recruiter: int) -> int:
    """How many the recruiter leads that are not closed."""
    return count(session, Vacancy.recruiter_id == recruiter, Vacancy.state != "closed")


def is_closed(session: Session, vacancy: int) -> bool:
    return session.execute(select(Vacancy.state).where(Vacancy.id == vacancy)).scalar() == "closed"


def questions(session: Session, vacancy: int) -> tuple[QuestionLine, ...]:
    """What is asked now, in order."""
    found = _QUESTIONS.rows(session, {"wanted": vacancy})
    return tuple(QuestionLine(*[*asked, tuple(options), optional]) for *asked, options, optional in found)


def bound(session: Session, board: str, external_id: str) -> int | None:
    """The vacancy that an advertisement leads to; None where it was made outside of us."""
    return session.execute(select(Publication.vacancy_id).filter_by(board=board, external_id=external_id)).scalar()


def owners(session: Session, vacancy: int) -> frozenset[int]:
    """Whose it is: its recruiter and its manager."""
    row = _OWNERS.first(session, {"wanted": vacancy})
    if row is None:
        raise NotFound("vacancy-not-found")
    return frozenset(number for number in row if number is not None)


def vacancy_of_question(session: Session, question: int) -> int:
    number = session.execute(select(ScreeningQuestion.vacancy_id).where(ScreeningQuestion.id == question)).scalar()
    if number is None:
        raise NotFound("question-not-found")
    return number
