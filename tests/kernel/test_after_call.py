"""What the other side did is written down before anything is made of it: no fault of our own bookkeeping makes a second call."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.problems import Refused, Trouble, TryLater
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import delivery as courier
from core.kernel.queue import inbox, outbox
from core.kernel.queue.delivery import ANSWER, Deliverer, settling
from core.kernel.queue.outbox import OutboxRow
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW
from tests.kernel.test_courier import Shop, all_sent, ordered, row, until

T = TypeVar("T")


class Clumsy(Shop):
    """Cannot make anything of an answer, or of a refusal, as long as it is told so."""

    def __init__(self, answers: list[Trouble | None]) -> None:
        super().__init__(answers)
        self.at_fault = True
        self.settled: list[Any] = []

    async def deliver(self, parcel: OutboxRow) -> Any:
        await super().deliver(parcel)
        return {"number": 7}

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None:
        if self.at_fault:
            raise KeyError("settling")
        self.settled.append((parcel.id, parcel.json(), answer))

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        raise KeyError("returning")


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    await supervisor.stop(grace=0.1)


def waiting(session: Session) -> list[tuple[str, str]]:
    return [tuple(row) for row in session.execute(select(inbox.inbox.c.source, inbox.inbox.c.lane))]


async def test_an_answer_that_cannot_be_settled_is_a_row_of_its_own_and_never_a_second_call(
    db: Database, clock: ManualClock, supervisor: Supervisor
) -> None:
    shop = Clumsy([])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, all_sent)
    assert shop.brought == ["first"]
    [(source, lane)] = await db.read(waiting)
    assert (source, lane) == (ANSWER, "answer:shop:1")
    shop.at_fault = False
    clock.at += timedelta(days=1)
    settle = settling([shop])

    def again(session: Session) -> None:
        item = inbox.head(session, lane, clock.now())
        assert item is not None
        settle(session, item, clock.now())

    await db.write(again)
    assert shop.settled == [(1, {"what": "first"}, {"number": 7})]
    assert shop.brought == ["first"]


async def test_control_without_that_order_the_call_is_made_again(
    db: Database, clock: ManualClock, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old way: a settlement that fails leaves the row in doubt."""

    async def settle(self: Deliverer, parcel: OutboxRow, answer: Any) -> None:
        try:
            await self._note(lambda session: self._sent(session, parcel, answer))
        except KeyError:
            await self._end(parcel, TryLater("KeyError"))

    monkeypatch.setattr(Deliverer, "_settle", settle)
    shop = Clumsy([])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session)[:2] == ("new", 1))
    clock.at += timedelta(minutes=1)
    await until(db, lambda _: len(shop.brought) > 1)


async def test_a_refusal_that_cannot_be_told_is_set_aside_all_the_same(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    shop = Clumsy([Refused("no")])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session)[0] == "dead")
    assert shop.brought == ["first"]


