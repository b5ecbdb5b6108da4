"""Meetings of an application: inviting to choose a time, setting and moving it, confirming, cancelling, how it went.

See `acts` for the Problems raised and the notices told.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.interviews import acts as interviews
from core.interviews import reads as bookings
from core.interviews.model import Booking
from core.interviews.reads import BookingCard
from core.kernel.actors import Actor, candidate, staff
from core.kernel.problems import Conflict, Forbidden, Invalid
from core.kernel.queue import timers
from core.kernel.queue.notices import tell
from core.kernel.signals import emit
from core.kernel.time.zones import MINUTE
from core.pipeline import log, reminders
from core.pipeline.model import Application, Event
from core.pipeline.rules import EntryDetails
from core.pipeline.signals import AppointmentChanged
from core.pipeline.statuses import codes
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.staff.reads import staff as colleague
from core.staff.reads import waking
from core.vacancies import reads as vacancies

HOUR = timedelta(hours=1)
AT_ONCE = MINUTE
"""An invitation repeated this soon is a button pressed twice."""


class Seen(NamedTuple):
    """The meeting somebody has before his eyes as he acts, and as of which move; None and None where he sees none."""

    booking: int | None = None
    version: int | None = None


def changed(held: BookingCard | None, seen: Seen) -> str | None:
    """What has become of the meeting since it was seen, as the key of a text; None where it is the one that is set."""
    if seen == (Seen() if held is None else Seen(held.id, held.version)):
        return None
    return "meeting-has-moved" if held is not None and held.id == seen.booking else "meeting-closed"


def must_be_as_seen(session: Session, row: Application, seen: Seen | None) -> None:
    """Raises Conflict where an act speaks of a meeting that has moved or is over; without `seen` whatever is set is meant."""
    what = None if seen is None else changed(bookings.active(session, row.id), seen)
    if what is not None:
        raise Conflict(what)


def invite(session: Session, application: int, kind: str, *, by: Actor, now: datetime) -> None:
    """Lets the candidate choose a time himself. The first call counts as done, unless it was in vain and this is the message instead."""
    checked_kind(session, kind)
    row = log.in_work(session, application)
    if row.invited_to == kind and just_invited(session, application, kind, now):
        return
    if not statuses(session)[row.status].has(Trait.WRITTEN):
        after_first_call(session, row, by, now)
    row.invited_to = kind
    number = log.enter(session, row, codes.invited(kind), by=by, now=now)
    tell(session, candidate(row.candidate_id), "interview.choose", key=str(number), now=now, application=application, kind=kind)


def checked_kind(session: Session, kind: str) -> None:
    if kind not in statuses(session).meetings:
        raise Invalid("meeting-unknown")


def just_invited(session: Session, application: int, kind: str, now: datetime) -> bool:
    newest = select(Event.type, Event.outcome, Event.at).where(Event.application_id == application)
    event = session.execute(newest.order_by(Event.id.desc()).limit(1)).first()
    return event is not None and codes.code_of(event.type, event.outcome) == codes.invited(kind) and now - event.at < AT_ONCE


def after_first_call(session: Session, row: Application, by: Actor, now: datetime) -> None:
    if by.role == "staff" and statuses(session)[row.status].has(Trait.FIRST_CONTACT):
        log.enter(session, row, codes.CALLED, by=by, now=now)


# Setting a time


def schedule(session: Session, application: int, slot: int, *, kind: str, by: Actor, now: datetime, notice: timedelta) -> int:
    """Books the slot, or moves the meeting there; the booking's id. The same slot again changes nothing.

    A candidate may take a time for what he was invited to, and move what he has.
    """
    checked_kind(session, kind)
    row = log.in_work(session, application)
    held = bookings.active(session, application)
    may_choose(session, row, held, kind, by)
    must_be_ahead(held, by, now)
    if held is not None and (held.slot_id, held.kind) == (slot, kind):
        return held.id
    if held is None:
        number = interviews.book(session, slot, application, kind, now=now, notice=notice)
    else:
        number = moved(session, held, slot, kind, now, notice)
    planned(session, row, bookings.booking(session, number), held, by=by, now=now)
    return number


def may_choose(session: Session, row: Application, held: BookingCard | None, kind: str, by: Actor) -> None:
    if by.role == "candidate" and kind != (held.kind if held is not None else invitation(session, row)):
        raise Forbidden("not-invited")


def invitation(session: Session, row: Application) -> str | None:
    """The meeting that a time may be chosen for; while the vacancy is closed there is none, and then it stands again."""
    return None if row.vacancy_id is not None and vacancies.is_closed(session, row.vacancy_id) else row.invited_to


def must_be_ahead(held: BookingCard | None, by: Actor, now: datetime) -> None:
    """A meeting that has begun is the colleague's to tell of; the candidate changes it no more."""
    if by.role == "candidate" and held is not None and held.start_at <= now:
        raise Conflict("meeting-begun")


