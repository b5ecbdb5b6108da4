"""The machine's clock is set back an hour: the work goes on, and what waits for «now» does not wait an hour for it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from apscheduler.schedulers import base
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox, leases, outbox, pulses
from core.kernel.queue.leases import Lease
from core.kernel.queue.outbox import outbox as rows
from core.kernel.queue.ticks import Drift, Ticks, bring_back, bring_strays, catch_up
from core.kernel.time.clock import ManualClock, SystemClock
from tests.conftest import NOW

HOUR = timedelta(hours=1)
BACK = NOW - HOUR
PATIENCE = 10


class Machine:
    """The machine's wall clock, which people set."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        machine, self.offset = self, timedelta(0)

        class Now(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return machine.now().astimezone(tz)

        patch.setattr(base, "datetime", Now)
        patch.setattr(SystemClock, "now", lambda _self: machine.now())

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset  # noqa: TID251 - this is the machine


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


class Work:
    def __init__(self) -> None:
        self._done = asyncio.Event()

    async def __call__(self) -> None:
        self._done.set()

    async def goes_on(self, seconds: float = PATIENCE) -> bool:
        self._done.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._done.wait(), seconds)
        return self._done.is_set()


@contextmanager
def started(ticks: Ticks) -> Iterator[None]:
    ticks.start()
    try:
        yield
    finally:
        ticks.stop()


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@ON_SQLITE
async def test_periodic_work_goes_on_when_the_clock_is_set_back_an_hour(db: Database, machine: Machine) -> None:
    work, ticks, supervisor = Work(), Ticks(db, SystemClock()), Supervisor()
    ticks.every(1, work)
    supervisor.run("clock", ticks.watch)
    with started(ticks):
        assert await work.goes_on()
        machine.offset = -HOUR
        assert await work.goes_on()
        assert await work.goes_on()
    await supervisor.stop()


@ON_SQLITE
async def test_control_unwatched_it_stands_still(db: Database, machine: Machine) -> None:
    work, ticks = Work(), Ticks(db, SystemClock())
    ticks.every(1, work)
    with started(ticks):
        assert await work.goes_on()
        machine.offset = -HOUR
        await work.goes_on(1.2)
        assert not await work.goes_on(2.5)


@pytest.mark.parametrize(("wall", "steady", "step"), [(1.0, 1.0, 0.0), (-3599.0, 1.0, -3600.0), (3601.0, 1.0, 3600.0), (1.0, 2.5, 0.0)])
def test_a_step_is_told_from_time_passing(wall: float, steady: float, step: float) -> None:
    clock, times = ManualClock(NOW), [0.0]
    drift = Drift(clock.now, lambda: times[0])
    clock.at, times[0] = NOW + timedelta(seconds=wall), steady
    assert drift.step() == step
    assert drift.step() == 0.0


def fill(session: Session) -> None:
    """What stood there when the clock was set back: rows of now, a repeat, and one that was put off till the morning."""
    for key in ("new", "repeated", "held", "morning"):
        inbox.put(session, "test", key=key, lane=key, body={"key": key}, now=NOW)
        outbox.send(session, "there", lane=key, kind="test", body={}, now=NOW, key=key)
    again = inbox.head(session, "repeated", NOW)
    later = inbox.head(session, "morning", NOW)
    assert again is not None
    assert later is not None
    inbox.failed(session, again, "fault", NOW)
    part = inbox.head(session, "held", NOW)
    assert part is not None
    inbox.hold(session, part, NOW + timedelta(seconds=2))
    inbox.postpone(session, later, NOW + timedelta(hours=9), NOW)
    session.execute(update(rows).where(rows.c.key == "repeated").values(due_at=NOW + timedelta(minutes=10), attempts=3, error="fault"))
    session.execute(update(rows).where(rows.c.key == "held").values(due_at=NOW + timedelta(minutes=1), error="too-many-requests"))
    session.execute(update(rows).where(rows.c.key == "morning").values(due_at=NOW + timedelta(minutes=10)))


def claimed(session: Session) -> set[str]:
    return {row.lane for row in outbox.claim(session, "there", limit=10, now=BACK)}


async def test_rows_that_wait_for_now_are_due_and_what_was_put_off_is_not(db: Database) -> None:
    await db.write(fill)
    assert await db.read(partial(inbox.lanes, now=BACK, limit=9)) == ["new"]
    await db.write(partial(bring_back, now=BACK, step=HOUR))
    assert set(await db.read(partial(inbox.lanes, now=BACK, limit=9))) == {"new", "repeated", "held"}
    assert await db.write(claimed) == {"new", "repeated", "held"}


async def test_what_a_turn_writes_by_the_old_time_after_the_step_is_due_and_keeps_its_place(db: Database) -> None:
    """Nobody has to find it first: whoever comes next would overtake it."""
    await db.write(partial(bring_back, now=BACK, step=HOUR))
    await db.write(fill)
    await db.write(partial(comes, key="later", now=BACK))
    assert set(await db.read(partial(inbox.lanes, now=BACK, limit=9))) == {"new"}
    assert await db.read(partial(inbox.waiting_among, names=("new",), prefix="-", now=BACK)) == ["new"]
    first = await db.write(partial(inbox.head, lane="new", now=BACK))
    assert first is not None
    assert first.key == "new"
    [row] = await db.write(partial(outbox.claim, target="there", limit=10, now=BACK))
    await db.write(partial(outbox.sent, parcel=row, now=BACK))
    [later] = await db.write(partial(outbox.claim, target="there", limit=10, now=BACK))
    assert (row.lane, later.lane, later.id > row.id) == ("new", "new", True)


