"""A salary as people type it, as the form keeps it and in words: «от 80 до 100 тысяч на руки», «350 р/час».

A vacancy keeps roubles a month. What is paid by the hour or the shift, and whether taxes are taken off, stands in its text as one line.
"""

from collections.abc import Sequence
from typing import Any

from bot.conversation.screens import Turn
from bot.wording import formats as words
from core.kernel.text.sums import Pay, parse_pay


def parse_salary(text: str) -> list[Any]:
    """From and to, either may be None; behind them how it is paid, where that is not plainly a month's."""
    pay = parse_pay(text)
    return [pay.low, pay.high] if (pay.per, pay.tax) == ("month", "") else list(pay)


def pay_of(answer: Sequence[Any] | None) -> Pay:
    return Pay(*answer) if answer else Pay(None, None)


def in_words(turn: Turn, answer: Sequence[Any]) -> str:
    """«350–400 ₽ в час», «от 80 000 ₽ на руки»."""
    pay = pay_of(answer)
    kinds = [f"pay-per-{pay.per}"] * (pay.per != "month") + [f"pay-{pay.tax}"] * bool(pay.tax)
    return " ".join([words.salary(turn, pay.low, pay.high), *(str(turn.t(kind)) for kind in kinds)])


def monthly(answer: Sequence[Any] | None) -> tuple[int | None, int | None]:
    """What the vacancy keeps as its salary."""
    pay = pay_of(answer)
    return (pay.low, pay.high) if pay.per == "month" else (None, None)


def with_line(turn: Turn, text: str, answer: Sequence[Any]) -> str:
    """The vacancy's text with the line about pay, in place of an earlier one."""
    label = str(turn.t("pay-line"))
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(label)).rstrip()
    if len(answer) <= len(("low", "high")):
        return kept
    return "\n\n".join(part for part in (kept, f"{label} {in_words(turn, answer)}") if part)
