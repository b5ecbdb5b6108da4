"""What the log of an application amounts to, and when that becomes overdue. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.kernel.time.zones import elapsed
from core.pipeline.statuses import MEETINGS, MISSES, NEW, STATUSES, Status, status

TOOK_PLACE = frozenset({"done", "passed", "reserve", "thinking"})
MISSED = frozenset({"cancelled", "no_show"})


def code_of(type_: str, outcome: str) -> str:
    return f"{type_}.{outcome}" if outcome else type_


def parts_of(code: str) -> tuple[str, str]:
    """The type and the outcome that a code is made of."""
    type_, _, outcome = code.partition(".")
    return type_, outcome


def status_of(events: Iterable[tuple[str, str]]) -> str:
    """The status by the log, oldest first, as types and outcomes: the last that is a state; what is none changes nothing."""
    states = [code for code in (code_of(*event) for event in events) if code in STATUSES]
    return states[-1] if states else NEW


def due_of(status: Status, since: datetime) -> datetime | None:
    """When the status will have lasted too long; None where it may last."""
    return None if status.sla_days is None else elapsed(since, timedelta(days=status.sla_days))


def misses_after(code: str, misses: int) -> int:
    """How many calls were in vain since the person entered, or entered again."""
    if is_entry(code):
        return 0
    return misses + 1 if code in MISSES else misses


def is_entry(code: str) -> bool:
    return code in {NEW, "response", "sourced"}


def meeting_of(code: str) -> str | None:
    """The kind of the meeting that a state tells of."""
    type_ = parts_of(code)[0]
    return type_ if type_ in MEETINGS else None


def after_meeting(code: str, *, begun: bool) -> str | None:
    """The kind of the meeting that an end comes after: one that took place, or has begun."""
    kind, outcome = meeting_of(code), parts_of(code)[1]
    return kind if outcome in TOOK_PLACE or (outcome == "scheduled" and begun) else None


def invited_after(code: str, invited: str | None) -> str | None:
    """The meeting he may choose a time for once `code` is recorded: the same one when it did not happen, none when it did."""
    found = status(code)
    if found is None or (not found.closes and meeting_of(code) is None):
        return invited
    return meeting_of(code) if parts_of(code)[1] in MISSED else None