def comes(session: Session, key: str, now: datetime) -> None:
    inbox.put(session, "test", key=key, lane="new", body={"key": key}, now=now)
    outbox.send(session, "there", lane="new", kind="test", body={}, now=now, key=key)


async def test_what_was_put_off_by_the_old_time_after_the_step_is_found(db: Database) -> None:
    await db.write(partial(bring_back, now=BACK, step=HOUR))
    await db.write(fill)
    await db.write(partial(bring_strays, now=BACK, step=HOUR))
    assert set(await db.read(partial(inbox.lanes, now=BACK, limit=9))) == {"new", "repeated", "held"}
    assert await db.write(claimed) == {"new", "repeated", "held"}


async def test_a_fallen_holder_keeps_nothing_for_an_hour(db: Database) -> None:
    await db.write(partial(leases.take, name="poll", holder="fallen", now=NOW))
    await db.write(partial(bring_back, now=BACK, step=HOUR))
    assert not await db.write(partial(leases.take, name="poll", holder="other", now=BACK))
    assert await db.write(partial(leases.take, name="poll", holder="other", now=BACK + leases.TERM + timedelta(seconds=1)))


async def test_who_holds_a_lease_renews_it_by_the_new_time(db: Database, clock: ManualClock) -> None:
    lease = Lease(db, clock, "poll", "me")
    assert await lease.hold()
    clock.at = BACK
    await db.write(partial(bring_back, now=BACK, step=HOUR))
    clock.at = BACK + leases.TERM
    assert await lease.hold()
    assert not await db.write(partial(leases.take, name="poll", holder="other", now=clock.at + leases.TERM / 2))


async def test_a_clock_set_back_while_nobody_was_there_is_seen_at_the_start(db: Database) -> None:
    """The process fell, and the machine came up with another time."""
    await db.write(partial(pulses.keep, holder="fallen", ages={}, now=NOW - timedelta(seconds=20)))
    await db.write(fill)
    await db.write(partial(leases.take, name="poll", holder="fallen", now=NOW))
    ticks, supervisor = Ticks(db, ManualClock(BACK)), Supervisor()
    supervisor.run("clock", ticks.watch)
    seen: Sequence[str] = ()
    async with asyncio.timeout(PATIENCE):
        while not seen:
            await asyncio.sleep(0.02)
            seen = await db.read(partial(inbox.lanes, now=BACK, limit=9))
    await supervisor.stop()
    assert set(await db.read(partial(inbox.lanes, now=BACK, limit=9))) == {"new", "repeated", "held"}
    assert await db.write(claimed) == {"new", "repeated", "held"}
    assert await db.write(partial(leases.take, name="poll", holder="other", now=BACK + leases.TERM + timedelta(seconds=1)))
    assert not await db.read(lambda session: session.execute(select(pulses.pulses)).all())


async def test_a_clock_set_ahead_and_back_between_two_pulses_is_seen_at_the_start_by_the_leases(db: Database) -> None:
    """The last pulse is of before the step ahead; what was held and repeated after it would wait until that time comes again."""
    await db.write(partial(pulses.keep, holder="fallen", ages={}, now=BACK))
    await db.write(fill)
    await db.write(partial(leases.take, name="poll", holder="fallen", now=NOW))
    await db.write(partial(catch_up, now=BACK))
    assert await db.write(partial(leases.take, name="poll", holder="other", now=BACK + leases.TERM + timedelta(seconds=1)))
    assert set(await db.read(partial(inbox.lanes, now=BACK, limit=9))) == {"new", "repeated", "held"}
    assert await db.write(claimed) == {"new", "repeated", "held"}


async def test_a_lease_renewed_by_the_old_time_after_the_step_is_a_lease_of_now(db: Database) -> None:
    """Its holder fell with the next breath. What rests until its time comes is left alone."""
    await db.write(partial(bring_back, now=BACK, step=HOUR))
    await db.write(fill)
    await db.write(partial(outbox.claim, target="there", limit=10, now=NOW))
    await db.write(partial(leases.take, name="poll", holder="fallen", now=NOW))
    await db.write(partial(leases.take_for, name="daily", holder="fallen", now=NOW, term=timedelta(days=1)))
    await db.write(partial(bring_strays, now=BACK, step=timedelta(0)))
    soon = BACK + leases.TERM + timedelta(seconds=1)
    assert await db.write(partial(leases.take, name="poll", holder="other", now=soon))
    assert not await db.write(partial(leases.take, name="daily", holder="other", now=NOW + timedelta(hours=23)))
    assert await db.write(partial(outbox.recover, now=soon)) == 1


async def test_a_start_at_a_clock_that_only_ran_brings_nothing_forward(db: Database) -> None:
    await db.write(partial(pulses.keep, holder="fallen", ages={}, now=BACK))
    await db.write(fill)
    await db.write(partial(catch_up, now=BACK))
    assert await db.read(partial(inbox.lanes, now=BACK, limit=9)) == ["new"]
