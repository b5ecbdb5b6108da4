"""Working days and hours in words: «пн–пт», «10:00–18:00»."""

from collections.abc import Iterable
from datetime import time

from babel.dates import get_day_names

PAIR = 2
"""Days in a row that are still named one by one."""


def days_in_words(days: Iterable[int], locale: str) -> str:
    """«пн–пт», «вт, чт»; three or more in a row are a range. Monday is 0."""
    names = get_day_names("abbreviated", locale=locale)
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(run_in_words([names[day] for day in run]) for run in runs)


def run_in_words(names: list[str]) -> str:
    return f"{names[0]}–{names[-1]}" if len(names) > PAIR else ", ".join(names)


def span_in_words(first: time, last: time) -> str:
    return f"{first:%H:%M}–{last:%H:%M}"
