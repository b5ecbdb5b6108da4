"""Readers whose caller goes away in the midst, as clients of a stream do."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import anyio
import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from core.kernel.database.postgres import POOL
from core.kernel.database.session import Database, open_database
from core.kernel.database.sqlite import READERS, SqliteDatabase
from core.kernel.queue import inbox
from tests.conftest import NOW


def look(session: Session) -> None:
    for _ in range(2):
        session.execute(text("SELECT count(*) FROM inbox")).scalar_one()


def keep(session: Session) -> bool:
    return inbox.put(session, "test", key=str(id(session)), lane="lane", body={}, now=NOW)


async def leave_in_the_midst(database: Database, times: int = 60) -> None:
    for step in range(times):
        async with anyio.create_task_group() as group:  # which cancels again and again, as the web framework does
            for _ in range(3):
                group.start_soon(database.read, look)
            await asyncio.sleep(step % 40 * 0.0003)
            group.cancel_scope.cancel()


async def test_a_read_that_nobody_waits_for_any_more_costs_no_connection(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "otklik.sqlite3"
    shutil.copyfile(sqlite_template, path)
    database = SqliteDatabase(path)
    opened: list[Any] = []
    event.listen(database._readers.sync_engine, "connect", lambda connection, _: opened.append(connection))
    await leave_in_the_midst(database)
    await asyncio.gather(*(database.read(look) for _ in range(3 * READERS)))
    await database.close()
    assert len(opened) <= READERS


async def test_a_read_that_was_left_comes_to_its_end(db: Database) -> None:
    """On PostgreSQL a reader's connection is a writer's next: one that was left in the midst may stay read-only."""
    begun, ended = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def long_look(session: Session) -> None:
        loop.call_soon_threadsafe(begun.set)
        for _ in range(50):
            look(session)
        loop.call_soon_threadsafe(ended.set)

    async with anyio.create_task_group() as group:
        group.start_soon(db.read, long_look)
        await begun.wait()
        group.cancel_scope.cancel()
    assert not ended.is_set()
    await asyncio.wait_for(ended.wait(), 20)


async def test_after_reads_that_were_left_everybody_can_write(db: Database) -> None:
    await leave_in_the_midst(db)
    await asyncio.gather(*(db.write(keep) for _ in range(POOL)))


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
async def test_a_write_that_nobody_waits_for_is_committed_and_leaves_no_connection_behind(database_url: str) -> None:
    database = await open_database(database_url)
    begun = asyncio.Event()

    def slow(session: Session) -> None:
        begun.set()
        session.execute(text("SELECT pg_sleep(0.3)"))
        keep(session)

    async with anyio.create_task_group() as group:
        group.start_soon(database.write, slow)
        await begun.wait()
        group.cancel_scope.cancel()
    await database.close()
    seen = await open_database(database_url)
    assert await seen.read(inbox.waiting) == 1
    connected = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    assert await seen.read(lambda session: session.execute(connected).scalar_one()) == 0
    await seen.close()
