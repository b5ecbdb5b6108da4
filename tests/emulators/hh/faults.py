"""Faults on demand: what goes wrong with the next calls, and with the next webhooks."""

import re
import threading
from dataclasses import dataclass, field
from typing import Any, Literal

Json = Any
FaultKind = Literal["refusal", "html", "torn_json", "empty", "hang", "reset", "strange_words", "change"]
_HTML = "<html><body><h1>Доступ временно ограничен</h1></body></html>"


@dataclass
class CallFault:
    """Befalls the next `times` calls whose "METHOD /path" fits `on`; `after_effect`: the call is carried out before it fails."""

    kind: FaultKind
    times: int = 1
    on: str = ""
    after_effect: bool = False
    status: int = 403
    error: dict[str, Json] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 60.0
    changes: dict[str, Json] = field(default_factory=dict)
    html: str = _HTML


class Faults:
    """Every method plans a fault; nothing goes wrong unless asked for. `on` is a regular expression, e.g. `^GET /resumes/`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[CallFault] = []
        self.duplicates = 0
        self.losses = 0
        self.held = 0
        self.delay = 0.0
        self.ignored_answers = 0

    def token_expired(self, *, times: int = 1, on: str = "") -> None:
        self.refusal(403, "oauth", "token_expired", times=times, on=on)

    def token_revoked(self, *, times: int = 1, on: str = "") -> None:
        self.refusal(403, "oauth", "token_revoked", times=times, on=on)

    def busy(self, retry_after: int | None = None, *, times: int = 1, on: str = "") -> None:
        """The rate limit; hh gives no Retry-After unless told here."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self.plan(CallFault("refusal", times, on, status=429, error={"type": "too_many_requests"}, headers=headers))

    def view_limit(self, *, times: int = 1) -> None:
        """The day's budget of résumés is spent."""
        self.refusal(429, "resumes", "view_limit_exceeded", times=times, on="^GET /resumes/")

    def captcha(self, url: str, *, times: int = 1, on: str = "") -> None:
        error = {"type": "captcha_required", "value": "captcha_required", "captcha_url": url, "fallback_url": url}
        self.plan(CallFault("refusal", times, on, status=403, error=error))

    def refusal(self, status: int, kind: str, value: str | None = None, *, times: int = 1, on: str = "") -> None:
        """Any `errors[]` of hh's."""
        error = {"type": kind} if value is None else {"type": kind, "value": value}
        self.plan(CallFault("refusal", times, on, status=status, error=error))

    def flood_guard(self, *, times: int = 1, on: str = "") -> None:
        """403 in HTML, as the guard against floods answers."""
        self.plan(CallFault("html", times, on, status=403))

    def server_error(self, status: int = 502, *, times: int = 1, on: str = "", after_effect: bool = False) -> None:
        self.plan(CallFault("html", times, on, after_effect, status=status))

    def torn_json(self, *, times: int = 1, on: str = "") -> None:
        self.plan(CallFault("torn_json", times, on, after_effect=True))

    def empty(self, *, times: int = 1, on: str = "") -> None:
        self.plan(CallFault("empty", times, on, after_effect=True))

    def hang(self, seconds: float = 60.0, *, after_effect: bool, times: int = 1, on: str = "") -> None:
        self.plan(CallFault("hang", times, on, after_effect, seconds=seconds))

    def reset(self, *, after_effect: bool, times: int = 1, on: str = "") -> None:
        """The connection is torn without an answer."""
        self.plan(CallFault("reset", times, on, after_effect))

    def strange_words(self, *, times: int = 1, on: str = "") -> None:
        """States, sources and such have values nobody has heard of."""
        self.plan(CallFault("strange_words", times, on, after_effect=True))

    def change(self, changes: dict[str, Json], *, times: int = 1, on: str = "") -> None:
        """These keys of the answer are overwritten before it is checked: for what a judge should refuse."""
        self.plan(CallFault("change", times, on, after_effect=True, changes=changes))

    def duplicate_webhooks(self, times: int = 1) -> None:
        """The next webhooks are sent twice."""
        self.duplicates += times

    def lose_webhooks(self, times: int = 1) -> None:
        self.losses += times

    def late_webhooks(self, seconds: float) -> None:
        """From now on each is sent so much later, in real seconds."""
        self.delay = seconds

    def reverse_webhooks(self, count: int) -> None:
        """The next `count` are held until all are there, and leave in reverse order."""
        self.held = count

    def ignore_webhook_answers(self, times: int = 1) -> None:
        """The receiver's 2xx is lost on its way back: the webhook comes again."""
        self.ignored_answers += times

    def plan(self, fault: CallFault) -> None:
        with self._lock:
            self._calls.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
            self.duplicates = self.losses = self.held = self.ignored_answers = 0
            self.delay = 0.0

    def take(self, call: str) -> CallFault | None:
        with self._lock:
            for fault in self._calls:
                if fault.times > 0 and re.search(fault.on, call):
                    fault.times -= 1
                    return fault
        return None

    def takes_duplicate(self) -> bool:
        self.duplicates -= (taken := self.duplicates > 0)
        return taken

    def takes_loss(self) -> bool:
        self.losses -= (taken := self.losses > 0)
        return taken

    def takes_ignored_answer(self) -> bool:
        self.ignored_answers -= (taken := self.ignored_answers > 0)
        return taken
