"""The doors behind two web servers, as two processes would have them, and the work behind the doors in steps."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import uvicorn
from fastapi import FastAPI
from sqlalchemy import func, select

from bot.conversation.access import Access
from bot.conversation.forms import Forms
from bot.conversation.screens import Screen, Turn
from bot.engine import engine
from bot.engine.engine import Engine
from bot.engine.worker import Worker
from core.boards.intake import SOURCES
from core.boards.model import Response
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox, outbox
from core.kernel.queue.delivery import Deliverer, Target
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.tiny_bot import words
from tests.conversations.direct import Half
from webhooks.app import doors
from webhooks.hooks.port import Hooks
from webhooks.state import State

SERVERS = 2


@dataclass(slots=True)
class House:
    database: Database
    clock: ManualClock
    settings: Settings
    supervisor: Supervisor
    urls: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.urls[0]

    def hh(self, server: int = 0) -> str:
        """Where hh.ru is to knock."""
        return f"{self.urls[server]}/hook/hh/{self.settings.hh_webhook_secret.get_secret_value()}"

    def state(self) -> State:
        return State(self.settings, self.database, self.clock, Files(self.settings.data_dir / "files"), words(), self.supervisor)

    async def work(self) -> None:
        """Everything that is due, lanes and calls side by side, until nothing is left."""
        while await self.turns() or await self.calls():
            pass

    async def turns(self) -> int:
        worker = Worker(self.database, self.clock, self.supervisor, tiny_engine())
        lanes = await self.database.read(lambda session: inbox.lanes(session, self.clock.now(), 500))
        await asyncio.gather(*(drained(worker, lane) for lane in lanes))
        return len(lanes)

    async def calls(self) -> int:
        count = 0
        for target in self.targets:
            courier = Deliverer(self.database, self.clock, self.supervisor, target, holder="test")
            claim = partial(outbox.claim, target=target.name, limit=20, now=self.clock.now())
            parcels = await self.database.write(claim)
            await asyncio.gather(*(courier.carry(parcel) for parcel in parcels))
            count += len(parcels)
        return count

    async def work_for(self, rounds: int) -> None:
        """As `work`, with so many pauses of a courier gone by: what was put back is tried again."""
        await self.work()
        for _ in range(rounds):
            self.clock.at += timedelta(minutes=20)
            await self.work()

    async def responses(self) -> list[tuple[str, str]]:
        """External id and state of all there are."""
        columns = select(Response.external_id, Response.state).order_by(Response.external_id)
        return [(row[0], row[1]) for row in await self.database.read(lambda session: session.execute(columns).all())]

    async def told(self, kind: str) -> list[dict[str, Any]]:
        """The notices of a kind, by whom they are for."""
        rows = select(inbox.inbox.c.body).where(inbox.inbox.c.source == "notice").order_by(inbox.inbox.c.id)
        bodies = await self.database.read(lambda session: [json.loads(body) for body in session.execute(rows).scalars()])
        return [body for body in bodies if body["kind"] == kind]

    async def kept(self, source: str) -> int:
        """Rows of the inbox from one source."""
        rows = select(func.count()).select_from(inbox.inbox).where(inbox.inbox.c.source == source)
        return await self.database.read(lambda session: session.execute(rows).scalar_one())

    async def broken(self) -> int:
        """Rows that failed, coming in."""
        rows = select(func.count()).select_from(inbox.inbox).where(inbox.inbox.c.attempts > 0)
        return await self.database.read(lambda session: session.execute(rows).scalar_one())


async def drained(worker: Worker, lane: str) -> None:
    while await worker.turn(lane):
        pass


def tiny_engine() -> Engine:
    """Works off what boards and forms told; what is told to people goes to nobody."""

    def home(turn: Turn) -> Screen:
        raise AssertionError("nobody is here to see it")

    house = engine.House("Северный ветер", "http://localhost", "Europe/Moscow", "ru")
    return Engine(Half(), Forms((), home), Access({}, {}), words(), house, {}, {}, SOURCES, home)


@asynccontextmanager
async def open_house(database: Database, clock: ManualClock, settings: Settings) -> AsyncIterator[House]:
    house = House(database, clock, settings, Supervisor())
    servers = [await served(house) for _ in range(SERVERS)]
    yield house
    for server in servers:
        server.should_exit = True
    await house.supervisor.stop()


async def served(house: House) -> uvicorn.Server:
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    house.urls.append(f"http://127.0.0.1:{listener.getsockname()[1]}")
    config = uvicorn.Config(Hooks(FastAPI(), doors(house.state())), log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    house.supervisor.start("web", server._serve([listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it no other way
        await asyncio.sleep(0.01)
    return server
