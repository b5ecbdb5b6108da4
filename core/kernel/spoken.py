"""Times as people type them, in Russian and English: «завтра 14:30», «через полчаса», «пт 10:00», "in 2 hours".

A small grammar of our own, where a general date parser would guess: every word must be known, words may stand in any order,
and what can be read in two ways («завтра в 3») is asked about. A line is cut into facts, and the facts must agree.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.spoken_facts import WEEK, Clock, Days, Dotted, Fact, Later, Part, facts_in, hour_in, which_half, without_year
from core.kernel.spoken_hours import parse_hours, parse_weekdays
from core.kernel.spoken_words import PART_HOURS, Unclear
from core.kernel.wall import elapsed, instant, wall_of

__all__ = ["Spoken", "parse_day", "parse_days", "parse_hours", "parse_moment", "parse_weekdays"]

FARTHEST = timedelta(days=5 * 366)
EITHER_HALF = range(1, 8)
"""Hours that, said alone, may mean either half of the day."""
LONGEST_SPAN = 62
"""Days that one line may name."""
FROM_TO = re.compile(r"(?:со?|from)?\s*(.*?\S)\s*(?:[-–—]|\b(?:по|до|to|till|until)\b)\s*(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """`moved`: clocks skip the time that was asked for, `wall` is the first they show after it."""

    at: datetime
    wall: datetime
    moved: bool
    kind: Literal["elapsed", "wall"]


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of a line, sorted out: dotted figures are a date where the line has no other, a time otherwise."""

    later: list[Later]
    days: list[Days]
    clocks: list[Clock]
    parts: list[Part]


def sort_out(facts: Sequence[Fact], today: date) -> Said:
    said = Said(
        later=[fact for fact in facts if isinstance(fact, Later)],
        days=[fact for fact in facts if isinstance(fact, Days)],
        clocks=[fact for fact in facts if isinstance(fact, Clock)],
        parts=[fact for fact in facts if isinstance(fact, Part)],
    )
    for dotted in (fact for fact in facts if isinstance(fact, Dotted)):
        dates = without_year(dotted.first, dotted.second, today)
        if dates and not any(days.dates for days in said.days):
            said.days.append(Days(dates))
        else:
            said.clocks.append(Clock(dotted.first, dotted.second, None, alone=False))
    return said


def agreed(days: Sequence[Days], today: date) -> list[date]:
    """The dates that every word of the line allows, the nearest first."""
    named = [set(word.dates) for word in days if word.dates]
    dates = set.intersection(*named) if named else {today + timedelta(days=ahead) for ahead in range(WEEK + 1)}
    weekdays = {word.weekday for word in days if word.weekday is not None}
    found = sorted(day for day in dates if weekdays <= {day.weekday()})
    if not found:
        raise Unclear("the words name different days")
    return found


def hour_of(said: Said) -> time | None:
    """The time of day, None where none was named."""
    if len(said.clocks) > 1 or len(said.parts) > 1:
        raise Unclear("two times at once")
    part = said.parts[0].name if said.parts else None
    if not said.clocks:
        return time(PART_HOURS[part]) if part else None
    clock = said.clocks[0]
    return time(hour_on_clock(clock, [half for half in (clock.half, part) if half]), clock.minute)


def hour_on_clock(clock: Clock, halves: Sequence[str]) -> int:
    if halves:
        return the_same(hour_in(half, clock.hour) for half in halves)
    if clock.alone and clock.hour in EITHER_HALF:
        raise which_half(clock.hour)
    return clock.hour


def the_same(hours: Iterable[int]) -> int:
    (hour,) = set(hours)
    return hour


def parse_moment(text: str, now: datetime, zone: ZoneInfo) -> Spoken:
    """The instant ahead that the line means; Invalid time-not-understood, time-needs-hour, time-which-half or time-past."""
    try:
        spoken = moment(text, now.astimezone(UTC), zone)
    except (ValueError, OverflowError) as error:
        raise Invalid("time-not-understood") from error
    if spoken.at > now + FARTHEST:
        raise Invalid("time-not-understood")
    if spoken.at <= now:
        raise Invalid("time-past")
    return spoken


def moment(text: str, now: datetime, zone: ZoneInfo) -> Spoken:
    today = wall_of(now, zone).date()
    facts = facts_in(text, today)
    said = sort_out(facts, today)
    if said.later:
        if len(facts) > 1:
            raise Unclear("an amount of time stands alone")
        at = elapsed(now, said.later[0].duration)
        return Spoken(at, wall_of(at, zone), moved=False, kind="elapsed")
    return at_wall(said, now, zone)


def at_wall(said: Said, now: datetime, zone: ZoneInfo) -> Spoken:
    today = wall_of(now, zone).date()
    hour = hour_of(said)
    if not said.days and hour is None:
        raise Unclear("nothing was said")
    days = agreed(said.days, today)
    if hour is None:
        raise Invalid("time-needs-hour" if days[-1] >= today else "time-past")
    for day in days:
        resolved = instant(datetime.combine(day, hour), zone)
        if resolved.at > now:
            return Spoken(resolved.at, resolved.wall, resolved.moved, kind="wall")
    raise Invalid("time-past")


def parse_day(text: str, now: datetime, zone: ZoneInfo) -> date:
    """The date, today or ahead; Invalid day-not-understood or day-past."""
    today = wall_of(now, zone).date()
    try:
        days = dates_alone(text, today)
    except (ValueError, OverflowError) as error:
        raise Invalid("day-not-understood") from error
    ahead = [day for day in days if day >= today]
    if not ahead:
        raise Invalid("day-past")
    return ahead[0]


def parse_days(text: str, now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """One day, or all days of «1–14 декабря», «28.12 - 8.01», «с пн по пт», ends included; Invalid as of parse_day, or days-too-many."""
    ends = FROM_TO.fullmatch(text.strip())
    try:
        return (parse_day(text, now, zone),)
    except Invalid:
        if ends is None:
            raise
    first, last = ends.groups()
    if first.isdecimal():
        first = re.sub(r"^\d+", first, last)  # «1–14 декабря»: the month is said once
    begins = parse_day(first, now, zone)
    try:
        length = next((day - begins).days for day in dates_alone(last, begins) if day >= begins)
    except (ValueError, OverflowError, StopIteration) as error:
        raise Invalid("day-not-understood") from error
    if length >= LONGEST_SPAN:
        raise Invalid("days-too-many", most=LONGEST_SPAN)
    return tuple(begins + timedelta(days=number) for number in range(length + 1))


def dates_alone(text: str, today: date) -> list[date]:
    said = sort_out(facts_in(text, today), today)
    if not said.days or said.later or said.clocks or said.parts:
        raise Unclear("not a day alone")
    return agreed(said.days, today)
