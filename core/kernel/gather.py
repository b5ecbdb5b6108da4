"""Joins what arrives at the same moment into one write: one job, one savepoint, one flush for all of it."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from core.kernel.database import Database
from core.kernel.supervisor import Supervisor

T = TypeVar("T")
ENOUGH = 64
"""So many wait for no more."""


class Gathered(Generic[T]):
    """`await add(thing)` returns once `keep(session, things)` with it among them has been committed."""

    def __init__(self, database: Database, supervisor: Supervisor, keep: Callable[[Session, list[T]], None]) -> None:
        self._database = database
        self._supervisor = supervisor
        self._keep = keep
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writing = False

    async def add(self, thing: T) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, mine))
        if not self._writing:
            self._writing = True
            self._supervisor.start("gather", self._write_all())
        await mine

    async def _write_all(self) -> None:
        """Writes batch after batch until nobody waits; a fault is everybody's of its batch."""
        try:
            while self._waiting:
                await self._settled()
                batch, self._waiting = self._waiting, []
                await self._write(batch)
        finally:
            self._writing = False

    async def _settled(self) -> None:
        """Lets the loop come round as long as each round brings more: else the first one is written alone, and all others wait for it."""
        seen = 0
        while seen < len(self._waiting) < ENOUGH:
            seen = len(self._waiting)
            await asyncio.sleep(0)

    async def _write(self, batch: list[tuple[T, asyncio.Future[None]]]) -> None:
        try:
            await self._database.write(lambda session: self._keep(session, [thing for thing, _ in batch]))
        except Exception as error:  # noqa: BLE001 - handed to everybody who waits
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for _, future in batch:
            if not future.done():
                future.set_result(None)
