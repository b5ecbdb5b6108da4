"""What keeps things from happening twice or getting lost, and for each guard a control: without it the judge sees red."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import and_, bindparam, text, update
from sqlalchemy.orm import Session

from core.kernel.database.compiled import Prepared
from core.kernel.database.session import Database, open_database
from core.kernel.queue import inbox, outbox
from core.kernel.queue.outbox import outbox as rows
from tests.conftest import NOW
from tests.kit.databases import TEMPLATE, made_postgres

TURNS = 40


class Worked(Exception):  # noqa: N818 - what a judge saw
    """More than once, or out of order."""


def put(session: Session, key: str) -> bool:
    return inbox.put(session, "test", key=key, lane="chat", body={"key": key}, now=NOW)


# The inbox's key


async def deliver_ten_times(db: Database) -> Counter[str]:
    """Each of five events ten times, all at once; how often each has a row."""
    await asyncio.gather(*(db.write(partial(put, key=f"event:{n % 5}")) for n in range(50)))
    found = await db.read(lambda session: session.execute(text("SELECT body FROM inbox")).scalars().all())
    return Counter(found)


async def test_an_event_delivered_ten_times_is_one_row(db: Database) -> None:
    assert set((await deliver_ten_times(db)).values()) == {1}


async def test_control_without_the_inbox_key_an_event_has_many_rows(db: Database) -> None:
    def open_the_gate(session: Session) -> None:
        if db.dialect == "postgresql":
            session.execute(text("ALTER TABLE inbox DROP CONSTRAINT uq_inbox_source_key"))
            return
        session.execute(text("ALTER TABLE inbox RENAME TO guarded"))
        session.execute(text("CREATE TABLE inbox AS SELECT * FROM guarded"))
        session.execute(text("ALTER TABLE inbox RENAME TO loose"))
        session.execute(
            text(
                "CREATE TABLE inbox (id INTEGER PRIMARY KEY, source, key, lane, body, received_at, state DEFAULT 'new',"
                " attempts DEFAULT 0, retry_at, error, done_at)"
            ),
        )

    await db.write(open_the_gate)
    assert max((await deliver_ten_times(db)).values()) > 1


# The lane's lock


async def drain(db: Database, log: list[str], pause: Callable[[Session], Any]) -> None:
    """Works the lane off as a process would; what was worked on is noted after the commit."""

    def take(session: Session) -> str | None:
        item = inbox.head(session, "chat", NOW)
        if item is None:
            return None
        pause(session)
        inbox.done(session, item, NOW)
        return item.key

    idle = 0
    while idle < 40:
        key = await db.write(take)
        if key is None:
            idle += 1
            await asyncio.sleep(0.005)
        else:
            idle = 0
            log.append(key)


async def two_processes(url: str) -> list[str]:
    """Two databases handles on one lane, as two processes have them; what was worked on, in order."""
    first, second = await open_database(url), await open_database(url)
    log: list[str] = []
    slow = text("SELECT pg_sleep(0.002)")
    try:
        for n in range(TURNS):
            await first.write(partial(put, key=f"{n:03}"))
        await asyncio.gather(*(drain(one, log, lambda session: session.execute(slow)) for one in (first, second, first, second)))
    finally:
        await first.close()
        await second.close()
    return log


def in_order_once(log: list[str]) -> None:
    if log != sorted(set(log)):
        raise Worked(log)


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    with made_postgres(postgres_template, "otklik_guards", TEMPLATE) as url:
        yield url


@pytest.mark.postgres
async def test_a_lane_is_one_process_at_a_time(postgres_url: str) -> None:
    in_order_once(await two_processes(postgres_url))


@pytest.mark.postgres
async def test_control_without_the_lock_a_turn_runs_twice(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_LOCK", text("SELECT CAST(:lane AS text) IS NOT NULL"))
    with pytest.raises(Worked):
        in_order_once(await two_processes(postgres_url))


# The outbox's token


async def late_settling(db: Database) -> tuple[bool, bool]:
    """A courier stalls beyond its lease, another takes over; whether each could settle: the late one must not."""
    send = partial(outbox.send, target="chat", lane="a", kind="send", body={}, now=NOW)
    await db.write(send)
    [stalled] = await db.write(partial(outbox.claim, target="chat", limit=1, now=NOW))
    later = NOW + outbox.LEASE * 2
    await db.write(partial(outbox.recover, now=later))
    [taken] = await db.write(partial(outbox.claim, target="chat", limit=1, now=later))
    late = await db.write(partial(outbox.fail, parcel=stalled, error="too late", now=later))
    return late, await db.write(partial(outbox.sent, parcel=taken, now=later))


async def test_a_courier_that_lost_its_lease_settles_nothing(db: Database) -> None:
    assert await late_settling(db) == (False, True)


async def test_control_without_the_token_the_late_courier_settles(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = and_(rows.c.id == bindparam("row"), rows.c.state == "sending")
    end = update(rows).where(loose).values(state=bindparam("end"), ended_at=bindparam("now"), error=bindparam("why"))
    monkeypatch.setattr(outbox, "_END", Prepared(end.returning(rows.c.id)))
    assert await late_settling(db) != (False, True)


# The compare-and-set of the claim


async def claimed_at_once(db: Database) -> int:
    """How many times forty rows were claimed by eight couriers at once."""

    def fill(session: Session) -> None:
        for n in range(TURNS):
            outbox.send(session, "chat", lane=str(n), kind="send", body={}, now=NOW)

    await db.write(fill)
    claims = await asyncio.gather(*(db.write(partial(outbox.claim, target="chat", limit=TURNS, now=NOW)) for _ in range(8)))
    return sum(map(len, claims))


async def test_a_row_is_claimed_by_one_courier(db: Database) -> None:
    assert await claimed_at_once(db) == TURNS


async def test_control_without_the_state_in_the_claim_a_row_is_claimed_often(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = (
        update(rows)
        .where(rows.c.target == bindparam("whose"))
        .values(state="sending", token=bindparam("fresh"), lease_until=bindparam("until"), attempts=rows.c.attempts + 1)
        .returning(*outbox.CLAIMED)
    )
    monkeypatch.setattr(outbox, "_CLAIM", Prepared(claim))
    assert await claimed_at_once(db) > TURNS
