"""Crowds at one slot and at one host: exactly as many win as there are places, the others hear that it is taken, and nothing else is heard.

SQLite is served by one process, PostgreSQL by several. The figures are a tenth of what OTKLIK_SOAK=1 runs.
"""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.interviews import acts, rules
from core.interviews.model import Booking, Slot
from core.kernel.database.session import Database
from core.kernel.problems import Conflict
from tests.conftest import NOW
from tests.interviews.booker import OPEN_GATE, WON, Attempt, press
from tests.interviews.seed import NOTICE, House, add_slot, seed_defaults

pytestmark = [pytest.mark.load, pytest.mark.timeout(3600)]
SOAK = os.environ.get("OTKLIK_SOAK") == "1"
PEOPLE, ROUNDS = (1000, 100) if SOAK else (100, 10)
PROCESSES = 4 if SOAK else 3
PAIRS = 20


class Crowd(Protocol):
    async def press(self, attempts: Sequence[Attempt]) -> list[str]: ...


class Inside:
    """All press in this process."""

    def __init__(self, db: Database) -> None:
        self.db = db

    async def press(self, attempts: Sequence[Attempt]) -> list[str]:
        return await press(self.db, attempts)


class Outside:
    """They press in real processes, each attempt in the next one's."""

    def __init__(self, processes: list[asyncio.subprocess.Process]) -> None:
        self.processes = processes

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str, *without: str) -> "AsyncIterator[Outside]":
        command = (sys.executable, "-m", "tests.interviews.booker", url, *(word for guard in without for word in ("--without", guard)))
        pipe = asyncio.subprocess.PIPE
        processes = [await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=2**20) for _ in range(PROCESSES)]
        try:
            await asyncio.gather(*(cls.line(process) for process in processes))
            yield cls(processes)
        finally:
            for process in processes:
                process.stdin.close()  # type: ignore[union-attr]
            await asyncio.gather(*(process.wait() for process in processes))

    async def press(self, attempts: Sequence[Attempt]) -> list[str]:
        for n, process in enumerate(self.processes):
            assert process.stdin is not None
            process.stdin.write(json.dumps(attempts[n::PROCESSES]).encode() + b"\n")
        answers = await asyncio.gather(*(self.line(process) for process in self.processes))
        outcomes = [""] * len(attempts)
        for n, answer in enumerate(answers):
            outcomes[n::PROCESSES] = json.loads(answer)
        return outcomes

    @staticmethod
    async def line(process: asyncio.subprocess.Process) -> bytes:
        assert process.stdout is not None
        line = await process.stdout.readline()
        assert line, "a booker's process has died"
        return line


@asynccontextmanager
async def gathered(db: Database, url: str, *without: str) -> AsyncIterator[Crowd]:
    if db.dialect == "sqlite":
        yield Inside(db)
    else:
        async with Outside.opened(url, *without) as crowd:
            yield crowd


async def one_slot(db: Database, crowd: Crowd, house: House, start: datetime, capacity: int) -> tuple[Counter[str], int]:
    """What the crowd heard, and how many bookings a second session finds. Afterwards all are free again."""
    slot = await db.write(partial(add_slot, owner=house.hosts[0], start=start, capacity=capacity))
    heard = Counter(await crowd.press([(slot, who) for who in house.applications]))
    found = await db.read(lambda session: session.scalars(select(Booking.id).where(Booking.slot_id == slot)).all())
    taken = await db.read(lambda session: session.execute(select(Slot.taken).where(Slot.id == slot)).scalar_one())
    assert taken == len(found)
    await db.write(lambda session: [acts.cancel(session, booking, now=NOW) for booking in found])
    return heard, len(found)


def check_slot(heard: Counter[str], found: int, capacity: int) -> None:
    assert heard == {WON: capacity, "slot-taken": PEOPLE - capacity}
    assert found == capacity


async def two_slots(db: Database, crowd: Crowd, house: House, first: datetime) -> list[list[str]]:
    """Pairs of overlapping slots of one host, each slot wanted by two people at once; what was heard by those at each pair."""
    attempts: list[Attempt] = []
    who = iter(house.applications)
    for n in range(PAIRS):
        at = first + timedelta(hours=3 * n)
        pair = [await db.write(partial(add_slot, owner=house.hosts[0], start=at + timedelta(minutes=30 * k))) for k in range(2)]
        attempts += [(slot, next(who)) for slot in pair * 2]
    heard = await crowd.press(attempts)
    await db.write(free_all)
    return [heard[4 * n : 4 * n + 4] for n in range(PAIRS)]


def free_all(session: Session) -> None:
    for booking in session.scalars(select(Booking.id).where(Booking.state == "booked")).all():
        acts.cancel(session, booking, now=NOW)


