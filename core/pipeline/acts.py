"""What is done on an application: linking, results, refusals, withdrawals; calling back and meetings stand in files of their own.

Problems raised: application-not-found, application-closed, reason-needed, status-unknown, status-by-schedule, comment-empty,
reopen-by-staff, callback-not-found, callback-over, callback-past, meeting-unknown, meeting-none, meeting-begun, meeting-has-moved,
meeting-closed, not-invited; from below: slot-taken, slot-over, time-past, time-busy, vacancy-not-found, candidate-not-found; and those
of the guards (`statuses.guards`).
Notices told, each with `application` and, where it is about one, `booking` and `kind`: to the owner interview.booked, interview.moved,
interview.confirmed, interview.cancelled, interview.unconfirmed, interview.soon, interview.ask, candidate.withdrew, callback.due
(`callback`), application.noted (`event`: what a colleague has entered); to the candidate interview.choose, interview.scheduled,
interview.moved, interview.place, interview.cancelled, interview.missed, interview.remind (`hours`), application.rejected,
application.withdrawn, application.next. An end names as `booking` the meeting that is off by it. Only the side that did not act is told.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.interviews import reads as bookings
from core.kernel.actors import Actor, candidate, staff
from core.kernel.problems import Forbidden, Invalid
from core.kernel.queue import notices
from core.pipeline import log, meetings
from core.pipeline.callbacks import call_back, snooze
from core.pipeline.meetings import Seen, cancel_meeting, confirm, invite, relocate, schedule, schedule_at
from core.pipeline.model import Application
from core.pipeline.rules import EntryDetails
from core.pipeline.statuses import codes
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Told, Trait
from core.vacancies import reads as vacancies

__all__ = (
    "Seen",
    "call_back",
    "cancel_meeting",
    "comment",
    "confirm",
    "invite",
    "link",
    "record",
    "reject",
    "relocate",
    "reopen",
    "result",
    "schedule",
    "schedule_at",
    "snooze",
    "withdraw",
)


TOLD: Mapping[str, str] = MappingProxyType({"next": "application.next", "withdrawn": "application.withdrawn", "missed": "interview.missed"})
"""What the candidate is told of an outcome, by the name that its rule gives it."""

# Entering


def link(
    session: Session,
    candidate: int,
    vacancy: int,
    *,
    source: str,
    entrance_type: str,
    by: Actor,
    at: datetime,
    now: datetime,
    answers: Sequence[Any] = (),
    letter: str = "",
    event: str = codes.RESPONSE,
) -> int:
    """Puts a candidate's record on the vacancy; the application's id. A pair has one, and entering again reopens a closed one.

    Another record of the same person has an application of its own: whose chat may act on which is a matter of proof.
    """
    owner = vacancies.card(session, vacancy).recruiter_id
    about = {"source": source, "entrance_type": entrance_type, "answers": list(answers), "letter": letter}
    pair = {"candidate_id": candidate, "vacancy_id": vacancy}
    number = inserted(session, owner_id=owner, status=event, status_since=at, started_at=at, **pair, **about)
    row = log.locked(session, number or existing(session, **pair))
    if number is None:
        tell_anew(row, about)
    if number is not None or not row.is_active:
        log.enter(session, row, event, by=by, now=now, at=at)
    return row.id


def inserted(session: Session, **values: Any) -> int | None:
    """The new application; None where the pair has one."""
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(Application)
    fresh = insert.values(**values).on_conflict_do_nothing(index_elements=["candidate_id", "vacancy_id"])
    return session.execute(fresh.returning(Application.id)).scalar()


def existing(session: Session, **pair: int) -> int:
    return session.execute(select(Application.id).filter_by(**pair)).scalar_one()


def tell_anew(row: Application, about: dict[str, Any]) -> None:
    """What came with a new response is worth more than what came with the old one; what it left out stays."""
    for name, value in about.items():
        if value and (not row.is_active or not getattr(row, name)):
            setattr(row, name, value)


def reopen(session: Session, application: int, *, by: Actor, now: datetime) -> None:
    """Back into work, as somebody with whom nothing has been done yet; an open one stays as it is."""
    if by.role != "staff":
        raise Forbidden("reopen-by-staff")
    row = log.locked(session, application)
    if not row.is_active:
        log.enter(session, row, codes.REOPENED, by=by, now=now)
        log.enter(session, row, codes.NEW, by=by, now=now)


# Results


def record(
    session: Session,
    application: int,
    code: str,
    *,
    by: Actor,
    now: datetime,
    comment: str = "",
    reason: str = "",
    attachment: int | None = None,
    key: str | None = None,
    booking: int | None = None,
    seen: Seen | None = None,
) -> int:
    """Records a state; the event's id. With a `key`, once only. `seen`: the meeting it is said of, or that is to be off by it."""
    if seen is not None:
        meetings.must_be_as_seen(session, log.locked(session, application), seen)
    return log.record(session, application, code, EntryDetails(comment, reason, attachment, key, booking), by=by, now=now)


