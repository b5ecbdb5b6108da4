"""Faults on demand: what goes wrong with the next calls, and with the next deliveries."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.emulators.telegram.wire import Json

FaultKind = Literal["flood", "refusal", "error", "hang", "reset", "bad_json", "rewrite"]


@dataclass
class CallFault:
    """Befalls the next `times` calls (of one method, of one chat, or any); `after_effect`: the call is carried out before it fails."""

    kind: FaultKind
    times: int = 1
    method: str | None = None
    chat_id: int | None = None
    after_effect: bool = False
    retry_after: int = 1
    status: int = 502
    seconds: float = 60.0
    change: Callable[[Json], Json] = lambda result: result

    def fits(self, method: str, chat_id: int | None) -> bool:
        named = self.method is None or self.method.lower() == method.lower()
        return self.times > 0 and named and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """Every method plans a fault; nothing goes wrong unless asked for. getUpdates is spared unless named."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[CallFault] = []
        self.duplicates = 0
        self.swaps = 0
        self.ignored_answers = 0

    def lift(self, *faults: CallFault) -> None:
        """What was planned befalls nobody any more."""
        for fault in faults:
            fault.times = 0

    def flood(self, retry_after: int = 1, *, times: int = 1, method: str | None = None, chat_id: int | None = None) -> None:
        self.plan(CallFault("flood", times, method, chat_id, retry_after=retry_after))

    def error(self, status: int = 502, *, times: int = 1, method: str | None = None, after_effect: bool = False) -> None:
        """A 5xx with a body that is no JSON, as a proxy would write it."""
        self.plan(CallFault("error", times, method, after_effect=after_effect, status=status))

    def hang(self, seconds: float = 60.0, *, times: int = 1, method: str | None = None, after_effect: bool = False) -> None:
        self.plan(CallFault("hang", times, method, after_effect=after_effect, seconds=seconds))

    def reset(self, *, after_effect: bool, times: int = 1, method: str | None = None) -> None:
        """The connection is torn without an answer."""
        self.plan(CallFault("reset", times, method, after_effect=after_effect))

    def bad_json(self, *, times: int = 1, method: str | None = None) -> None:
        """Carried out, and answered by something that is no JSON."""
        self.plan(CallFault("bad_json", times, method, after_effect=True))

    def rewrite(self, method: str, change: Callable[[Json], Json], *, times: int = 1) -> None:
        """Carried out, and the result is changed before it is checked and sent: for answers that a judge should refuse."""
        self.plan(CallFault("rewrite", times, method, after_effect=True, change=change))

    def duplicate_deliveries(self, times: int = 1) -> None:
        """The next updates arrive twice under the same update_id."""
        self.duplicates += times

    def swap_deliveries(self, count: int = 2) -> None:
        """The next `count` updates are held until all are there, and leave in reverse order."""
        self.swaps = count

    def ignore_webhook_answers(self, times: int = 1) -> None:
        """The receiver's 2xx is lost on its way back: the update comes again."""
        self.ignored_answers += times

    def plan(self, fault: CallFault) -> None:
        with self._lock:
            self._calls.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
        self.duplicates = self.swaps = self.ignored_answers = 0

    def take(self, method: str, chat_id: int | None) -> CallFault | None:
        with self._lock:
            for fault in self._calls:
                if fault.fits(method, chat_id) and (fault.method or method.lower() != "getupdates"):
                    fault.times -= 1
                    return fault
        return None

    def takes_duplicate(self) -> bool:
        self.duplicates -= (taken := self.duplicates > 0)
        return taken

    def takes_ignored_answer(self) -> bool:
        self.ignored_answers -= (taken := self.ignored_answers > 0)
        return taken
