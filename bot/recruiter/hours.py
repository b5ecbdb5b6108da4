"""Weekdays and working hours as people type them: «пн-пт», «вт и чт», «будни», «10-18», «с 9:30 до 14», «no weekends»."""

import re
from collections.abc import Iterable
from datetime import time

from babel.dates import get_day_names

from core.kernel.problems import Invalid

WEEK = range(7)
NAMED = {
    "будни": (0, 1, 2, 3, 4),
    "будням": (0, 1, 2, 3, 4),
    "рабочие": (0, 1, 2, 3, 4),
    "weekdays": (0, 1, 2, 3, 4),
    "выходные": (5, 6),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "ежедневно": tuple(WEEK),
    "каждый": tuple(WEEK),
    "все": tuple(WEEK),
    "daily": tuple(WEEK),
    "every": tuple(WEEK),
}
STEMS = (
    ("пн", "пон", "mon", "mo"),
    ("вт", "tue", "tu"),
    ("ср", "wed", "we"),
    ("чт", "чет", "thu", "th"),
    ("пт", "пят", "fri", "fr"),
    ("сб", "суб", "sat", "sa"),
    ("вс", "вос", "sun", "su"),
)
FILLERS = frozenset({"и", "and", "по", "в", "во", "on", "дни", "день", "day", "days", "с", "from", "to"})
_DASH = re.compile(r"\s*(?:[-–—]|\bпо\b|\bto\b)\s*")
_WORDS = re.compile(r"[^\W\d_]+")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOURS = re.compile(rf"(?:с|from)?\s*{_CLOCK}\s*(?:[-–—]|до|to|till|until)\s*{_CLOCK}\s*")


def weekdays(text: str) -> list[int]:
    """Monday is 0. Raises Invalid for what names no day."""
    found: set[int] = set()
    for part in re.split(r"[,;+]|\bи\b|\band\b", text.casefold().replace("ё", "е")):
        found |= days_of(part.strip())
    if not found:
        raise Invalid("hours-no-weekday")
    return sorted(found)


def days_of(part: str) -> set[int]:
    ends = _DASH.split(part)
    if len(ends) == 2 and all(day_of(end) is not None for end in ends):  # noqa: PLR2004 - a range has two ends
        first, last = (day_of(end) or 0 for end in ends)
        return {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    words = [word for word in _WORDS.findall(part) if word not in FILLERS]
    if not words:
        return set()
    return set().union(*(of_word(word) for word in words))


def of_word(word: str) -> set[int]:
    if word in NAMED:
        return set(NAMED[word])
    number = day_of(word)
    if number is None:
        raise Invalid("hours-no-weekday")
    return {number}


def day_of(word: str) -> int | None:
    found = [part for part in _WORDS.findall(word) if part not in FILLERS]
    return next((number for number, stems in enumerate(STEMS) if found and found[0].startswith(stems)), None)


def hours(text: str) -> tuple[time, time]:
    """From and to; midnight at the end may be written as 24. Raises Invalid for what is no span of one day."""
    found = _HOURS.fullmatch(text.casefold().strip())
    if found is None:
        raise Invalid("hours-unreadable")
    first, last = clock(found[1], found[2]), clock(found[3], found[4])
    if first is None or last is None or first >= last:
        raise Invalid("hours-unreadable")
    return first, last


def clock(hour: str, minute: str | None) -> time | None:
    if int(hour) == 24 and not int(minute or 0):  # noqa: PLR2004 - the end of the day
        return time(23, 59)
    if int(hour) > 23 or int(minute or 0) > 59:  # noqa: PLR2004 - a clock's own limits
        return None
    return time(int(hour), int(minute or 0))


def days_in_words(days: Iterable[int], locale: str) -> str:
    """«пн–пт», «вт, чт»; three or more in a row are a range."""
    names = get_day_names("abbreviated", locale=locale)
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(run_in_words([names[day] for day in run]) for run in runs)


def run_in_words(names: list[str]) -> str:
    return f"{names[0]}–{names[-1]}" if len(names) > 2 else ", ".join(names)  # noqa: PLR2004 - two days are a pair, not a range


def span_in_words(first: time, last: time) -> str:
    return f"{first:%H:%M}–{last:%H:%M}"
