"""Readers of single values in third parties' JSON: tolerant of wrong types, never of what a database could not store."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import from_json

from core.boards.port import Malformed
from core.kernel.text.signs import clean, clean_line

Json = Any
IDENTIFIER = 64
_OLDEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_OLDEST_BIRTH = date(1900, 1, 1)
_AGES = range(1, 121)


def decoded(raw: bytes) -> Json:
    """Bytes that are no JSON, or are nested without end, are Malformed."""
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise Malformed("not JSON") from error


def at(value: Json, *path: str) -> Json:
    """What lies at the path, None where anything on the way is missing or no object."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def objects(value: Json) -> Iterator[Mapping[str, Json]]:
    """The objects of a list; nulls and other strangers are passed over."""
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        yield from (item for item in value if isinstance(item, Mapping))


def text(value: Json, limit: int = 200) -> str:
    """One line of text, empty for anything else."""
    return clean_line(value[: limit * 4], limit) if isinstance(value, str) else ""


def prose(value: Json, limit: int = 20_000) -> str:
    """Text with its line breaks."""
    return clean(value, limit * 2)[:limit].strip() if isinstance(value, str) else ""


def identifier(value: Json, limit: int = IDENTIFIER) -> str:
    """An opaque id: a string, or a whole number written as one; empty for anything else, too long ones included."""
    if isinstance(value, str):
        fits = 0 < len(value) <= limit and (value.isprintable() or clean(value) == value.strip())
        return value.strip() if fits else ""
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**limit
    return str(value) if whole else ""


def web_address(value: Json, limit: int = 2000) -> str:
    """An http(s) address in the public net, empty for anything else: a messenger refuses a whole message for one without a dot."""
    if not isinstance(value, str) or len(value) > limit or clean(value) != value.strip() or re.search(r"\s", value):
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    return value if parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".") else ""


def moment(value: Json) -> datetime | None:
    """An instant in UTC; None where the offset is missing, as it is then no instant. Offsets come with and without a colon."""
    if not isinstance(value, str) or len(value) > IDENTIFIER:
        return None
    try:
        told = datetime.fromisoformat(value)
        return plausible(told)
    except (ValueError, OverflowError):
        return None


def plausible(told: datetime) -> datetime | None:
    """In UTC; None for an instant without an offset or out of all reason."""
    if told.tzinfo is None or not _OLDEST.year < told.year < _LATEST.year:
        return None
    return told.astimezone(UTC)


def birthday(value: Json) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and _OLDEST_BIRTH <= day < _LATEST.date() else None


def age(value: Json) -> int | None:
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return whole if isinstance(whole, int) and not isinstance(whole, bool) and whole in _AGES else None
