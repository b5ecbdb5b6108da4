"""What is over loses its words and then its row; what somebody may still need stays."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, and_, func, select
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.operations import retention
from core.kernel.operations.retention import KERNEL, Retention, Rule
from core.kernel.queue import dead_letters, inbox, outbox, timers
from core.kernel.queue.inbox import inbox as incoming
from core.kernel.queue.outbox import outbox as outgoing
from core.kernel.queue.timers import timers as ringing
from core.kernel.time.clock import ManualClock
from tests.conftest import NOW

KEEP = timedelta(days=30)
MOSCOW = ZoneInfo("Europe/Moscow")
SAID = '{"text": "8 912 345-67-89"}'


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PAUSE", 0)


def made(db: Database, clock: ManualClock, rules: Sequence[Rule] = KERNEL) -> Retention:
    return Retention(db, clock, MOSCOW, KEEP, rules)


async def rows(db: Database, table: Table, *names: str) -> list[tuple[Any, ...]]:
    query = select(*(table.c[name] for name in names)).order_by(table.c.id)
    return await db.read(lambda session: [tuple(row) for row in session.execute(query)])


def heard(session: Session, key: str, clock: ManualClock) -> bool:
    """An update that came and was worked off; False where it was known."""
    now = clock.now()
    fresh = inbox.put(session, "test", key=key, lane="chat:1", body=SAID, now=now)
    item = inbox.head(session, "chat:1", now)
    if item is not None:
        inbox.done(session, item, now)
    return fresh


def sent(session: Session, clock: ManualClock, **how: Any) -> None:
    now = clock.now()
    outbox.send(session, "test", lane="chat:1", body={"text": SAID}, now=now, **{"kind": "send", **how})
    for parcel in outbox.claim(session, "test", limit=5, now=now):
        outbox.sent(session, parcel, now)


async def test_what_came_in_is_known_again_without_its_words(db: Database, clock: ManualClock) -> None:
    await db.write(partial(heard, key="1", clock=clock))
    clock.at += KEEP + timedelta(hours=1)
    await db.write(partial(heard, key="2", clock=clock))
    assert await made(db, clock).night() == 1
    assert await rows(db, incoming, "key", "body") == [("1", "{}"), ("2", SAID)]
    assert not await db.write(partial(heard, key="1", clock=clock))


async def test_control_without_its_row_an_update_is_taken_for_a_new_one(db: Database, clock: ManualClock) -> None:
    await db.write(partial(heard, key="1", clock=clock))
    clock.at += KEEP + timedelta(hours=1)
    await db.write(partial(heard, key="2", clock=clock))
    await made(db, clock, [Rule(incoming, and_(incoming.c.state == "done", incoming.c.done_at < retention.OLD))]).night()
    assert await db.write(partial(heard, key="1", clock=clock))


async def test_in_the_end_the_row_goes_too(db: Database, clock: ManualClock) -> None:
    await db.write(partial(heard, key="1", clock=clock))
    await db.write(partial(sent, clock=clock, key="once"))
    await db.write(partial(timers.schedule, kind="test", subject="a:1", lane="a:1", due=NOW, key="a", args={}))
    await db.write(partial(timers.fire, now=NOW))
    clock.at += retention.LONG + timedelta(days=1)
    await db.write(partial(heard, key="2", clock=clock))
    await db.write(partial(sent, clock=clock, key="another"))
    await db.write(partial(timers.schedule, kind="test", subject="a:1", lane="a:1", due=clock.now(), key="b", args={}))
    await made(db, clock).night()
    assert await rows(db, incoming, "source", "key") == [("timer", "1"), ("test", "2")], "the reminder has not been worked off"
    assert await rows(db, outgoing, "key") == [("another",)]
    assert await rows(db, ringing, "key") == [("b",)]


async def test_what_was_sent_goes_unless_its_key_makes_it_once_only(db: Database, clock: ManualClock) -> None:
    await db.write(partial(sent, clock=clock))
    await db.write(partial(sent, clock=clock, key="once"))
    await db.write(partial(sent, clock=clock, kind="commands"))
    clock.at += KEEP + timedelta(hours=1)
    await db.write(partial(sent, clock=clock))
    await made(db, clock).night()
    blank = [(kind, key, body == "{}") for kind, key, body in await rows(db, outgoing, "kind", "key", "body")]
    assert blank == [("send", "once", True), ("commands", None, False), ("send", None, False)]
    await db.write(partial(sent, clock=clock, key="once"))
    assert len(await rows(db, outgoing, "id")) == 3


def ring(session: Session, key: str, due: Any) -> None:
    timers.schedule(session, "test", subject="a:1", lane="a:1", due=due, key=key, args={"application": 1})


async def test_reminders_that_rang_lose_their_words_and_never_ring_again(db: Database, clock: ManualClock) -> None:
    await db.write(partial(ring, key="rang", due=NOW))
    await db.write(partial(timers.fire, now=NOW))
    await db.write(partial(ring, key="waits", due=NOW + timedelta(days=90)))
    clock.at += KEEP + timedelta(hours=1)
    await made(db, clock).night()
    assert await rows(db, ringing, "key", "state", "args") == [("rang", "done", "{}"), ("waits", "pending", '{"application":1}')]
    await db.write(partial(ring, key="rang", due=NOW))
    assert await db.read(timers.pending) == 1


def set_aside(session: Session) -> None:
    inbox.put(session, "test", key="dead", lane="chat:2", body=SAID, now=NOW)
    item = inbox.head(session, "chat:2", NOW)
    assert item is not None
    inbox.failed(session, inbox.Item(item.id, "test", "dead", "chat:2", SAID, NOW, inbox.ATTEMPTS), "KeyError", NOW)
    outbox.send(session, "test", lane="chat:2", kind="send", body={"text": SAID}, now=NOW)
    (parcel,) = outbox.claim(session, "test", limit=5, now=NOW)
    outbox.fail(session, parcel, "chat not found", NOW)


async def test_what_was_set_aside_stays_whole_until_it_is_tried_again(db: Database, clock: ManualClock) -> None:
    await db.write(set_aside)
    await db.write(partial(heard, key="later", clock=clock))
    await db.write(partial(sent, clock=clock))
    clock.at += 2 * retention.LONG
    await made(db, clock).night()
    letters = await db.read(partial(dead_letters.page, limit=5))
    assert [letter.way for letter in letters] in (["in", "out"], ["out", "in"])
    for letter in letters:
        assert await db.write(partial(dead_letters.retry, way=letter.way, number=letter.id, now=clock.now()))
    item = await db.write(partial(inbox.head, lane="chat:2", now=clock.now()))
    assert item is not None
    assert item.body == SAID


async def test_what_waits_stays_however_long(db: Database, clock: ManualClock) -> None:
    def waits(session: Session) -> None:
        inbox.put(session, "test", key="1", lane="chat:1", body=SAID, now=NOW)
        outbox.send(session, "test", lane="chat:1", kind="send", body={"text": SAID}, now=NOW)
        outbox.send(session, "test", lane="chat:1", kind="send", body={"text": SAID}, now=NOW)
        outbox.claim(session, "test", limit=1, now=NOW)

    await db.write(waits)
    clock.at += 2 * retention.LONG
    assert await made(db, clock).night() == 0
    assert [state for (state,) in await rows(db, outgoing, "state")] == ["sending", "new"]
    assert await rows(db, incoming, "body") == [(SAID,)]


async def test_a_number_is_never_given_twice(db: Database, clock: ManualClock) -> None:
    """SQLite gives the number after the greatest there is: the inbox would take the new reminder for the old one and drop it."""
    await db.write(partial(ring, key="old", due=NOW))
    await db.write(partial(timers.fire, now=NOW))
    clock.at += retention.LONG + timedelta(days=1)
    await made(db, clock).night()
    await db.write(partial(ring, key="new", due=clock.now()))
    assert await db.write(partial(timers.fire, now=clock.now())) == 1
    assert len(await rows(db, incoming, "id")) == 2


async def test_one_of_many_does_it_once_a_night(db: Database, clock: ManualClock) -> None:
    async def lies_there(*keys: int) -> None:
        for key in keys:
            await db.write(partial(heard, key=str(key), clock=ManualClock(NOW)))

    await lies_there(*range(21))
    clock.at += KEEP + timedelta(hours=1)
    assert sorted(await asyncio.gather(*(made(db, clock).night() for _ in range(5)))) == [0, 0, 0, 0, 20], "the last row stays"
    await lies_there(21)
    clock.at = NOW + KEEP + timedelta(hours=14)
    assert await made(db, clock).night() == 0, "it is two in the morning"
    clock.at = NOW + KEEP + timedelta(hours=16)
    assert await made(db, clock).night() == 1


async def test_a_night_that_was_cut_short_is_gone_on_with(db: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(10):
        await db.write(partial(heard, key=str(number), clock=clock))
    clock.at += KEEP + timedelta(hours=1)
    await db.write(partial(heard, key="10", clock=clock))
    falling = made(db, clock)
    monkeypatch.setattr(Rule, "end", fall_after(2))
    with pytest.raises(OSError, match="disk"):
        await falling.night()
    monkeypatch.undo()
    assert await made(db, clock).night() == 0, "the lease is another's still"
    clock.at += timedelta(seconds=20)
    assert await made(db, clock).night() == 4
    blank = select(func.count()).where(incoming.c.body == "{}")
    assert await db.read(lambda session: session.execute(blank).scalar_one()) == 10


def fall_after(batches: int) -> Any:
    end, left = Rule.end, iter(range(batches))

    def ended(rule: Rule, session: Session, keys: Sequence[Any], when: Any) -> None:
        if next(left, None) is None:
            raise OSError("disk")
        end(rule, session, keys, when)

    return ended
