"""What arrives together is written together; whoever is answered comes back into the next batch; a fault is told to all of its batch."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox
from core.kernel.queue.batching import Batch
from tests.conftest import NOW

SENDERS = 12


class Kept:
    """Keeps rows and remembers how many came at once."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.broken = False

    def __call__(self, session: Session, rows: list[inbox.Row]) -> None:
        self.batches.append(len(rows))
        inbox.put_all(session, "test", rows, NOW)
        if self.broken:
            raise OSError("the disk is full")


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    await supervisor.stop()


def row(number: int) -> inbox.Row:
    return str(number), "lane", "{}"


async def test_senders_who_come_back_stay_together(db: Database, supervisor: Supervisor) -> None:
    kept = Kept()
    gathered = Batch(db, supervisor, kept)

    async def sender(first: int) -> None:
        for number in range(first, 10 * SENDERS, SENDERS):
            await gathered.add(row(number))

    await asyncio.gather(*map(sender, range(SENDERS)))
    assert kept.batches == [SENDERS] * 10
    assert await db.read(inbox.waiting) == 10 * SENDERS


async def test_one_alone_is_not_kept_waiting_for_those_who_do_not_come_back(db: Database, supervisor: Supervisor) -> None:
    kept = Kept()
    gathered = Batch(db, supervisor, kept)
    await asyncio.gather(*(gathered.add(row(number)) for number in range(SENDERS)))
    await gathered.add(row(SENDERS))
    await gathered.add(row(SENDERS + 1))
    assert kept.batches == [SENDERS, 1, 1]


async def test_a_fault_is_everybodys_of_its_batch_and_nobody_elses(db: Database, supervisor: Supervisor) -> None:
    kept = Kept()
    gathered = Batch(db, supervisor, kept)
    kept.broken = True
    told = await asyncio.gather(*(gathered.add(row(number)) for number in range(SENDERS)), return_exceptions=True)
    assert all(isinstance(one, OSError) for one in told)
    kept.broken = False
    await gathered.add(row(0))
    assert await db.read(inbox.waiting) == 1
