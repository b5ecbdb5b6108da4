"""Responses of somebody who withdraws the consent or is erased: those that wait are over; later each loses what it tells."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from core.boards import acts, rules
from core.boards.model import Response, ResponseSign
from core.kernel.problems import Invalid
from core.kernel.queue import outbox
from core.kernel.text.phones import normalise, pretty
from core.pipeline.model import Application
from core.privacy import acts as privacy
from core.vacancies import reads as vacancies

REASON = "other"


class Waited(NamedTuple):
    """A response that nobody will decide any more, and who would have."""

    response: int
    vacancy: str
    readers: tuple[int, ...]


def end_all(session: Session, person: int, now: datetime) -> tuple[Waited, ...]:
    """Takes back what waits for a decision; nobody is told here."""
    mine = select(Response).where(Response.candidate_id == person, Response.state.in_(rules.UNDECIDED)).order_by(Response.id)
    return tuple(end(session, row, now) for row in session.scalars(mine.with_for_update()).all())


def end(session: Session, row: Response, now: datetime) -> Waited:
    acts.decide(session, row, "withdrawn", None, now)
    row.reason = REASON
    name = vacancies.card(session, row.vacancy_id).name if row.vacancy_id is not None else ""
    return Waited(row.id, name, acts.readers(session, row.vacancy_id))


def of_people(session: Session, numbers: Sequence[int]) -> Sequence[Response]:
    """Their own, and those that their applications were made of."""
    led = select(Application.id).where(Application.candidate_id.in_(numbers))
    mine = or_(Response.candidate_id.in_(numbers), Response.application_id.in_(led))
    return session.scalars(select(Response).where(mine).order_by(Response.id)).all()


def marks(session: Session, numbers: Sequence[int]) -> frozenset[str]:
    """By what the person can be found in words that were shown, as the boards told it."""
    return frozenset(mark for row in of_people(session, numbers) for mark in told(row))


def told(row: Response) -> Iterator[str]:
    draft = acts.draft_of(row)
    if " " in draft.full_name:
        yield draft.full_name
    yield from draft.emails
    for phone in draft.phones:
        try:
            yield from (normalise(phone), pretty(normalise(phone)))
        except Invalid:
            yield phone


def erase(session: Session, numbers: Sequence[int], now: datetime) -> int:
    """How many lost what they told; a board that tells of them once more is not listened to."""
    found = of_people(session, numbers)
    for row in found:
        privacy.mark_erased(session, row.board, row.external_id, now)
        session.execute(delete(ResponseSign).where(ResponseSign.response_id == row.id))
        row.draft, row.comment, row.external_id = {}, "", f"erased:{row.id}"
        outbox.cancel(session, f"response:{row.id}", now)
    session.flush()
    return len(found)