class Away:
    """A database that does not answer for the next few writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.hints = database.hints
        self.pulse = database.pulse
        self.dialect = database.dialect
        self.cuts = 0

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self._database.read(fn)

    async def write(self, fn: Callable[[Session], T]) -> T:
        if self.cuts > 0:
            self.cuts -= 1
            raise OperationalError("COMMIT", None, ConnectionResetError(), connection_invalidated=True)
        return await self._database.write(fn)

    async def listen(self) -> None: ...

    async def close(self) -> None: ...


@pytest.mark.parametrize("answer", [None, Refused("no")])
async def test_an_outcome_is_written_once_the_database_answers(
    db: Database, clock: ManualClock, supervisor: Supervisor, answer: Trouble | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "FIRST_PAUSE", 0.04)
    away = Away(db)

    class Cutting(Shop):
        async def deliver(self, parcel: OutboxRow) -> Any:
            away.cuts = 4
            return await super().deliver(parcel)

    shop = Cutting([answer])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(away, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session)[0] in {"sent", "dead"})
    assert shop.brought == ["first"]


async def test_what_was_given_up_for_lost_is_settled_by_who_made_the_call(db: Database, clock: ManualClock) -> None:
    """A stalled courier is taken for a fallen one; its answer comes before anybody has taken the row up."""
    await ordered(db, "first")
    [parcel] = await db.write(lambda session: outbox.claim(session, "shop", limit=1, now=NOW))
    later = NOW + outbox.LEASE * 2
    assert await db.write(lambda session: outbox.recover(session, later, doubtful=[("shop", "send")])) == 1
    assert await db.write(lambda session: outbox.claim(session, "shop", limit=1, now=later)) == []
    assert await db.write(lambda session: outbox.sent(session, parcel, later))
    assert not await db.write(lambda session: outbox.claim(session, "shop", limit=1, now=later + outbox.DOUBT_PAUSE))


async def test_what_may_have_arrived_is_sent_once_more_after_a_while_and_lets_others_pass(
    db: Database, clock: ManualClock, supervisor: Supervisor
) -> None:
    unsure = TryLater("network", ambiguous=True)
    shop = Shop([unsure, None, unsure])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session) == ("new", 1, True))
    await ordered(db, "second")
    await until(db, lambda _: shop.brought == ["first", "second"])
    clock.at += outbox.DOUBT_PAUSE - timedelta(seconds=1)
    assert not await db.write(lambda session: outbox.claim(session, "shop", limit=9, now=clock.now()))
    clock.at += timedelta(seconds=2)
    await until(db, lambda session: row(session)[0] == "dead")
    assert (shop.brought, shop.gone) == (["first", "second", "first"], [outbox.MAYBE])


async def test_a_fault_of_the_code_is_set_aside_at_its_first_try(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    class Faulty(Shop):
        async def deliver(self, parcel: OutboxRow) -> Any:
            await super().deliver(parcel)
            raise ZeroDivisionError

    shop = Faulty([])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session) == ("dead", 1, True))
    assert (shop.brought, shop.gone) == (["first"], ["ZeroDivisionError"])


# What need not leave any more


async def left(db: Database) -> list[tuple[str, str | None]]:
    table = outbox.outbox.c
    found = await db.read(lambda session: session.execute(select(table.state, table.error).order_by(table.id)).all())
    return [(state, error) for state, error in found]


async def test_of_several_changes_of_one_place_the_last_one_leaves(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    def changes(session: Session) -> None:
        for what in ("one", "two", "three"):
            outbox.send(session, "shop", lane="chat", kind="edit", body={"what": what}, now=NOW, place="shown:5")
        outbox.send(session, "shop", lane="chat", kind="edit", body={"what": "other"}, now=NOW, place="shown:6")
        outbox.send(session, "shop", lane="elsewhere", kind="edit", body={"what": "elsewhere"}, now=NOW, place="shown:5")

    shop = Shop([])
    await db.write(changes)
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: not session.execute(select(outbox.outbox.c.id).where(outbox.outbox.c.state == "new")).first())
    await until(db, lambda _: len(shop.brought) == 3)
    assert sorted(shop.brought) == ["elsewhere", "other", "three"]
    assert (await left(db))[:2] == [("cancelled", outbox.OVERTAKEN)] * 2


async def test_what_is_out_of_date_is_dropped_or_says_what_is_true_now(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    def renew(session: Session, parcel: OutboxRow, now: datetime) -> OutboxRow | None:
        if parcel.json()["what"] == "old":
            return None
        return outbox.renew(session, parcel, {"what": "in five minutes"}, now + timedelta(minutes=1))

    def order(session: Session) -> None:
        for lane, what in (("a", "old"), ("b", "in fifteen minutes")):
            outbox.send(session, "shop", lane=lane, kind="send", body={"what": what}, now=NOW, expires=NOW + timedelta(minutes=1))

    shop = Shop([])
    await db.write(order)
    clock.at += timedelta(minutes=10)
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one", renew=renew).run)
    await until(db, lambda _: bool(shop.brought))
    await until(db, lambda session: not session.execute(select(outbox.outbox.c.id).where(outbox.outbox.c.state == "new")).first())
    assert shop.brought == ["in five minutes"]
    assert (await left(db))[0] == ("cancelled", outbox.OUT_OF_DATE)
