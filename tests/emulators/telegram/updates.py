"""The queue of updates: identifiers, lifetimes, confirmation by offset, lanes in which order is kept."""

import json
from dataclasses import dataclass

from tests.emulators.telegram.clock import WorldClock
from tests.emulators.telegram.faults import Faults
from tests.emulators.telegram.wire import Json

ANSWER_BYTES = 4 * 1024 * 1024
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class QueuedUpdate:
    """`lane` is the queue whose order the real server keeps: messages by chat, presses by user."""

    update_id: int
    kind: str
    payload: Json
    lane: str
    expires_at: float

    def wire(self) -> dict[str, Json]:
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock
        self._next_id = 731_000_001
        self._rows: list[QueuedUpdate] = []
        self._held: list[QueuedUpdate] = []
        self.allowed: list[str] = []
        self.numbered_at_once = False
        self.expired = 0

    def put(self, kind: str, payload: Json, lane: str, life: float, faults: Faults) -> None:
        """Queues what the bot wants to hear. Under a webhook numbers are given before any swap, under polling after it."""
        if not self._wanted(kind):
            return
        row = QueuedUpdate(0, kind, payload, lane, self._clock.now().timestamp() + life)
        if self.numbered_at_once:
            self._number(row)
        self._held.append(row)
        if len(self._held) >= faults.swaps:
            faults.swaps = 0
            self._release(faults)

    def _release(self, faults: Faults) -> None:
        held, self._held = self._held[::-1], []
        for row in held:
            if not row.update_id:
                self._number(row)
            self._rows += [row, row] if faults.takes_duplicate() else [row]

    def _number(self, row: QueuedUpdate) -> None:
        row.update_id = self._next_id
        self._next_id += 1

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def rows(self) -> list[QueuedUpdate]:
        """What is still alive."""
        now = self._clock.now().timestamp()
        alive = [row for row in self._rows if row.expires_at > now]
        self.expired += len(self._rows) - len(alive)
        self._rows = alive
        return list(alive)

    def confirm(self, offset: int) -> None:
        """offset > 0 forgets all below it; < 0 all but the last ones; one far outside the queue forgets nothing."""
        rows = self.rows()
        if offset < 0:
            self._rows = rows[offset:]
        elif offset > 0 and (not rows or offset <= self._next_id):
            self._rows = [row for row in rows if row.update_id >= offset]

    def batch(self, limit: int) -> list[dict[str, Json]]:
        size = 0
        found: list[dict[str, Json]] = []
        for row in self.rows()[:limit]:
            size += len(json.dumps(row.wire()))
            if found and size > ANSWER_BYTES:
                break
            found.append(row.wire())
        return found

    def head(self, lane: str) -> QueuedUpdate | None:
        return next((row for row in self.rows() if row.lane == lane), None)

    def lanes(self) -> set[str]:
        return {row.lane for row in self.rows()}

    def remove(self, row: QueuedUpdate) -> None:
        """One delivery done; a duplicate of the same row stays."""
        for index, queued in enumerate(self._rows):
            if queued is row:
                del self._rows[index]
                return

    def clear(self) -> None:
        self._rows.clear()
        self._held.clear()
