"""Weekdays and hours in plain words."""

from datetime import time

import pytest

from bot.recruiter import hours
from core.kernel.problems import Invalid


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("пн-пт", [0, 1, 2, 3, 4]),
        ("Пн – Пт", [0, 1, 2, 3, 4]),
        ("вт, чт", [1, 3]),
        ("вторник и четверг", [1, 3]),
        ("по будням", [0, 1, 2, 3, 4]),
        ("будни", [0, 1, 2, 3, 4]),
        ("каждый день", [0, 1, 2, 3, 4, 5, 6]),
        ("сб вс", [5, 6]),
        ("пт-вс", [4, 5, 6]),
        ("сб-пн", [0, 5, 6]),
        ("с понедельника по среду", [0, 1, 2]),
        ("Mon-Fri", [0, 1, 2, 3, 4]),
        ("Tuesday and Thursday", [1, 3]),
        ("пн, ср-пт", [0, 2, 3, 4]),
        ("", None),
        ("когда-нибудь", None),
    ],
)
def test_weekdays_are_read_as_people_type_them(text: str, days: list[int] | None) -> None:
    if days is None:
        with pytest.raises(Invalid, match="hours-no-weekday"):
            hours.weekdays(text)
    else:
        assert hours.weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10-18", (time(10), time(18))),
        ("10:00–18:30", (time(10), time(18, 30))),
        ("с 9:30 до 14", (time(9, 30), time(14))),
        ("from 9 to 17", (time(9), time(17))),
        ("9.00 - 13.00", (time(9), time(13))),
        ("20-24", (time(20), time(23, 59))),
        ("18-10", None),
        ("10-25", None),
        ("утром", None),
        ("10", None),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, span: tuple[time, time] | None) -> None:
    if span is None:
        with pytest.raises(Invalid, match="hours-unreadable"):
            hours.hours(text)
    else:
        assert hours.hours(text) == span


def test_days_are_said_as_ranges_only_where_they_are_long() -> None:
    assert hours.days_in_words([0, 1, 2, 3, 4], "ru") == "пн–пт"
    assert hours.days_in_words([1, 3], "ru") == "вт, чт"
    assert hours.days_in_words([0, 1, 4, 5, 6], "en") == "Mon, Tue, Fri–Sun"
