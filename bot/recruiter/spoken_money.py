"""A salary as people type it: «90000-120000», «от 90 000», «до 120 тыс», «90–120к»."""

import re

from core.kernel.problems import Invalid

LEAST, MOST = 1_000, 100_000_000
"""Roubles a month; a single sum that is less was meant in thousands, and we would rather ask than guess."""
THOUSANDS = range(10, 1000)
"""Both ends of «70-90»: nobody is paid so few roubles a month. The answer is shown back and can be corrected."""
NUMBER = r"(\d{1,3}(?:[ .]\d{3})+|\d+)\s*(тыс\w*|т\.?\s?р\.?|[кk]\b)?\.?"
MONEY = r"(?:\s*(?:₽|р\.?|руб\w*\.?|rub))?"
ONE = re.compile(rf"(от|до|from|up to|to)?\s*{NUMBER}{MONEY}")
TWO = re.compile(rf"(?:от|from)?\s*{NUMBER}{MONEY}\s*(?:-|до|to)\s*{NUMBER}{MONEY}")
UP_TO = frozenset({"до", "to", "up to"})


def parse_salary(text: str) -> list[int | None]:
    """From and to, either may be None; Invalid salary-not-understood, or vacancy-salary-order where the first is the larger."""
    said = re.sub(r"[\s\u00a0\u202f]+", " ", text.casefold().strip()).replace("–", "-").replace("—", "-")
    if both := TWO.fullmatch(said):
        meant = both[4] or ("тыс" if all_thousands(both[1], both[3]) else None)
        return in_order(amount(both[1], both[2] or meant), amount(both[3], meant))
    if one := ONE.fullmatch(said):
        sum_ = amount(one[2], one[3])
        return [None, sum_] if one[1] in UP_TO else [sum_, None]
    raise Invalid("salary-not-understood")


def in_order(low: int, high: int) -> list[int | None]:
    if low > high:
        raise Invalid("vacancy-salary-order")
    return [low, high]


def all_thousands(*figures: str) -> bool:
    return all(part.isdecimal() and int(part) in THOUSANDS for part in figures)


def amount(figures: str, thousands: str | None) -> int:
    value = int(re.sub(r"\D", "", figures))
    value *= 1000 if thousands and value < LEAST else 1
    if not LEAST <= value <= MOST:
        raise Invalid("salary-not-understood")
    return value
