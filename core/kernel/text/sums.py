"""Pay as people type it: «90000-120000», «от 80 до 100 тысяч на руки», «60т», «1,2 млн до вычета», «350 р/час», «4000 за смену»."""

import re
from itertools import pairwise
from typing import Literal, NamedTuple

from core.kernel.problems import Invalid
from core.kernel.time.words import CARDINALS, TENS

MOST = 100_000_000
LEAST = {"month": 1_000, "shift": 100, "hour": 50}
"""Roubles; a single sum that is less was meant in thousands, and we would rather ask than guess."""
THOUSANDS = range(10, 1000)
"""Both ends of «70-90»: nobody is paid so few roubles a month. The answer is shown back and can be corrected."""
TEN, TWENTY, HUNDRED, THOUSAND, MILLION = 10, 20, 100, 1_000, 1_000_000
Per = Literal["month", "shift", "hour"]
Tax = Literal["", "net", "gross"]


class Pay(NamedTuple):
    """`low` or `high` may be None. `tax`: what is paid out («на руки»), or before taxes."""

    low: int | None
    high: int | None
    per: Per = "month"
    tax: Tax = ""


SCALE = r"(?P<{name}>млн|миллион\w*|мио|mln|million|тыс\w*|т(?=\W*р\b|\W*руб|\W|$)|тр(?=\W|$)|[кk](?![а-яa-z])|m(?![a-z]))?"
NUMBER = r"(?P<{name}>\d{{1,3}}(?:[ .]\d{{3}})+(?!\d)|\d+(?:[.,]\d{{1,2}})?(?!\d))"
ROUBLES = r"(?:\s*\.?\s*(?:₽|р(?:\.|\b)|руб\w*\.?|rub\b|rubles\b|roubles\b))?"


def sum_pattern(number: int) -> str:
    figures = NUMBER.format(name=f"n{number}")
    return rf"{figures}\s*{SCALE.format(name=f'u{number}')}\.?{ROUBLES}"


EDGE = r"(?:(?P<edge>от|до|from|up to|to|не менее|не меньше|минимум|свыше)\s*)?"
ONE = rf"{EDGE}{sum_pattern(1)}\s*(?P<plus>\+)?"
TWO = rf"(?:от|from|с)?\s*{sum_pattern(1)}\s*(?:-|до|to|по)\s*{sum_pattern(2)}"
UP_TO = frozenset({"до", "to", "up to"})
PER = r"(?:\bв|\bза|\bper|\ban?|/)\s*(?:1\s*)?"
SHIFT = r"(?:смен[уыа]|день|сутки|выход|shift|day)\b"
KINDS: tuple[tuple[str, str], ...] = (
    ("hour", rf"(?:{PER}(?:час|ч|hour|hr|h)\b|\bчас\b|\bпочасов\w+)\.?"),
    ("shift", rf"(?:{PER}{SHIFT}|\bсмен[ау]\b|\bпосменно\b)\.?"),
    ("month", r"(?:\bв|\bper|\ba|/)\s*(?:месяц|мес|month)\b\.?|\bежемесячно\b|\bmonthly\b"),
    ("net", r"\(?\b(?:на руки|чистыми|чистая|после (?:вычета )?налог\w*|после вычета|net)\b\)?"),
    ("gross", r"\(?\b(?:до вычета(?: налог\w*| ндфл)?|до налог\w*|грязными|gross|гросс|до ндфл)\b\)?"),
)
FILLER = r"\b(?:зп|з/п|зарплата|заработная плата|оклад|доход|ставка|оплата|salary|примерно|около|где-то)\b:?"


def parse_pay(text: str) -> Pay:
    """Invalid salary-not-understood, or vacancy-salary-order where the first sum is the larger."""
    said, kinds = without_kinds(in_figures(even(text)))
    pers, taxes = kinds & {"hour", "shift", "month"}, kinds & {"net", "gross"}
    if len(pers) > 1 or len(taxes) > 1:
        raise Invalid("salary-not-understood")
    per: Per = "hour" if "hour" in pers else "shift" if "shift" in pers else "month"
    tax: Tax = "net" if "net" in taxes else "gross" if "gross" in taxes else ""
    low, high = sums(said, per)
    return Pay(low, high, per, tax)


def even(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text.casefold().strip(" .,!")).replace("–", "-").replace("—", "-").replace("ё", "е")


def without_kinds(said: str) -> tuple[str, set[str]]:
    kinds = set()
    for kind, pattern in KINDS:
        said, found = re.subn(pattern, " ", said)
        if found:
            kinds.add(kind)
    return " ".join(re.sub(FILLER, " ", said).split()), kinds


WORDS = {word: known.value for word, known in (CARDINALS | TENS).items() if known.value}
WORDS |= {word: 10 * number for number, stem in ((7, "сем"), (8, "восем")) for word in (f"{stem}ьдесят", f"{stem}идесяти")}
HUNDREDS = ["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]
WORDS |= {word: 100 * number for number, word in enumerate(HUNDREDS, 1)} | {"ста": 100, "двухсот": 200, "полтора": 1.5, "полутора": 1.5}
ANY_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
IN_WORDS = rf"\b(?:{ANY_WORD})(?: (?:{ANY_WORD}))*\b"


def in_figures(said: str) -> str:
    """«сто двадцать тысяч» is 120 thousand: each word of a number is less than the one before."""
    return re.sub(IN_WORDS, lambda found: added(found[0].split()), said)


def added(words: list[str]) -> str:
    values = [WORDS[word] for word in words]
    is_one = all(goes_before(first, second) for first, second in pairwise(values))
    return f"{sum(values):g}" if is_one else " ".join(words)


def goes_before(first: float, second: float) -> bool:
    """«сто двадцать», «двадцать пять», but not «пять десять»."""
    return first % HUNDRED == 0 and second < HUNDRED or first % TEN == 0 and first >= TWENTY and second < TEN  # noqa: RUF021 - two cases


def sums(said: str, per: Per) -> tuple[int | None, int | None]:
    if both := re.fullmatch(TWO, said):
        scale = both["u2"] or ("т" if per == "month" and all_thousands(both["n1"], both["n2"]) else None)
        return in_order(
            amount(both["n1"], both["u1"] or scale, per),
            amount(both["n2"], both["u2"] or scale if not both["u1"] else both["u2"] or both["u1"], per),
        )
    if one := re.fullmatch(ONE, said):
        value = amount(one["n1"], one["u1"], per)
        return (None, value) if one["edge"] in UP_TO else (value, None)
    raise Invalid("salary-not-understood")


def in_order(low: int, high: int) -> tuple[int, int]:
    if low > high:
        raise Invalid("vacancy-salary-order")
    return low, high


def all_thousands(*figures: str) -> bool:
    return all(part.isdecimal() and int(part) in THOUSANDS for part in figures)


def amount(figures: str, scale: str | None, per: Per) -> int:
    is_grouped = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+", figures)
    value = float(re.sub(r"\D", "", figures)) if is_grouped else float(figures.replace(",", "."))
    if scale and value < THOUSAND:
        value *= MILLION if scale.startswith(("мл", "ми", "ml", "mi")) or scale == "m" else THOUSAND
    if value != int(value) or not LEAST[per] <= value <= MOST:
        raise Invalid("salary-not-understood")
    return int(value)
