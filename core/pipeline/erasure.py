"""When somebody withdraws the consent or is erased: what is in work ends, and later the log and the applications lose what they tell.

What happened, when and with which outcome stays: that is what is counted.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.interviews import reads as bookings
from core.kernel.actors import candidate
from core.kernel.queue import outbox, timers
from core.pipeline import log
from core.pipeline.acts import ended
from core.pipeline.model import Application, Event
from core.pipeline.rules import EntryDetails
from core.pipeline.statuses.rules import Trait
from core.vacancies import reads as vacancies

REASON = "other"
SAID = "Отозвано согласие на обработку персональных данных"
"""What the personal file says; the staff's own language is not known where it is written."""


class Over(NamedTuple):
    """What has ended: to which vacancy, who led it, and when the meeting was to be that falls away."""

    application: int
    vacancy: str
    owner: int
    meeting: datetime | None


def end_all(session: Session, person: int, now: datetime) -> tuple[Over, ...]:
    """Ends the person's applications in work; nothing that was planned or queued for them happens any more."""
    mine = select(Application.id).where(Application.candidate_id == person, Application.is_active).order_by(Application.id)
    return tuple(end(session, log.locked(session, number), now) for number in session.execute(mine).scalars().all())


def end(session: Session, row: Application, now: datetime) -> Over:
    held = bookings.active(session, row.id)
    meeting = held.start_at if held is not None and held.start_at > now else None
    ended(session, row, Trait.WITHDREW, EntryDetails(SAID, REASON, heard=True), by=candidate(row.candidate_id), now=now)
    name = vacancies.card(session, row.vacancy_id).name if row.vacancy_id is not None else ""
    return Over(row.id, name, row.owner_id, meeting)


def erase(session: Session, numbers: Sequence[int], now: datetime) -> dict[str, int]:
    """How much lost its words."""
    mine = update(Application).where(Application.candidate_id.in_(numbers))
    applications = session.execute(mine.values(answers=[], letter="").returning(Application.id)).scalars().all()
    for number in applications:
        timers.cancel(session, subject=log.subject(number), now=now)
        outbox.cancel(session, log.subject(number), now)
    said = update(Event).where(Event.candidate_id.in_(numbers)).values(comment="", attachment_id=None, key=None)
    return {"applications": len(applications), "events": len(session.execute(said.returning(Event.id)).all())}
