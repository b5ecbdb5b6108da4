"""What Telegram can show and how fast it may be called (Bot API 10.3 and its FAQ: about 30 messages a second, one a second a chat)."""

import asyncio

from bot.markup import units
from bot.sender import Capabilities
from core.kernel.outbox import Parcel

SPLITS = 3800
"""Telegram's clients split a long text at 4096 units at the latest, or at the last line or word before."""
CAN = Capabilities(
    text=4096,
    columns=8,
    rows=100,
    buttons=100,
    label=64,
    payload=64,
    toast=False,
    contact="keyboard",
    measure=units,
    splits=SPLITS,
)
CAPTION = 1024
UPLOAD = 50 * 1024 * 1024
DOWNLOAD = 20 * 1024 * 1024
PER_SECOND = 30.0
CHAT_SECONDS = 1.0
CHAT_BURST = 3
AHEAD = 0.1
"""Seconds ahead that rows are claimed for: the shorter, the sooner an urgent reply overtakes a broadcast."""
UNCOUNTED = frozenset({"answer", "download", "commands"})


class TelegramLimits:
    """Paces calls evenly, so that no window of a second ever holds more than the limit; a chat may get a short burst."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._step = 1 / per_second
        self._next = 0.0
        self._chats: dict[str, float] = {}

    def free(self) -> int:
        now = asyncio.get_running_loop().time()
        return max(0, int((now + AHEAD - max(self._next, now)) / self._step))

    async def turn(self, parcel: Parcel) -> None:
        if parcel.kind in UNCOUNTED:
            return
        await self._chat(parcel.lane)
        now = asyncio.get_running_loop().time()
        start = max(self._next, now)
        self._next = start + self._step
        await asyncio.sleep(start - now)

    async def _chat(self, lane: str) -> None:
        """Waits until this chat may get one more; `_chats` holds when its burst is full again."""
        now = asyncio.get_running_loop().time()
        if len(self._chats) > 10_000:  # noqa: PLR2004 - only keeps memory bounded
            self._chats = {known: until for known, until in self._chats.items() if until > now}
        until = max(self._chats.get(lane, now), now) + CHAT_SECONDS
        self._chats[lane] = until
        await asyncio.sleep(max(0.0, until - now - CHAT_BURST * CHAT_SECONDS))

    def hold(self, seconds: float) -> None:
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)