def moved(session: Session, held: BookingCard, slot: int, kind: str, now: datetime, notice: timedelta) -> int:
    """The same booking at another time, perhaps as another kind of meeting."""
    if held.slot_id != slot:
        interviews.move(session, held.id, slot, now=now, notice=notice)
    if held.kind != kind:
        same = update(Booking).where(Booking.id == held.id)
        session.execute(same.values(kind=kind, version=Booking.version + 1))
    return held.id


def planned(session: Session, row: Application, card: BookingCard, before: BookingCard | None, *, by: Actor, now: datetime) -> None:
    """Logs the time, sets the reminders anew and tells the side that did not choose it; of a meeting that has moved also from when."""
    after_first_call(session, row, by, now)
    number = log.enter(session, row, codes.scheduled(card.kind), EntryDetails(booking=card.id), by=by, now=now)
    log.tell_owner(session, row, number, by=by, now=now)
    row.due_at = card.end_at
    reminders.rebuild(session, row.id, card, now)
    emit(session, AppointmentChanged(by, now, row.id, card.id, card.version, "booked" if before is None else "moved"))
    if before is None:
        tell_other(session, row, card, "interview.booked" if by.role == "candidate" else "interview.scheduled", by=by, now=now)
    else:
        was = {} if before.start_at == card.start_at else {"was": before.start_at.isoformat()}
        tell_other(session, row, card, "interview.moved", by=by, now=now, **was)


def tell_other(session: Session, row: Application, card: BookingCard, notice: str, *, by: Actor, now: datetime, **more: str) -> None:
    other = staff(row.owner_id) if by.role == "candidate" else candidate(row.candidate_id)
    args: dict[str, Any] = {"application": row.id, "booking": card.id, "kind": card.kind, **more}
    wakes = waking(session, other, now)
    if wakes is not None and now < card.start_at < wakes + HOUR:
        args["exact"] = True  # in the morning it would be too late
    tell(session, other, notice, key=f"{card.id}:{card.version}", now=now, **args)


