"""Everything that can go wrong in words the rest of the product understands.

Problem            the person can be told: a text key and its arguments
├── NotFound       there is no such thing, or not for this person
├── Forbidden      it exists, the person may not
├── Conflict       somebody was faster, or the step is over
└── Invalid        what was typed or sent cannot be used
Trouble            raised by adapters of the outside world only
├── TryLater       repeat after `seconds`
├── Unreachable    the receiver has gone for good: blocked, deleted
├── NeedsLogin     the account must be linked again
└── Refused        the other side understood and said no
    └── InDoubt    nobody can know whether it was done, and it is not tried again
UnknownName        a stored name that this release does not know: nobody's doing, and no repeat helps
"""


class Problem(Exception):  # noqa: N818 - the field's word, not a suffix
    """Told to the person as the text `key` with `arguments`."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments


class NotFound(Problem): ...


class Forbidden(Problem): ...


class Conflict(Problem): ...


class Invalid(Problem): ...


class Trouble(Exception):  # noqa: N818 - likewise
    """The outside world did not do what it was asked; `reason` is safe to log and show to staff."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(Trouble):
    """`seconds` is the other side's wish, None where it gave none.

    `ambiguous` when it may have been done after all, and others would see it twice.
    """

    def __init__(self, reason: str, seconds: float | None = None, *, ambiguous: bool = False) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.ambiguous = ambiguous


class Unreachable(Trouble): ...


class NeedsLogin(Trouble): ...


class Refused(Trouble): ...


class InDoubt(Refused): ...


class UnknownName(Exception):  # noqa: N818 - likewise
    """The row that holds it is set aside at once; a person who pressed it is shown where he stands."""
