"""Joins what arrives at the same moment into one write: one job, one savepoint, one flush for all of it.

A flush costs as much as reading thirty requests. Senders who keep us busy come back as soon as they are answered; so the next batch
waits for as many as the last one had, at most a millisecond: else those in hand fall into two halves, each with a flush of its own.
"""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor

T = TypeVar("T")
ENOUGH = 64
"""So many wait for no more."""
PATIENCE = 0.001
"""Seconds that a batch waits for those who were answered a moment ago."""


class Batch(Generic[T]):
    """`await add(thing)` returns once `keep(session, things)` with it among them has been committed."""

    def __init__(self, database: Database, supervisor: Supervisor, keep: Callable[[Session, list[T]], None]) -> None:
        self._database = database
        self._supervisor = supervisor
        self._keep = keep
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writing = False
        self._expected = 0
        self._complete: asyncio.Future[None] | None = None

    async def add(self, thing: T) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, mine))
        if not self._writing:
            self._writing = True
            self._supervisor.start("gather", self._write_all())
        elif self._complete is not None and len(self._waiting) >= self._expected:
            self._go()
        await mine

    async def _write_all(self) -> None:
        """Writes batch after batch until nobody waits; a fault is everybody's of its batch."""
        try:
            await self._settled()
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write(batch)
                await self._come_back(min(ENOUGH, len(batch) + len(self._waiting)))
        finally:
            self._writing = False

    async def _settled(self) -> None:
        """Lets the loop come round as long as each round brings more: else the first one is written alone, and all others wait for it."""
        seen = 0
        while seen < len(self._waiting) < ENOUGH:
            seen = len(self._waiting)
            await asyncio.sleep(0)

    async def _come_back(self, expected: int) -> None:
        """Returns when so many wait, or in a millisecond."""
        if len(self._waiting) >= expected or expected == 1:
            return
        loop = asyncio.get_running_loop()
        self._expected, self._complete = expected, loop.create_future()
        late = loop.call_later(PATIENCE, self._go)
        await self._complete
        late.cancel()

    def _go(self) -> None:
        if self._complete is not None and not self._complete.done():
            self._complete.set_result(None)
        self._complete = None

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
