"""How fast hh.ru may be called. It publishes no rate; five requests a second is what its users get along with."""

import asyncio

from core.kernel.queue.outbox import OutboxRow

PER_SECOND = 5.0
CALLS = 2
"""Requests one parcel takes: the item and its résumé."""
AT_ONCE = 4


class HhLimits:
    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._step = CALLS / per_second
        self._next = 0.0

    def free(self) -> int:
        """Rows are claimed shortly before they leave: a claimed one is under a lease."""
        ahead = max(0.0, self._next - asyncio.get_running_loop().time())
        return max(0, AT_ONCE - int(ahead / self._step))

    async def turn(self, parcel: OutboxRow) -> None:  # noqa: ARG002 - the port's
        now = asyncio.get_running_loop().time()
        start = max(self._next, now)
        self._next = start + self._step
        await asyncio.sleep(start - now)

    def held(self, parcel: OutboxRow) -> float:  # noqa: ARG002 - the port's
        """A wish to wait is said to the account, so that it holds every call: see `free`."""
        return max(0.0, self._next - asyncio.get_running_loop().time() - AT_ONCE * self._step)

    def hold(self, parcel: OutboxRow, seconds: float) -> None:  # noqa: ARG002 - the port's
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)
