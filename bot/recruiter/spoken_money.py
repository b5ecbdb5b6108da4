"""A salary as people type it: «90000-120000», «от 90 000», «до 120 тыс», «90–120к»."""

import re

from core.kernel.problems import Invalid

LEAST, MOST = 1_000, 100_000_000
"""Roubles a month; less was meant in thousands, and we would rather ask than guess."""
NUMBER = r"(\d{1,3}(?:[ .]\d{3})+|\d+)\s*(тыс\w*|т\.?\s?р\.?|[кk]\b)?\.?"
MONEY = r"(?:\s*(?:₽|р\.?|руб\w*\.?|rub))?"
ONE = re.compile(rf"(от|до|from|up to|to)?\s*{NUMBER}{MONEY}")
TWO = re.compile(rf"(?:от|from)?\s*{NUMBER}{MONEY}\s*(?:-|до|to)\s*{NUMBER}{MONEY}")
UP_TO = frozenset({"до", "to", "up to"})


def parse_salary(text: str) -> list[int | None]:
    """From and to, either may be None; Invalid salary-not-understood."""
    said = re.sub(r"[\s\u00a0\u202f]+", " ", text.casefold().strip()).replace("–", "-").replace("—", "-")
    if both := TWO.fullmatch(said):
        return in_order(amount(both[1], both[2] or both[4]), amount(both[3], both[4]))
    if one := ONE.fullmatch(said):
        sum_ = amount(one[2], one[3])
        return [None, sum_] if one[1] in UP_TO else [sum_, None]
    raise Invalid("salary-not-understood")


def in_order(low: int, high: int) -> list[int | None]:
    if low > high:
        raise Invalid("salary-not-understood")
    return [low, high]


def amount(figures: str, thousands: str | None) -> int:
    value = int(re.sub(r"\D", "", figures))
    value *= 1000 if thousands and value < LEAST else 1
    if not LEAST <= value <= MOST:
        raise Invalid("salary-not-understood")
    return value
