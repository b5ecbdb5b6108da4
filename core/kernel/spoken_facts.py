"""What the words of a line about time may mean: each piece of it is a fact; whether the facts agree is judged in `spoken`."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.kernel.problems import Invalid
from core.kernel.spoken_words import (
    DAY,
    EVENING,
    FIGURE_END,
    FILLERS,
    HALVES,
    HOURS,
    HOURS_IN,
    MINUTES,
    MONTHS,
    MORNING,
    PARTS,
    WEEKDAYS,
    WORD_END,
    Unclear,
    any_of,
    even,
    pieces,
)

HALF_YEAR = timedelta(days=183)
"""A date without a year is next year's when it is nearer than this; else it is a date gone by."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Later:
    duration: timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """The dates a word may mean, any date if none; `weekday` narrows them."""

    dates: tuple[date, ...] = ()
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """`half` is the half of the day that was named, `alone` when minutes were not."""

    hour: int
    minute: int
    half: str | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Part:
    name: str


@dataclass(frozen=True, slots=True)
class Dotted:
    """«10.11» is a date or a time: the rest of the line decides."""

    first: int
    second: int


Fact = Later | Days | Clock | Part | Dotted
Reader = Callable[[re.Match[str], date], Sequence[Fact]]


def read_later(said: re.Match[str], _today: date) -> Sequence[Fact]:
    amount = float(said["n"].replace(",", "."))
    return (Later(amount * unit(said["unit"]) + timedelta(minutes=int(said["more"] or 0))),)


def unit(word: str) -> timedelta:
    if word in MINUTES:
        return timedelta(minutes=1)
    return timedelta(hours=1) if word in HOURS else timedelta(days=1)


def read_in_days(said: re.Match[str], today: date) -> Sequence[Fact]:
    count = int(said["n"])
    if said["months"]:
        return (Days((months_later(today, count),)),)
    return (Days((today + timedelta(days=count * (WEEK if said["weeks"] else 1)),)),)


def months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def in_days(count: int, *more: Fact) -> Reader:
    return lambda _said, today: (Days((today + timedelta(days=count),)), *more)


def read_weekday(said: re.Match[str], _today: date) -> Sequence[Fact]:
    return (Days(weekday=WEEKDAYS[said["weekday"]]),)


def weekday_of_week(ahead: int) -> Reader:
    """A weekday of this calendar week or of the next: weeks begin on Monday."""

    def read(said: re.Match[str], today: date) -> Sequence[Fact]:
        monday = today + timedelta(days=ahead * WEEK - today.weekday())
        return (Days((monday + timedelta(days=WEEKDAYS[said["weekday"]]),)),)

    return read


def read_date(said: re.Match[str], today: date) -> Sequence[Fact]:
    named = said.groupdict()
    month = MONTHS[named["name"]] if named.get("name") else int(named["m"] or 0)
    year = named.get("y")
    if year is None:
        return (existing(without_year(int(named["d"]), month, today)),)
    return (Days((date(int(year) + (2000 if len(year) == 2 else 0), month, int(named["d"])),)),)  # noqa: PLR2004 - «25.11.26»


def existing(dates: tuple[date, ...]) -> Days:
    if not dates:
        raise Unclear("no such day")
    return Days(dates)


def without_year(day: int, month: int, today: date) -> tuple[date, ...]:
    """The date this year and, where it is near, next year; nothing where there is no such day."""
    dates = (date(year, month, day) for year in (today.year, today.year + 1) if exists(year, month, day))
    return tuple(found for found in dates if found.year == today.year or found - today <= HALF_YEAR)


def exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004 - months


def read_day_of_month(said: re.Match[str], today: date) -> Sequence[Fact]:
    day, following = int(said["d"]), months_later(today.replace(day=1), 1)
    return (existing(tuple(first.replace(day=day) for first in (today, following) if exists(first.year, first.month, day))),)


def read_dotted(said: re.Match[str], _today: date) -> Sequence[Fact]:
    return (Dotted(int(said["a"]), int(said["b"])),)


def read_clock(said: re.Match[str], _today: date) -> Sequence[Fact]:
    minute = said["m"] or said["m2"] or said["m3"]
    half = HALVES[said["half"]] if said["half"] else None
    return (Clock(int(said["h"]), int(minute or 0), half, alone=minute is None),)


def read_part(said: re.Match[str], _today: date) -> Sequence[Fact]:
    return (Part(PARTS[said["part"]]),)


def read_nothing(_said: re.Match[str], _today: date) -> Sequence[Fact]:
    return ()


