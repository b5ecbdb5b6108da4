"""Every state an application may be in, as data. A code is `type.outcome`, or the type alone where there is but one outcome.

Texts are `status-<code>` with dots and underscores as hyphens, short labels of results `result-<code>` likewise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Group = Literal["good", "bad", "none"]


@dataclass(frozen=True, slots=True)
class Status:
    """What holds in one state.

    `duty`: somebody has to decide. `sla_days`: how long it may last, None for ever. `closes`: the application ends.
    `reason`: the dictionary that must say why. `reminder`: it is asked when to come back to it.
    `group`: where the result stands in the dialog. `after`: what usually comes next; nothing forbids the rest.
    """

    code: str
    duty: bool = False
    sla_days: int | None = None
    closes: bool = False
    reason: str = ""
    reminder: bool = False
    group: Group = "none"
    after: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        return self.code.partition(".")[0]

    @property
    def outcome(self) -> str:
        return self.code.partition(".")[2]


NEW = "new"
MEETINGS = ("phone_interview", "interview")
"""The kinds of meetings a time is set for."""
REJECT_REASON, WITHDRAW_REASON = "reject_reason", "withdraw_reason"

FIRST_CALL_RESULTS = (
    "interview.scheduled",
    "phone_interview.scheduled",
    "first_call.done",
    "rejected",
    "withdrawn",
    "first_call.thinking",
    "first_call.no_answer",
    "first_call.call_later",
    "first_call.no_answer_sent",
)
"""The nine results of the first call, in the order of their buttons."""
_CALLS = ("first_call.done", "first_call.no_answer", "first_call.call_later", "first_call.thinking")
_TO_FIRST_CALL = (*_CALLS, "interview.scheduled", "phone_interview.scheduled", "rejected")
_TO_A_MEETING = ("interview.scheduled", "phone_interview.scheduled", "rejected")


def closing(code: str, reason: str = "", group: Group = "none", after: tuple[str, ...] = (NEW,)) -> Status:
    return Status(code, closes=True, reason=reason, group=group, after=after)


def meeting(kind: str) -> tuple[Status, ...]:
    """The states around one kind of meeting, in the order of the result dialog."""
    again = (f"{kind}.scheduled", "rejected")
    onward = ("interview.scheduled", "reserve", "rejected")
    verdicts = (f"{kind}.passed", f"{kind}.reserve", f"{kind}.rejected", f"{kind}.thinking")
    return (
        Status(f"{kind}.scheduled", after=(f"{kind}.done", *verdicts, f"{kind}.cancelled")),
        Status(f"{kind}.passed", duty=True, sla_days=5, group="good", after=onward),
        Status(f"{kind}.done", duty=True, sla_days=3, group="good", after=verdicts),
        Status(f"{kind}.reserve", group="good", after=onward),
        closing(f"{kind}.rejected", REJECT_REASON, "bad"),
        closing(f"{kind}.withdrawn", WITHDRAW_REASON, "bad"),
        Status(f"{kind}.thinking", duty=True, reminder=True, group="none", after=again),
        Status(f"{kind}.no_show", duty=True, group="none", after=again),
        Status(f"{kind}.cancelled", duty=True, group="none", after=again),
    )


_ROWS = (
    # Entry and first contact
    Status(NEW, duty=True, after=_TO_FIRST_CALL),
    Status("response", duty=True, sla_days=3, after=_TO_FIRST_CALL),
    Status("sourced", duty=True, sla_days=3, after=("message.sent", *_TO_FIRST_CALL)),
    Status("message.sent", sla_days=3, after=_TO_FIRST_CALL),
    Status("first_call.done", duty=True, sla_days=5, group="good", after=_TO_A_MEETING),
    Status("first_call.no_answer", duty=True, reminder=True, group="none", after=(*_CALLS, "first_call.no_answer_sent", "rejected")),
    Status("first_call.call_later", reminder=True, group="none", after=_TO_FIRST_CALL),
    Status("first_call.no_answer_sent", sla_days=1, group="none", after=_TO_FIRST_CALL),
    Status("first_call.thinking", duty=True, reminder=True, group="none", after=_TO_FIRST_CALL),
    # Meetings
    *meeting("phone_interview"),
    *meeting("interview"),
    # Ends
    closing("rejected", REJECT_REASON, "bad", (NEW, "reserve")),
    closing("client_rejected", REJECT_REASON, "bad", (NEW, "reserve")),
    closing("withdrawn", WITHDRAW_REASON, "bad"),
    closing("not_selected", after=("reserve",)),
    closing("vacancy_cancelled", after=("reserve",)),
    closing("reserve"),
    closing("unused"),
)
STATUSES: Mapping[str, Status] = MappingProxyType({row.code: row for row in _ROWS})
DUTIES = frozenset(row.code for row in _ROWS if row.duty)
FIRST_CONTACT = frozenset(row.code for row in _ROWS if row.type in {NEW, "response", "sourced", "message", "first_call"}) - {
    "first_call.done"
}
"""States in which nobody has talked to the person to the end."""
CALLBACKS = tuple(row.code for row in _ROWS if row.reminder)
"""Results after which one calls again, and is asked when."""
MISSES = frozenset({"first_call.no_answer", "first_call.no_answer_sent"})
MISSES_TILL_MESSAGE = 3
"""After so many calls in vain it is time to write, then to stop."""
REPEATED = frozenset({*CALLBACKS, "first_call.no_answer_sent"})
"""What may happen once more; anything else said twice is one event."""


def status(code: str) -> Status | None:
    """The state of this code; None for an event that defines none."""
    return STATUSES.get(code)


def results_of(kind: str) -> tuple[Status, ...]:
    """The outcomes of one kind of meeting, in the order of the dialog."""
    return tuple(row for row in _ROWS if row.type == kind and row.outcome != "scheduled")


def text_key(code: str, prefix: str = "status") -> str:
    """The name of a code's text."""
    return f"{prefix}-{code.replace('.', '-').replace('_', '-')}"
