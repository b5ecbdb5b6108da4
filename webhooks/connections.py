"""Connections that cost more than they bring are closed: silent ones, half-sent requests, readers who do not read, too many of one address.

uvicorn closes only what is idle after an answer. Here every wait has an end: for the first byte and the whole head of a request, for the
next piece of its body and the whole of it, for a reader to take what was written. When all places are taken, whoever has sent nothing
longest makes room; only where everybody is being served is a newcomer turned away.
"""

import asyncio
import resource
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Any

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

log = structlog.get_logger()
HEAD = 15.0
"""Seconds from the first wait to a whole head."""
PIECE, BODY = 20.0, 300.0
"""Seconds to the next piece of a body, and to the whole of it."""
UNREAD = 60.0
"""Seconds for a reader to take something of what waits for him."""
RESERVE = 160
"""Descriptors for the database, files and calls to others, and for those who come within one round of the loop."""
FEWEST = 16


def places(wanted: int) -> int:
    """How many connections there may be at once: as many as are wanted, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted + RESERVE
    if soft < enough:
        soft = enough if hard == resource.RLIM_INFINITY else min(hard, enough)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(FEWEST, min(wanted, soft - RESERVE))


def neighbourhood(address: str) -> str:
    """Whose address it is: of IPv6 everybody has at least a /64. Empty for this machine, where proxies stand."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return "" if found.is_loopback else str(IPv6Address(int(found) >> 64 << 64))
        found = found.ipv4_mapped
    return "" if found.is_loopback else str(found)


@dataclass(slots=True)
class Limits:
    """Who is here; `idle` are those who have sent nothing that is to be answered, the longest waiting first."""

    each: int
    everybody: int
    head: float = HEAD
    piece: float = PIECE
    body: float = BODY
    unread: float = UNREAD
    here: Counter[str] = field(default_factory=Counter)
    idle: "dict[Connection, None]" = field(default_factory=dict)
    count: int = 0

    def admits(self, whose: str) -> bool:
        """Whether there is a place, if need be one of somebody's who does nothing with it."""
        if whose and self.here[whose] >= self.each:
            log.warning("connections-refused", reason="address")
            return False
        if self.count >= self.everybody:
            log.warning("connections-full", count=self.count)
            silent = next(iter(self.idle), None)
            if silent is None:
                return False
            silent.close()
        return True


class Connection(HttpToolsProtocol):
    """One connection with an end to every wait."""

    limits: Limits

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._whose = neighbourhood(self.client[0] if self.client else "")
        self._wait: asyncio.TimerHandle | None = None
        self._whole: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._counted = self.limits.admits(self._whose)
        if not self._counted:
            transport.abort()
            return
        self.limits.count += 1
        self.limits.here[self._whose] += 1
        self._rest()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._wait, self._whole, self._unread):
            if timer is not None:
                timer.cancel()
        self._leave()
        super().connection_lost(exc)

    def _leave(self) -> None:
        self.limits.idle.pop(self, None)
        if not self._counted:
            return
        self._counted = False
        self.limits.count -= 1
        self.limits.here[self._whose] -= 1
        if self.limits.here[self._whose] <= 0:
            del self.limits.here[self._whose]

    def close(self) -> None:
        """At once, whatever waits to be written; its place is free from now on."""
        self._leave()
        self.transport.abort()

    def _rest(self) -> None:
        """Waits for a request; none or half of one will not do."""
        self.limits.idle[self] = None
        self._wait = self._until(self._wait, self.limits.head)

    def _until(self, timer: asyncio.TimerHandle | None, seconds: float, then: Callable[[], Any] | None = None) -> asyncio.TimerHandle:
        if timer is not None:
            timer.cancel()
        return self.loop.call_later(seconds, then or self.close)

    def on_headers_complete(self) -> None:
        self.limits.idle.pop(self, None)
        self._wait = self._until(self._wait, self.limits.piece)
        self._whole = self._until(self._whole, self.limits.body)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._wait = self._until(self._wait, self.limits.piece)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole: how long its answer takes is ours. One that was answered before its end leads to the next wait."""
        for timer in (self._wait, self._whole):
            if timer is not None:
                timer.cancel()
        if self.cycle.response_complete:
            self._rest()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._counted and not self.pipeline and not self.transport.is_closing():
            self._rest()

    def pause_writing(self) -> None:
        self._unread = self._until(self._unread, self.limits.unread)
        super().pause_writing()

    def resume_writing(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
        super().resume_writing()


def connection(limits: Limits) -> type[Connection]:
    """The protocol of one server."""
    return type("Limited", (Connection,), {"limits": limits})
