"""How fast a bot may send: about 30 messages a second in all, one a second to a chat after a short burst."""

import math
import time
from dataclasses import dataclass, field

from tests.emulators.telegram.errors import flood


@dataclass
class _Bucket:
    rate: float
    size: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more may pass; 0 = now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)


@dataclass
class Limits:
    """Off unless switched on (`emu.limits.on = True`). `refused` counts the 429s given by it."""

    on: bool = False
    overall_per_second: float = 30.0
    chat_per_second: float = 1.0
    chat_burst: float = 3.0
    refused: int = 0
    passed: int = 0
    _overall: _Bucket | None = None
    _chats: dict[int, _Bucket] = field(default_factory=dict)

    def pass_or_flood(self, method: str, chat_id: int | None) -> None:
        """Raises the 429 for a call over the limit; only sends and edits count."""
        if not self.on or chat_id is None or not _counts(method):
            return
        now = time.monotonic()
        if self._overall is None:
            self._overall = _Bucket(self.overall_per_second, self.overall_per_second, self.overall_per_second, now)
        chat = self._chats.setdefault(chat_id, _Bucket(self.chat_per_second, self.chat_burst, self.chat_burst, now))
        wait = max(self._overall.wait(now), chat.wait(now))
        if wait > 0:
            self.refused += 1
            raise flood(max(1, math.ceil(wait)))
        self._overall.level -= 1
        chat.level -= 1
        self.passed += 1


def _counts(method: str) -> bool:
    return method.startswith(("send", "edit")) and method != "sendChatAction"
