"""Who waits where Telegram says «later»: the chat or the method it was said of, and all only where several chats hear it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.channels.telegram.limits import SEVERAL, TelegramLimits
from core.kernel.database.session import Database
from core.kernel.problems import NeedsLogin, Trouble, TryLater
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import outbox
from core.kernel.queue.delivery import Deliverer, Limiter
from core.kernel.queue.outbox import OutboxRow
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW

PEOPLE, LATER = 200, 35.0


class Messenger:
    """Says «later» to the first call of each of some chats, or of one method; remembers who was served when."""

    name = "telegram"
    doubtful = frozenset({"send"})

    def __init__(self, *flooded: str) -> None:
        self.limiter: Limiter = TelegramLimits(per_second=500)
        self.flooded = set(flooded)
        self.served: list[str] = []
        self.refused: list[str] = []

    async def deliver(self, parcel: OutboxRow) -> Any:
        if parcel.lane in self.flooded:
            self.flooded.discard(parcel.lane)
            self.refused.append(parcel.lane)
            raise TryLater("too-many-requests", LATER)
        self.served.append(parcel.lane)
        return None

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None: ...

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None: ...

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None: ...


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    await supervisor.stop(grace=0.1)


def chats(session: Session) -> None:
    for number in range(PEOPLE):
        outbox.send(session, "telegram", lane=f"chat{number}", kind="send", body={}, now=NOW)


def menus(session: Session) -> None:
    for number in range(11):
        outbox.send(session, "telegram", lane=f"menu{number}", kind="commands", body={}, now=NOW, priority=outbox.INTERACTIVE)


async def served_of(db: Database, clock: ManualClock, supervisor: Supervisor, messenger: Messenger, wanted: int) -> set[str]:
    """Who is served within a few seconds, while Telegram has said thirty-five; at most `wanted` are waited for."""
    supervisor.run("courier", Deliverer(db, clock, supervisor, messenger, holder="one").run)
    async with asyncio.timeout(20):
        while len(messenger.served) < wanted:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    return set(messenger.served)


async def test_one_chat_that_is_told_to_wait_holds_nobody_else(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    messenger = Messenger("chat7")
    await db.write(chats)
    served = await served_of(db, clock, supervisor, messenger, PEOPLE - 1)
    assert served == {f"chat{number}" for number in range(PEOPLE)} - {"chat7"}
    await db.write(lambda session: outbox.send(session, "telegram", lane="chat7", kind="send", body={}, now=NOW, priority=outbox.COLLEAGUE))
    await asyncio.sleep(0.5)
    assert messenger.refused == ["chat7"]
    assert "chat7" not in messenger.served


async def test_a_method_that_is_told_to_wait_holds_no_message(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    """Eleven menus at the first start."""
    messenger = Messenger("menu0")
    await db.write(menus)
    await db.write(chats)
    served = await served_of(db, clock, supervisor, messenger, PEOPLE)
    assert {f"chat{number}" for number in range(PEOPLE)} <= served


async def test_several_chats_that_are_told_to_wait_hold_all(db: Database, clock: ManualClock, supervisor: Supervisor) -> None:
    messenger = Messenger(*(f"chat{number}" for number in range(SEVERAL)))
    await db.write(chats)
    supervisor.run("courier", Deliverer(db, clock, supervisor, messenger, holder="one").run)
    async with asyncio.timeout(20):
        while len(messenger.refused) < SEVERAL:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    held = len(messenger.served)
    assert held < PEOPLE - SEVERAL
    await asyncio.sleep(0.5)
    assert len(messenger.served) == held


async def test_control_a_wish_that_holds_all_is_noticed(
    db: Database, clock: ManualClock, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old way."""
    monkeypatch.setattr("bot.channels.telegram.limits.SEVERAL", 1)
    messenger = Messenger("chat7")
    await db.write(chats)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3):
            await served_of(db, clock, supervisor, messenger, PEOPLE - 1)
