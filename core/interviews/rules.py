"""Which times a host offers: a weekly rule with exceptions, turned into instants, and what keeps one of them from being booked.

All intervals are half-open. Rules are wall time in the host's zone; lengths and buffers are elapsed time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.kernel.wall import DAY, elapsed, instant

NONE = timedelta()


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """`weekdays`: Monday is 0. `valid_until` is the last day, None for ever. Buffers `before` and `after` overlap, they do not add up."""

    weekdays: frozenset[int]
    opens: time
    closes: time
    zone: str
    duration: timedelta
    capacity: int
    before: timedelta
    after: timedelta
    valid_from: date
    valid_until: date | None

    def __post_init__(self) -> None:
        if self.duration <= NONE or min(self.before, self.after) < NONE:
            raise ValueError("a slot takes time and its buffers are not negative")

    @property
    def gap(self) -> timedelta:
        """What stays free between one slot and the next."""
        return max(self.before, self.after)


@dataclass(frozen=True, slots=True)
class DayException:
    """The hours of one day in place of the rule's, on any weekday; none closes the day."""

    day: date
    intervals: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    start: datetime
    end: datetime
    wall: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Something that takes its host's time, with the buffers it wants around itself."""

    start: datetime
    end: datetime
    before: timedelta = NONE
    after: timedelta = NONE


@dataclass(frozen=True, slots=True)
class SlotFacts:
    span: Span
    capacity: int
    taken: int
    open: bool


def occurrences(rule: WeeklyRule, exceptions: Iterable[DayException], first: date, last: date) -> Iterator[Occurrence]:
    """The slots of the days first..last, both included, in order; each day's do not depend on the other days."""
    hours_of = {exception.day: exception.intervals for exception in exceptions}
    for day in days(max(first, rule.valid_from), min(last, rule.valid_until or last)):
        usual = ((rule.opens, rule.closes),) if day.weekday() in rule.weekdays else ()
        yield from spaced(rule, slots_of_day(rule, day, hours_of.get(day, usual)))


def days(first: date, last: date) -> Iterator[date]:
    return (first + ahead * DAY for ahead in range((last - first).days + 1))


def slots_of_day(rule: WeeklyRule, day: date, intervals: Iterable[tuple[time, time]]) -> Iterator[Occurrence]:
    for opens, closes in sorted(intervals):
        yield from slots_between(rule, datetime.combine(day, opens), datetime.combine(day, closes))


def slots_between(rule: WeeklyRule, opens: datetime, closes: datetime) -> Iterator[Occurrence]:
    """The grid of wall times that the zone's clocks show and from which a whole slot fits before closing."""
    zone = ZoneInfo(rule.zone)
    closing = instant(closes, zone).at
    for wall in grid(opens, closes, rule.duration + rule.gap):
        start = instant(wall, zone)
        end = elapsed(start.at, rule.duration)
        if not start.moved and end <= closing:
            yield Occurrence(start.at, end, wall)


def grid(opens: datetime, closes: datetime, step: timedelta) -> Iterator[datetime]:
    wall = opens
    while wall < closes:
        yield wall
        wall += step


def spaced(rule: WeeklyRule, slots: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Without those too near the one before: where clocks jump ahead, or where an exception's intervals touch."""
    free_from: datetime | None = None
    for slot in slots:
        if free_from is None or slot.start >= free_from:
            yield slot
            free_from = slot.end + rule.gap


def clashes(a: Span, b: Span) -> bool:
    """Whether less is left between them than the greater of the two buffers that meet there."""
    return meets(busy(a), (b.start, b.end)) or meets(busy(b), (a.start, a.end))


def busy(span: Span) -> tuple[datetime, datetime]:
    return elapsed(span.start, -span.before), elapsed(span.end, span.after)


def meets(a: tuple[datetime, datetime], b: tuple[datetime, datetime]) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1])


def is_offered(slot: SlotFacts, neighbours: Iterable[Span], now: datetime, notice: timedelta) -> bool:
    """The one judge of listing and of booking: what is offered can be booked, what is not cannot. `neighbours`: the host's other
    taken slots and busy times, without this slot's own bookings.
    """  # noqa: D205 - one thought
    bookable = slot.open and slot.taken < slot.capacity and slot.span.start > elapsed(now, notice)
    return bookable and not any(clashes(slot.span, other) for other in neighbours)
