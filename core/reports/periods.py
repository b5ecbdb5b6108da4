"""Periods that people ask reports for, as half-open spans of days in the reader's zone. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.time.zones import day_bounds

DAY = timedelta(days=1)
MONTHS, QUARTER = 12, 3
PERIODS = ("last-30", "week", "last-week", "month", "last-month", "quarter", "year", "all")
"""In the order of their buttons; any other name is two dates, «2026-09-01..2026-09-30»."""
FIRST = date(2000, 1, 1)
LONGEST = 366 * 10


class Span(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        return day_bounds(self.first, zone)[0], day_bounds(self.last, zone)[1]

    @property
    def name(self) -> str:
        return f"{self.first}..{self.last}"


def span_of(name: str, today: date) -> Span:
    """Raises Invalid period-not-understood."""
    if name in PERIODS:
        return named(today)[name]
    first, _, last = name.partition("..")
    try:
        return between(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise Invalid("period-not-understood") from error


def between(first: date, last: date) -> Span:
    """In either order; raises Invalid period-not-understood where it is longer than ten years."""
    span = Span(min(first, last), max(first, last))
    if (span.last - span.first).days > LONGEST:
        raise Invalid("period-not-understood")
    return span


def named(today: date) -> Mapping[str, Span]:
    monday, month = today - today.weekday() * DAY, today.replace(day=1)
    before = (month - DAY).replace(day=1)
    quarter = today.replace(month=(today.month - 1) // QUARTER * QUARTER + 1, day=1)
    return {
        "last-30": Span(today - 29 * DAY, today),
        "week": Span(monday, today),
        "last-week": Span(monday - 7 * DAY, monday - DAY),
        "month": Span(month, today),
        "last-month": Span(before, month - DAY),
        "quarter": Span(quarter, today),
        "year": Span(today.replace(month=1, day=1), today),
        "all": Span(FIRST, today),
    }
