"""Days as people name them: «завтра», «25 декабря», «в эту пятницу», «через неделю в понедельник», «26-го»."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.kernel.time.clocks import FIGURES, Amount
from core.kernel.time.grammar import Rule, Said, rule
from core.kernel.time.tokens import Unclear
from core.kernel.time.words import Word

HALF_YEAR = timedelta(days=183)
"""A date without a year is next year's when it is nearer than this; else it is a date gone by."""
WEEK = 7
CENTURY = 2000
YEARS_AHEAD = 6
OF_MONTH = "of a month"
"""The text of a date that names its month: a number before it may be another day, «12, 13 декабря»."""
TIME_AHEAD = "[nw1UKF]"


class Days(NamedTuple):
    """The dates a word may mean, any date if none; `weekday` narrows them."""

    dates: tuple[date, ...] = ()
    weekday: int | None = None
    is_week: bool = False
    """A whole week was named: which of its days is still to be said."""


def one(day: date) -> Word:
    return Word("!", Days((day,)))


def existing(dates: Iterable[date]) -> Word:
    found = tuple(dates)
    if not found:
        raise Unclear("no such day")
    return Word("!", Days(found))


def relative(said: Said) -> Word:
    return one(said.today + timedelta(days=said.one().value))


def months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_after(today: date, amount: Amount) -> date:
    return months_later(today, amount.months) if amount.months else today + timedelta(days=amount.days)


def weekday(said: Said) -> Word:
    return Word("!", Days(weekday=said.one("w").value))


def of_week(today: date, day: int, ahead: int) -> date:
    """A weekday of this calendar week or of one ahead: weeks begin on Monday."""
    return today + timedelta(days=ahead * WEEK - today.weekday() + day)


def qualified(said: Said) -> Word:
    ahead, day = said.one("x").value, said.one("w").value
    return Word("!", Days(weekday=day)) if ahead is None else one(of_week(said.today, day, ahead))


def weeks_later(said: Said) -> Word | None:
    count = said.number() if said.has("n") else 1
    return one(of_week(said.today, said.one("w").value, int(count))) if count == int(count) else None


def week(said: Said) -> Word:
    return Word("!", Days(tuple(of_week(said.today, day, said.one().value) for day in range(WEEK)), is_week=True))


def exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004 - months


def without_year(day: int, month: int, today: date) -> tuple[date, ...]:
    """The date this year and, where it is near, next year; nothing where there is no such day."""
    dates = (date(year, month, day) for year in (today.year, today.year + 1) if exists(year, month, day))
    return tuple(found for found in dates if found.year == today.year or found - today <= HALF_YEAR)


def named(said: Said) -> Word | None:
    day, month = said.one("d").value, said.one("m").value
    if not said.has("y"):
        return existing(without_year(int(day), month, said.today))._replace(text=OF_MONTH)
    year = year_of(said.one("y"), said.today)
    found = [date(year, month, int(day))] if year is not None and exists(year, month, int(day)) else []
    return None if year is None else existing(found)._replace(text=OF_MONTH)


def year_of(word: Word, today: date) -> int | None:
    """Four figures of a year that is near: «2030» may be half past eight."""
    near = range(today.year - 1, today.year + YEARS_AHEAD)
    if len(word.text) == FIGURES and word.value + CENTURY in near:
        return int(word.value + CENTURY)
    return int(word.value) if word.value in near else None


def in_full(said: Said) -> Word | None:
    """«25.12.2026», «25/12/26», «2026-12-25»."""
    first, second, third = said.all()[0], said.all()[2], said.all()[4]
    day, year_word = (third, first) if len(first.text) > FIGURES else (first, third)
    year = year_of(year_word, said.today)
    if year is None:
        raise Unclear("no such year")
    return existing([date(year, second.value, day.value)] if exists(year, second.value, day.value) else [])


def slashed(said: Said) -> Word | None:
    first, second = said.all()[0].value, said.all()[2].value
    return existing(without_year(first, second, said.today) or without_year(second, first, said.today))


def of_month(said: Said) -> Word | None:
    day, following = said.one("d").value, months_later(said.today.replace(day=1), 1)
    if day != int(day):
        return None
    found = (first.replace(day=int(day)) for first in (said.today, following) if exists(first.year, first.month, int(day)))
    return existing(found)


DATES: tuple[Rule, ...] = (
    rule("T", relative),
    rule("VD?", relative),
    rule("(?P<w>W)", weekday),
    rule("(?P<x>X)(?P<w>W)", qualified),
    rule("Q", week),
    rule("ck[i]?(?P<w>W)(?P<n>Q)?", weeks_later),
    rule("c(?P<n>[nw])k[i]?(?P<w>W)", weeks_later),
    rule("(?P<w>W)c(?P<n>[nw])?k", weeks_later),
    rule(r"(?P<d>[nwog])(?P<m>M)(?P<y>Q)?", named),
    rule(r"(?P<d>[nwog])(?P<m>M)(?P<y>n)(?:y|(?![:.,/A]))", named),
    rule(r"(?P<m>M)(?P<d>[ngo])(?P<y>Q)?(?![:.,/u1A]|[-~][nw])", named),
    rule(r"(?P<m>M)(?P<d>[ngo])(?P<y>n)(?![:.,/u1A]|[-~][nw])", named),
    rule(r"n\.n\.ny?", in_full),
    rule(r"n/n/ny?", in_full),
    rule(r"n-n-n", in_full),
    rule(r"n/n(?!/)", slashed),
    rule("(?P<d>[go])", of_month),
)
BARE_DAY: tuple[Rule, ...] = (rule(f"(?P<d>[nw])(?=i{TIME_AHEAD})", of_month), rule("(?P<d>n)(?=[KF])", of_month))
"""«26 в 10:00», «26 10:00»."""


def agreed(days: Sequence[Days], today: date) -> list[date]:
    """The dates that every word of the line allows, the nearest first."""
    dated = [set(word.dates) for word in days if word.dates]
    dates = set.intersection(*dated) if dated else {today + timedelta(days=ahead) for ahead in range(WEEK + 1)}
    weekdays = {word.weekday for word in days if word.weekday is not None}
    found = sorted(day for day in dates if weekdays <= {day.weekday()})
    if not found:
        raise Unclear("the words name different days")
    return found