def schedule_at(
    session: Session,
    application: int,
    start: datetime,
    *,
    kind: str,
    minutes: int,
    place: str = "",
    link: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Sets a time that no rule offers, in the calendar of the application's owner; the booking's id."""
    row = log.in_work(session, application)
    held = bookings.active(session, application)
    if held is not None and (held.start_at, held.kind) == (start, kind):
        return held.id
    zone = colleague(session, row.owner_id).zone
    slot = interviews.put(
        session, row.owner_id, start, minutes=minutes, zone=zone, place=place, link=link, now=now, moving=held and held.id
    )
    return schedule(session, application, slot, kind=kind, by=by, now=now, notice=timedelta())


# What becomes of it


def held_meeting(session: Session, application: int) -> BookingCard:
    found = bookings.active(session, application)
    if found is None:
        raise Conflict("meeting-none")
    return found


def confirm(session: Session, application: int, *, by: Actor, now: datetime, seen: Seen | None = None) -> None:
    """The candidate will come, at the time that was `seen`. Said twice, it is said once."""
    row = log.in_work(session, application)
    must_be_as_seen(session, row, seen)
    card = held_meeting(session, application)
    must_be_ahead(card, by, now)
    if interviews.confirm(session, card.id, now=now):
        log.enter(session, row, codes.confirmed(card.kind), EntryDetails(booking=card.id), by=by, now=now)
        emit(session, AppointmentChanged(by, now, row.id, card.id, card.version, "confirmed"))
        if by.role == "candidate":
            tell_other(session, row, card, "interview.confirmed", by=by, now=now)


def cancel_meeting(
    session: Session,
    application: int,
    *,
    by: Actor,
    now: datetime,
    comment: str = "",
    attachment: int | None = None,
    seen: Seen | None = None,
) -> int:
    """The meeting, the one `seen`, is off and its place free; the candidate may choose another time. The event's id."""
    row = log.in_work(session, application)
    must_be_as_seen(session, row, seen)
    card = held_meeting(session, application)
    must_be_ahead(card, by, now)
    interviews.cancel(session, card.id, now=now)
    timers.cancel(session, subject=log.subject(application), now=now)
    details = EntryDetails(comment, attachment=attachment, booking=card.id)
    number = log.enter(session, row, codes.cancelled(card.kind), details, by=by, now=now)
    emit(session, AppointmentChanged(by, now, row.id, card.id, card.version, "cancelled"))
    tell_other(session, row, card, "interview.cancelled", by=by, now=now)
    log.tell_owner(session, row, number, by=by, now=now)
    return number


def relocate(session: Session, application: int, place: str, link: str, *, by: Actor, now: datetime, seen: Seen | None = None) -> None:
    """Another place for a meeting that is set, and so for all who come at that time: each is told, what was confirmed stays so."""
    row = log.in_work(session, application)
    must_be_as_seen(session, row, seen)
    card = held_meeting(session, application)
    if (card.place, card.link) == (place, link):
        return
    interviews.set_place(session, card.slot_id, place, link)
    coming = select(Booking.application_id).where(Booking.slot_id == card.slot_id, Booking.state.in_(interviews.ACTIVE))
    for number in filter(None, session.scalars(coming.order_by(Booking.application_id)).all()):
        tell_place(session, number, by=by, now=now)


def tell_place(session: Session, application: int, *, by: Actor, now: datetime) -> None:
    row, card = log.locked(session, application), held_meeting(session, application)
    if by.role != "candidate" and card.start_at > now and not statuses(session).type(card.kind).by_phone:
        args: dict[str, Any] = {"application": application, "booking": card.id, "kind": card.kind}
        tell(session, candidate(row.candidate_id), "interview.place", key=f"{card.id}:{now.isoformat()}", now=now, **args)


def finish(session: Session, row: Application, code: str, now: datetime) -> int | None:
    """Ends the meeting that a result speaks of, so that nobody asks about it any more; its booking's id."""
    card = bookings.active(session, row.id)
    if card is None or statuses(session).meeting_of(code) != card.kind:
        return None
    interviews.finish(session, card.id, "no_show" if statuses(session)[code].has(Trait.NO_SHOW) else "done", now=now)
    timers.cancel(session, subject=log.subject(row.id), now=now)
    return card.id


def ahead(session: Session, application: int, now: datetime) -> BookingCard | None:
    """The meeting that would be off if the application ended now."""
    card = bookings.active(session, application)
    return card if card is not None and card.start_at > now else None


def told_off(card: BookingCard | None) -> dict[str, int]:
    """What a notice of an end says of the meeting that is off by it."""
    return {} if card is None else {"booking": card.id}


def begun_or_over(session: Session, row: Application, now: datetime) -> str | None:
    """The kind of the meeting that an end would come after."""
    card = bookings.active(session, row.id)
    return statuses(session).after_meeting(row.status, begun=card is not None and card.start_at <= now)
