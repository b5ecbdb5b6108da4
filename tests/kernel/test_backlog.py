"""After a time down: colleagues first, then chat by chat in turn; and what the database or a fallen process does costs no row a try."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.conversation.model import conversations
from bot.conversation.screens import Conversation
from bot.engine import sending as sender
from bot.engine.sending import Sending
from bot.engine.worker import PATIENCE, Took, Worker
from core.kernel.database.session import Database
from core.kernel.problems import Problem
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox, leases, outbox
from core.kernel.queue.leases import Lease
from core.kernel.time.clock import ManualClock, SystemClock
from core.staff import acts as staff
from tests.conftest import NOW
from tests.kit.patience import patience

if TYPE_CHECKING:
    from bot.engine.engine import Engine

T = TypeVar("T")
CUT = OperationalError("SELECT", None, ConnectionResetError(), connection_invalidated=True)


class Recorder:
    """An engine that notes which lanes it worked on, and fails as it is told to."""

    def __init__(self) -> None:
        self.worked: list[str] = []
        self.faults: list[Exception] = []

    def take(self, session: Session, lane: str, now: datetime, seen: list[int] | None = None) -> bool:
        item = inbox.head(session, lane, now)
        if item is None:
            return False
        if seen is not None:
            seen.append(item.id)
        if self.faults:
            raise self.faults.pop(0)
        inbox.done(session, item, now)
        self.worked.append(lane)
        return True

    def refuse(self, session: Session, lane: str, problem: Problem, now: datetime, row: int | None = None) -> None: ...

    def fail(self, session: Session, lane: str, error: str, now: datetime, *, row: int, tell: bool = True, last: bool = False) -> None:
        item = inbox.head(session, lane, now)
        assert item is not None
        inbox.failed(session, item, error, now, last=last)


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    await supervisor.stop(grace=0.1)


@pytest.fixture
def engine() -> Recorder:
    return Recorder()


@pytest.fixture
def worker(db: Database, clock: ManualClock, supervisor: Supervisor, engine: Recorder) -> Worker:
    return Worker(db, clock, supervisor, cast("Engine", engine))


def put(session: Session, chat: str, count: int = 1) -> None:
    for number in range(count):
        inbox.put(session, "telegram", key=f"{chat}:{number}", lane=f"telegram:42:{chat}", body={}, now=NOW)


def backlog(session: Session) -> None:
    """Sixty guests have written, then Maria, who works here, and somebody has told her something."""
    person = staff.add_staff(session, "Мария", ("recruiter",), now=NOW)
    chat = {"channel": "telegram", "account": "42", "chat": "maria", "staff_id": person, "persona": "staff"}
    session.execute(insert(conversations).values(**chat, locale="ru", zone="Europe/Moscow", seen_at=NOW))
    put(session, "talker", 30)
    for number in range(60):
        put(session, f"guest{number}")
    put(session, "maria")
    inbox.put(session, "notice", key="1", lane="staff:1", body={}, now=NOW)


async def worked_off(db: Database, supervisor: Supervisor, worker: Worker, engine: Recorder) -> list[str]:
    worker._limit = 4
    await db.write(backlog)
    total = await db.read(inbox.waiting)
    supervisor.run("turns", worker.run)
    async with asyncio.timeout(patience(20)):
        while len(engine.worked) < total:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)
    return engine.worked


async def test_after_a_time_down_colleagues_come_first_and_nobody_waits_for_a_talker(
    db: Database, supervisor: Supervisor, worker: Worker, engine: Recorder
) -> None:
    order = await worked_off(db, supervisor, worker, engine)
    assert max(order.index("telegram:42:maria"), order.index("staff:1")) < 4
    last_guest = max(order.index(lane) for lane in order if "guest" in lane)
    assert order[: last_guest + 1].count("telegram:42:talker") < 20


async def test_control_without_the_order_a_colleague_waits_behind_everybody(
    db: Database, supervisor: Supervisor, worker: Worker, engine: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Worker, "_is_first", lambda *_: False)
    order = await worked_off(db, supervisor, worker, engine)
    assert order.index("telegram:42:maria") >= 10


def answer(session: Session, staff_id: int | None, priority: int) -> None:
    name, zone = f"{staff_id}:{priority}", "Europe/Moscow"
    chat = Conversation(1, "telegram", "42", name, staff_id, None, "staff", "ru", zone, None, None, None, NOW)
    Sending(chat, NOW, priority).queue(session, "send", {})


async def test_what_colleagues_wait_for_leaves_before_what_others_wait_for(db: Database) -> None:
    for staff_id, priority in ((None, outbox.NORMAL), (None, outbox.INTERACTIVE), (7, outbox.NORMAL), (7, outbox.INTERACTIVE)):
        await db.write(lambda session, who=staff_id, how=priority: answer(session, who, how))  # type: ignore[misc]
    parcels = await db.write(lambda session: outbox.claim(session, "telegram", limit=9, now=NOW))
    assert [parcel.priority for parcel in parcels] == [outbox.COLLEAGUE, outbox.TO_COLLEAGUE, outbox.INTERACTIVE, outbox.NORMAL]
    assert sender.COLLEAGUES[outbox.NORMAL] < outbox.INTERACTIVE


# Whose fault it is


def standing(session: Session) -> tuple[str, int]:
    table = inbox.inbox.c
    state, attempts = session.execute(select(table.state, table.attempts)).one()
    return state, attempts


async def test_cut_connections_cost_no_try(db: Database, worker: Worker, engine: Recorder) -> None:
    await db.write(lambda session: put(session, "anna"))
    engine.faults = [CUT] * (2 * inbox.ATTEMPTS)
    for _ in range(2 * inbox.ATTEMPTS):
        assert await worker.turn("telegram:42:anna") is Took.NOTHING
    assert await db.read(standing) == ("new", 0)
    assert await worker.turn("telegram:42:anna")
    assert await db.read(standing) == ("done", 0)


async def test_a_row_that_brings_the_database_down_every_time_is_set_aside(
    db: Database, worker: Worker, engine: Recorder, clock: ManualClock
) -> None:
    await db.write(lambda session: put(session, "anna"))
    engine.faults = [CUT] * 1000
    for _ in range(PATIENCE + inbox.ATTEMPTS):
        await worker.turn("telegram:42:anna")
        clock.at += timedelta(hours=1)
    assert await db.read(standing) == ("dead", inbox.ATTEMPTS)


async def test_who_was_faster_is_no_fault_of_the_code(db: Database, worker: Worker, engine: Recorder) -> None:
    await db.write(lambda session: put(session, "anna"))
    engine.faults = [IntegrityError("INSERT", None, ValueError())]
    await worker.turn("telegram:42:anna")
    assert await db.read(standing) == ("new", 1)


class Cut:
    """A database whose connection is cut as a fault is being told."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.hints = database.hints
        self.pulse = database.pulse
        self.dialect = database.dialect
        self.writes = 0

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._database.read(fn)

    async def write(self, fn: Callable[[Session], T]) -> T:
        self.writes += 1
        if self.writes == 2:
            raise CUT
        return await self._database.write(fn)

    async def listen(self) -> None: ...

    async def close(self) -> None: ...


