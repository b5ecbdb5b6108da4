"""Days and spans of days as people type them: «с понедельника», «1–14 декабря», «две недели с 10 января», «весь декабрь», «пн-пт»."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.kernel.problems import Invalid
from core.kernel.time.clocks import LATER, Amount
from core.kernel.time.dates import DATES, WEEK, Days, agreed, day_after, existing, of_month, of_week, without_year
from core.kernel.time.grammar import NOTHING, NUMBER, Rule, Said, rewrite, rule
from core.kernel.time.tokens import Unclear, words_of
from core.kernel.time.words import Word
from core.kernel.time.zones import wall_of

LONGEST_SPAN = 62
"""Days that one line may name."""
YEAR = timedelta(days=365)
LEAP_DAY = (2, 29)
DAYS_IN = {"d": 1, "D": 1, "k": WEEK}


class Span(NamedTuple):
    first: date
    last: date


def parse_day(text: str, now: datetime, zone: ZoneInfo) -> date:
    """The date, today or ahead; Invalid day-not-understood or day-past."""
    days = parse_days(text, now, zone)
    if len(days) > 1:
        raise Invalid("day-not-understood")
    return days[0]


def parse_days(text: str, now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """One day, or all days of a span, ends included; Invalid day-not-understood, day-past, days-too-many or time-which-day."""
    today = wall_of(now, zone).date()
    try:
        first, last = span_of(text, today)
    except (ValueError, OverflowError) as error:
        raise Invalid("day-not-understood") from error
    if first < today:
        raise Invalid("day-past")
    if (last - first).days >= LONGEST_SPAN:
        raise Invalid("days-too-many", most=LONGEST_SPAN)
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def past_days(text: str, now: datetime, zone: ZoneInfo) -> Span:
    """A day or a span behind us, today at the latest: «1–15 ноября» is of the last twelve months. Invalid day-not-understood."""
    today = wall_of(now, zone).date()
    try:
        found = span_of(text, today)
        return found if found.last <= today else span_of(text, today - YEAR)
    except (ValueError, OverflowError) as error:
        raise Invalid("day-not-understood") from error


def span_of(text: str, today: date) -> Span:
    words = rewrite(words_of(text), (*NAMED, *LATER), today)
    spans = rewrite(words, SPANS, today, rest="=!")
    if len(spans) == 1 and spans[0].sign == "=":
        found: Span = spans[0].value
        return found
    if not spans or any(word.sign != "!" for word in spans):
        raise Unclear("not a day alone")
    return alike(days_ahead([word.value for word in spans], today))


def alike(day: date) -> Span:
    return Span(day, day)


def days_ahead(days: Sequence[Days], today: date) -> date:
    """The nearest day of those meant that is not gone by; else the last that was."""
    found = agreed(days, today)
    return next((day for day in found if day >= today), found[-1])


def dotted_day(said: Said) -> Word:
    return existing(without_year(said.all()[0].value, said.all()[2].value, said.today))


NAMED: tuple[Rule, ...] = (*(one for one in DATES if one[0] != "(?P<d>[go])"), rule(r"n\.n(?![.\d])", dotted_day))
"""«1-го» alone may borrow its month from what follows."""


def from_to(said: Said) -> Word:
    """«1–14 декабря», «с 28.12 по 8.01», «с пн по пт»: the end is the first such day after the start."""
    start, end = said.one("a"), said.one("z")
    if start.sign != "!":
        return Word("=", within_month(int(start.value), end.value, said.today))
    first = days_ahead([start.value], said.today)
    ends = end.value.dates or tuple(first + timedelta(days=ahead) for ahead in range(WEEK))
    later = sorted(day for day in ends if day >= first and end.value.weekday in {None, day.weekday()}) or next_year(first, ends)
    if not later:
        raise Unclear("the end is before the start")
    return Word("=", Span(first, later[0]))


def next_year(first: date, ends: Sequence[date]) -> list[date]:
    """«28.12 - 8.01» said in summer: the same day a year on, where the span is not too long for a slip."""
    found = [date(day.year + 1, day.month, day.day) for day in ends if (day.month, day.day) != LEAP_DAY]
    return [day for day in found if 0 <= (day - first).days < LONGEST_SPAN]


def within_month(day: int, end: Days, today: date) -> Span:
    """The month is said once."""
    last = days_ahead([end], today)
    if day > last.day:
        raise Unclear("the end is before the start")
    return Span(last.replace(day=day), last)


def numbers(said: Said) -> Word:
    """«с 1 по 14 числа»."""
    last = days_ahead([of_month_word(said.one("z"), said.today)], said.today)
    return Word("=", within_month(int(said.one("a").value), Days((last,)), said.today))


def of_month_word(word: Word, today: date) -> Days:
    starts = (today.replace(day=1), day_after(today.replace(day=1), MONTH))
    found = tuple(first + timedelta(days=int(word.value) - 1) for first in starts)
    return Days(tuple(day for day in found if day.day == int(word.value)))


MONTH = Amount(months=1)


def for_long(said: Said) -> Word | None:
    """«две недели с 1 декабря», «с 1 декабря на неделю»."""
    count, unit = said.number() if said.has("n") else 1, said.one("unit")
    if count != int(count):
        return None
    first = days_ahead([said.one("a").value], said.today)
    last = day_after(first, MONTH) if unit.sign == "z" else first + timedelta(days=int(count) * DAYS_IN[unit.sign])
    return Word("=", Span(first, last - timedelta(days=1)))


def whole_month(said: Said) -> Word:
    month, today = said.one("m").value, said.today
    first = date(today.year + (month < today.month), month, 1)
    return Word("=", Span(max(first, today), day_after(first, MONTH) - timedelta(days=1)))


def whole_week(said: Said) -> Word:
    days = said.one("q").value
    if not days.is_week:
        raise Unclear("not a week")
    return Word("=", Span(max(days.dates[0], said.today), days.dates[-1]))


def weekend(said: Said) -> Word | None:
    if said.all()[-1].value != (5, 6):
        return None
    return Word("=", Span(max(of_week(said.today, 5, 0), said.today), of_week(said.today, 6, 0)))


def until_day(said: Said) -> Word:
    return Word("=", Span(said.today, days_ahead([said.one("z").value], said.today)))


def both(said: Said) -> Word:
    """«завтра и послезавтра»: days in a row."""
    first, last = (days_ahead([said.one(name).value], said.today) for name in "az")
    if last - first != timedelta(days=1):
        raise Unclear("not in a row")
    return Word("=", Span(first, last))


def in_days(said: Said) -> Word:
    """«через неделю» is a day."""
    amount = said.one("t").value
    if amount.unsure:
        raise Invalid("time-which-day", first=said.today + timedelta(days=1), second=said.today + timedelta(days=2))
    if amount.minutes:
        raise Unclear("not a day")
    return Word("!", Days((day_after(said.today, amount),)))


def week_or_day(said: Said) -> Word | None:
    return whole_week(said) if said.one("q").value.is_week else None


SPANS: tuple[Rule, ...] = (
    rule("(?P<t>#)", in_days),
    rule("[isrj]?(?P<q>!)", lambda said: week_or_day(said) or said.one("q")),
    rule("[s]?(?P<a>!)[-~te](?P<z>!)", from_to),
    rule("s?(?P<a>[nwog])[-~te](?P<z>!)", from_to),
    rule("s?(?P<a>[nwog])[-~te](?P<z>[og])", numbers),
    rule("(?P<d>[og])", of_month),
    rule("s(?P<d>[og])", of_month),
    rule(f"(?P<n>{NUMBER})?(?P<unit>[dDkz])[si](?P<a>!)", for_long),
    rule(f"s?(?P<a>!)[it]?(?P<n>{NUMBER})?(?P<unit>[dDkz])", for_long),
    rule("i?E?(?P<m>M)", whole_month),
    rule("E(?P<q>!)", whole_week),
    rule("[i]?Y", weekend),
    rule("e(?P<z>!)", until_day),
    rule("(?P<a>!)x(?P<z>!)", both),
    rule("x(?=!)", lambda _said: NOTHING),
)


# Days of the week


def one_day(said: Said) -> Word:
    return Word("=", frozenset({said.one("a").value}))


def from_day_to_day(said: Said) -> Word:
    """Weeks go round: «сб-пн» is three days."""
    first, last = said.one("a").value, said.one("z").value
    return Word("=", frozenset((first + step) % WEEK for step in range((last - first) % WEEK + 1)))


def without_days(said: Said) -> Word:
    return Word("/", frozenset({said.one("a").value}))


WEEKLY: tuple[Rule, ...] = (
    rule("(?P<a>W)", one_day),
    rule("s?(?P<a>W)[-~te](?P<z>W)", from_day_to_day),
    rule("Y", lambda said: Word("=", frozenset(said.one().value))),
    rule("I(?P<a>W)", without_days),
    rule("[ixt+]", lambda _said: NOTHING),
)


def parse_weekdays(text: str) -> frozenset[int]:
    """Days of the week, Monday is 0; Invalid days-not-understood."""
    try:
        words = rewrite(words_of(text), WEEKLY, date.min, rest="=/")
    except Unclear as error:
        raise Invalid("days-not-understood") from error
    days = frozenset[int]().union(*(word.value for word in words if word.sign == "="))
    days -= frozenset[int]().union(*(word.value for word in words if word.sign == "/"))
    if not days:
        raise Invalid("days-not-understood")
    return days
