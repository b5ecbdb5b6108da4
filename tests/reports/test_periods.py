"""Periods: half-open, in the reader's zone, named or typed; what is typed without a year is of the last twelve months."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.kernel.problems import Invalid
from core.kernel.time.days import past_days
from core.reports.periods import PERIODS, Span, between, span_of

MOSCOW = ZoneInfo("Europe/Moscow")
WEDNESDAY = date(2026, 3, 4)
NOON = datetime(2026, 3, 4, 12, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("last-30", date(2026, 2, 3), WEDNESDAY),
        ("week", date(2026, 3, 2), WEDNESDAY),
        ("last-week", date(2026, 2, 23), date(2026, 3, 1)),
        ("month", date(2026, 3, 1), WEDNESDAY),
        ("last-month", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", date(2026, 1, 1), WEDNESDAY),
        ("year", date(2026, 1, 1), WEDNESDAY),
        ("2026-02-10..2026-02-01", date(2026, 2, 1), date(2026, 2, 10)),
    ],
)
def test_a_name_is_a_span(name: str, first: date, last: date) -> None:
    assert span_of(name, WEDNESDAY) == Span(first, last)


def test_all_have_a_first_and_a_last_day_in_order() -> None:
    for day in (date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29)):
        for name in PERIODS:
            found = span_of(name, day)
            assert found.first <= found.last <= day


@pytest.mark.parametrize("name", ["", "..", "2026-13-01..2026-12-01", "month..week", "1900-01-01..2026-01-01"])
def test_nonsense_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        span_of(name, WEDNESDAY)


def test_the_last_day_is_in_it_to_midnight() -> None:
    since, until = between(date(2026, 3, 1), date(2026, 3, 2)).instants(MOSCOW)
    assert (since, until) == (datetime(2026, 3, 1, tzinfo=MOSCOW), datetime(2026, 3, 3, tzinfo=MOSCOW))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1–15 ноября", date(2025, 11, 1), date(2025, 11, 15)),
        ("с 1 сентября по 30 ноября", date(2025, 9, 1), date(2025, 11, 30)),
        ("01.02", date(2026, 2, 1), date(2026, 2, 1)),
        ("весь декабрь", date(2025, 12, 1), date(2025, 12, 31)),
        ("сегодня", WEDNESDAY, WEDNESDAY),
    ],
)
def test_typed_days_are_behind_us(text: str, first: date, last: date) -> None:
    assert past_days(text, NOON, MOSCOW) == (first, last)


def test_what_is_no_day_is_said_to_be_none() -> None:
    with pytest.raises(Invalid):
        past_days("когда-нибудь", NOON, MOSCOW)
