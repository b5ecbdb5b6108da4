"""A moment as people type it, in Russian and English: «завтра 14:30», «минут через 20», «в два», «пт 9-10», "next Tue 10:30".

A grammar of our own, where a general date parser would guess: every word must be known, words may stand in any order, and what can be
read in two ways is asked about. A line is cut into facts, and the facts must agree. Of «в два» and «в четырнадцать» working hours know
which is meant; of a range its start is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.time.clocks import Amount, Clock
from core.kernel.time.dates import WEEK, Days, agreed, day_after
from core.kernel.time.facts import Facts, Point, facts_of
from core.kernel.time.tokens import Unclear
from core.kernel.time.words import HOURS_IN, MORNING, PART_HOURS, PM
from core.kernel.time.zones import elapsed, instant, wall_of

FARTHEST = timedelta(days=5 * 366)
Hours = tuple[time, time]
WORKING: tuple[Hours, ...] = ((time(9), time(20)),)
"""When people are called and received, where nobody has said otherwise."""
DIAL, LAST = 12, 23
TWO_WEEKS = 14
NIGHT_HOURS = range(1, 5)
AS_WRITTEN = 8
"""From this hour on, said alone, the morning's is meant: «в 9»."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """`moved`: clocks skip the time that was asked for, `wall` is the first they show after it."""

    at: datetime
    wall: datetime
    moved: bool
    kind: Literal["elapsed", "wall"]


@dataclass(frozen=True, slots=True)
class Scene:
    """When and where a line is read."""

    now: datetime
    zone: ZoneInfo
    hours: Sequence[Hours]

    @property
    def today(self) -> date:
        return wall_of(self.now, self.zone).date()


def parse_moment(text: str, now: datetime, zone: ZoneInfo, *, hours: Sequence[Hours] = WORKING) -> Spoken:
    """The instant ahead that the line means. Invalid: time-not-understood and time-past, or a question, time-needs-hour, time-needs-day,
    time-which-half, time-which-day, time-hour-or-length.
    """  # noqa: D205 - one thought
    try:
        spoken = moment(text, Scene(now.astimezone(UTC), zone, hours))
    except (ValueError, OverflowError) as error:
        raise Invalid("time-not-understood") from error
    if spoken.at > now + FARTHEST:
        raise Invalid("time-not-understood")
    if spoken.at <= now:
        raise Invalid("time-past")
    return spoken


def moment(text: str, scene: Scene) -> Spoken:
    facts = facts_of(text, scene.today)
    if len(facts.amounts) > 1 or len(facts.parts) > 1 or len(facts.points) > 1 or len(facts.zones) > 1:
        raise Unclear("two things at once")
    if facts.amounts and facts.amounts[0].minutes:
        return after(facts, scene)
    return on_wall(facts, scene)


def after(facts: Facts, scene: Scene) -> Spoken:
    """An elapsed time stands alone; beside a day, only if it ends on it."""
    if facts.points or facts.parts or facts.zones or facts.same_time:
        raise Unclear("an amount of time stands alone")
    at = elapsed(scene.now, timedelta(minutes=facts.amounts[0].minutes))
    wall = wall_of(at, scene.zone)
    if facts.days and agreed(facts.days, scene.today) != [wall.date()]:
        raise Unclear("an amount of time and another day")
    return Spoken(at, wall, moved=False, kind="elapsed")


def on_wall(facts: Facts, scene: Scene) -> Spoken:
    days = days_of(facts, scene)
    if not days and not facts.points and not facts.parts:
        raise Unclear("nothing was said")
    without_hour(facts, days, scene)
    times = times_of(facts, scene)
    for day in days or [scene.today, scene.today + timedelta(days=1)]:
        live = [found for at in times if (found := resolved(day, at, facts, scene)).at > scene.now]
        meant = chosen(live, scene, two=len(times) > 1, is_named=bool(days))
        if meant is not None:
            return from_opening(facts, day, meant, scene) if facts.points and facts.points[0].edge == "until" else meant
    raise Invalid("time-past")


def days_of(facts: Facts, scene: Scene) -> list[date]:
    """The days that are named, none if none is."""
    facts.days.extend(days_in(amount, scene) for amount in facts.amounts)
    if not facts.days:
        return []
    days = agreed(facts.days, scene.today)
    if all(word.is_week for word in facts.days):
        raise Invalid("time-needs-day")
    return days


def days_in(amount: Amount, scene: Scene) -> Days:
    if amount.unsure:
        raise Invalid("time-which-day", first=scene.today + timedelta(days=1), second=scene.today + timedelta(days=2))
    return Days((day_after(scene.today, amount),))


def without_hour(facts: Facts, days: Sequence[date], scene: Scene) -> None:
    """What says no hour, or too little of it, is asked about."""
    if facts.points:
        if not days and not facts.parts:
            alone(facts.points[0])
        if days and is_maybe_date(facts.points[0], facts.days, days[0]):
            raise Invalid("time-needs-hour")
    elif facts.same_time and not days:
        raise Unclear("the same time of no day")
    elif not facts.parts and not facts.same_time:
        raise Invalid("time-needs-hour" if days[-1] >= scene.today else "time-past")


