"""A whole small service on a free port: web server, turns and courier, with the tiny bot inside; it can be stopped and started again."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from bot.channels.webchat.target import WebchatTarget
from bot.engine.worker import Worker
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue.delivery import Deliverer
from core.kernel.storage.files import Files
from core.kernel.time.clock import Clock
from tests.channels.webchat.tiny_bot import CALENDAR, anybodys, tiny_engine, words
from webhooks.app import create_app
from webhooks.hooks.port import Hooks
from webhooks.state import State


@dataclass(slots=True)
class House:
    database: Database
    clock: Clock
    folder: Path
    port: int
    settings: Settings = field(init=False)
    state: State = field(init=False)
    server: uvicorn.Server = field(init=False)

    def __post_init__(self) -> None:
        self.settings = Settings(_env_file=None, data_dir=self.folder, company="Северный ветер", file_limit_mb=1, port=self.port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, *, work: bool = True) -> None:
        files, supervisor = Files(self.folder / "files"), Supervisor()
        files.keep(CALENDAR)
        engine = tiny_engine()
        self.state = State(self.settings, self.database, self.clock, files, words(), supervisor, takes_files=anybodys, book=engine.book)
        if self.database.dialect == "postgresql":
            supervisor.run("listen", self.database.listen)
        if work:
            supervisor.run("turns", Worker(self.database, self.clock, supervisor, engine).run)
            supervisor.run("courier", Deliverer(self.database, self.clock, supervisor, WebchatTarget(files), holder="test").run)
        await self._serve(create_app(self.state), supervisor)

    async def _serve(self, app: Hooks, supervisor: Supervisor) -> None:
        config = uvicorn.Config(app, port=self.port, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
        self.server = uvicorn.Server(config)
        self.server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        supervisor.start("web", self.server._serve())
        while not self.server.started:  # noqa: ASYNC110 - uvicorn tells in no other way
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        self.server.should_exit = True
        await self.state.supervisor.stop()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def open_house(database: Database, clock: Clock, folder: Path, *, work: bool = True) -> AsyncIterator[House]:
    house = House(database, clock, folder, free_port())
    await house.start(work=work)
    try:
        yield house
    finally:
        await house.stop()
