"""What a code is made of, and the few that the product itself writes. A code is `type.outcome`, or the type alone where there is but one.

Everybody else asks the rule of a code for its traits: which codes have them is the admin's to change.
"""

NEW, RESPONSE, SOURCED = "new", "response", "sourced"
"""How somebody comes in."""
COMMENT, REOPENED, SNOOZED = "comment", "reopened", "callback.snoozed"
"""What stands in a log and is no state."""
REJECTED, WITHDRAWN, RESERVE = "rejected", "withdrawn", "reserve"
"""Ends that come after no meeting."""
FIRST_CALL, MESSAGE = "first_call", "message"
CALLED, WROTE = "first_call.done", "first_call.no_answer_sent"
INTERVIEW, PHONE_INTERVIEW = "interview", "phone_interview"
"""The meeting that is meant where nobody says which, and the one offered to whoever cannot be reached."""
FIRST_CALL_RESULTS = (
    "interview.scheduled",
    "phone_interview.scheduled",
    CALLED,
    REJECTED,
    WITHDRAWN,
    "first_call.thinking",
    "first_call.no_answer",
    "first_call.call_later",
    WROTE,
)
"""The nine results of the first call, in the order of their buttons."""


def code_of(type_: str, outcome: str) -> str:
    return f"{type_}.{outcome}" if outcome else type_


def parts_of(code: str) -> tuple[str, str]:
    """The type and the outcome that a code is made of."""
    type_, _, outcome = code.partition(".")
    return type_, outcome


def scheduled(kind: str) -> str:
    """A time is set for a meeting of this kind."""
    return f"{kind}.scheduled"


def invited(kind: str) -> str:
    """The candidate was asked to choose a time."""
    return f"{kind}.invited"


def confirmed(kind: str) -> str:
    """The candidate has said that he comes."""
    return f"{kind}.confirmed"


def cancelled(kind: str) -> str:
    """The meeting is off."""
    return f"{kind}.cancelled"


def text_key(code: str, prefix: str = "status") -> str:
    """The name of a code's text, for the codes the product comes with."""
    return f"{prefix}-{code.replace('.', '-').replace('_', '-')}"