def is_maybe_date(point: Point, named: Sequence[Days], day: date) -> bool:
    """«сб 5» may be Saturday the fifth."""
    said = point.clock.hour
    if point.bare != "number" or any(word.dates for word in named):
        return False
    return any((day + timedelta(days=ahead)).day == said for ahead in range(0, TWO_WEEKS, WEEK))


def alone(point: Point) -> None:
    """A figure alone says nothing; «2 часа» and «2 дня» may be lengths."""
    if point.bare == "number":
        raise Unclear("a number alone says nothing")
    if point.clock.doubtful or (point.bare == "hours" and point.clock.hour <= DIAL):
        raise Invalid("time-hour-or-length")


# Which time of the day


def times_of(facts: Facts, scene: Scene) -> list[time]:
    """The times that the words may mean, the earlier first."""
    if facts.same_time:
        return [wall_of(scene.now, scene.zone).time().replace(second=0, microsecond=0)]
    part = facts.parts[0] if facts.parts else None
    if not facts.points:
        return [time(PART_HOURS[part or ""])]
    point = facts.points[0]
    if part == MORNING and point.clock.hour in NIGHT_HOURS and not point.clock.half:
        raise Unclear("no morning yet")
    found = times_on(point.clock, fitting(part, point.clock) if point.edge == "until" else part)
    return before_end(found, times_on(point.end, fitting(part, point.end))) if point.end is not None else found


def fitting(part: str | None, end: Clock) -> str | None:
    """«утром до 12»: an end may lie outside the part of the day."""
    return part if part and end.hour in HOURS_IN[part] else None


def times_on(clock: Clock, part: str | None) -> list[time]:
    halves = [half for half in (clock.half, part) if half]
    if clock.hour > LAST:
        raise Unclear("nobody knows which day midnight belongs to")
    if halves:
        (hour,) = {hour_in(half, clock.hour) for half in halves}
        return [time(hour, clock.minute)]
    hours = [clock.hour] if clock.exact or clock.hour == DIAL else [clock.hour, clock.hour + DIAL]
    return [time(hour, clock.minute) for hour in hours]


def hour_in(half: str, hour: int) -> int:
    if half == PM and hour > DIAL:
        return hour
    if hour not in HOURS_IN[half]:
        raise Unclear("no such hour then")
    return HOURS_IN[half][hour]


def before_end(starts: list[time], ends: list[time]) -> list[time]:
    """Of a span whose end is sure, its start lies before: «с 2 до 4 дня», «с 10 до 2 дня»."""
    return [start for start in starts if start < ends[0]] or starts if len(ends) == 1 else starts


def resolved(day: date, at: time, facts: Facts, scene: Scene) -> Spoken:
    """On the clock of the zone that was named, or of the one who speaks."""
    name, sign, hours = re.split(r"([-+]|$)", facts.zones[0] if facts.zones else "own", maxsplit=1)
    zone = scene.zone if name == "own" else ZoneInfo(name)
    found = instant(datetime.combine(day, at), zone)
    moment_at = elapsed(found.at, timedelta(hours=-int(f"{sign}{hours}" if hours else 0)))
    return Spoken(moment_at, wall_of(moment_at, scene.zone), moved=found.moved, kind="wall")


def chosen(live: Sequence[Spoken], scene: Scene, *, two: bool, is_named: bool) -> Spoken | None:
    """The moment that is meant of those ahead; None where none is, a question where both may be."""
    if not two or not live:
        return live[0] if live else None
    late = live[-1]
    if len(live) > 1:
        return of_two(live[0], late, scene)
    if late.wall.hour - DIAL >= AS_WRITTEN:
        return late_today(late, scene, is_named=is_named)
    if is_named or at_work(late, scene):
        return late
    raise which(late)


def of_two(early: Spoken, late: Spoken, scene: Scene) -> Spoken:
    """Both halves of the day are ahead: working hours decide, from eight on they are asked only against what is written."""
    if early.wall.hour >= AS_WRITTEN:
        if at_work(early, scene) or not at_work(late, scene, to_the_end=False):
            return early
    elif at_work(late, scene) != at_work(early, scene):
        return late if at_work(late, scene) else early
    raise which(late)


def late_today(late: Spoken, scene: Scene, *, is_named: bool) -> Spoken | None:
    """«в 8» said at noon: tomorrow's morning, or tonight where one works then."""
    if not at_work(late, scene, to_the_end=is_named):
        return None
    if is_named:
        return late
    raise which(late)


def at_work(said: Spoken, scene: Scene, *, to_the_end: bool = True) -> bool:
    at = said.wall.time()
    return any(within(at, *hours) or (to_the_end and at == hours[1]) for hours in scene.hours)


def within(at: time, opens: time, closes: time) -> bool:
    return opens <= at < closes if opens < closes else at >= opens or at < closes


def which(late: Spoken) -> Invalid:
    return Invalid("time-which-half", night=f"{late.wall.hour - DIAL:02}:{late.wall.minute:02}", day=f"{late.wall:%H:%M}")


def from_opening(facts: Facts, day: date, end: Spoken, scene: Scene) -> Spoken:
    """«завтра до 12» begins when the working day does; what has begun already is asked about."""
    opens = time(PART_HOURS[facts.parts[0]]) if facts.parts else min(opens for opens, _ in scene.hours)
    start = resolved(day, opens, facts, scene)
    if start.at >= end.at or start.at <= scene.now:
        raise Invalid("time-needs-hour")
    return start
