"""What is shown of interview times: free slots, bookings, a host's rules."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from core.interviews import rules
from core.interviews.model import Booking, Slot, SlotException, SlotRule
from core.interviews.rules import Hours, SlotFacts, Span, WeeklyRule
from core.kernel.database.compiled import Prepared
from core.kernel.ids import ApplicationId, BookingId, RuleId, SlotId, StaffId
from core.kernel.problems import NotFound
from core.kernel.time.zones import MINUTE, elapsed

SOON = timedelta(days=7)


class FreeSlot(NamedTuple):
    """`left` is how many more can come."""

    id: SlotId
    start_at: datetime
    end_at: datetime
    left: int


class BookingCard(NamedTuple):
    """`wall` is what clocks in `zone` show at its start, as "2026-11-25T10:00"."""

    id: BookingId
    slot_id: SlotId
    application_id: ApplicationId
    kind: str
    state: str
    version: int
    start_at: datetime
    end_at: datetime
    zone: str
    wall: str
    owner_id: StaffId
    place: str
    link: str
    confirmed_at: datetime | None


class RuleLine(NamedTuple):
    """Monday is 0; lengths and buffers in minutes."""

    id: RuleId
    weekdays: tuple[int, ...]
    opens: time
    closes: time
    zone: str
    duration: int
    capacity: int
    before: int
    after: int
    place: str
    link: str
    valid_from: date
    valid_until: date | None


_TIMES = select(Slot.id, Slot.start_at, Slot.end_at, Slot.before, Slot.after, Slot.capacity, Slot.taken, Slot.state).order_by(
    Slot.start_at,
    Slot.id,
)
_BOOKING = select(
    Booking.id,
    Booking.slot_id,
    Booking.application_id,
    Booking.kind,
    Booking.state,
    Booking.version,
    Slot.start_at,
    Slot.end_at,
    Slot.zone,
    Slot.wall,
    Slot.owner_id,
    Slot.place,
    Slot.link,
    Booking.confirmed_at,
).join(Slot, Slot.id == Booking.slot_id)
_ACTIVE = Booking.state.in_(["booked", "confirmed"])
_BY_ID = Prepared(_BOOKING.where(Booking.id == bindparam("wanted")))
_OF_APPLICATION = Prepared(_BOOKING.where(Booking.application_id == bindparam("wanted"), _ACTIVE))


def count_rules(session: Session, owner: int) -> int:
    """How many rules make times of this host's."""
    return session.execute(select(func.count(SlotRule.id)).where(SlotRule.owner_id == owner, SlotRule.active)).scalar_one()


def offered(session: Session, owner: int, *, now: datetime, notice: timedelta, until: datetime | None = None) -> tuple[FreeSlot, ...]:
    """What can be booked with the host, in order; `until` is not included."""
    known = times(session, owner, elapsed(now, notice), until)
    facts_of = dict(known)
    free = ((number, facts_of[number]) for number in rules.offered(known, now, notice))
    return tuple(
        FreeSlot(SlotId(number), facts.span.start, facts.span.end, facts.capacity - facts.taken)
        for number, facts in free
        if until is None or facts.span.start < until
    )


def next_free(session: Session, owner: int, *, now: datetime, notice: timedelta, n: int = 3) -> tuple[FreeSlot, ...]:
    soon = each_time_once(offered(session, owner, now=now, notice=notice, until=elapsed(now, notice + SOON)))
    return soon[:n] if len(soon) >= n else each_time_once(offered(session, owner, now=now, notice=notice))[:n]


def each_time_once(slots: Iterable[FreeSlot]) -> tuple[FreeSlot, ...]:
    """Rules that overlap make the same time twice: of such slots the first, the host can keep one of them only."""
    return tuple({slot.start_at: slot for slot in reversed(list(slots))}.values())[::-1]


def times(session: Session, owner: int, after: datetime, until: datetime | None) -> list[tuple[int, SlotFacts]]:
    """The host's slots that are open or taken, with those outside the two instants that may be in the way of one inside."""
    bookable = and_(Slot.state == "open", Slot.taken < Slot.capacity, Slot.start_at > after)
    wanted = [Slot.owner_id == owner, Slot.start_at > after - rules.REACH, or_(Slot.taken > 0, bookable)]
    if until is not None:
        wanted.append(Slot.start_at < until + rules.REACH)
    return [known(*row) for row in session.execute(_TIMES.where(*wanted))]


def known(
    number: int,
    start: datetime,
    end: datetime,
    before: int,
    after: int,
    capacity: int,
    taken: int,
    state: str,
) -> tuple[int, SlotFacts]:
    return number, SlotFacts(Span(start, end, before * MINUTE, after * MINUTE), capacity, taken, state == "open")


def booking(session: Session, booking_id: int) -> BookingCard:
    row = _BY_ID.first(session, {"wanted": booking_id})
    if row is None:
        raise NotFound("booking-not-found")
    return BookingCard(*row)


def active(session: Session, application: int) -> BookingCard | None:
    """The meeting that is ahead, or has not been said how it went."""
    row = _OF_APPLICATION.first(session, {"wanted": application})
    return BookingCard(*row) if row else None


def agenda(session: Session, owner: int, start: datetime, end: datetime) -> tuple[BookingCard, ...]:
    """Whom the host meets in [start, end), those whom he has met included."""
    wanted = (Slot.owner_id == owner, Slot.start_at >= start, Slot.start_at < end, Booking.state != "cancelled")
    rows = session.execute(_BOOKING.where(*wanted).order_by(Slot.start_at, Booking.id))
    return tuple(BookingCard._make(row) for row in rows)


def rules_of(session: Session, owner: int) -> tuple[RuleLine, ...]:
    names = [name for name in RuleLine._fields if name != "weekdays"]
    columns = (SlotRule.weekdays, *(getattr(SlotRule, name) for name in names))
    rows = session.execute(select(*columns).where(SlotRule.owner_id == owner, SlotRule.active).order_by(SlotRule.id))
    return tuple(RuleLine(weekdays=tuple(weekdays), **dict(zip(names, rest, strict=True))) for weekdays, *rest in rows)


def zone_of_day(session: Session, owner: int, day: date) -> str | None:
    """On whose clock a day's own hours run: that of the rule whose slots fill it. None where no rule does."""
    lines = {line.id: line for line in rules_of(session, owner)}
    filler = rules.filler(((number, weekly(line)) for number, line in lines.items()), day)
    return None if filler is None else lines[RuleId(filler)].zone


def weekly(line: RuleLine) -> WeeklyRule:
    lengths = (line.duration * MINUTE, line.capacity, line.before * MINUTE, line.after * MINUTE)
    return WeeklyRule(frozenset(line.weekdays), line.opens, line.closes, line.zone, *lengths, line.valid_from, line.valid_until)


def rule_owner(session: Session, rule: int) -> int:
    owner = session.execute(select(SlotRule.owner_id).where(SlotRule.id == rule)).scalar()
    if owner is None:
        raise NotFound("rule-not-found")
    return owner


def exceptions_of(session: Session, owner: int, *, today: date) -> tuple[tuple[date, tuple[Hours, ...]], ...]:
    """The host's days with hours of their own, from today on; a day without any is closed."""
    query = select(SlotException.day, SlotException.intervals).where(SlotException.owner_id == owner, SlotException.day >= today)
    return tuple((day, rules.hours(intervals)) for day, intervals in session.execute(query.order_by(SlotException.day)))
