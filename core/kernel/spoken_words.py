"""The words people use for times, in Russian and English, and a typed line made even before it is read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeVar

LONGEST = 100
Rule = TypeVar("Rule")


class Unclear(ValueError):  # noqa: N818 - what the line is
    """The line is outside the grammar."""


def numbered(start: int, *lines: str) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, start) for word in line.split()}


def words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


WEEKDAYS = numbered(
    0,
    "понедельник понедельника понедельникам понедельникам пн пон monday mondays mon",
    "вторник вторника вторникам вт tuesday tuesdays tue tues",
    "среда среду среды средам ср wednesday wednesdays wed",
    "четверг четверга четвергам чт чет thursday thursdays thu thur thurs",
    "пятница пятницу пятницы пятницам пт пят friday fridays fri",
    "суббота субботу субботы субботам сб суб saturday saturdays sat",
    "воскресенье воскресение воскресенья воскресеньям вс вск sunday sundays sun",
)
MONTHS = numbered(
    1,
    "янв январь января jan january",
    "фев февр февраль февраля feb february",
    "мар март марта mar march",
    "апр апрель апреля apr april",
    "май мая may",
    "июн июнь июня jun june",
    "июл июль июля jul july",
    "авг август августа aug august",
    "сен сент сентябрь сентября sep sept september",
    "окт октябрь октября oct october",
    "ноя нояб ноябрь ноября nov november",
    "дек декабрь декабря dec december",
)
NUMBERS = numbered(
    1,
    "один одну одна one",
    "два две two пару",
    "три three",
    "четыре four",
    "пять five",
    "шесть six",
    "семь seven",
    "восемь eight",
    "девять nine",
    "десять ten",
    "одиннадцать eleven",
    "двенадцать twelve",
) | {"пятнадцать": 15, "fifteen": 15, "двадцать": 20, "twenty": 20, "тридцать": 30, "thirty": 30, "сорок": 40, "forty": 40, "ноль": 0}

NIGHT, MORNING, DAY, EVENING, AM, PM = "night", "morning", "day", "evening", "am", "pm"
HALVES = {
    "am": AM,
    "pm": PM,
    **dict.fromkeys(("утра", "утром", "in the morning", "morning"), MORNING),
    **dict.fromkeys(("дня", "днем", "in the afternoon", "afternoon"), DAY),
    **dict.fromkeys(("вечера", "вечером", "in the evening", "evening"), EVENING),
    **dict.fromkeys(("ночи", "at night"), NIGHT),
}
PARTS = {
    **dict.fromkeys(("утром", "с утра", "morning", "in the morning"), MORNING),
    **dict.fromkeys(("днем", "afternoon", "in the afternoon"), DAY),
    **dict.fromkeys(("вечером", "evening", "in the evening"), EVENING),
}
PART_HOURS = {MORNING: 10, DAY: 14, EVENING: 18}
HOURS_IN = {
    AM: {12: 0, **{hour: hour for hour in range(1, 12)}},
    PM: {12: 12, **{hour: hour + 12 for hour in range(1, 12)}},
    MORNING: {hour: hour for hour in range(1, 12)},
    DAY: {11: 11, **{hour: hour + 12 for hour in range(1, 6)}, **{hour: hour for hour in range(12, 18)}},
    EVENING: {**{hour: hour + 12 for hour in range(4, 12)}, **{hour: hour for hour in range(16, 24)}},
    NIGHT: {10: 22, 11: 23, 22: 22, 23: 23, **{hour: hour for hour in range(1, 5)}},
}
"""What the hour people say is on a 24-hour clock; «12 ночи» is nowhere: nobody knows which day it belongs to."""

HOURS = words("час часа часов часик ч hour hours hr hrs h")
MINUTES = words("минуту минутку минута минуты минут мин м minutes minute mins min m")
FILLERS = words("в во на к at on by the время пожалуйста давайте давай лучше можно please") + words(
    "позвонить перезвонить созвон звонок call callback"
)
WORKDAYS = words("будни будням будние рабочие рабочим weekdays workdays")
WEEKENDS = words("выходные выходным weekends weekend")
EVERY_DAY = ("ежедневно", "каждый день", "все дни", "все дни недели", "без выходных", "daily", "every day", "everyday", "all days")

PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b([ap])\. ?m\b\.?", r"\1m"),
        (r"\b(?:полчаса|пол часа|полчасика|half an hour|half hour)\b", "30 мин"),
        (r"\b(?:четверть часа|quarter of an hour)\b", "15 мин"),
        (r"\b(?:an |1 )?hour and a half\b", "90 мин"),
        (r"\bполтор[аы]\b", "1.5"),
        (r"\b(?:a )?couple (?:of )?", "2 "),
        (r"\ban? (hour|day|week|month|minute)\b", r"1 \1"),
        (r"(?<![0-9])(?<![0-9] )\b(час|часик|сутки|неделю|месяц|минуту|минутку)\b", r"1 \1"),
    )
)
IN_WORDS = re.compile(rf"\b(?:{any_of(NUMBERS)})\b")
DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
BRACKETS = re.compile('[()\\[\\]"«»\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]')


def even(text: str) -> str:
    """One case, one kind of dash and space, е for ё, figures for the numbers said in words."""
    if len(text) > LONGEST:
        raise Unclear("too long")
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    text = " ".join(BRACKETS.sub(" ", DASHES.sub("-", text)).split()).strip(" .,;!?")
    text = IN_WORDS.sub(lambda said: str(NUMBERS[said[0]]), text)
    for pattern, replacement in PHRASES:
        text = pattern.sub(replacement, text)
    return text


WORD_END = r"(?![0-9a-zа-я])"
FIGURE_END = r"(?![0-9a-zа-я]|[.:/-][0-9])"


def pieces(text: str, rules: Iterable[tuple[re.Pattern[str], Rule]]) -> Iterator[tuple[re.Match[str], Rule]]:
    """The whole line cut by the first rule that fits at each place; Unclear where none does."""
    at = 0
    while at < len(text):
        match, rule = next(((match, rule) for pattern, rule in rules if (match := pattern.match(text, at))), (None, None))
        if match is None or rule is None:
            raise Unclear("an unknown word")
        yield match, rule
        at = match.end()
