"""The product with one guard taken away: `python -m tests.crash.unguarded inbox-key run`. The judge has to see red then."""

import itertools
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.orm import Session

import main
from bot.engine import worker
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import batching as gather
from core.kernel.queue import inbox, outbox, timers

numbers = itertools.count()


def inbox_key() -> None:
    """Whatever comes is new."""
    put_all, put = inbox.put_all, inbox.put

    def all_new(session: Session, source: str, rows: Sequence[inbox.Row], now: datetime) -> None:
        put_all(session, source, [(f"{next(numbers)}:{key}", lane, body) for key, lane, body in rows], now)

    def new(session: Session, source: str, *, key: str, **about: Any) -> bool:
        return put(session, source, key=key if source == "notice" else f"{next(numbers)}:{key}", **about)

    inbox.put_all, inbox.put = all_new, new


def acknowledgement() -> None:
    """Senders are answered before their events are committed."""

    async def add(self: gather.Batch[Any], thing: Any) -> None:
        self._supervisor.start("gather", self._database.write(lambda session: self._keep(session, [thing])))

    gather.Batch.add = add  # type: ignore[method-assign]


def timer_transaction() -> None:
    """A timer is done first, and reaches the inbox in another transaction."""

    def mark(session: Session, now: datetime) -> list[inbox.Row]:
        rows = session.execute(timers._FIRE, {"now": now, "limit": 500}).all()
        return [(str(row.id), row.lane, timers.told(row)) for row in rows]

    async def tick(self: worker.Ticker) -> int:
        now = self._clock.now()
        rows = await self._database.write(partial(mark, now=now))
        if rows:
            failpoint("timers-committed")
        await self._database.write(lambda session: inbox.put_all(session, "timer", rows, now))
        return len(rows)

    worker.Ticker.tick = tick  # type: ignore[method-assign]


def doubt() -> None:
    """What a crash left half sent goes out again as if nothing had been."""

    def recover(session: Session, now: datetime, **_: object) -> int:
        lost = update(outbox.outbox).where(outbox.outbox.c.state == "sending")
        return len(session.execute(lost.values(state="new", due_at=now).returning(outbox.outbox.c.id)).all())

    outbox.recover = recover


def sending() -> None:
    """What is on its way is forgotten with the process: rows are only looked at, not claimed."""

    def recover(session: Session, now: datetime, **_: object) -> int:
        lost = update(outbox.outbox).where(outbox.outbox.c.state == "sending")
        return len(session.execute(lost.values(state="sent", ended_at=now).returning(outbox.outbox.c.id)).all())

    outbox.recover = recover


def lane_lock() -> None:
    """Two processes work on one chat at once; each waits a little, so that they meet there."""
    inbox._LOCK = text("SELECT CAST(:lane AS text) IS NOT NULL")
    head = inbox.head

    def slow(session: Session, lane: str, now: datetime) -> inbox.Item | None:
        item = head(session, lane, now)
        if item is not None:
            session.execute(text("SELECT pg_sleep(0.1)"))
        return item

    inbox.head = slow


GUARDS: dict[str, Callable[[], None]] = {
    "inbox-key": inbox_key,
    "acknowledgement": acknowledgement,
    "timer-transaction": timer_transaction,
    "doubt": doubt,
    "sending": sending,
    "lane-lock": lane_lock,
}

if __name__ == "__main__":
    GUARDS[sys.argv.pop(1)]()
    main.cli()
