"""A thousand people want one slot: the whole booking against a bare compare-and-set, both through the same `db.write`.

The floor is one UPDATE an attempt, which guards the slot and nothing else: no booking row, no overlaps, no reasons. It is measured twice:
as SQLAlchemy runs a text, and as the driver takes it with nothing around. The sides take turns on one database, so that whatever else the
machine does meets all of them; the medians are compared.
"""

import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text, update
from sqlalchemy.orm import Session

import core  # noqa: F401 - chooses the SQLite before anything imports one
from core.interviews import acts
from core.interviews.model import Booking, Slot
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database, open_database
from core.kernel.database.sqlite import writing_engine
from core.kernel.problems import Conflict
from tests.conftest import NOW
from tests.interviews.seed import House, add_slot, seed_defaults

PEOPLE, CAPACITY, ROUNDS, AIM = 1000, 8, 15, 0.80
CAS = text("UPDATE slots SET taken = taken + 1 WHERE id = :slot AND taken < capacity")
log = logging.getLogger("bench")
Attempt = Callable[[int], Awaitable[bool]]


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        db = await open_database(fresh(Path(folder)))
        ours, floor, driver = await compare(db)
        await db.close()
    log.info("booking, contended: ours %.0f/s, floor %.0f/s, ratio %.2f (aim %.2f)", ours, floor, ours / floor, AIM)
    log.info("booking, contended: the same floor by the driver alone %.0f/s, ratio %.2f", driver, ours / driver)


def fresh(folder: Path) -> str:
    path = folder / "otklik.sqlite3"
    engine = writing_engine(path)
    load_models("core", "bot").create_all(engine)
    engine.dispose()
    return f"sqlite:///{path}"


async def compare(db: Database, rounds: int = ROUNDS) -> list[float]:
    """Attempts a second of ours, of the floor and of the driver's, by turns; the first round warms up."""
    house = await db.write(partial(seed_defaults, people=PEOPLE))
    sides = (partial(whole, db, house), partial(bare, db, compare_and_set), partial(bare, db, by_driver))
    figures: list[list[float]] = [[] for _ in sides]
    for n in range(len(sides) * (rounds + 1)):
        slot = await db.write(partial(add_slot, owner=house.hosts[0], start=NOW + timedelta(days=n + 1), capacity=CAPACITY))
        figures[n % len(sides)].append(await rate(partial(sides[n % len(sides)], slot)))
        await db.write(clear)
    return [statistics.median(side[1:]) for side in figures]


async def rate(attempt: Attempt) -> float:
    begun = time.perf_counter()
    won = await asyncio.gather(*map(attempt, range(PEOPLE)))
    lasted = time.perf_counter() - begun
    if sum(won) != CAPACITY:
        raise RuntimeError(f"{sum(won)} got one of {CAPACITY} places")
    return PEOPLE / lasted


async def whole(db: Database, house: House, slot: int, n: int) -> bool:
    """What happens when somebody presses the time."""
    who = house.applications[n]
    try:
        await db.write(lambda session: acts.book(session, slot, who, "interview", now=NOW, notice=timedelta(hours=2)))
    except Conflict:
        return False
    return True


async def bare(db: Database, way: Callable[[Session, int], bool], slot: int, _n: int) -> bool:
    return await db.write(lambda session: way(session, slot))


def compare_and_set(session: Session, slot: int) -> bool:
    return session.connection().execute(CAS, {"slot": slot}).rowcount == 1


def by_driver(session: Session, slot: int) -> bool:
    cursor = session.connection().connection.cursor()
    cursor.execute(CAS.text, {"slot": slot})
    won = cursor.rowcount == 1
    cursor.close()
    return won


def clear(session: Session) -> None:
    session.execute(update(Booking).values(state="cancelled"))
    session.execute(update(Slot).values(taken=0, state="closed"))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asyncio.run(main())
