"""Which times a host offers: a weekly rule with exceptions, turned into instants, and what keeps one of them from being booked.

All intervals are half-open. Rules are wall time in the host's zone; lengths and buffers are elapsed time. Hours that close no later than
they open run over midnight into the next day: until 24:00 is until 00:00, and from 00:00 to 00:00 is the whole day.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.time.zones import DAY, MINUTE, elapsed, instant, wall_of

NONE = timedelta()
MIDNIGHT = time(0)
WHOLE_DAY = 24 * 60
DURATIONS, CAPACITIES, BUFFERS = (5, 720), (1, 200), (0, 240)
"""The least and the most; lengths and buffers in minutes."""
WIDEST = BUFFERS[1] * MINUTE
REACH = DURATIONS[1] * MINUTE + WIDEST
"""How long before a slot's start another may begin and still be in its way."""
Hours = tuple[time, time]


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
class RuleDraft:
    """A weekly rule as a person says it: Monday is 0, lengths and buffers in minutes. None of `valid_from` is today."""

    weekdays: Collection[int]
    opens: time
    closes: time
    zone: str
    duration: int = 30
    capacity: int = 1
    before: int = 0
    after: int = 0
    place: str = ""
    link: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class DayException:
    """The hours of one day in place of the rule's, on any weekday; none closes the day."""

    day: date
    intervals: tuple[Hours, ...]


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


def slots_of_day(rule: WeeklyRule, day: date, intervals: Iterable[Hours]) -> Iterator[Occurrence]:
    for opens, closes in sorted(intervals):
        closing = day + DAY if is_over_midnight(opens, closes) else day
        yield from slots_between(rule, datetime.combine(day, opens), datetime.combine(closing, closes))


def is_over_midnight(opens: time, closes: time) -> bool:
    return closes <= opens


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


def offered(known: Sequence[tuple[int, SlotFacts]], now: datetime, notice: timedelta) -> Iterator[int]:
    """Which of a host's slots can be booked. `known`: by start, all that are open or taken, with those that began `REACH` earlier."""
    busy = [(number, facts.span) for number, facts in known if facts.taken]
    starts = [span.start for _, span in busy]
    for number, facts in known:
        near = busy[bisect_left(starts, facts.span.start - REACH) : bisect_left(starts, facts.span.end + WIDEST)]
        if is_offered(facts, (span for other, span in near if other != number), now, notice):
            yield number


# What people ask for


def check(draft: RuleDraft) -> None:
    """Raises Invalid for a rule that could never offer a slot, or has figures nobody means."""
    if not draft.weekdays or not set(draft.weekdays) <= set(range(7)):
        raise Invalid("rule-weekdays")
    for name, value, limits in limited(draft):
        within(name, value, limits)
    if is_no_time(draft.opens, draft.closes):
        raise Invalid("rule-hours")
    if minutes_between(draft.opens, draft.closes) < draft.duration:
        raise Invalid("rule-too-short", minutes=draft.duration)
    if draft.valid_from and draft.valid_until and draft.valid_until < draft.valid_from:
        raise Invalid("rule-dates")


def limited(draft: RuleDraft) -> tuple[tuple[str, int, tuple[int, int]], ...]:
    buffers = (("rule-buffer", value, BUFFERS) for value in (draft.before, draft.after))
    return ("rule-duration", draft.duration, DURATIONS), ("rule-capacity", draft.capacity, CAPACITIES), *buffers


def within(problem: str, value: int, limits: tuple[int, int]) -> None:
    least, most = limits
    if not least <= value <= most:
        raise Invalid(problem, least=least, most=most)


def is_no_time(opens: time, closes: time) -> bool:
    """Only from midnight to midnight is a whole day; «с 9 до 9» is a slip."""
    return opens == closes != MIDNIGHT


def minutes_between(opens: time, closes: time) -> int:
    minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    return minutes + WHOLE_DAY if is_over_midnight(opens, closes) else minutes


def check_hours(intervals: Iterable[Hours]) -> tuple[Hours, ...]:
    """The hours of one day, in order; Invalid where they run into each other. Only the last may run over midnight."""
    ordered = tuple(sorted(intervals))
    edges = [edge for interval in ordered for edge in interval]
    if edges[:-1] != sorted(edges[:-1]) or any(is_no_time(*interval) for interval in ordered) or runs_round(ordered):
        raise Invalid("day-hours")
    return ordered


def runs_round(ordered: Sequence[Hours]) -> bool:
    """Whether the last hours come round to the first."""
    return len(ordered) > 1 and is_over_midnight(*ordered[-1]) and ordered[-1][1] > ordered[0][0]


def hours(kept: Iterable[Iterable[str]]) -> tuple[Hours, ...]:
    """Intervals as a row keeps them."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept)


def today(now: datetime, zone: str) -> date:
    return wall_of(now, ZoneInfo(zone)).date()


def filler(rules: Iterable[tuple[int, WeeklyRule]], day: date) -> int | None:
    """Whose slots fill a day with hours of its own: the first rule that works on that weekday, or else the first of all; never two,
    which would offer each time twice.
    """  # noqa: D205 - one thought
    valid = [(day.weekday() not in rule.weekdays, number) for number, rule in rules if is_valid(rule, day)]
    return min(valid)[1] if valid else None


def is_valid(rule: WeeklyRule, day: date) -> bool:
    return rule.valid_from <= day <= (rule.valid_until or day)
