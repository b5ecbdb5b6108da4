"""The HTTP server around the world: the Bot API, files, /sim, the webhook pump; in a thread or as the whole process."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.emulators.telegram.api import BotApi, refusal
from tests.emulators.telegram.control import routes
from tests.emulators.telegram.errors import BotApiError
from tests.emulators.telegram.pump import WebhookPump
from tests.emulators.telegram.transport import TearableProtocol
from tests.emulators.telegram.world import World

_START_SECONDS = 10.0
_STOP_SECONDS = 10.0
_BOTH = ["GET", "POST"]


class ServerThread:
    """Listens from the moment it is made; `start` may follow a `stop`, and the world is as it was."""

    def __init__(self, world: World, port: int = 0) -> None:
        self._world = world
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        self.port = port

    def start(self) -> None:
        listener = self._listen()
        self._world.closing = False
        self._ready.clear()
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="telegram-emulator", daemon=True)
        self._thread.start()
        assert self._ready.wait(_START_SECONDS), "the emulator did not start"

    def stop(self) -> None:
        if self._server is None or self._thread is None:
            return
        self._world.closing = True
        self._world.signal.fire()
        self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)
        assert not self._thread.is_alive(), "the emulator did not stop"
        self._server = self._thread = None

    def serve(self, announce: Callable[[], None]) -> None:
        """In this very thread, until SIGINT or SIGTERM."""
        listener = self._listen()
        announce()
        uvicorn.Server(self._config()).run([listener])

    def _listen(self) -> socket.socket:
        """The protocol is named so that asyncio switches Nagle's algorithm off; otherwise each answer waits 40 ms."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(2048)
        self.port = listener.getsockname()[1]
        return listener

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            application(self._world, self._ready),
            http=TearableProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=3,
        )


def application(world: World, ready: threading.Event) -> Starlette:
    api = BotApi(world)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            pump = group.create_task(WebhookPump(world, api).run())
            ready.set()
            yield
            world.closing = True
            world.signal.fire()
            pump.cancel()

    bot_api = [
        Route("/bot{rest:path}", api.serve, methods=_BOTH),
        Route("/file/bot{rest:path}", api.download, methods=["GET"]),
    ]
    return Starlette(routes=[*routes(world), *bot_api, Route("/{rest:path}", _not_found, methods=_BOTH)], lifespan=lifespan)


async def _not_found(_request: Request) -> Response:
    return refusal(BotApiError(404))
