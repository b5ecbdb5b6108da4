"""What a process holds when it is told to stop is finished or handed back, never left in doubt without need."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.problems import NeedsLogin, Trouble
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import outbox
from core.kernel.queue.delivery import Deliverer, Limiter
from core.kernel.queue.outbox import OutboxRow
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW


class Gate:
    """A limiter whose turn, or a target whose call, is never over."""

    name = "gate"
    doubtful = frozenset({"send"})

    def __init__(self, *, at_turn: bool) -> None:
        self.limiter: Limiter = self
        self.reached = asyncio.Event()
        self._at_turn = at_turn

    def free(self) -> int:
        return 10

    def held(self, parcel: OutboxRow) -> float:
        return 0.0

    def hold(self, parcel: OutboxRow, seconds: float) -> None: ...

    async def turn(self, parcel: OutboxRow) -> None:
        if self._at_turn:
            await self._stand()

    async def deliver(self, parcel: OutboxRow) -> Any:
        await self._stand()

    async def _stand(self) -> None:
        self.reached.set()
        await asyncio.Event().wait()

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None: ...

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None: ...

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None: ...


async def stopped(db: Database, clock: ManualClock, gate: Gate) -> Any:
    """The row as a process leaves it that was told to stop while it held it."""
    await db.write(lambda session: outbox.send(session, "gate", lane="1", kind="send", body={}, now=NOW))
    supervisor = Supervisor()
    supervisor.run("courier", Deliverer(db, clock, supervisor, gate, holder="one").run)
    await gate.reached.wait()
    await supervisor.stop(grace=0.01)
    table = outbox.outbox.c
    query = select(table.state, table.attempts, table.ambiguous)
    return tuple(await db.read(lambda session: session.execute(query).one()))


async def test_a_row_that_waits_for_its_turn_is_handed_back_as_it_was(db: Database, clock: ManualClock) -> None:
    assert await stopped(db, clock, Gate(at_turn=True)) == ("new", 0, False)


async def test_a_row_whose_call_may_have_been_made_stays_in_doubt(db: Database, clock: ManualClock) -> None:
    assert await stopped(db, clock, Gate(at_turn=False)) == ("sending", 1, False)
    assert await db.write(lambda session: outbox.recover(session, NOW + 2 * outbox.LEASE)) == 1


async def test_a_courier_that_handed_nothing_back_would_be_seen(db: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "again", lambda *_, **__: False)
    assert await stopped(db, clock, Gate(at_turn=True)) == ("sending", 1, False)
