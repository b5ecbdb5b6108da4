"""What is taken away beside the retention of rows: guests' words and what people demanded every few minutes, lost files every night."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session

from bot.retention import guests, orphans
from bot.retention.erasing import Eraser
from bot.retention.rules import RULES
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.operations.retention import Retention
from core.kernel.queue import leases
from core.kernel.storage.files import Files
from core.kernel.time.clock import Clock

log = structlog.get_logger()
NAME = "housekeeping"
LOOK = 300.0
"""Seconds between looks."""
YOUNG = timedelta(days=1)
"""A file so new may belong to what is not committed yet."""
EVERY = timedelta(hours=20)
"""So long the disk is left alone after it was gone through."""


class Housekeeping:
    def __init__(self, database: Database, clock: Clock, files: Files, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._files = files
        self._words = timedelta(hours=settings.guest_hours)
        self._chats = max(self._words, timedelta(days=settings.keep_days))
        self.eraser = Eraser(database, clock, files, settings)
        self._holder = secrets.token_hex(8)

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            await self.look()

    async def look(self) -> int:
        """One round; how much was taken away. Rounds of several processes do no harm to each other."""
        now = self._clock.now()
        count = await self._all(partial(guests.forget_words, before=now - self._words))
        count += await self._all(partial(guests.forget_unused, now=now))
        count += await self.eraser.look()
        if await self._database.write(partial(leases.take_for, name=NAME, holder=self._holder, now=now, term=EVERY)):
            await self.eraser.night()
            count += await self.forget_silent(now)
            count += await self.sweep()
        if count:
            log.info("swept", count=count)
        return count

    async def _all(self, step: Callable[[Session], int]) -> int:
        total = 0
        while count := await self._database.write(step):
            total += count
        return total

    async def forget_silent(self, now: datetime) -> int:
        """Chats of guests who have not come back for as long as words are kept; how many."""
        total, before = 0, now - self._chats
        while places := await self._database.read(partial(guests.silent, before=before)):
            rows = await self._database.read(partial(guests.queued, places=places))
            gone = await self._database.write(partial(guests.forget_silent, places=places, rows=rows, before=before, now=now))
            if not gone:
                break
            total += gone
        return total

    async def sweep(self) -> int:
        """Files without anybody to whom they belong, older than a day; how many."""
        young = (self._clock.now() - YOUNG).timestamp()
        found = await asyncio.to_thread(lambda: list(self._files.older(young)))
        there = await self._database.read(partial(orphans.needed, digests=found))
        return await asyncio.to_thread(self._forget, [digest for digest in found if digest not in there], young)

    def _forget(self, digests: list[str], young: float) -> int:
        return sum(self._files.forget(digest, young) for digest in digests)


def tidying(database: Database, clock: Clock, files: Files, settings: Settings) -> Mapping[str, Callable[[], Awaitable[None]]]:
    """The work that takes away, by its names."""
    retention = Retention(database, clock, ZoneInfo(settings.zone), timedelta(days=settings.keep_days), RULES)
    return {"retention": retention.run, NAME: Housekeeping(database, clock, files, settings).run}
