"""What the web chat keeps in one process: its open streams, and how often each chat has called."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil

from fastapi import HTTPException, Request, status

from bot.channels.webchat.limits import BURST, PER_SECOND
from webhooks.chats.hub import Hub


class Rate:
    """So many calls at once and so many a second for each caller; kept in this process, it guards against accidents and floods."""

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._left: dict[Hashable, tuple[float, float]] = {}

    def take(self, caller: Hashable) -> None:
        """Raises 429 with the seconds to wait."""
        now = asyncio.get_running_loop().time()
        left, since = self._left.get(caller, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        if left < 1:
            self._left[caller] = (left, now)
            wait = ceil((1 - left) / self._per_second)
            raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
        self._left[caller] = (left - 1, now)
        if len(self._left) > 10_000:  # noqa: PLR2004 - only keeps memory bounded
            self._left = {known: was for known, was in self._left.items() if now - was[1] < self._burst / self._per_second}


class Newcomers:
    """How many new chats a minute are opened: from one address, and in all; behind a proxy that tells nobody's address it is one."""

    def __init__(self, each: int, everybody: int) -> None:
        self._each = Rate(each, each / 60)
        self._everybody = Rate(everybody, everybody / 60)

    def take(self, address: str) -> None:
        """Raises 429 with the seconds to wait; who is refused for himself takes no place from others."""
        self._each.take(address)
        self._everybody.take("")


@dataclass(frozen=True, slots=True)
class Desk:
    hub: Hub
    rate: Rate
    newcomers: Newcomers


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.webchat
    return desk
