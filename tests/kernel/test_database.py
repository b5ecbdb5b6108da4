"""The one seam: what is acknowledged is kept, what fails takes nobody with it."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.kernel.actors import staff
from core.kernel.database.session import Database
from core.kernel.queue import inbox, leases, outbox, timers
from core.kernel.queue.notices import tell
from core.staff.model import StaffUser
from tests.conftest import NOW


def put(session: Session, key: str, lane: str = "a") -> bool:
    return inbox.put(session, "test", key=key, lane=lane, body={"key": key}, now=NOW)


async def test_a_failing_write_takes_nobody_with_it(db: Database) -> None:
    def fail(session: Session) -> None:
        put(session, "lost")
        raise ValueError

    jobs = [db.write(partial(put, key=str(n))) if n % 3 else db.write(fail) for n in range(30)]
    answers = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(answer, ValueError) for answer in answers] == [n % 3 == 0 for n in range(30)]
    assert await db.read(inbox.waiting) == 20


async def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(DBAPIError):
        await db.read(lambda session: put(session, "no"))


async def test_what_is_delivered_twice_is_one_row(db: Database) -> None:
    fresh = await asyncio.gather(*(db.write(lambda s: put(s, "same")) for _ in range(20)))
    assert sum(fresh) == 1


async def test_a_lane_is_worked_off_in_order(db: Database) -> None:
    for n in range(3):
        await db.write(partial(put, key=str(n)))

    def take(session: Session) -> str | None:
        item = inbox.head(session, "a", NOW)
        if item:
            inbox.done(session, item, NOW)
        return item.key if item else None

    assert [await db.write(take) for _ in range(4)] == ["0", "1", "2", None]


async def test_a_row_that_keeps_failing_is_set_aside_and_the_lane_goes_on(db: Database) -> None:
    await db.write(lambda s: put(s, "poison"))
    await db.write(lambda s: put(s, "next"))

    def fail(session: Session, later: timedelta) -> bool:
        item = inbox.head(session, "a", NOW + later)
        assert item is not None
        return inbox.failed(session, item, "Boom", NOW + later)

    lasts = [await db.write(partial(fail, later=timedelta(hours=n))) for n in range(inbox.ATTEMPTS)]
    assert lasts == [False] * (inbox.ATTEMPTS - 1) + [True]
    item = await db.write(lambda s: inbox.head(s, "a", NOW))
    assert item is not None
    assert item.key == "next"


async def test_a_due_timer_becomes_one_row_of_the_inbox_however_many_fire(db: Database) -> None:
    def set_timers(session: Session) -> None:
        for n in range(50):
            timers.schedule(session, "callback", subject=f"application:{n}", lane="staff:1", due=NOW, key=f"k{n}")
            timers.schedule(session, "callback", subject=f"application:{n}", lane="staff:1", due=NOW, key=f"k{n}")

    await db.write(set_timers)
    await db.write(lambda s: timers.cancel(s, subject="application:7", now=NOW))
    fired = await asyncio.gather(*(db.write(lambda s: timers.fire(s, NOW, limit=20)) for _ in range(8)))
    fired.append(await db.write(lambda s: timers.fire(s, NOW, limit=100)))
    assert sum(fired) == 49
    assert await db.read(inbox.waiting) == 49


async def test_a_notice_is_told_once(db: Database) -> None:
    told = [await db.write(lambda s: tell(s, staff(1), "response.new", key="5", now=NOW, response=5)) for _ in range(2)]
    assert told == [True, False]


def queue(session: Session, lane: str, key: str, priority: int = outbox.NORMAL) -> None:
    outbox.send(session, "telegram", lane=lane, kind="send", body={"key": key}, now=NOW, key=key, priority=priority, subject=f"s:{lane}")


async def test_rows_of_one_lane_leave_in_order_within_their_priority(db: Database) -> None:
    for lane, key in (("a", "a1"), ("a", "a2"), ("b", "b1")):
        await db.write(partial(queue, lane=lane, key=key))
    await db.write(lambda s: queue(s, "a", "a0", outbox.INTERACTIVE))
    first = await db.write(lambda s: outbox.claim(s, "telegram", limit=10, now=NOW))
    assert [parcel.json()["key"] for parcel in first] == ["a0", "b1"]
    assert await db.write(lambda s: outbox.claim(s, "telegram", limit=10, now=NOW)) == []
    assert all([await db.write(partial(outbox.sent, parcel=p, now=NOW)) for p in first])
    second = await db.write(lambda s: outbox.claim(s, "telegram", limit=10, now=NOW))
    assert [parcel.json()["key"] for parcel in second] == ["a1"]


async def test_a_lost_call_is_flagged_and_the_old_courier_can_no_longer_settle(db: Database) -> None:
    await db.write(lambda s: queue(s, "a", "a1"))
    [lost] = await db.write(lambda s: outbox.claim(s, "telegram", limit=1, now=NOW))
    later = NOW + outbox.LEASE + timedelta(seconds=1)
    assert await db.write(lambda s: outbox.recover(s, later)) == 1
    [again] = await db.write(lambda s: outbox.claim(s, "telegram", limit=1, now=later))
    assert again.ambiguous
    assert not await db.write(lambda s: outbox.sent(s, lost, later))
    assert await db.write(lambda s: outbox.sent(s, again, later))


async def test_what_is_queued_for_a_closed_subject_does_not_leave(db: Database) -> None:
    await db.write(lambda s: queue(s, "a", "a1"))
    assert await db.write(lambda s: outbox.cancel(s, "s:a", NOW)) == 1
    assert await db.write(lambda s: outbox.claim(s, "telegram", limit=1, now=NOW)) == []


async def test_one_holder_has_a_lease_at_a_time(db: Database) -> None:
    assert await db.write(lambda s: leases.take(s, "poll", "first", NOW))
    assert not await db.write(lambda s: leases.take(s, "poll", "second", NOW))
    assert await db.write(lambda s: leases.take(s, "poll", "first", NOW + leases.TERM / 2))
    assert await db.write(lambda s: leases.take(s, "poll", "second", NOW + leases.TERM * 2))
    assert not await db.write(lambda s: leases.take(s, "poll", "first", NOW + leases.TERM * 2))


async def test_the_database_flushes_every_commit(db: Database) -> None:
    if db.dialect == "sqlite":
        assert await db.write(lambda s: s.execute(text("PRAGMA synchronous")).scalar()) == 2
    else:
        assert await db.write(lambda s: s.execute(text("SHOW synchronous_commit")).scalar()) == "on"


async def test_a_flush_that_fails_takes_nobody_with_it(db: Database) -> None:
    """SQLAlchemy answers it by undoing the whole transaction, which on SQLite is everybody's of the batch."""

    def fail(session: Session) -> None:
        put(session, "lost")
        session.add_all([StaffUser(id=7, name="Лев", roles=[], zone="UTC", locale="ru", created_at=NOW) for _ in range(2)])
        session.flush()

    jobs = [db.write(partial(put, key=str(n))) if n % 3 else db.write(fail) for n in range(30)]
    answers = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(answer, DBAPIError) for answer in answers] == [n % 3 == 0 for n in range(30)]
    assert await db.read(inbox.waiting) == 20
