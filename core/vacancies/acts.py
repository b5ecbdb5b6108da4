"""What is done with a vacancy: creating, changing, opening and closing, its questions, its advertisements.

Problems raised: vacancy-not-found, vacancy-name-unusable, vacancy-salary-unusable, vacancy-salary-order, vacancy-state-unknown,
question-not-found, question-unusable, question-options-unusable.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel.actors import Actor
from core.kernel.problems import Invalid, NotFound
from core.kernel.signals import emit
from core.staff.acts import audit
from core.vacancies import rules
from core.vacancies.model import Publication, ScreeningQuestion, Vacancy
from core.vacancies.rules import QuestionDraft, VacancyDraft
from core.vacancies.signals import VacancyStateChanged

_ONE_BY_ONE = text("SELECT pg_advisory_xact_lock(hashtextextended('vacancies.number', 0))")


def create(session: Session, draft: VacancyDraft, *, recruiter: int, by: Actor, now: datetime) -> int:
    """A new vacancy, open at once, under the next number; the id."""
    values = {**told(draft), "name": rules.checked_name(draft.name)}
    rules.checked_salary(draft.salary_from, draft.salary_to)
    row = Vacancy(number=next_number(session), state="opened", recruiter_id=recruiter, created_at=now, **values)
    session.add(row)
    session.flush()
    audit(session, by, "vacancy.created", f"vacancy:{row.id}", now, number=row.number)
    return row.id


def next_number(session: Session) -> int:
    """Numbers run without gaps; two who create at once are put in a row."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_BY_ONE)
    return session.execute(select(func.coalesce(func.max(Vacancy.number), 0) + 1)).scalar_one()


def change(session: Session, vacancy: int, draft: VacancyDraft) -> None:
    """Puts what the draft tells in the place of what was there; what is empty stays."""
    row = locked(session, vacancy)
    for name, value in told(draft).items():
        if value:
            setattr(row, name, value)
    rules.checked_salary(row.salary_from, row.salary_to)


def set_salary(session: Session, vacancy: int, low: int | None, high: int | None) -> None:
    """Both ends at once; None where one is not named any more."""
    rules.checked_salary(low, high)
    row = locked(session, vacancy)
    row.salary_from, row.salary_to = low, high


def assign(session: Session, vacancy: int, *, recruiter: int | None = None, manager: int | None = None, by: Actor, now: datetime) -> None:
    """Gives the vacancy another recruiter, or a hiring manager; what is None stays. Applications stay with those who lead them."""
    row = locked(session, vacancy)
    row.recruiter_id = recruiter or row.recruiter_id
    row.manager_id = manager or row.manager_id
    audit(session, by, "vacancy.entrusted", f"vacancy:{vacancy}", now, recruiter=row.recruiter_id, manager=row.manager_id)


def locked_of(session: Session, recruiter: int) -> None:
    """All that the recruiter leads, nobody else's until the transaction ends."""
    session.execute(select(Vacancy.id).where(Vacancy.recruiter_id == recruiter).order_by(Vacancy.id).with_for_update())


def pass_on(session: Session, leaving: int, successor: int) -> None:
    """What is closed goes along: it may be opened again."""
    session.execute(update(Vacancy).where(Vacancy.recruiter_id == leaving).values(recruiter_id=successor))


def release(session: Session, vacancy: int, *, by: Actor, now: datetime) -> None:
    """The vacancy has no hiring manager any more."""
    locked(session, vacancy).manager_id = None
    audit(session, by, "vacancy.released", f"vacancy:{vacancy}", now)


def told(draft: VacancyDraft) -> dict[str, Any]:
    return {
        "name": rules.checked_name(draft.name) if draft.name else "",
        "text": draft.text.strip(),
        "city": " ".join(draft.city.split())[: rules.CITY],
        "salary_from": draft.salary_from,
        "salary_to": draft.salary_to,
        "schedule": draft.schedule,
        "employment": draft.employment,
    }


def set_state(session: Session, vacancy: int, state: str, *, by: Actor, now: datetime) -> None:
    """Opens, suspends or closes; only an open one takes responses. What is so already stays so without a trace."""
    if state not in rules.STATES:
        raise Invalid("vacancy-state-unknown")
    row = locked(session, vacancy)
    if row.state != state:
        audit(session, by, f"vacancy.{state}", f"vacancy:{vacancy}", now, before=row.state)
        before, row.state, row.closed_at = row.state, state, now if state == "closed" else None
        session.flush()
        emit(session, VacancyStateChanged(by, now, vacancy, before, state))


def locked(session: Session, vacancy: int) -> Vacancy:
    """The row, nobody else's until the transaction ends."""
    row = session.get(Vacancy, vacancy, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("vacancy-not-found")
    return row


# Questions


def add_question(session: Session, vacancy: int, question: QuestionDraft) -> int:
    """One more question at the end; the id."""
    locked(session, vacancy)
    tidy = rules.checked_question(question)
    last = select(func.coalesce(func.max(ScreeningQuestion.position), -1)).where(ScreeningQuestion.vacancy_id == vacancy)
    row = ScreeningQuestion(
        vacancy_id=vacancy,
        position=session.execute(last).scalar_one() + 1,
        text=tidy.text,
        kind=tidy.kind,
        options=list(tidy.options),
        optional=tidy.optional,
    )
    session.add(row)
    session.flush()
    return row.id


def archive_question(session: Session, question: int) -> None:
    """Asked no more; answers given before still name it."""
    asked(session, question).archived = True


def move_question(session: Session, question: int, steps: int) -> None:
    """Moves a question up (negative) or down among those asked; past the end it stays at the end."""
    moving = asked(session, question)
    in_order = select(ScreeningQuestion).filter_by(vacancy_id=moving.vacancy_id, archived=False)
    others = [one for one in session.scalars(in_order.order_by(ScreeningQuestion.position, ScreeningQuestion.id)) if one is not moving]
    place = sum(one.position < moving.position for one in others)
    others.insert(max(0, min(len(others), place + steps)), moving)
    for position, one in enumerate(others):
        one.position = position


def asked(session: Session, question: int) -> ScreeningQuestion:
    """The question, with its vacancy locked: the places of all its questions are one thing."""
    row = session.get(ScreeningQuestion, question)
    if row is None:
        raise NotFound("question-not-found")
    locked(session, row.vacancy_id)
    session.refresh(row)
    return row


# Advertisements


def bind(session: Session, vacancy: int, board: str, external_id: str) -> None:
    """From now on the board's advertisement leads to this vacancy, wherever it led before."""
    locked(session, vacancy)
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(Publication)
    row = insert.values(board=board, external_id=external_id, vacancy_id=vacancy)
    session.execute(row.on_conflict_do_update(index_elements=["board", "external_id"], set_={"vacancy_id": vacancy}))
