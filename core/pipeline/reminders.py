"""Reminders of a meeting: timers derived from its time, made anew whenever it moves, each knowing the version it was made for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.interviews import reads as bookings
from core.interviews.reads import BookingCard
from core.kernel.actors import Person, candidate, staff
from core.kernel.queue import timers
from core.kernel.queue.notices import tell
from core.kernel.queue.timers import Due
from core.kernel.time.zones import MINUTE, elapsed
from core.pipeline.log import subject
from core.pipeline.model import Application
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import EventType

HOUR = timedelta(hours=1)
ASK_EVERY, ASK_TIMES = 3 * HOUR, 3
"""How often somebody who does not say how it went is asked again, and how many times more."""


class Remind(NamedTuple):
    """A reminder `before` the start; not set where less than `lead` is left till it, for then the time has just been told."""

    kind: str
    before: timedelta
    lead: timedelta


def ahead_of(kind: EventType) -> Iterator[Remind]:
    """What a meeting of this kind is preceded by."""
    if kind.day_ahead is not None:
        yield Remind("interview.day", kind.day_ahead * HOUR, 3 * HOUR)
    if kind.hours_ahead is not None:
        yield Remind("interview.hours", kind.hours_ahead * HOUR, HOUR)
    if kind.confirm:
        yield Remind("interview.unconfirmed", 2 * HOUR, 3 * HOUR)
    yield Remind("interview.soon", 15 * MINUTE, MINUTE)


def rebuild(session: Session, application: int, card: BookingCard, now: datetime) -> None:
    """Cancels what was set for the earlier time and sets what the new one needs."""
    timers.cancel(session, subject=subject(application), now=now)
    kind = statuses(session).type(card.kind)
    for ahead in ahead_of(kind):
        due = elapsed(card.start_at, -ahead.before)
        if due - now >= ahead.lead:
            remind(session, ahead.kind, application, card, due)
    if kind.ask_after:
        remind(session, "interview.ended", application, card, card.end_at)


def remind(session: Session, kind: str, application: int, card: BookingCard, due: datetime, time: int = 0) -> None:
    lane = subject(application)
    args = {"application": application, "booking": card.id, "version": card.version, "time": time}
    key = f"{kind}:{card.id}:{card.version}:{time}"
    timers.schedule(session, kind, subject=lane, lane=lane, due=due, key=key, args=args)


# When they come


def standing(session: Session, due: Due) -> BookingCard | None:
    """The meeting as it was when the timer was set; None where it was moved, cancelled or is over."""
    card = bookings.active(session, due.args["application"])
    return card if card is not None and (card.id, card.version) == (due.args["booking"], due.args["version"]) else None


def day(session: Session, due: Due, now: datetime) -> None:
    """A day before; silent once the next reminder is due as well."""
    card = standing(session, due)
    if card is None:
        return
    kind = statuses(session).type(card.kind)
    if kind.day_ahead is not None and now < elapsed(card.start_at, -(kind.hours_ahead or 0) * HOUR):
        tell_candidate(session, card, due, now, kind.day_ahead)


def hours(session: Session, due: Due, now: datetime) -> None:
    card = standing(session, due)
    if card is not None and now < card.start_at:
        tell_candidate(session, card, due, now, statuses(session).type(card.kind).hours_ahead or 1)


def unconfirmed(session: Session, due: Due, now: datetime) -> None:
    card = standing(session, due)
    if card is not None and now < card.start_at and card.confirmed_at is None:
        tell_owner(session, card, due, now, "interview.unconfirmed")


def soon(session: Session, due: Due, now: datetime) -> None:
    card = standing(session, due)
    if card is not None and now < card.start_at:
        tell_owner(session, card, due, now, "interview.soon", exact=True)


def ended(session: Session, due: Due, now: datetime) -> None:
    """Asks how it went, however late, and comes back while nobody says."""
    card = standing(session, due)
    if card is None:
        return
    time: int = due.args["time"]
    tell_owner(session, card, due, now, "interview.ask")
    if time < ASK_TIMES:
        remind(session, "interview.ask-again", card.application_id, card, elapsed(now, ASK_EVERY), time + 1)


def tell_candidate(session: Session, card: BookingCard, due: Due, now: datetime, hours_left: int) -> None:
    person = candidate(person_of(session, card, "candidate_id"))
    say(session, person, "interview.remind", card, due, now, kind=card.kind, hours=hours_left)


def tell_owner(session: Session, card: BookingCard, due: Due, now: datetime, notice: str, **more: bool) -> None:
    say(session, staff(person_of(session, card, "owner_id")), notice, card, due, now, kind=card.kind, **more)


def person_of(session: Session, card: BookingCard, column: str) -> int:
    number: int = session.execute(select(getattr(Application, column)).where(Application.id == card.application_id)).scalar_one()
    return number


def say(session: Session, person: Person, notice: str, card: BookingCard, due: Due, now: datetime, **args: str | int) -> None:
    key = f"{card.id}:{card.version}:{due.kind}:{due.args['time']}"
    tell(session, person, notice, key=key, now=now, application=card.application_id, booking=card.id, **args)
