"""The web server as one piece of background work that can be told to end."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from core.kernel.config.settings import Settings
from webhooks.connections import Limits, connection, places

GRACE = 2
"""Seconds that requests in hand get to finish."""
BACKLOG = 2048
AT_ONCE = 128
"""So many are let in within one round of the loop, before anybody can count them: fewer than the descriptors in reserve."""
DEAD = 60
"""Seconds after which somebody who answers nothing, not even the network's own questions, is taken to be gone."""


def open_door(host: str, port: int) -> socket.socket:
    """Listens before anything else is started, so that a taken port is known at once; raises OSError."""
    door = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=BACKLOG)
    for level, name, value in WATCHED:
        door.setsockopt(level, name, value)
    return door


WATCHED = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, DEAD),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, DEAD // 4),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 4),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD * 1000),
)
"""Whoever is let in has them from the door."""


class QuietServer(uvicorn.Server):
    """uvicorn looks ten times a second whether it is to end; this one is told, and comes by once a second for its date header."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()

    def end(self) -> None:
        self.should_exit = True
        self._told.set()

    async def main_loop(self) -> None:
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), 1)


class WebServer:
    """Serves `app` behind `door`; `fell` is called when it ends, wanted or not."""

    def __init__(self, app: ASGIApp, door: socket.socket, fell: Callable[[], None], settings: Settings) -> None:
        self.limits = Limits(settings.connections_per_address, places(settings.connections))
        config = uvicorn.Config(
            app,
            http=connection(self.limits),
            backlog=AT_ONCE,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE,
            server_header=False,
        )
        self._server = QuietServer(config)
        self._door = door
        self._fell = fell
        self._closed = asyncio.Event()

    async def run(self) -> None:
        try:
            await self._server._serve([self._door])  # noqa: SLF001 - `serve` would take the signals from us
        finally:
            self._closed.set()
            self._fell()

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    async def end(self) -> None:
        """Takes no more, and returns when everybody has been answered."""
        self._server.end()
        await self._closed.wait()
