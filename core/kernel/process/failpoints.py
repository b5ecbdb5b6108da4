"""Named points before and after each commit and each external call, where a crash test may end the process.

Without OTKLIK_FAILPOINT nothing happens; with `name`, `name:n` or `name@whose:n` the process dies, without any clean-up, at the n-th
passing.
"""

import os

POINTS = frozenset(
    {
        "before-commit",
        "after-commit",
        "inbox-before-commit",
        "inbox-committed",
        "file-kept",
        "turn-before-commit",
        "turn-committed",
        "refusal-before-commit",
        "refusal-committed",
        "timers-before-commit",
        "timers-committed",
        "outbox-before-claim",
        "outbox-claimed",
        "before-call",
        "after-call",
        "outbox-before-settle",
        "outbox-settled",
        "update-fetched",
        "offset-moved",
        "before-meeting",
        "met",
    },
)
APART = frozenset({"erased-rows"})
"""Passed by what the towns of the crash tests do not do."""
_place, _, _count = os.environ.get("OTKLIK_FAILPOINT", "").partition(":")
_wanted, _, _whose = _place.partition("@")
_left = int(_count or 1)


def failpoint(name: str, whose: str = "") -> None:
    """`whose`: the target that is called."""
    if name != _wanted or (_whose and whose != _whose):
        return
    global _left  # noqa: PLW0603 - one countdown a process
    _left -= 1
    if _left <= 0:
        os._exit(77)