def check_pairs(heard: list[list[str]]) -> None:
    assert [Counter(pair) for pair in heard] == [{WON: 1, "slot-taken": 3}] * PAIRS


@pytest.fixture
async def house(db: Database) -> House:
    return await db.write(partial(seed_defaults, people=PEOPLE))


@pytest.mark.parametrize("capacity", [1, 8])
async def test_as_many_win_as_there_are_places(db: Database, database_url: str, house: House, capacity: int) -> None:
    async with gathered(db, database_url) as crowd:
        for n in range(ROUNDS):
            heard, found = await one_slot(db, crowd, house, NOW + timedelta(hours=n + 24), capacity)
            check_slot(heard, found, capacity)


async def test_of_two_overlapping_slots_of_one_host_one_is_booked(db: Database, database_url: str, house: House) -> None:
    async with gathered(db, database_url) as crowd:
        for n in range(ROUNDS):
            check_pairs(await two_slots(db, crowd, house, NOW + timedelta(days=3 * n + 1)))


async def test_a_person_who_presses_many_times_has_one_booking(db: Database, database_url: str, house: House) -> None:
    async with gathered(db, database_url) as crowd:
        for n in range(ROUNDS):
            slots = [
                await db.write(partial(add_slot, owner=house.hosts[0], start=NOW + timedelta(days=n + 1, hours=2 * k), capacity=9))
                for k in range(2)
            ]
            heard = await crowd.press([(slot, house.applications[0]) for slot in slots * 8])
            assert set(heard) <= {WON, "already-booked"}
            taken = await db.read(lambda session: session.execute(select(func.sum(Slot.taken))).scalar())
            assert (heard.count(WON), taken) == (8, 1)
            await db.write(free_all)


async def test_moving_crowds_leave_each_place_with_one(db: Database, house: House) -> None:
    """Everybody has a slot and moves to a neighbour's at once: whoever is refused stays, nobody is lost, no place is held twice."""
    starts = [NOW + timedelta(hours=2 * n + 24) for n in range(16)]
    slots = [await db.write(partial(add_slot, owner=house.hosts[0], start=start)) for start in starts]
    await press(db, zip(slots[:12], house.applications, strict=False))
    bookings = await db.read(lambda session: session.scalars(select(Booking.id)).all())
    for shift in range(ROUNDS):
        moves = [(booking, slots[(5 * n + shift) % len(slots)]) for n, booking in enumerate(bookings)]
        heard = await asyncio.gather(*(move(db, *pair) for pair in moves))
        assert set(heard) <= {WON, "slot-taken"}
        await check_places(db, len(bookings))


async def move(db: Database, booking: int, slot: int) -> str:
    try:
        await db.write(lambda session: acts.move(session, booking, slot, now=NOW, notice=NOTICE))
    except Conflict as refusal:
        return refusal.key
    return WON


async def check_places(db: Database, people: int) -> None:
    taken = await db.read(lambda session: session.scalars(select(Slot.taken).where(Slot.taken > 0)).all())
    held = await db.read(lambda session: session.scalars(select(Booking.slot_id).where(Booking.state == "booked")).all())
    assert (list(taken), len(set(held))) == ([1] * people, people)


# Controls: with a guard taken out, the same checks see red


async def test_control_a_gate_that_does_not_count_is_seen(
    db: Database, database_url: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one writer what was looked at is still true at the gate, so there the judge must be taken out as well."""
    if db.dialect == "sqlite":
        monkeypatch.setattr(acts, "_TAKE", OPEN_GATE)
        monkeypatch.setattr(rules, "is_offered", lambda *_: True)
    async with gathered(db, database_url, "gate") as crowd:
        heard, found = await one_slot(db, crowd, house, NOW + timedelta(days=1), 1)
    assert found == 1, "the table itself refuses what the gate let through"
    with pytest.raises(AssertionError):
        check_slot(heard, found, 1)


async def test_control_a_host_that_is_not_held_is_seen(
    db: Database, database_url: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite needs no lock: there the look at the neighbours is what is taken out."""
    if db.dialect == "sqlite":
        monkeypatch.setattr(acts, "neighbours", lambda *_, **__: [])
    async with gathered(db, database_url, "lock") as crowd:
        rounds = [await two_slots(db, crowd, house, NOW + timedelta(days=3 * n + 1)) for n in range(5)]
    both = [heard for heard in rounds if any(pair.count(WON) > 1 for pair in heard)]
    assert both, "in none of the rounds two people met"
    for heard in both:
        with pytest.raises(AssertionError):
            check_pairs(heard)
