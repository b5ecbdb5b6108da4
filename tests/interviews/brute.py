"""What should be offered, found by walking every minute of some days and looking at the clock on the wall: slow, plain, and shares no code
with the slot engine. Minutes are counted from the epoch.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.interviews.rules import Hours, RuleDraft

Days = Mapping[date, Sequence[Hours]]


class Meeting(NamedTuple):
    """A time that may be taken, with the minutes that are to stay free around it; `rule` is None for one set by hand."""

    rule: int | None
    start: int
    end: int
    before: int
    after: int


class World(NamedTuple):
    """`rules` by their numbers; `days` with hours of their own; `taken`, once for each who comes."""

    rules: Mapping[int, RuleDraft]
    days: Days
    taken: Sequence[Meeting]
    now: int
    notice: int
    horizon: int


def minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def offered(world: World) -> set[Meeting]:
    return {slot for slot in made(world) if slot.start > world.now + world.notice and is_free(world, slot)}


def is_free(world: World, slot: Meeting) -> bool:
    assert slot.rule is not None
    others = {other for other in world.taken if other != slot}
    full = list(world.taken).count(slot) >= world.rules[slot.rule].capacity
    return not full and not any(in_the_way(slot, other) for other in others)


def in_the_way(a: Meeting, b: Meeting) -> bool:
    """Whether a minute that one of them spends is spent or kept free by the other."""
    return bool(spent(a) & (spent(b) | kept(b))) or bool(spent(b) & kept(a))


def spent(meeting: Meeting) -> set[int]:
    return set(range(meeting.start, meeting.end))


def kept(meeting: Meeting) -> set[int]:
    return set(range(meeting.start - meeting.before, meeting.start)) | set(range(meeting.end, meeting.end + meeting.after))


def made(world: World) -> Iterable[Meeting]:
    """The slots of all rules that were still ahead."""
    for number, rule in world.rules.items():
        today = wall(world.now, rule.zone).date()
        for ahead in range(world.horizon + 1):
            day = today + timedelta(days=ahead)
            for start in starts(rule, day, hours(world, number, day)):
                if start > world.now:
                    yield Meeting(number, start, start + rule.duration, rule.before, rule.after)


def hours(world: World, number: int, day: date) -> Sequence[Hours]:
    rule = world.rules[number]
    if not is_valid(rule, day):
        return ()
    if day not in world.days:
        return [(rule.opens, rule.closes)] if day.weekday() in rule.weekdays else ()
    valid = [n for n, other in sorted(world.rules.items()) if is_valid(other, day)]
    working = [n for n in valid if day.weekday() in world.rules[n].weekdays]
    return world.days[day] if (working or valid)[0] == number else ()


def is_valid(rule: RuleDraft, day: date) -> bool:
    return (rule.valid_from or day) <= day <= (rule.valid_until or day)


def starts(rule: RuleDraft, day: date, intervals: Sequence[Hours]) -> list[int]:
    """Every minute of the day at which a slot begins."""
    found: list[int] = []
    gap = max(rule.before, rule.after)
    shown: set[datetime] = set()
    for now in around(day):
        at = wall(now, rule.zone)
        is_first = at not in shown
        shown.add(at)
        room = not found or now >= found[-1] + rule.duration + gap
        if is_first and room and any(begins(rule, now, at, *interval, gap) for interval in on_day(day, intervals)):
            found.append(now)
    return found


def on_day(day: date, intervals: Sequence[Hours]) -> list[tuple[datetime, datetime]]:
    """Hours that close no later than they open close a day later."""
    tomorrow = day + timedelta(days=1)
    return [(datetime.combine(day, opens), datetime.combine(tomorrow if closes <= opens else day, closes)) for opens, closes in intervals]


def begins(rule: RuleDraft, now: int, at: datetime, opens: datetime, closes: datetime, gap: int) -> bool:
    on_grid = opens <= at < closes and minutes(at - opens) % (rule.duration + gap) == 0
    return on_grid and now + rule.duration <= closing(closes, rule.zone)


def minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


@lru_cache(maxsize=4096)
def closing(closes: datetime, zone: str) -> int:
    """The first minute at which clocks have come to closing time."""
    return next(now for now in around(closes.date()) if wall(now, zone) >= closes)


def around(day: date) -> range:
    """All minutes that are this day or the next somewhere, and those of a day that is skipped."""
    midnight = minute(datetime.combine(day, datetime.min.time(), tzinfo=UTC))
    return range(midnight - 27 * 60, midnight + 75 * 60)


@lru_cache(maxsize=200_000)
def wall(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at * 60, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
