"""Readers of SQLite whose caller goes away in the midst, as clients of a stream do."""

import asyncio
from pathlib import Path
from typing import Any

import anyio
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from core.kernel.sqlite import READERS, SqliteDatabase


def look(session: Session) -> None:
    for _ in range(5):
        session.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()


async def test_a_read_that_nobody_waits_for_any_more_costs_no_connection(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "otklik.sqlite3")
    opened: list[Any] = []
    event.listen(database._readers.sync_engine, "connect", lambda connection, _: opened.append(connection))
    for step in range(60):
        async with anyio.create_task_group() as group:  # which cancels again and again, as the web framework does
            group.start_soon(database.read, look)
            await asyncio.sleep(step % 12 * 0.0002)
            group.cancel_scope.cancel()
    await asyncio.gather(*(database.read(look) for _ in range(3 * READERS)))
    await database.close()
    assert len(opened) <= READERS
