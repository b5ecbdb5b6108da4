"""The HTTP server around the world: the API, /sim, the webhook pump; in a thread or as the whole process."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute

from tests.emulators.hh.pump import WebhookPump
from tests.emulators.hh.world import World
from tests.emulators.telegram.transport import TearableProtocol

_START_SECONDS = 10.0
_STOP_SECONDS = 10.0
_LARGE = 4096


class ServerThread:
    """`start` may follow a `stop`: the same port, the same world."""

    def __init__(self, world: World, routes: list[BaseRoute], port: int = 0) -> None:
        self._world = world
        self._routes = routes
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        self.port = port

    def start(self) -> None:
        listener = self._listen()
        self._ready.clear()
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="hh-simulator", daemon=True)
        self._thread.start()
        assert self._ready.wait(_START_SECONDS), "the simulator did not start"

    def stop(self) -> None:
        if self._server is None or self._thread is None:
            return
        self._world.closing = True
        self._world.signal.fire()
        self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)
        assert not self._thread.is_alive(), "the simulator did not stop"
        self._server = self._thread = None

    def serve(self, announce: Callable[[], None]) -> None:
        """In this very thread, until SIGINT or SIGTERM."""
        listener = self._listen()
        announce()
        uvicorn.Server(self._config()).run([listener])

    def _listen(self) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", self.port), backlog=2048)
        self.port = listener.getsockname()[1]
        self._world.base = f"http://127.0.0.1:{self.port}"
        self._world.closing = False
        return listener

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            Starlette(routes=self._routes, lifespan=self._lifespan, middleware=[Middleware(GZipMiddleware, minimum_size=_LARGE)]),
            http=TearableProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=3,
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            pump = group.create_task(WebhookPump(self._world).run())
            self._ready.set()
            yield
            self._world.closing = True
            self._world.signal.fire()
            pump.cancel()
