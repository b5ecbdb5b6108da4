"""The one seam to storage: `await db.read(fn)` and `await db.write(fn)`, where `fn(session)` is synchronous domain code.

`write` runs `fn` in one transaction, commits it durably and only then returns; an exception undoes all of it. Nobody else commits.
The same functions run on SQLite (one process, embedded) and on PostgreSQL (any number of processes).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from core.kernel.database.hints import Hints
from core.kernel.process.pulse import Pulse

T = TypeVar("T")


class Database(Protocol):
    hints: Hints
    pulse: Pulse
    dialect: str

    async def read(self, fn: Callable[[Session], T]) -> T:
        """Runs `fn` on a consistent snapshot, to its end even where the caller is cancelled; writing fails."""
        ...

    async def write(self, fn: Callable[[Session], T]) -> T:
        """Runs `fn` in a transaction of its own; returns after the commit, which comes even where the caller is cancelled."""
        ...

    async def listen(self) -> None:
        """Passes on what other processes say they have committed, until cancelled; only on PostgreSQL are there any."""
        ...

    async def close(self) -> None: ...


async def open_database(url: str, direct: str = "") -> Database:
    """Opens what `url` names: `sqlite:///path/to/file` or `postgresql://…`. The schema must be there: see `migrate`.

    `direct`: the same server without the pooler that `url` leads through.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        from core.kernel.database.sqlite import SqliteDatabase

        return SqliteDatabase(Path(parsed.database or "otklik.sqlite3"))
    from core.kernel.database.postgres import PostgresDatabase

    database = PostgresDatabase(parsed, make_url(direct) if direct else None)
    await database.start()
    return database
