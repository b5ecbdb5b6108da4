"""Destroys a person's data when it is due: the rows in one transaction with the act, then the bytes, then the act is complete.

A crash in between leaves an act that is not complete: the next round goes on with it.
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.retention import orphans, traces
from bot.retention.traces import Traces
from core.kernel.actors import SYSTEM
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.failpoints import failpoint
from core.kernel.storage.files import Files
from core.kernel.time.clock import Clock
from core.requests import acts, reads
from core.requests.rules import Terms

log = structlog.get_logger()


class Eraser:
    def __init__(self, database: Database, clock: Clock, files: Files, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._files = files
        self._operator = ", ".join(filter(None, (settings.company, settings.company_details)))
        self.terms = Terms(timedelta(days=settings.erase_days), timedelta(days=settings.retention_days))

    async def look(self) -> int:
        """Destroys what is due, and finishes what was begun; how many people it was."""
        count = 0
        for request in await self._database.read(partial(reads.due, now=self._clock.now())):
            count += await self._erase(request)
        for act in await self._database.read(acts.forgotten):
            await self._finish(act)
        if count:
            log.info("erased", count=count)
        return count

    async def night(self) -> int:
        """Says until when everything is kept that is over, and warns of what will go; how many people."""
        now = self._clock.now()
        while await self._database.write(partial(reads.plan, keep=self.terms.keep, now=now)):
            pass
        return await self._database.write(partial(acts.warn, terms=self.terms, now=now))

    async def _erase(self, request: int) -> bool:
        person = await self._database.read(partial(reads.person_of, request=request))
        found = await self._database.read(partial(traces.found, candidate=person))
        done = await self._database.write(partial(self._destroy, request=request, person=person, found=found, now=self._clock.now()))
        failpoint("erased-rows")
        return done

    def _destroy(self, session: Session, request: int, person: int, found: Traces, now: datetime) -> bool:
        digests = traces.files_of(session, person)
        act = acts.erase(session, request, operator=self._operator, by=SYSTEM, now=now)
        if act is None:
            return False
        act.counts = {**act.counts, **traces.erase(session, found, digests, now)}
        act.files = list(digests)
        return True

    async def _finish(self, number: int) -> None:
        """The files go that nobody else refers to: the same bytes may be another person's too."""
        act = await self._database.read(partial(reads.act, number=number))
        needed = await self._database.read(partial(orphans.needed, digests=act.files))
        for digest in sorted(frozenset(act.files) - needed):
            await asyncio.to_thread(self._files.forget, digest, act.at.timestamp())
        await self._database.write(partial(acts.complete, act=number, now=self._clock.now()))
