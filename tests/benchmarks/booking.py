"""A thousand people want one slot: the whole booking against a bare compare-and-set, both through the same `db.write`.

The floor is one UPDATE an attempt, which guards the slot and nothing else: no booking row, no overlaps, no reasons. The sides take turns
on one database, so that whatever else the machine does meets both; the medians are compared.
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
from core.kernel.database import Database, open_database
from core.kernel.problems import Conflict
from core.kernel.sqlite import writing_engine
from core.kernel.tables import load_models
from tests.conftest import NOW
from tests.interviews.seed import House, add_slot, furnish

PEOPLE, CAPACITY, ROUNDS, AIM = 1000, 8, 15, 0.80
CAS = text("UPDATE slots SET taken = taken + 1 WHERE id = :slot AND taken < capacity")
log = logging.getLogger("bench")
Attempt = Callable[[int], Awaitable[bool]]


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        db = await open_database(fresh(Path(folder)))
        ours, floor = await compare(db)
        await db.close()
    log.info("booking, contended: ours %.0f/s, floor %.0f/s, ratio %.2f (aim %.2f)", ours, floor, ours / floor, AIM)


def fresh(folder: Path) -> str:
    path = folder / "otklik.sqlite3"
    engine = writing_engine(path)
    load_models("core", "bot").create_all(engine)
    engine.dispose()
    return f"sqlite:///{path}"


async def compare(db: Database, rounds: int = ROUNDS) -> tuple[float, float]:
    """Attempts a second of ours and of the floor, by turns, after one round each that warms up."""
    house = await db.write(partial(furnish, people=PEOPLE))
    figures: tuple[list[float], list[float]] = ([], [])
    for n in range(2 * rounds + 2):
        slot = await db.write(partial(add_slot, owner=house.hosts[0], start=NOW + timedelta(days=n + 1), capacity=CAPACITY))
        attempt = partial(bare, db, slot) if n % 2 else partial(whole, db, house, slot)
        figures[n % 2].append(await rate(attempt))
        await db.write(clear)
    return statistics.median(figures[0][1:]), statistics.median(figures[1][1:])


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


async def bare(db: Database, slot: int, _n: int) -> bool:
    return await db.write(lambda session: compare_and_set(session, slot))


def compare_and_set(session: Session, slot: int) -> bool:
    return session.connection().execute(CAS, {"slot": slot}).rowcount == 1


def clear(session: Session) -> None:
    session.execute(update(Booking).values(state="cancelled"))
    session.execute(update(Slot).values(taken=0, state="closed"))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asyncio.run(main())
