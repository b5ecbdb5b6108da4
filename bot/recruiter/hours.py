"""Working days and hours in words: «пн–пт», «10:00–18:00»; and when a colleague works, as far as is known."""

from collections.abc import Iterable
from datetime import time

from babel.dates import get_day_names
from sqlalchemy.orm import Session

from core.interviews import reads
from core.interviews.rules import Hours
from core.kernel.time.phrases import WORKING

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
    """«18:00–24:00»: a day ends at 24:00."""
    return f"{first:%H:%M}–{end_in_words(last)}"


def end_in_words(last: time) -> str:
    return "24:00" if last == time(0) else f"{last:%H:%M}"


def working(session: Session, staff: int) -> tuple[Hours, ...]:
    """The usual hours and those in which he receives people: they decide between two and fourteen."""
    return (*WORKING, *((rule.opens, rule.closes) for rule in reads.rules_of(session, staff)))
