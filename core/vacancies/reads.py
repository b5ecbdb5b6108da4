"""What is shown of vacancies."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from core.kernel.problems import NotFound
from core.staff.model import StaffUser
from core.vacancies import rules
from core.vacancies.model import Publication, ScreeningQuestion, Vacancy


@dataclass(frozen=True, slots=True)
class VacancyCard:
    """`recruiter` is the name of who leads it; schedule and employment are codes of their dictionaries."""

    id: int
    number: int
    name: str
    text: str
    city: str
    salary_from: int | None
    salary_to: int | None
    schedule: str
    employment: str
    state: str
    recruiter_id: int
    recruiter: str
    manager_id: int | None

    @property
    def label(self) -> str:
        return rules.label(self.number)


class QuestionLine(NamedTuple):
    id: int
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


def as_card(row: Row[*tuple[Any, ...]]) -> VacancyCard:
    return VacancyCard(*row)


def card(session: Session, vacancy: int) -> VacancyCard:
    row = session.execute(_CARD.where(Vacancy.id == vacancy)).first()
    if row is None:
        raise NotFound("vacancy-not-found")
    return as_card(row)


def by_number(session: Session, number: int) -> VacancyCard | None:
    row = session.execute(_CARD.where(Vacancy.number == number)).first()
    return as_card(row) if row else None


def opened(session: Session, *, limit: int | None = None, offset: int = 0) -> tuple[VacancyCard, ...]:
    """Those that take responses, the newest first."""
    query = _CARD.where(Vacancy.state == "opened").order_by(Vacancy.number.desc()).limit(limit).offset(offset or None)
    return tuple(as_card(row) for row in session.execute(query))


def count_opened(session: Session) -> int:
    return count(session, Vacancy.state == "opened")


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


def questions(session: Session, vacancy: int) -> tuple[QuestionLine, ...]:
    """What is asked now, in order."""
    row = ScreeningQuestion
    query = select(row.id, row.position, row.text, row.kind, row.options, row.optional).filter_by(vacancy_id=vacancy, archived=False)
    found = session.execute(query.order_by(row.position, row.id))
    return tuple(QuestionLine(*one[:4], tuple(one.options), one.optional) for one in found)


def bound(session: Session, board: str, external_id: str) -> int | None:
    """The vacancy that an advertisement leads to; None where it was made outside of us."""
    return session.execute(select(Publication.vacancy_id).filter_by(board=board, external_id=external_id)).scalar()


def owners(session: Session, vacancy: int) -> frozenset[int]:
    """Whose it is: its recruiter and its manager."""
    row = session.execute(select(Vacancy.recruiter_id, Vacancy.manager_id).where(Vacancy.id == vacancy)).first()
    if row is None:
        raise NotFound("vacancy-not-found")
    return frozenset(number for number in row if number is not None)


def vacancy_of_question(session: Session, question: int) -> int:
    number = session.execute(select(ScreeningQuestion.vacancy_id).where(ScreeningQuestion.id == question)).scalar()
    if number is None:
        raise NotFound("question-not-found")
    return number
