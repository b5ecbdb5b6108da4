"""Named points before and after each commit and each external call, where a crash test may end the process.

Without OTKLIK_FAILPOINT nothing happens; with `name` or `name:n` the process dies, without any clean-up, at the n-th passing.
"""

import os

POINTS = frozenset(
    {
        "inbox-kept",
        "turn-before-commit",
        "turn-committed",
        "timers-before-commit",
        "timers-committed",
        "outbox-claimed",
        "before-call",
        "after-call",
        "outbox-settled",
        "update-fetched",
        "offset-moved",
    },
)
_wanted, _, _count = os.environ.get("OTKLIK_FAILPOINT", "").partition(":")
_left = int(_count or 1)


def failpoint(name: str) -> None:
    if name != _wanted:
        return
    global _left  # noqa: PLW0603 - one countdown a process
    _left -= 1
    if _left <= 0:
        os._exit(77)
