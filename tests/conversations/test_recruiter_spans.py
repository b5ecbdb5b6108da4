"""What lies ahead is never told shorter than it is, what is behind never longer."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.recruiter import facts

MOMENT = timedelta(seconds=1)


def told(length: timedelta) -> str:
    turn: Any = SimpleNamespace(t=lambda key, **args: f"{args['count']} {key}")
    return str(facts.span(turn, length))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=15) - MOMENT, "15 span-minutes"),
        (timedelta(minutes=15), "15 span-minutes"),
        (timedelta(minutes=60) - MOMENT, "1 span-hours"),
        (timedelta(hours=2), "2 span-hours"),
        (timedelta(hours=24) - MOMENT, "1 span-days"),
        (timedelta(days=3) - MOMENT, "3 span-days"),
        (-(timedelta(minutes=60) - MOMENT), "59 span-minutes"),
        (-(timedelta(hours=24) - MOMENT), "23 span-hours"),
        (-(timedelta(days=3) - MOMENT), "2 span-days"),
        (-timedelta(days=3), "3 span-days"),
    ],
)
def test_a_span_is_rounded_away_from_surprise(length: timedelta, words: str) -> None:
    assert told(length) == words
