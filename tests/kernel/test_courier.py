"""What the other side wishes is honoured: waiting for it holds up everybody, keeps a chat's order, and costs no attempt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.problems import NeedsLogin, Trouble, TryLater
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import delivery as courier
from core.kernel.queue import outbox
from core.kernel.queue.delivery import Deliverer, Limiter
from core.kernel.queue.outbox import OutboxRow
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW
from tests.kit.patience import patience


class Shop:
    """A target that is its own limiter: says what it is told to, remembers what was brought and how long it asked to be left alone."""

    name = "shop"
    doubtful = frozenset({"send", "offer"})

    def __init__(self, answers: list[Trouble | None]) -> None:
        self.limiter: Limiter = self
        self.answers = answers
        self.at_once = 10
        self.times: list[float] = []
        self.brought: list[str] = []
        self.holds: list[float] = []
        self.patient = asyncio.Event()
        self.patient.set()
        self.moved = asyncio.Event()
        self.serving = asyncio.Event()
        self.serving.set()
        self.gone: list[str] = []

    def free(self) -> int:
        return self.at_once

    def held(self, parcel: OutboxRow) -> float:
        return 0.0

    def hold(self, parcel: OutboxRow, seconds: float) -> None:
        self.holds.append(seconds)

    async def turn(self, parcel: OutboxRow) -> None:
        self.moved.set()
        await self.patient.wait()

    async def deliver(self, parcel: OutboxRow) -> Any:
        self.brought.append(parcel.json()["what"])
        self.times.append(asyncio.get_running_loop().time())
        await self.serving.wait()
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None: ...

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        self.gone.append(trouble.reason)

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None: ...


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    await supervisor.stop(grace=0.1)


def order(session: Session, what: str, lane: str = "chat", **about: Any) -> None:
    outbox.send(session, "shop", lane=lane, kind="send", body={"what": what}, now=NOW, **about)


async def ordered(db: Database, *what: str) -> None:
    for one in what:
        await db.write(partial(order, what=one))


def row(session: Session) -> tuple[Any, ...]:
    table = outbox.outbox.c
    return tuple(session.execute(select(table.state, table.attempts, table.ambiguous).order_by(table.id)).first() or ())


def on_the_way(session: Session) -> bool:
    return bool(session.execute(text("SELECT count(*) FROM outbox WHERE state = 'sending'")).scalar())


async def until(db: Database, is_so: Callable[[Session], bool]) -> None:
    async with asyncio.timeout(patience(10)):
        while not await db.read(is_so):  # noqa: ASYNC110 - rows tell nobody
            await asyncio.sleep(0.02)


def all_sent(session: Session) -> bool:
    return not session.execute(text("SELECT count(*) FROM outbox WHERE state <> 'sent'")).scalar()


async def test_a_wish_to_wait_holds_everybody_keeps_the_order_and_costs_no_attempt(
    db: Database, clock: ManualClock, supervisor: Supervisor
) -> None:
    shop = Shop([TryLater("flood", 30.0)])
    await ordered(db, "first", "second")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session)[:2] == ("new", 0) and bool(shop.brought))
    assert not await db.write(lambda session: outbox.claim(session, "shop", limit=9, now=clock.now()))
    assert (shop.holds, shop.brought) == ([30.0], ["first"])
    clock.at += timedelta(seconds=31)
    await until(db, all_sent)
    assert shop.brought == ["first", "first", "second"]
    assert not supervisor.failures


async def test_a_row_whose_turn_does_not_come_is_handed_back(
    db: Database, clock: ManualClock, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease would end while it waits, and another courier would carry it as well."""
    monkeypatch.setattr(courier, "HELD", 0.05)
    shop = Shop([])
    shop.patient.clear()
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await shop.moved.wait()
    await until(db, lambda session: row(session) == ("new", 0, False))
    shop.patient.set()
    await until(db, all_sent)
    assert shop.brought == ["first"]