def result(
    session: Session,
    application: int,
    code: str,
    *,
    by: Actor,
    now: datetime,
    comment: str = "",
    reason: str = "",
    attachment: int | None = None,
    seen: Seen | None = None,
) -> int:
    """How it went: records the outcome and ends the meeting it speaks of, the one `seen` by whoever says it; the event's id."""
    row, details = log.locked(session, application), EntryDetails(comment, reason, attachment)
    found = log.checked(session, row, code, details, by=by, now=now)
    meetings.must_be_as_seen(session, row, seen)
    if found.has(Trait.CANCELLED) and bookings.active(session, application) is not None:
        number = cancel_meeting(session, application, by=by, now=now, comment=comment, attachment=attachment)
    else:
        booking = meetings.finish(session, row, code, now)
        number = log.record(session, application, code, details._replace(booking=booking), by=by, now=now)
        tell_next(session, row, code, number, by=by, now=now)
        log.tell_owner(session, row, number, by=by, now=now)
    return number


def tell_next(session: Session, row: Application, code: str, event: int, *, by: Actor, now: datetime) -> None:
    """Somebody who passed hears that he goes on, somebody who did not come may choose another time, somebody who gave up is thanked."""
    rule = statuses(session)[code]
    told = TOLD.get(rule.template) if rule.told is Told.AUTO else None
    if told is not None and by.role != "candidate":
        notices.tell(session, candidate(row.candidate_id), told, key=str(event), now=now, application=row.id)


def reject(
    session: Session,
    application: int,
    reason: str,
    *,
    by: Actor,
    now: datetime,
    comment: str = "",
    attachment: int | None = None,
    tell: bool,
) -> int:
    """The company's no; the event's id. The reason stays inside. `tell` sends a refusal; else he hears only of a meeting that is off."""
    row = log.in_work(session, application)
    off = meetings.told_off(meetings.ahead(session, application, now))
    number = ended(session, row, Trait.REFUSED, EntryDetails(comment, reason, attachment, heard=tell), by=by, now=now)
    if tell:
        about = {"application": application, **off}
        notices.tell(session, candidate(row.candidate_id), "application.rejected", key=str(number), now=now, **about)
    log.tell_owner(session, row, number, by=by, now=now, **off)
    return number


def withdraw(
    session: Session,
    application: int,
    reason: str,
    *,
    by: Actor,
    now: datetime,
    comment: str = "",
    attachment: int | None = None,
) -> int:
    """The candidate's no, said by him or by a colleague for him; the event's id."""
    row = log.in_work(session, application)
    off = meetings.told_off(meetings.ahead(session, application, now))
    number = ended(session, row, Trait.WITHDREW, EntryDetails(comment, reason, attachment, heard=True), by=by, now=now)
    himself = by.role == "candidate"
    person = staff(row.owner_id) if himself else candidate(row.candidate_id)
    kind = "candidate.withdrew" if himself else "application.withdrawn"
    notices.tell(session, person, kind, key=str(number), now=now, application=application, **off)
    log.tell_owner(session, row, number, by=by, now=now, **off)
    return number


ENDS: Mapping[Trait, str] = MappingProxyType({Trait.REFUSED: codes.REJECTED, Trait.WITHDREW: codes.WITHDRAWN})
"""The ends that come after no meeting."""


def ended(session: Session, row: Application, no: Trait, details: EntryDetails, *, by: Actor, now: datetime) -> int:
    """Ends the application, naming the meeting it comes after, if one took place."""
    code = statuses(session).ending(meetings.begun_or_over(session, row, now), no, ENDS[no])
    log.checked(session, row, code, details, by=by, now=now)
    booking = meetings.finish(session, row, code, now)
    return log.record(session, row.id, code, details._replace(booking=booking), by=by, now=now)


def comment(session: Session, application: int, text: str, *, by: Actor, now: datetime, attachment: int | None = None) -> int:
    """A note in the personal file, also on a closed application; a voice note is one by its attachment alone."""
    if not text.strip() and attachment is None:
        raise Invalid("comment-empty")
    row = log.locked(session, application)
    number = log.enter(session, row, codes.COMMENT, EntryDetails(text, attachment=attachment), by=by, now=now)
    log.tell_owner(session, row, number, by=by, now=now)
    return number
