"""Times, money and sizes in the reader's words. Every time names its zone, the way people here say it: МСК, МСК+2."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from bot.conversation.screens import Turn

MOSCOW = timedelta(hours=3)
HOUR = timedelta(hours=1)
RUSSIAN_OFFSETS = range(-1, 10)


def offset_name(at: datetime, zone: ZoneInfo, locale: str) -> str:
    """«МСК», «МСК+2» for Russians, «UTC+5» for others."""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    hours, rest = divmod(offset - MOSCOW, HOUR)
    if locale == "ru" and not rest and hours in RUSSIAN_OFFSETS:
        return f"МСК{hours:+d}" if hours else "МСК"
    hours, rest = divmod(abs(offset), HOUR)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{rest // timedelta(minutes=1):02}" if rest else "")


@lru_cache(maxsize=4096)
def day_words(day: date, locale: str) -> str:
    """Say «вт, 25 нояб.»."""
    return format_skeleton("MMMEd", datetime(day.year, day.month, day.day, tzinfo=UTC), locale=locale)


def day(turn: Turn, at: datetime) -> str:
    """«сегодня», «завтра» or «вт, 25 нояб.», in the reader's zone."""
    here = at.astimezone(turn.zone).date()
    ahead = (here - turn.now.astimezone(turn.zone).date()).days
    if ahead in {0, 1}:
        return f"{turn.t('today' if ahead == 0 else 'tomorrow')}, {day_words(here, turn.locale)}"
    return day_words(here, turn.locale)


def hour(turn: Turn, at: datetime) -> str:
    """«14:30» in the reader's zone, for lists that name the zone once."""
    return f"{at.astimezone(turn.zone):%H:%M}"


def zone_name(turn: Turn, at: datetime | None = None) -> str:
    return offset_name(at or turn.now, turn.zone, turn.locale)


def when(turn: Turn, at: datetime) -> str:
    """Say «завтра, вт, 25 нояб., 14:30 (МСК)»."""
    return f"{day(turn, at)}, {hour(turn, at)} ({zone_name(turn, at)})"


def full_date(turn: Turn, value: date) -> str:
    return format_date(value, "long", locale=turn.locale)


@lru_cache(maxsize=4096)
def money(amount: float, locale: str, currency: str = "RUB") -> str:
    """Say «90 000 ₽»."""
    return format_currency(amount, currency, "#,##0 ¤", locale=locale, currency_digits=False)


@lru_cache(maxsize=4096)
def number(value: float, locale: str) -> str:
    return format_decimal(value, locale=locale)


def salary(turn: Turn, low: int | None, high: int | None) -> str:
    """«от 90 000 ₽», «90 000–120 000 ₽»; empty where none is named."""
    if low and high and low != high:
        return f"{number(low, turn.locale)}–{money(high, turn.locale)}"
    if low or high:
        return str(turn.t("salary-from" if low else "salary-up-to", sum=money(low or high or 0, turn.locale)))
    return ""


def size(value: int) -> str:
    """«1,2 МБ» is more than anybody needs: whole KB and MB."""
    kilobytes = max(1, round(value / 1024))
    return f"{kilobytes} КБ" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} МБ"  # noqa: PLR2004 - it is the unit


def spoken_arguments(turn: Turn, arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a Problem ready for a text: instants and dates in the reader's words."""
    return {name: spoken(turn, value) for name, value in arguments.items()}


def spoken(turn: Turn, value: Any) -> Any:
    if isinstance(value, datetime):
        return when(turn, value)
    if isinstance(value, date):
        return full_date(turn, value)
    return value
