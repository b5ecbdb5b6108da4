"""A named lease that one process holds at a time: who polls a messenger, who sends for it."""

import asyncio
import secrets
from collections.abc import Awaitable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Column, String, Table, bindparam, delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.kernel.database.columns import Instant, metadata
from core.kernel.database.session import Database
from core.kernel.time.clock import Clock

T = TypeVar("T")
TERM = timedelta(seconds=4)
"""So long what a fallen process held waits for another; a living one renews it."""
RESTING = "resting"
"""Nobody's holder."""

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Instant, nullable=False),
)
_RENEW = (
    update(leases)
    .where(leases.c.name == bindparam("lease"), or_(leases.c.holder == bindparam("me"), leases.c.until < bindparam("now")))
    .values(holder=bindparam("me"), until=bindparam("then"))
    .returning(leases.c.name)
)


def take(session: Session, name: str, holder: str, now: datetime) -> bool:
    """Takes or renews; False while another holds it."""
    if session.execute(_RENEW, {"lease": name, "me": holder, "now": now, "then": now + TERM}).first():
        return True
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(leases)
    fresh = insert.values(name=name, holder=holder, until=now + TERM).on_conflict_do_nothing().returning(leases.c.name)
    return session.execute(fresh).first() is not None


def take_for(session: Session, name: str, holder: str, now: datetime, term: timedelta) -> bool:
    """Takes it once in a `term`, whoever comes first; False for everybody until it is over, which holds across restarts too."""
    if not take(session, name, holder, now):
        return False
    session.execute(update(leases).where(leases.c.name == name).values(until=now + term, holder=RESTING))
    return True


def release(session: Session, name: str, holder: str) -> None:
    session.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))


class Lease:
    """One process's claim to `name`; renewed on use, a third of the term before it ends."""

    def __init__(self, database: Database, clock: Clock, name: str, holder: str = "") -> None:
        self._database = database
        self._clock = clock
        self._name = name
        self._holder = holder or secrets.token_hex(8)
        self._renew_at: datetime | None = None

    async def hold(self) -> bool:
        now = self._clock.now()
        if self._renew_at is not None and self._renew_at - TERM <= now < self._renew_at:  # the clock may have been set back
            return True
        held = await self._database.write(partial(take, name=self._name, holder=self._holder, now=now))
        self._renew_at = now + TERM / 3 if held else None
        return held

    async def during(self, work: Awaitable[T]) -> T:
        """Does what may take longer than the term, and renews the claim meanwhile."""
        renewing = asyncio.get_running_loop().create_task(self._renew())
        try:
            return await work
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self) -> None:
        """A claim that cannot be renewed is found lost when it is asked for next."""
        while True:
            await asyncio.sleep(TERM.total_seconds() / 3)
            with suppress(SQLAlchemyError):
                await self.hold()

    async def release(self) -> None:
        if self._renew_at is not None:
            self._renew_at = None
            await self._database.write(partial(release, name=self._name, holder=self._holder))
