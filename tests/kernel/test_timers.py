"""100,000 timers, restarts, clocks that jump by a day, three processes: each fires once, none before its time."""

import asyncio
import json
import random
import sys
from asyncio.subprocess import DEVNULL, Process
from datetime import datetime, timedelta
from functools import partial
from itertools import count

import pytest
from sqlalchemy import Integer, bindparam, insert, text, update
from sqlalchemy.orm import Session

from core.kernel.database.session import Database, open_database
from core.kernel.queue import timers
from core.kernel.queue.timers import timers as table
from tests.conftest import NOW
from tests.scale import scaled

MANY = scaled(100_000)
KILLS = scaled(30)
DAYS = 29


def fill(session: Session) -> None:
    chance = random.Random(7)
    rows = [
        {
            "kind": "callback.due",
            "subject": f"application:{n}",
            "lane": f"application:{n % 500}",
            "due_at": NOW + timedelta(seconds=chance.randrange(DAYS * 86_400)),
            "args": "{}",
            "key": f"callback:{n}",
        }
        for n in range(MANY)
    ]
    for start in range(0, MANY, 1000):
        session.execute(insert(table), rows[start : start + 1000])


async def start(url: str, seed: int) -> Process:
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.kernel.timer_process", url, str(seed), stdout=DEVNULL)


async def fire_all(url: str, processes: int) -> None:
    """Runs the processes until nothing is pending, killing one now and then and starting another in its place."""
    seeds, chance = count(1), random.Random(3)
    running = [await start(url, next(seeds)) for _ in range(processes)]
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.3, 1.2))
        victim = chance.randrange(processes)
        if running[victim].returncode is None:
            running[victim].kill()
        await running[victim].wait()
        running[victim] = await start(url, next(seeds))
    assert [await process.wait() for process in running] == [0] * processes


def judge(session: Session) -> None:
    """Each timer has one row in the inbox, and no row is of a timer that was not due when it was fired."""
    keys = session.execute(text("SELECT key FROM inbox WHERE source = 'timer'")).scalars().all()
    assert len(keys) == len(set(keys)) == MANY
    early = "SELECT count(*) FROM timers WHERE state <> 'done' OR ended_at < due_at"
    assert session.execute(text(early)).scalar_one() == 0


@pytest.mark.load
@pytest.mark.timeout(1200)
async def test_each_timer_fires_once_through_kills_and_jumping_clocks(database_url: str) -> None:
    database = await open_database(database_url)
    await database.write(fill)
    await fire_all(database_url, 1 if database.dialect == "sqlite" else 3)
    await database.read(judge)
    await database.close()


async def fired_twice(db: Database) -> int:
    """How often one timer comes that is fired twice; the inbox would keep the second out, so it is emptied in between."""
    await db.write(partial(timers.schedule, kind="k", subject="s", lane="a", due=NOW, key="once"))
    first = await db.write(partial(timers.fire, now=NOW))
    await db.write(lambda session: session.execute(text("DELETE FROM inbox")))
    return first + await db.write(partial(timers.fire, now=NOW))


async def test_a_timer_that_fired_is_done(db: Database) -> None:
    assert await fired_twice(db) == 1


async def test_control_a_timer_that_is_not_marked_fires_again(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (table.c[name] for name in ("id", "kind", "subject", "lane", "due_at", "args"))
    loose = update(table).where(table.c.due_at <= bindparam("now"), bindparam("limit", type_=Integer) > 0).values(state="pending")
    monkeypatch.setattr(timers, "_FIRE", loose.returning(*columns))
    assert await fired_twice(db) == 2


async def test_a_timer_that_was_late_says_when_it_was_due(db: Database) -> None:
    await db.write(partial(timers.schedule, kind="k", subject="s", lane="a", due=NOW - timedelta(days=1), key="late"))
    await db.write(partial(timers.fire, now=NOW))
    body = await db.read(lambda session: session.execute(text("SELECT body FROM inbox")).scalar_one())
    assert datetime.fromisoformat(json.loads(body)["due"]) == NOW - timedelta(days=1)
