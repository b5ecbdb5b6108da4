"""PostgreSQL for those who outgrow one machine: the same functions through psycopg, `NOTIFY` as a hint only."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from core.kernel.database import documents
from core.kernel.database.hints import Hints, taken
from core.kernel.process.failpoints import failpoint
from core.kernel.process.finishing import Finishing
from core.kernel.process.pulse import Pulse

T = TypeVar("T")
POOL = 16
ATTEMPTS = 8
REPEATABLE = frozenset({"40001", "40P01"})
"""Serialization failure and deadlock: the transaction did nothing and may be run again."""
CHANNEL = "otklik"
NOTIFY = text("SELECT pg_notify('otklik', :what)")


class PostgresDatabase:
    dialect = "postgresql"

    def __init__(self, url: URL, direct: URL | None = None) -> None:
        """`direct`: where the server itself is reached, where `url` leads to a pooler that gives each transaction any of its sessions."""
        self.hints = Hints()
        self.pulse = Pulse()
        self._url = url.set(drivername="postgresql+psycopg")
        self._direct = direct or url
        about = {"prepare_threshold": None} if direct is not None else {}
        how: dict[str, Any] = {"pool_size": POOL, "max_overflow": 0, "pool_timeout": 120, "connect_args": about}
        self._engine = create_async_engine(self._url, **how, **documents.WAYS)
        self._finishing = Finishing()

    async def start(self) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._finishing.run(self._read(fn))

    async def _read(self, fn: Callable[[Session], T]) -> T:
        async with AsyncSession(self._engine) as session:
            await session.connection(execution_options={"postgresql_readonly": True})
            return await session.run_sync(fn)

    async def write(self, fn: Callable[[Session], T]) -> T:
        return await self._finishing.run(self._write(fn))

    async def _write(self, fn: Callable[[Session], T]) -> T:
        for attempt in range(ATTEMPTS):
            try:
                return await self._once(fn)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in REPEATABLE or attempt == ATTEMPTS - 1:
                    raise
            await asyncio.sleep(random.uniform(0.005, 0.02) * 2**attempt)
        raise AssertionError("unreachable")

    async def _once(self, fn: Callable[[Session], T]) -> T:
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            result = await session.run_sync(fn)
            await session.flush()
            hints = taken(session.sync_session)
            for topic in {topic for topic, _ in hints}:
                await session.execute(NOTIFY, {"what": topic})
            failpoint("before-commit")
            await session.commit()
            failpoint("after-commit")
        self.hints.fire(hints)
        return result

    async def listen(self) -> None:
        """Passes other processes' hints on, until cancelled; runs under the supervisor."""
        plain = self._direct.set(drivername="postgresql").render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(plain, autocommit=True) as connection:
            await connection.execute("LISTEN otklik")
            async for notice in connection.notifies():
                self.hints.fire([(notice.payload, "")])

    async def close(self) -> None:
        await self._finishing.wait()
        with suppress(asyncio.CancelledError):
            await self._engine.dispose()
