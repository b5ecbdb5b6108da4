"""The states and kinds of events everybody starts with, in the order they are shown.

Codes never change once shipped. An admin may rename, reorder, add, edit and archive; seeding adds only what is missing. Names of these
are texts: `status-<code>`, short labels of results `result-<code>`, with dots and underscores as hyphens.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from core.pipeline.statuses.codes import (
    CALLED,
    COMMENT,
    FIRST_CALL,
    INTERVIEW,
    NEW,
    PHONE_INTERVIEW,
    REJECTED,
    REOPENED,
    RESERVE,
    RESPONSE,
    SNOOZED,
    SOURCED,
    WITHDRAWN,
    WROTE,
    scheduled,
)
from core.pipeline.statuses.later import LATER, OFFER, TYPES_LATER
from core.pipeline.statuses.rules import EventType, Group, Need, Sla, Statuses, StatusRule, Told, Trait

REJECT_REASON, WITHDRAW_REASON = "reject_reason", "withdraw_reason"
MISSES_TILL_MESSAGE = 3
"""After so many calls in vain it is time to write, then to stop."""
ACTIVE, WHY = frozenset({Need.ACTIVE}), frozenset({Need.ACTIVE, Need.REASON})

_CALLS = (CALLED, "first_call.no_answer", "first_call.call_later", "first_call.thinking")
_TO_A_MEETING = (scheduled(INTERVIEW), scheduled(PHONE_INTERVIEW), REJECTED)
_TO_FIRST_CALL = (*_CALLS, *_TO_A_MEETING)


def traits(*found: Trait) -> frozenset[Trait]:
    return frozenset(found)


def entry(code: str, days: int | None = None, before: tuple[str, ...] = ()) -> StatusRule:
    """Somebody has come in."""
    marks = traits(Trait.ENTRY, Trait.FIRST_CONTACT)
    return StatusRule(code, traits=marks, duty=True, sla=None if days is None else Sla(days), next=(*before, *_TO_FIRST_CALL))


def closing(code: str, *marks: Trait, reason: str = "", stands: str = "", after: tuple[str, ...] = (NEW,)) -> StatusRule:
    """An end."""
    needs, group = (WHY, Group.BAD) if reason else (ACTIVE, Group.NONE)
    return StatusRule(code, traits=traits(*marks), needs=needs, closes=True, reason=reason, group=group, stands=stands, next=after)


def told(rule: StatusRule, template: str) -> StatusRule:
    """The candidate hears of it at once."""
    return replace(rule, template=template, told=Told.AUTO)


def meeting(kind: str, onward: tuple[str, ...] = (scheduled(INTERVIEW), RESERVE, REJECTED, OFFER)) -> tuple[StatusRule, ...]:
    """The states around one kind of meeting, in the order of the result dialog, and what its log says besides."""
    again = (scheduled(kind), REJECTED)
    verdicts = (f"{kind}.passed", f"{kind}.reserve", f"{kind}.rejected", f"{kind}.thinking")
    took, off = Trait.TOOK_PLACE, Trait.NOT_HELD
    waits = traits(took, Trait.CALL_BACK, Trait.MAY_WAIT)
    return (
        StatusRule(
            scheduled(kind),
            traits=traits(Trait.SCHEDULED),
            needs=ACTIVE | {Need.APPOINTMENT},
            stands="deciding",
            next=(f"{kind}.done", *verdicts, f"{kind}.cancelled"),
        ),
        told(good(f"{kind}.passed", 5, took, Trait.PASSED, stands="passed", after=onward), "next"),
        good(f"{kind}.done", 3, took, Trait.UNDECIDED, stands="deciding", after=verdicts),
        replace(good(f"{kind}.reserve", None, took, stands="deciding", after=onward), duty=False),
        closing(f"{kind}.rejected", Trait.REFUSED, reason=REJECT_REASON, stands="rejected"),
        told(closing(f"{kind}.withdrawn", Trait.WITHDREW, reason=WITHDRAW_REASON, stands="withdrawn"), "withdrawn"),
        StatusRule(f"{kind}.thinking", traits=waits, needs=ACTIVE, duty=True, stands="thinking", next=again),
        told(undone(f"{kind}.no_show", off, Trait.NO_SHOW, after=again), "missed"),
        undone(f"{kind}.cancelled", off, Trait.CANCELLED, after=again),
        side(f"{kind}.invited"),
        side(f"{kind}.confirmed"),
    )


def good(code: str, days: int | None, *marks: Trait, stands: str = "", after: tuple[str, ...] = ()) -> StatusRule:
    """Somebody has to say what comes next."""
    sla = None if days is None else Sla(days)
    return StatusRule(code, traits=traits(*marks), needs=ACTIVE, duty=True, sla=sla, group=Group.GOOD, stands=stands, next=after)


def undone(code: str, *marks: Trait, after: tuple[str, ...]) -> StatusRule:
    """It did not take place."""
    return StatusRule(code, traits=traits(*marks), needs=ACTIVE, duty=True, stands="arranging", next=after)


def side(code: str) -> StatusRule:
    return StatusRule(code, traits=traits(Trait.SIDE))


def first_call(code: str, *marks: Trait, stands: str, after: tuple[str, ...] = _TO_FIRST_CALL) -> StatusRule:
    """Nobody has talked to the person to the end."""
    return StatusRule(code, traits=traits(Trait.FIRST_CONTACT, *marks), needs=ACTIVE, stands=stands, next=after)


ROWS = (
    # Entry and first contact
    entry(NEW),
    entry(RESPONSE, 3),
    entry(SOURCED, 3, ("message.sent",)),
    StatusRule("message.sent", traits=traits(Trait.FIRST_CONTACT), needs=ACTIVE, sla=Sla(3), next=_TO_FIRST_CALL),
    good(CALLED, 5, stands="deciding", after=_TO_A_MEETING),
    replace(
        first_call("first_call.no_answer", Trait.NO_ANSWER, Trait.CALL_BACK, stands="calling", after=(*_CALLS, WROTE, REJECTED)), duty=True
    ),
    first_call("first_call.call_later", Trait.CALL_BACK, Trait.EXACT, stands="calling"),
    replace(first_call(WROTE, Trait.NO_ANSWER, Trait.WRITTEN, stands="calling"), sla=Sla(1)),
    replace(first_call("first_call.thinking", Trait.CALL_BACK, Trait.MAY_WAIT, stands="thinking"), duty=True),
    # Meetings
    *meeting(PHONE_INTERVIEW),
    *meeting(INTERVIEW),
    *LATER,
    # Ends
    closing(REJECTED, Trait.REFUSED, reason=REJECT_REASON, stands="rejected", after=(NEW, RESERVE)),
    closing("client_rejected", Trait.REFUSED, reason=REJECT_REASON, stands="rejected", after=(NEW, RESERVE)),
    told(closing(WITHDRAWN, Trait.WITHDREW, reason=WITHDRAW_REASON, stands="withdrawn"), "withdrawn"),
    closing("not_selected", Trait.REFUSED, stands="rejected", after=(RESERVE,)),
    closing("vacancy_cancelled", stands="cancelled", after=(RESERVE,)),
    closing(RESERVE, Trait.RESERVED, stands="reserve"),
    closing("unused"),
    # What is no state
    side(COMMENT),
    side(REOPENED),
    side(SNOOZED),
)


def appointment(code: str, hours: int, *, by_phone: bool = False) -> EventType:
    return EventType(code, kind="appointment", by_phone=by_phone, remind=(24, hours), confirm=True, ask_after=True)


TYPES = (
    EventType(NEW),
    EventType(RESPONSE),
    EventType(SOURCED),
    EventType("message"),
    EventType(FIRST_CALL, by_phone=True),
    appointment(PHONE_INTERVIEW, 1, by_phone=True),
    appointment(INTERVIEW, 2),
    *TYPES_LATER,
    EventType(REJECTED),
    EventType("client_rejected"),
    EventType(WITHDRAWN),
    EventType("not_selected"),
    EventType("vacancy_cancelled"),
    EventType(RESERVE),
    EventType("unused"),
    EventType(COMMENT, kind="note"),
    EventType(REOPENED, kind="note"),
    EventType("callback", kind="side"),
)
STEP = 10
"""Between two places in the order, so that what comes later finds room."""


def placed_rules(rules: Iterable[StatusRule]) -> tuple[StatusRule, ...]:
    return tuple(replace(rule, position=place) for rule, place in zip(rules, count(0, STEP), strict=False))


def placed_types(types: Iterable[EventType]) -> tuple[EventType, ...]:
    return tuple(replace(one, position=place) for one, place in zip(types, count(0, STEP), strict=False))


DEFAULTS = Statuses(placed_rules(ROWS), placed_types(TYPES))
"""What holds where nobody has edited anything."""
