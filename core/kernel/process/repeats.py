"""Lines that repeat themselves are folded: the first ones are written, then one that says how many more there were."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

ENOUGH = 20
"""So many lines of one kind within a span."""
SPAN = 10.0
"""Seconds."""
KINDS = 500
TELLING = ("event", "level", "logger", "error", "name", "target", "reason", "source", "kind")
"""What makes two lines of one kind; numbers and times in them differ."""


@dataclass(slots=True)
class Seen:
    since: float
    count: int = 0


class Folding:
    """`admits` says how many were left out since the last line of this kind; None leaves this one out too."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[tuple[str, ...], Seen] = {}

    def admits(self, event: Mapping[str, Any]) -> int | None:
        kind, now = tuple(str(event.get(name, "")) for name in TELLING), self._clock()
        seen = self._seen.get(kind)
        if seen is None or now - seen.since >= SPAN:
            self._forget(now)
            self._seen[kind] = Seen(now, 1)
            return max(0, seen.count - ENOUGH) if seen else 0
        seen.count += 1
        return 0 if seen.count <= ENOUGH else None

    def _forget(self, now: float) -> None:
        """Kinds are many where something in them never repeats; those are not worth remembering."""
        if len(self._seen) >= KINDS:
            self._seen = {kind: seen for kind, seen in self._seen.items() if now - seen.since < SPAN and seen.count > ENOUGH}