async def test_a_cut_while_a_fault_is_told_is_no_end_either(
    db: Database, clock: ManualClock, supervisor: Supervisor, engine: Recorder
) -> None:
    worker = Worker(Cut(db), clock, supervisor, cast("Engine", engine))
    await db.write(lambda session: put(session, "anna"))
    engine.faults = [ZeroDivisionError()]
    assert await worker.turn("telegram:42:anna") is Took.NOTHING
    assert await db.read(standing) == ("new", 0)
    assert await worker.turn("telegram:42:anna")
    assert await db.read(standing) == ("done", 0)


# Leases


async def test_what_a_fallen_process_held_is_free_in_five_seconds(db: Database) -> None:
    assert max(leases.TERM, outbox.LEASE) <= timedelta(seconds=4)
    await db.write(lambda session: leases.take(session, "poll", "fallen", NOW))
    await db.write(lambda session: outbox.send(session, "telegram", lane="chat", kind="edit", body={}, now=NOW))
    await db.write(lambda session: outbox.claim(session, "telegram", limit=1, now=NOW))
    soon = NOW + timedelta(seconds=4.1)
    assert await db.write(lambda session: leases.take(session, "poll", "other", soon))
    assert await db.write(lambda session: outbox.recover(session, soon, doubtful=[("telegram", "send")])) == 1
    assert await db.write(lambda session: outbox.claim(session, "telegram", limit=1, now=soon))


async def test_a_living_process_keeps_its_lease_through_a_long_call(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "TERM", timedelta(seconds=0.9))
    mine, other = Lease(db, SystemClock(), "poll", "mine"), Lease(db, SystemClock(), "poll", "other")
    assert await mine.hold()

    async def call() -> list[bool]:
        found = []
        for _ in range(8):
            await asyncio.sleep(0.25)
            found.append(await other.hold())
        return found

    assert not any(await mine.during(call()))
    await asyncio.sleep(1.0)
    assert await other.hold()


async def test_the_fault_of_a_long_call_is_its_own(db: Database) -> None:
    async def call() -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Lease(db, SystemClock(), "poll", "mine").during(call())
