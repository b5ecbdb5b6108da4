"""What Telegram can show and how fast it may be called (Bot API 10.3 and its FAQ: about 30 messages a second, one a second a chat)."""

import asyncio

from bot.conversation.markup import units
from bot.engine.sending import Capabilities
from core.kernel.queue.outbox import OutboxRow

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
SEVERAL = 3
"""So many chats that are told to wait within `SHORTLY` mean that all have to."""
SHORTLY = 5.0
"""Seconds."""
MANY = 10_000
"""Chats that are remembered; only keeps memory bounded."""


class TelegramLimits:
    """Paces calls evenly, so that no window of a second ever holds more than the limit; a chat may get a short burst.

    A wish to wait holds what it was said of: the chat, or the method where the call is to no chat. Only where several chats hear it
    at about the same time all have to wait.
    """

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._step = 1 / per_second
        self._next = 0.0
        self._chats: dict[str, float] = {}
        self._held: dict[str, float] = {}
        """Until when a chat or a method is left alone."""
        self._told: dict[str, float] = {}
        """When each chat was last told to wait."""

    def free(self) -> int:
        now = asyncio.get_running_loop().time()
        return max(0, int((now + AHEAD - max(self._next, now)) / self._step))

    def held(self, parcel: OutboxRow) -> float:
        if not self._held:
            return 0.0
        now = asyncio.get_running_loop().time()
        return max(0.0, self._held.get(what_waits(parcel), now) - now)

    async def turn(self, parcel: OutboxRow) -> None:
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
        if len(self._chats) > MANY:
            self._chats = {known: until for known, until in self._chats.items() if until > now}
        until = max(self._chats.get(lane, now), now) + CHAT_SECONDS
        self._chats[lane] = until
        await asyncio.sleep(max(0.0, until - now - CHAT_BURST * CHAT_SECONDS))

    def hold(self, parcel: OutboxRow, seconds: float) -> None:
        now = asyncio.get_running_loop().time()
        self._held = {known: until for known, until in self._held.items() if until > now}
        self._held[what_waits(parcel)] = now + seconds
        if parcel.kind in UNCOUNTED:
            return
        self._told = {known: at for known, at in self._told.items() if now - at <= SHORTLY} | {parcel.lane: now}
        if len(self._told) >= SEVERAL:
            self._next = max(self._next, now + seconds)


def what_waits(parcel: OutboxRow) -> str:
    """A chat, or a method that is called for no chat."""
    return parcel.kind if parcel.kind in UNCOUNTED else parcel.lane
