"""One process that fires timers as the product does, on a clock that jumps to and fro by a day: `timer_process URL SEED`.

Says what it fired, a line a batch, and ends when nothing is pending. May be killed at any moment.
"""

import asyncio
import random
import sys
from datetime import timedelta

import core  # noqa: F401 - chooses the SQLite before anything imports one
from bot.engine.worker import Ticker
from core.kernel.database.session import open_database
from core.kernel.queue import timers
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW

DAY = timedelta(days=1)


async def main(url: str, seed: int) -> None:
    database, chance = await open_database(url), random.Random(seed)
    clock = ManualClock(NOW)
    ticker = Ticker(database, clock, batch=250)
    end = NOW + 30 * DAY
    try:
        while await database.read(timers.pending):
            clock.at += chance.choice((DAY, -DAY, DAY / 3, 2 * DAY))
            clock.at = min(max(clock.at, NOW), end)
            sys.stdout.write(f"{await ticker.tick()}\n")
            sys.stdout.flush()
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