HOUR, MINUTE = "(?:2[0-3]|[01]?[0-9])", "[0-5][0-9]"
HALF = rf"(?: ?(?P<half>{any_of(HALVES)}))?"
WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)}){WORD_END}"
MONTH = rf"(?P<name>{any_of(MONTHS)})"
DAY_OF_MONTH = "(?P<d>[0-3]?[0-9])"
AFTER = r"(?:через|in|\+) ?"
AMOUNT = (
    rf"(?P<n>[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?) ?(?P<unit>{any_of(HOURS + MINUTES)}|сутки|суток)\.?"
    rf"(?: ?(?:и |and )?(?P<more>[0-9]{{1,3}}) ?(?:{any_of(MINUTES)})?)?{FIGURE_END}"
)
AMOUNT_OF_DAYS = (
    rf"(?P<n>[0-9]{{1,3}}) ?(?:день|дня|дней|дн|days?|(?P<weeks>недел[юиь]|weeks?)|(?P<months>месяц(?:а|ев)?|months?)){WORD_END}"
)
YEAR = r"(?P<y>20[0-9]{2})(?: ?г(?:ода|од)?)?"
CLOCK = (
    rf"(?P<h>{HOUR})(?:[:.-](?P<m>{MINUTE})| (?P<m2>{MINUTE})(?! ?(?:{any_of(MONTHS)}|числа|-?го|th)))?"
    rf"(?: ?(?:часов|часа|час|ч|hours|hour|h|o'?clock)\.?(?: ?(?P<m3>{MINUTE}) ?(?:{any_of(MINUTES)})?)?)?"
    rf"{HALF}{FIGURE_END}"
)
GRAMMAR: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:[\s,;.]|-(?=\s))+", read_nothing),
        (rf"{AFTER}{AMOUNT}", read_later),
        (rf"{AFTER}{AMOUNT_OF_DAYS}", read_in_days),
        (rf"(?:сегодня|today){WORD_END}", in_days(0)),
        (rf"(?:tonight|this evening){WORD_END}", in_days(0, Part(EVENING))),
        (rf"this morning{WORD_END}", in_days(0, Part(MORNING))),
        (rf"this afternoon{WORD_END}", in_days(0, Part(DAY))),
        (rf"(?:завтра|tomorrow|tmrw?){WORD_END}", in_days(1)),
        (rf"(?:послезавтра|day after tomorrow){WORD_END}", in_days(2)),
        (rf"(?:следующ(?:ий|ая|ую|ее|ей)|след\.?|next) {WEEKDAY}", weekday_of_week(1)),
        (rf"(?:(?:на )?(?:следующей|след\.?) неделе|next week)(?: в| во| on|,)? {WEEKDAY}", weekday_of_week(1)),
        (rf"{WEEKDAY} (?:(?:на )?(?:следующей|след\.?) неделе|next week){WORD_END}", weekday_of_week(1)),
        (rf"(?:этот|эту|это|this) {WEEKDAY}", weekday_of_week(0)),
        (rf"(?:(?:ближайш(?:ий|ая|ую|ее)) )?{WEEKDAY}", read_weekday),
        (rf"(?:в|во|at|@) ?{CLOCK}", read_clock),
        (rf"(?P<y>20[0-9]{{2}})-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}}){FIGURE_END}", read_date),
        (rf"{DAY_OF_MONTH}(?P<s>[./-])(?P<m>[01]?[0-9])(?P=s)(?P<y>20[0-9]{{2}}|[0-9]{{2}})(?: ?г(?:ода|од)?)?{FIGURE_END}", read_date),
        (rf"{DAY_OF_MONTH}/(?P<m>[01]?[0-9]){FIGURE_END}", read_date),
        (
            rf"{DAY_OF_MONTH} ?(?:-?го|st|nd|rd|th)?(?: of)? ?{MONTH}(?:[.,]* {YEAR})?{FIGURE_END}",
            read_date,
        ),
        (rf"{MONTH}\.? {DAY_OF_MONTH}(?:st|nd|rd|th)?(?:,? {YEAR})?{FIGURE_END}", read_date),
        (rf"{DAY_OF_MONTH}(?: ?-?го|(?:st|nd|rd|th)| числа){WORD_END}", read_day_of_month),
        (rf"(?P<a>[0-9]{{1,2}})\.(?P<b>[0-9]{{1,2}})(?! ?(?:{any_of(HALVES)})){FIGURE_END}", read_dotted),
        (CLOCK, read_clock),
        (rf"(?:полдень|noon|midday){WORD_END}", lambda _said, _today: (Clock(12, 0, None, alone=True),)),
        (rf"(?P<part>{any_of(PARTS)}){WORD_END}", read_part),
        (rf"(?:{any_of(FILLERS)}){WORD_END}", read_nothing),
    )
)


def facts_in(text: str, today: date) -> list[Fact]:
    line = even(text)
    if not line or line.isdecimal():
        raise Unclear("a number alone says nothing")
    return [fact for said, reader in pieces(line, GRAMMAR) for fact in reader(said, today)]


def which_half(hour: int) -> Invalid:
    return Invalid("time-which-half", night=f"{hour:02}:00", day=f"{hour + 12}:00")


def hour_in(half: str, hour: int) -> int:
    if hour not in HOURS_IN[half]:
        raise Unclear("no such hour then")
    return HOURS_IN[half][hour]
