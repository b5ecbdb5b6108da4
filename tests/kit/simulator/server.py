"""The HTTP server around a simulated world: its own routes and a pump beside them, in a thread or as the whole process."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import uvicorn
from starlette.applications import Starlette

from tests.kit.patience import patience

_START_SECONDS = 10.0
_STOP_SECONDS = 10.0
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


class Signal(Protocol):
    def fire(self) -> None: ...


class World(Protocol):
    """What a server has to know of what it serves: when it is to close, and how those who wait in it hear of it."""

    closing: bool

    @property
    def signal(self) -> Signal: ...


class ServerThread:
    """`start` may follow a `stop`: the same port, the same world. `pump` sends what the world sends of itself."""

    def __init__(
        self,
        world: World,
        application: Callable[[Lifespan], Starlette],
        pump: Callable[[], Coroutine[Any, Any, None]],
        *,
        port: int = 0,
        http: type[asyncio.Protocol] | None = None,
        listening: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._world = world
        self._application = application
        self._pump = pump
        self._http: Any = http or "auto"
        self._listening = listening
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        self.port = port

    def start(self) -> None:
        listener = self._listen()
        self._ready.clear()
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name=type(self._world).__module__, daemon=True)
        self._thread.start()
        assert self._ready.wait(patience(_START_SECONDS)), "the simulator did not start"

    def stop(self) -> None:
        if self._server is None or self._thread is None:
            return
        self._close()
        self._server.should_exit = True
        self._thread.join(patience(_STOP_SECONDS))
        assert not self._thread.is_alive(), "the simulator did not stop"
        self._server = self._thread = None

    def serve(self, announce: Callable[[], None]) -> None:
        """In this very thread, until SIGINT or SIGTERM."""
        listener = self._listen()
        announce()
        uvicorn.Server(self._config()).run([listener])

    def _close(self) -> None:
        self._world.closing = True
        self._world.signal.fire()

    def _listen(self) -> socket.socket:
        """The protocol is named so that asyncio switches Nagle's algorithm off; otherwise each answer waits 40 ms."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(2048)
        self.port = listener.getsockname()[1]
        self._world.closing = False
        self._listening(self.port)
        return listener

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self._application(self._lifespan),
            http=self._http,
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
            pump = group.create_task(self._pump())
            self._ready.set()
            yield
            self._close()
            pump.cancel()
