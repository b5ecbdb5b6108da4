"""The queue of updates: identifiers, lifetimes, confirmation by offset, lanes in which order is kept."""

import itertools
import json
import math
from dataclasses import dataclass, replace

from tests.emulators.telegram.faults import Faults
from tests.emulators.telegram.wire import Json
from tests.kit.simulator.clock import WorldClock

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
    place: int = 0

    def wire(self) -> dict[str, Json]:
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    """Rows in order of arrival, and the same rows by lane; what is over its life is swept before every look."""

    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock
        self._next_id = 731_000_001
        self._places = itertools.count(1)
        self._rows: dict[int, QueuedUpdate] = {}
        self._lanes: dict[str, dict[int, QueuedUpdate]] = {}
        self._held: list[QueuedUpdate] = []
        self._soonest = math.inf
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
            for copy in [row, replace(row)] if faults.takes_duplicate() else [row]:
                self._append(copy)

    def _append(self, row: QueuedUpdate) -> None:
        row.place = next(self._places)
        self._rows[row.place] = row
        self._lanes.setdefault(row.lane, {})[row.place] = row
        self._soonest = min(self._soonest, row.expires_at)

    def _number(self, row: QueuedUpdate) -> None:
        row.update_id = self._next_id
        self._next_id += 1

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def _sweep(self) -> None:
        now = self._clock.now().timestamp()
        if now < self._soonest:
            return
        for row in [row for row in self._rows.values() if row.expires_at <= now]:
            self.remove(row)
            self.expired += 1
        self._soonest = min((row.expires_at for row in self._rows.values()), default=math.inf)

    def count(self) -> int:
        """How many are still alive."""
        self._sweep()
        return len(self._rows)

    def confirm(self, offset: int) -> None:
        """offset > 0 forgets all below it; < 0 all but the last ones; one far outside the queue forgets nothing."""
        self._sweep()
        rows = list(self._rows.values())
        doomed = rows[:offset] if offset < 0 else [row for row in rows if row.update_id < offset <= self._next_id]
        for row in doomed:
            self.remove(row)

    def batch(self, limit: int) -> list[dict[str, Json]]:
        self._sweep()
        size = 0
        found: list[dict[str, Json]] = []
        for row in itertools.islice(self._rows.values(), limit):
            size += len(json.dumps(row.wire()))
            if found and size > ANSWER_BYTES:
                break
            found.append(row.wire())
        return found

    def head(self, lane: str) -> QueuedUpdate | None:
        self._sweep()
        return next(iter(self._lanes.get(lane, {}).values()), None)

    def lanes(self) -> set[str]:
        self._sweep()
        return set(self._lanes)

    def remove(self, row: QueuedUpdate) -> None:
        """One delivery done; a duplicate of the same update stays."""
        if self._rows.pop(row.place, None) is None:
            return
        lane = self._lanes[row.lane]
        del lane[row.place]
        if not lane:
            del self._lanes[row.lane]

    def clear(self) -> None:
        self._rows.clear()
        self._lanes.clear()
        self._held.clear()
