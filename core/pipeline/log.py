"""The one way into the log of an application, and what every entry entails.

The status is what the log amounts to. A new state ends the promise to call back; one that closes also cancels the meeting, the reminders
and whatever was queued for the application before. What that entry itself tells travels as notices and is not queued yet; whoever had a
meeting ahead hears that it is off, unless he ended it himself or hears by the same act that all is over.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.interviews import acts as interviews
from core.interviews import reads as meetings
from core.interviews.reads import BookingCard
from core.kernel.actors import Actor, candidate, staff
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.queue import outbox, timers
from core.kernel.queue.notices import tell
from core.kernel.signals import emit
from core.pipeline.model import Application, Callback, Event
from core.pipeline.rules import NOTHING, EntryDetails
from core.pipeline.signals import ApplicationStateChanged, AppointmentChanged
from core.pipeline.statuses import guards
from core.pipeline.statuses.codes import parts_of
from core.pipeline.statuses.guards import Entering
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import StatusRule, Trait

OPEN = ("pending", "sent")
RESTING = "resting"
"""A promise whose vacancy is closed; it goes on when that is opened again."""
UNKEPT = (*OPEN, RESTING)
CALLBACK_DUE = "callback.due"


def subject(application: int) -> str:
    """What timers and queued messages of an application are known by; also the lane of its timers."""
    return f"application:{application}"


def locked(session: Session, application: int) -> Application:
    """The row, nobody else's until the transaction ends: every act on an application takes it first."""
    row = session.get(Application, application, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("application-not-found")
    return row


def in_work(session: Session, application: int) -> Application:
    """The locked row; raises Conflict where it is closed."""
    row = locked(session, application)
    must_be_open(row)
    return row


def must_be_open(row: Application) -> None:
    if not row.is_active:
        raise Conflict("application-closed")


def record(session: Session, application: int, code: str, details: EntryDetails, *, by: Actor, now: datetime) -> int:
    """Records a result that somebody gave; the event's id. Said again under the same key, or said twice, it is one event."""
    row = locked(session, application)
    known = by_key(session, details.key) or same_again(session, row, code, details)
    if known is not None:
        return known
    recordable(session, row, code)
    return enter(session, row, code, details, by=by, now=now)


def by_key(session: Session, key: str | None) -> int | None:
    return None if key is None else session.execute(select(Event.id).where(Event.key == key)).scalar()


def same_again(session: Session, row: Application, code: str, details: EntryDetails) -> int | None:
    """The event that said the same before, where saying it once more adds nothing."""
    repeated = statuses(session)[code].has(Trait.CALL_BACK, Trait.WRITTEN)
    if not row.is_active or row.status != code or repeated or details.comment or details.attachment is not None:
        return None
    return last(session, row.id, code)


def last(session: Session, application: int, code: str) -> int | None:
    """The newest event of this code."""
    type_, outcome = parts_of(code)
    mine = select(Event.id).filter_by(application_id=application, type=type_, outcome=outcome)
    return session.execute(mine.order_by(Event.id.desc()).limit(1)).scalar()


def recordable(session: Session, row: Application, code: str) -> StatusRule:
    """The state somebody may say it is in; whoever came in once is let in again by reopening only."""
    found = statuses(session).state(code)
    if found is None or found.has(Trait.ENTRY):
        must_be_open(row)
    if found is None:
        raise Invalid("status-unknown")
    return found


def checked(session: Session, row: Application, code: str, details: EntryDetails, *, by: Actor, now: datetime) -> StatusRule:
    """The same by its guards, before anything else is done about it."""
    found = recordable(session, row, code)
    guards.check(Entering(session, row, found, details, by, now))
    return found


def enter(
    session: Session,
    row: Application,
    code: str,
    details: EntryDetails = NOTHING,
    *,
    by: Actor,
    now: datetime,
    at: datetime | None = None,
) -> int:
    """The only way in: guards, the event appended to the locked application, its status in step; the event's id.

    `at`: when it happened, if not now. What is no state is noted and changes nothing.
    """
    found = statuses(session).state(code)
    if found is not None:
        guards.check(Entering(session, row, found, details, by, now))
    event = Event(**entry(row, code, details, by), at=at or now, recorded_at=now)
    session.add(event)
    session.flush()
    if found is not None:
        before = row.status
        off = apply(session, row, found, at or now, now, heard=details.heard or by.role == "candidate")
        if off is not None:
            emit(session, AppointmentChanged(by, now, row.id, off.id, off.version, "cancelled"))
        emit(session, ApplicationStateChanged(by, now, row.id, row.candidate_id, before, found.code, event.id))
    return event.id


def entry(row: Application, code: str, details: EntryDetails, by: Actor) -> dict[str, Any]:
    type_, outcome = parts_of(code)
    about = {"application_id": row.id, "candidate_id": row.candidate_id, "vacancy_id": row.vacancy_id, "type": type_, "outcome": outcome}
    said = {"comment": details.comment.strip(), "reason": details.reason, "attachment_id": details.attachment, "key": details.key}
    return {**about, **said, "booking_id": details.booking, "actor_role": by.role, "actor_id": by.id}


def apply(session: Session, row: Application, found: StatusRule, since: datetime, now: datetime, *, heard: bool) -> BookingCard | None:
    """Makes the row say what the log says now; the meeting that is off by it, of which the candidate need not be told where `heard`."""
    book = statuses(session)
    row.status, row.status_since, row.due_at = found.code, since, found.due(since)
    row.attempt_no = book.misses_after(found.code, row.attempt_no)
    row.invited_to = book.invited_after(found.code, row.invited_to)
    row.is_final = found.final
    row.is_active, row.ended_at = not found.closes, now if found.closes else None
    end_callback(session, row.id, "cancelled" if found.closes else "done", now)
    off = close(session, row.id, now) if found.closes else None
    if off is not None and not heard:
        tell_off(session, row, off, now)
    return off


def end_callback(session: Session, application: int, state: str, now: datetime) -> None:
    waiting = update(Callback).where(Callback.application_id == application, Callback.state.in_(UNKEPT))
    session.execute(waiting.values(state=state))
    timers.cancel(session, subject=subject(application), kind=CALLBACK_DUE, now=now)


def close(session: Session, application: int, now: datetime) -> BookingCard | None:
    """Nothing that was planned or queued for the application happens any more; the meeting that was still ahead."""
    held = meetings.active(session, application)
    if held is not None:
        interviews.cancel(session, held.id, now=now)
    timers.cancel(session, subject=subject(application), now=now)
    outbox.cancel(session, subject(application), now)
    return held if held is not None and held.start_at > now else None


def tell_owner(session: Session, row: Application, event: int, *, by: Actor, now: datetime, **more: int) -> None:
    """Whoever leads the application hears what a colleague has entered, not what the colleague found entered by another."""
    if by.role == "staff" and by.id != row.owner_id and session.get_one(Event, event).actor_id == by.id:
        tell(session, staff(row.owner_id), "application.noted", key=str(event), now=now, application=row.id, event=event, **more)


def tell_off(session: Session, row: Application, card: BookingCard, now: datetime) -> None:
    """The candidate is not to come."""
    args: dict[str, Any] = {"application": row.id, "booking": card.id, "kind": card.kind}
    tell(session, candidate(row.candidate_id), "interview.cancelled", key=f"{card.id}:{card.version}", now=now, **args)
