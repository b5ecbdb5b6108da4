"""Nothing is kept for ever: every night what is over loses its words, and later its row.

What is over is found by a reader and taken away in small transactions, so that the writer is never held up. One process does it, once
a night: the lease that it works under is put at rest until the next night, which holds across restarts too.
"""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import BigInteger, BindParameter, Column, ColumnElement, Select, Table, and_, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.queue import leases
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox
from core.kernel.queue.timers import timers
from core.kernel.time.clock import Clock
from core.kernel.time.zones import DAY, instant, wall_of

log = structlog.get_logger()
NAME = "retention"
LOOK = 300.0
"""Seconds between looks whether it is night."""
NIGHT = time(3)
BATCH = 500
PAUSE = 0.05
"""Seconds for others between two transactions."""
LONG = timedelta(days=400)
"""How long a row without words stays, so that what is delivered once more is known."""
OLD: BindParameter[datetime] = bindparam("old")
ANCIENT: BindParameter[datetime] = bindparam("ancient")
NOW: BindParameter[datetime] = bindparam("now")
"""When words must be older than, when rows must be older than, and the present; for the conditions of rules."""
LIFE, AGE = timedelta(days=180), timedelta(days=3 * 365 + 1)
"""How long a button that nobody presses works; how long it is kept who did and saw what: within three years one may be asked for it."""
STALE: BindParameter[datetime] = bindparam("stale")
AGED: BindParameter[datetime] = bindparam("aged")
"""The same as instants."""
MEMORY = ("commands",)
"""Kinds of sent rows that a courier compares with: they hold no words of people."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of `table` that are `over` are deleted or, where `blank` says so, overwritten with it."""

    table: Table
    over: ColumnElement[bool]
    blank: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Column[Any]:
        [key] = self.table.primary_key
        return key

    @property
    def first(self) -> int | str:
        return 0 if self.is_numbered else ""

    @property
    def is_numbered(self) -> bool:
        return isinstance(self.key.type, BigInteger)

    def query(self) -> Select[Any]:
        """The next keys. The greatest number stays: SQLite would give it to another row, which would be taken for the one that was."""
        found = select(self.key).where(self.over, self.key > bindparam("after")).order_by(self.key).limit(BATCH)
        return found.where(self.key < select(func.max(self.key)).scalar_subquery()) if self.is_numbered else found

    def end(self, session: Session, keys: Sequence[Any], when: Mapping[str, datetime]) -> None:
        which = and_(self.key.in_(keys), self.over)
        statement = update(self.table).where(which).values(self.blank) if self.blank else delete(self.table).where(which)
        session.execute(statement, when)


_SENT = and_(outbox.c.state.in_(("sent", "cancelled")), outbox.c.kind.not_in(MEMORY))
_ENDED = timers.c.state != "pending"
KERNEL = (
    Rule(inbox, and_(inbox.c.state == "done", inbox.c.done_at < ANCIENT)),
    Rule(inbox, and_(inbox.c.state == "done", inbox.c.done_at < OLD, inbox.c.body != "{}"), {"body": "{}"}),
    Rule(outbox, and_(_SENT, outbox.c.ended_at < OLD, outbox.c.key.is_(None))),
    Rule(outbox, and_(_SENT, outbox.c.ended_at < ANCIENT)),
    Rule(outbox, and_(_SENT, outbox.c.ended_at < OLD, outbox.c.body != "{}"), {"body": "{}"}),
    Rule(timers, and_(_ENDED, timers.c.ended_at < ANCIENT)),
    Rule(timers, and_(_ENDED, timers.c.ended_at < OLD, timers.c.args != "{}"), {"args": "{}"}),
)
"""What was set aside stays whole until somebody has had it tried again."""


class Retention:
    """`keep`: how long words stay once they have done their work."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, keep: timedelta, rules: Sequence[Rule] = KERNEL) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._keep = keep
        self._rules = rules

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            await self.night()

    async def night(self) -> int:
        """The work of one night, where none was done since the last and nobody else is at it; the number of rows."""
        holder, count = secrets.token_hex(8), 0
        now = self._clock.now()
        if not await self._database.write(partial(leases.take, name=NAME, holder=holder, now=now)):
            return 0
        when = {"old": now - self._keep, "ancient": now - max(LONG, self._keep), "now": now}
        when |= {"stale": now - max(LIFE, self._keep), "aged": now - max(AGE, self._keep)}
        for rule in self._rules:
            count += await self._work(rule, when, holder)
        await self._database.write(partial(rest, holder=holder, until=self.next_night()))
        log.info("retained", rows=count)
        return count

    async def _work(self, rule: Rule, when: Mapping[str, datetime], holder: str) -> int:
        after, count = rule.first, 0
        while keys := await self._database.read(partial(found, query=rule.query(), given={"after": after, **when})):
            if not await self._database.write(partial(self._end, rule=rule, keys=keys, when=when, holder=holder)):
                break
            after, count = keys[-1], count + len(keys)
            await asyncio.sleep(PAUSE)
        return count

    def _end(self, session: Session, rule: Rule, keys: Sequence[Any], when: Mapping[str, datetime], holder: str) -> bool:
        """False where the work has passed to another."""
        mine = leases.take(session, NAME, holder, self._clock.now())
        if mine:
            rule.end(session, keys, when)
        return mine

    def next_night(self) -> datetime:
        now = self._clock.now()
        today = wall_of(now, self._zone).date()
        nights = (instant(datetime.combine(day, NIGHT), self._zone).at for day in (today, today + DAY))
        return next(night for night in nights if night > now)


def found(session: Session, query: Select[Any], given: Mapping[str, Any]) -> Sequence[Any]:
    return session.execute(query, given).scalars().all()


def rest(session: Session, holder: str, until: datetime) -> None:
    """Nobody takes it up before `until`."""
    mine = update(leases.leases).where(leases.leases.c.name == NAME, leases.leases.c.holder == holder)
    session.execute(mine.values(until=until))
