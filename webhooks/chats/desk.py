"""What the web chat keeps in one process: its open streams, and how often each chat has called."""

import asyncio
from dataclasses import dataclass

from fastapi import HTTPException, Request, status

from bot.channels.webchat.limits import BURST, PER_SECOND
from webhooks.chats.hub import Hub


class Rate:
    """So many updates at once and so many a second for each chat; kept in this process, it guards against accidents and floods."""

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._left: dict[int, tuple[float, float]] = {}

    def take(self, chat: int) -> None:
        """Raises 429 with the seconds to wait."""
        now = asyncio.get_running_loop().time()
        left, since = self._left.get(chat, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        if left < 1:
            self._left[chat] = (left, now)
            raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS, headers={"Retry-After": "1"})
        self._left[chat] = (left - 1, now)
        if len(self._left) > 10_000:  # noqa: PLR2004 - only keeps memory bounded
            self._left = {known: was for known, was in self._left.items() if now - was[1] < self._burst / self._per_second}


@dataclass(frozen=True, slots=True)
class Desk:
    hub: Hub
    rate: Rate


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.webchat
    return desk