async def test_an_account_that_is_refused_is_asked_after_by_a_single_call(
    db: Database, clock: ManualClock, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five chats wait; one call in the while asks whether it is let in again, and with its success all go."""
    monkeypatch.setattr(courier, "LOGIN_PAUSE", 0.5)
    refused = NeedsLogin("token-refused")
    shop = Shop([refused, refused])
    for name in "abcde":
        await db.write(partial(order, what=name, lane=name))
    shop.at_once = 1
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda _: bool(shop.brought))
    shop.at_once = 10
    clock.at += timedelta(hours=1)
    await until(db, lambda _: len(shop.brought) > 1)
    await until(db, lambda session: not on_the_way(session))
    clock.at += timedelta(hours=1)
    await until(db, all_sent)
    assert shop.holds == []
    assert shop.brought[:1] == ["a"]
    assert sorted(shop.brought[2:]) == list("abcde")
    assert shop.times[1] - shop.times[0] >= 0.5
    assert shop.times[2] - shop.times[1] >= 1.0
    assert max(shop.times[3:]) - shop.times[2] < 1.0


async def test_what_may_have_been_done_is_not_repeated_for_ever(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    """The courier that finds it sets it aside, so that whoever has to know is told."""
    shop = Shop([])
    await ordered(db, "first")
    for _ in range(outbox.DOUBTFUL):
        await db.write(lambda session: outbox.claim(session, "shop", limit=1, now=clock.now()))
        clock.at += outbox.LEASE + timedelta(seconds=1)
        await db.write(lambda session: outbox.recover(session, clock.now()))
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session)[0] == "dead")
    assert (shop.brought, shop.gone) == ([], [outbox.MAYBE])


async def test_what_may_not_be_repeated_is_not_called_again(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    shop = Shop([])
    offer = partial(outbox.send, target="shop", lane="chat", kind="offer", body={"what": "offer"}, now=NOW, repeatable=False)
    await db.write(offer)
    await db.write(lambda session: outbox.claim(session, "shop", limit=1, now=clock.now()))
    clock.at += outbox.LEASE + timedelta(seconds=1)
    await db.write(lambda session: outbox.recover(session, clock.now()))
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session) == ("dead", 2, True))
    assert (shop.brought, shop.gone) == ([], [outbox.MAYBE])


async def test_only_calls_in_doubt_are_counted_as_doubtful(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    """After half an hour without a net the first call that gets out may time out: that is one doubt, not thirteen."""
    shop = Shop([*[TryLater("network")] * outbox.DOUBTFUL, TryLater("network", ambiguous=True)])
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    for attempt in range(1, outbox.DOUBTFUL + 2):
        await until(db, partial(is_put_back, attempts=attempt))
        clock.at += timedelta(seconds=courier.LONGEST_PAUSE * 2)
    await until(db, all_sent)
    assert len(shop.brought) == outbox.DOUBTFUL + 2


def is_put_back(session: Session, attempts: int) -> bool:
    return row(session)[:2] == ("new", attempts)


async def test_the_lease_of_a_long_call_is_prolonged(
    db: Database, clock: ManualClock, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would be taken for lost and made once more while it still goes on."""
    monkeypatch.setattr(courier, "RENEWED", 0.05)
    monkeypatch.setattr(courier, "IDLE", 0.05)
    shop = Shop([])
    shop.serving.clear()
    await ordered(db, "first")
    supervisor.run("courier", Deliverer(db, clock, supervisor, shop, holder="one").run)
    await until(db, lambda session: row(session)[0] == "sending")
    clock.at += outbox.LEASE / 2
    late = clock.now() + outbox.LEASE
    await until(db, lambda session: session.execute(select(outbox.outbox.c.lease_until)).scalar_one() == late)
    clock.at += outbox.LEASE - timedelta(seconds=1)
    assert await db.write(lambda session: outbox.recover(session, clock.now())) == 0
    shop.serving.set()
    await until(db, all_sent)
    assert shop.brought == ["first"]
