"""Working hours and days of the week as people type them: «с 9 до 17:30», «пн-пт, вс»."""

import re
from collections.abc import Callable
from datetime import time

from core.kernel.problems import Invalid
from core.kernel.spoken_facts import HOUR, MINUTE, hour_in, which_half
from core.kernel.spoken_words import EVERY_DAY, HALVES, WEEKDAYS, WEEKENDS, WORD_END, WORKDAYS, Unclear, any_of, even, pieces

SMALL_HOURS = range(1, 6)
"""Nobody receives candidates then: said alone, such an hour is likely an afternoon's."""
WEEK = 7


def edge(number: int) -> str:
    return (
        rf"(?P<h{number}>{HOUR})(?:[:.](?P<m{number}>{MINUTE}))?(?: ?(?:часов|часа|час|ч|h|o'?clock)\.?)?"
        rf"(?: ?(?P<half{number}>{any_of(HALVES)}))?"
    )


INTERVAL = re.compile(rf"(?:(?:с|со|от|from|between) )?{edge(1)} ?(?:-|до|по|to|till|until|and) ?{edge(2)}")


def parse_hours(text: str) -> tuple[time, time]:
    """When it opens and closes, the same day; Invalid hours-not-understood or time-which-half."""
    try:
        said = INTERVAL.fullmatch(even(text))
        opens, closes = (edge_of(said, 1), edge_of(said, 2)) if said else (time.max, time.min)
    except ValueError as error:
        raise Invalid("hours-not-understood") from error
    if closes <= opens:
        raise Invalid("hours-not-understood")
    return opens, closes


def edge_of(said: re.Match[str], number: int) -> time:
    hour, minute, half = int(said[f"h{number}"]), said[f"m{number}"], said[f"half{number}"]
    if half:
        hour = hour_in(HALVES[half], hour)
    elif minute is None and hour in SMALL_HOURS:
        raise which_half(hour)
    return time(hour, int(minute or 0))


DayReader = Callable[[re.Match[str]], frozenset[int]]


def always(*days: int) -> DayReader:
    return lambda _said: frozenset(days)


def one_day(said: re.Match[str]) -> frozenset[int]:
    return frozenset({WEEKDAYS[said["day"]]})


def from_day_to_day(said: re.Match[str]) -> frozenset[int]:
    """Weeks go round: «сб-пн» is three days."""
    first, last = WEEKDAYS[said["first"]], WEEKDAYS[said["last"]]
    return frozenset((first + step) % WEEK for step in range((last - first) % WEEK + 1))


NAMES = any_of(WEEKDAYS)
DAYS: tuple[tuple[re.Pattern[str], DayReader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"[\s,;.+]+", always()),
        (rf"(?:(?:с|со|from) )?(?P<first>{NAMES})\.? ?(?:-|по|до|to|till|through) ?(?P<last>{NAMES}){WORD_END}", from_day_to_day),
        (rf"(?P<day>{NAMES}){WORD_END}", one_day),
        (rf"(?:{any_of(EVERY_DAY)}){WORD_END}", always(*range(WEEK))),
        (rf"(?:{any_of(WORKDAYS)})(?: дни| дням)?{WORD_END}", always(0, 1, 2, 3, 4)),
        (rf"(?:{any_of(WEEKENDS)})(?: дни| дням)?{WORD_END}", always(5, 6)),
        (rf"(?:и|по|в|во|на|кажд(?:ый|ую|ое)|and|on|every|&){WORD_END}", always()),
    )
)


def parse_weekdays(text: str) -> frozenset[int]:
    """Days of the week, Monday is 0; Invalid days-not-understood."""
    try:
        return some_of(frozenset[int]().union(*(reader(said) for said, reader in pieces(even(text), DAYS))))
    except Unclear as error:
        raise Invalid("days-not-understood") from error


def some_of(days: frozenset[int]) -> frozenset[int]:
    if not days:
        raise Unclear("no day was named")
    return days
