"""SQLite as an embedded database: one writer thread with group commit, many readers.

The writer takes whatever waits, up to `BATCH` jobs, into one transaction with a savepoint a job: one disk flush acknowledges them all,
and a job that fails takes nobody with it. Readers go through aiosqlite and cannot write. Only the writer ever checkpoints.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from core.kernel.database import documents
from core.kernel.database.compiled import DRIVER
from core.kernel.database.hints import Hint, Hints, taken
from core.kernel.process.failpoints import failpoint
from core.kernel.process.finishing import Finishing
from core.kernel.process.pulse import Pulse

T = TypeVar("T")
BATCH = 64
READERS = 4
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA cache_size = -32768",
)


def prepare(engine: Engine, *, begin: str, pragmas: tuple[str, ...] = PRAGMAS) -> None:
    """Takes transactions out of the driver's hands, as SQLAlchemy's SQLite page advises, and sets every connection up alike."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        cursor = connection.connection.cursor()
        cursor.execute(begin)
        cursor.close()


def writing_engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False}, **documents.WAYS)
    prepare(engine, begin="BEGIN IMMEDIATE")
    return engine


def migrating_engine(path: Path) -> Engine:
    """Foreign keys rest: they cannot be switched inside a transaction, and a table that others point at could not be moved."""
    engine = create_engine(f"sqlite:///{path}", **documents.WAYS)
    prepare(engine, begin="BEGIN IMMEDIATE", pragmas=(*PRAGMAS, "PRAGMA foreign_keys = OFF"))
    return engine


class Undone(Exception):  # noqa: N818 - a state, not a fault of its own
    """A job took the whole transaction with it, as a flush that fails does: nothing of the batch was kept."""


class Job:
    """One `write` on its way through the writer thread."""

    __slots__ = ("error", "fn", "future", "hints", "result")

    def __init__(self, fn: Callable[[Session], Any], future: "asyncio.Future[Any]") -> None:
        self.fn = fn
        self.future = future
        self.result: Any = None
        self.error: BaseException | None = None
        self.hints: set[Hint] = set()

    def run(self, connection: Connection) -> None:
        plain: Any = connection.connection.driver_connection
        session = Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False, info={DRIVER: plain})
        plain.execute("SAVEPOINT job")
        try:
            self.result = self.fn(session)
            session.flush()
            self.hints = taken(session)
        except Exception as error:
            self.error = error
            if not plain.in_transaction:
                session.close()
                raise Undone from error
            plain.execute("ROLLBACK TO job")
        plain.execute("RELEASE job")
        session.close()

    def afresh(self) -> None:
        self.result, self.error, self.hints = None, None, set()

    def answer(self) -> None:
        """Lets go of the error and the future: through its traceback an error holds this job, and a ring waits for the collector."""
        future, error, self.error = self.future, self.error, None
        del self.future
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(self.result)


class SqliteDatabase:
    """`write` answers in the order of asking; see the module for how."""

    dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hints = Hints()
        self.pulse = Pulse()
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._engine = writing_engine(path)
        self._readers = create_async_engine(f"sqlite+aiosqlite:///{path}", pool_size=READERS, max_overflow=0, **documents.WAYS)
        prepare(self._readers.sync_engine, begin="BEGIN", pragmas=(*PRAGMAS[1:], "PRAGMA query_only = ON"))
        self._finishing = Finishing()
        self._thread = threading.Thread(target=self._work, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._finishing.run(self._read(fn))

    async def _read(self, fn: Callable[[Session], T]) -> T:
        async with AsyncSession(self._readers) as session:
            return await session.run_sync(fn)

    async def write(self, fn: Callable[[Session], T]) -> T:
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(Job(fn, future))
        try:
            return await future
        finally:
            del future  # an error holds this frame: see Job.answer

    async def listen(self) -> None:
        """Nobody else writes here, so there is nobody to listen to."""

    async def close(self) -> None:
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)
        await self._finishing.wait()
        await self._readers.dispose()
        self._engine.dispose()

    def _work(self) -> None:
        with self._engine.connect() as connection:
            while batch := self._take():
                self._commit(connection, batch)
                self._loop.call_soon_threadsafe(self._answer, batch)

    def _take(self) -> list[Job]:
        """Waits for one job, then takes what else is there; empty when closing."""
        first = self._jobs.get()
        if first is None:
            return []
        batch = [first]
        while len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            batch.append(job)
        return batch

    def _commit(self, connection: Connection, batch: list[Job]) -> None:
        try:
            with connection.begin():
                for job in batch:
                    job.run(connection)
                failpoint("before-commit")
            failpoint("after-commit")
        except Undone as error:
            self._one_by_one(connection, batch, error)
        except Exception as error:  # noqa: BLE001 - a commit that failed is the failure of each job in it
            for job in batch:
                job.error, job.hints = job.error or error, set()

    def _one_by_one(self, connection: Connection, batch: list[Job], error: Undone) -> None:
        """A transaction each; one that fails in its own has its error already."""
        if len(batch) == 1:
            batch[0].error = batch[0].error or error
            return
        for job in batch:
            job.afresh()
            self._commit(connection, [job])

    def _answer(self, batch: list[Job]) -> None:
        for job in batch:
            job.answer()
        self.hints.fire(hint for job in batch for hint in job.hints)


def library_version() -> str:
    return sqlite3.sqlite_version


def is_cured(version: str) -> bool:
    """Whether this SQLite is free of the WAL-reset race (sqlite.org/wal.html#walresetbug)."""
    parts = tuple(int(part) for part in version.split("."))
    return parts >= (3, 51, 3) or (parts[:2] == (3, 50) and parts >= (3, 50, 7)) or (parts[:2] == (3, 44) and parts >= (3, 44, 6))
