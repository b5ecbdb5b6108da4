"""Three kinds of time, never mixed: elapsed («через 2 часа»), wall («завтра в 10:00») and date («25 ноября»).

Zones come from the pinned `tzdata` package: zoneinfo would take the machine's own database first, and two servers that disagree
about a zone would remind one person at two different times. The search path is emptied here, once, before any zone is used.
"""

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

zoneinfo.reset_tzpath(to=())
ZoneInfo.clear_cache()

TZDATA_VERSION = version("tzdata")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A wall time made an instant: `wall` is what the clock will show, `moved` when that is not what was asked."""

    at: datetime
    wall: datetime
    moved: bool


def elapsed(now: datetime, duration: timedelta) -> datetime:
    """The instant `duration` later. Adding to a zoned datetime would move its clock hands instead."""
    if now.tzinfo is None:
        raise ValueError("elapsed time starts from an aware instant")
    return now.astimezone(UTC) + duration


def wall_of(at: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in the zone shows, without a zone."""
    if at.tzinfo is None:
        raise ValueError("only an aware instant is shown by clocks")
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def instant(wall: datetime, zone: ZoneInfo) -> Resolved:
    """The first instant at which clocks in the zone show `wall`; if they skip it, the first whole minute after the gap."""
    if wall.tzinfo is not None:
        raise ValueError("a wall time has no zone of its own")
    wall = wall.replace(fold=0)
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if wall_of(at, zone) == wall:
        return Resolved(at, wall, moved=False)
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    at = whole_minute(transition(early, at, zone), zone)
    return Resolved(at, wall_of(at, zone), moved=True)


def transition(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The second within (low, high] from which the zone has the offset it has at `high`."""
    offset = high.astimezone(zone).utcoffset()
    low, high = low.replace(microsecond=0), high.replace(microsecond=0)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (low, middle) if middle.astimezone(zone).utcoffset() == offset else (middle, high)
    return high


def whole_minute(at: datetime, zone: ZoneInfo) -> datetime:
    """Old local mean times changed at odd seconds; people agree on minutes."""
    odd = wall_of(at, zone).second
    return at + timedelta(seconds=-odd % 60)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The day in the zone as [start, end) in UTC; both are equal for a day the zone skipped."""
    return midnight(day, zone), midnight(day + DAY, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return instant(datetime.combine(day, time.min), zone).at
