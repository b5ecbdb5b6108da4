"""Periodic work that no step of the machine's clock can hold up.

APScheduler plans by the wall clock: set back an hour, it would call nobody for an hour, and rows that wait for a moment of their own
(what was just written, a repeat after a pause, the lease of a fallen process) would wait as long. So the wall clock is held against the
monotonic one: at a step everything is planned anew, and rows whose moment was meant as «now» or «soon» come back to the present.
What was agreed by the wall clock, a reminder or a callback at 15:00, stays where it is.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import and_, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from core.kernel.database.hints import hint
from core.kernel.database.session import Database
from core.kernel.queue import leases
from core.kernel.queue.inbox import inbox
from core.kernel.queue.leases import leases as held
from core.kernel.queue.outbox import LEASE, outbox
from core.kernel.queue.pulses import pulses
from core.kernel.time.clock import Clock, SystemClock

log = structlog.get_logger()
LOOK = 1.0
STEP = 2.0
"""Seconds by which the clock may drift between two looks; more is a step."""
STRAYS = 15
"""Looks after which, and between which, it is searched for what was still written by the old time."""
SOON = timedelta(minutes=20)
"""The longest pause before a repeat, generously."""
UNSEEN = timedelta(minutes=1)
"""So long a process may live on, generously, after it has written down its last pulse."""
OPEN = "state IN ('new', 'sending')"
WAITS_IN, WAITS_OUT = text("inbox.state = 'new'"), text("outbox.state = 'new'")
"""In the words of the indexes: a database that keeps a year's rows is not looked through from end to end."""


class Drift:
    """How far the wall clock has moved by itself since it was looked at last."""

    def __init__(self, wall: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._was = wall(), steady()

    def step(self) -> float:
        """Seconds the clock was set by, negative where it was set back; 0 where it just runs."""
        wall, steady = self._wall(), self._steady()
        (old_wall, old_steady), self._was = self._was, (wall, steady)
        moved = (wall - old_wall).total_seconds() - (steady - old_steady)
        return moved if abs(moved) > STEP else 0.0


class Ticks:
    """Calls what was asked for every so many seconds, whatever happens to the clock."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=options)

    def every(self, seconds: int, work: Callable[[], Awaitable[object]]) -> None:
        self._scheduler.add_job(ticked, "interval", (work,), seconds=seconds)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def watch(self) -> None:
        """Works until cancelled, beside the scheduler: looks whether the clock was set, now and while nobody was there."""
        await self._database.write(partial(catch_up, now=self._clock.now()))
        ours = Drift(self._clock.now, asyncio.get_running_loop().time)
        machines = Drift(SystemClock().now, asyncio.get_running_loop().time)
        looks, back = 0, timedelta(0)
        while True:
            await asyncio.sleep(LOOK)
            looks += 1
            if machines.step():
                self.plan_anew()
            if step := ours.step():
                await self.stepped(step)
                looks, back = 0, max(back, timedelta(seconds=-step))
            if looks == STRAYS:
                await self._database.write(partial(bring_strays, now=self._clock.now(), step=back))
                looks, back = 0, timedelta(0)

    async def stepped(self, seconds: float) -> None:
        """Our clock was set by so much."""
        log.warning("clock-stepped", seconds=round(seconds))
        if seconds < 0:
            back = partial(bring_back, now=self._clock.now(), step=timedelta(seconds=-seconds))
            await self._database.write(back)

    def plan_anew(self) -> None:
        """All work is due now, and from now on in its rhythm."""
        now = SystemClock().now()
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=now)


async def ticked(work: Callable[[], Awaitable[object]]) -> None:
    """One tick; where the end of the service cuts it short the next start makes up for it."""
    with suppress(asyncio.CancelledError):
        await work()


def catch_up(session: Session, now: datetime) -> None:
    """A trace of the future: the clock was set back while nobody was there to see it, as at a restart of the machine."""
    newest = last_trace(session)
    if newest is not None and newest - now > timedelta(seconds=STEP):
        log.warning("clock-stepped", seconds=round((now - newest).total_seconds()))
        bring_back(session, now, newest - now + UNSEEN)
        session.execute(delete(pulses).where(pulses.c.at > now))


def last_trace(session: Session) -> datetime | None:
    """The latest moment that anybody here has lived through.

    Pulses are written every few seconds, leases renewed every one: of a clock set ahead and back again within a pulse only a lease tells.
    """
    beat: datetime | None = session.execute(select(func.max(pulses.c.at))).scalar()
    until: datetime | None = session.execute(select(func.max(held.c.until)).where(held.c.holder != leases.RESTING)).scalar()
    return max((moment for moment in (beat, until and until - leases.TERM) if moment is not None), default=None)


def bring_back(session: Session, now: datetime, step: timedelta) -> None:
    """The clock was set back by `step`: what waits only because of that is due. Doing it twice changes nothing more.

    What is tried again or held for a moment has an error, if an empty one; what was put off till some hour has none. What nothing has
    put off is due anyhow, in its old place.
    """
    ahead = now + step
    late = and_(WAITS_IN, inbox.c.retry_at > now, inbox.c.retry_at <= ahead + SOON)
    again = or_(inbox.c.error.is_not(None), inbox.c.retry_at < inbox.c.received_at)
    session.execute(update(inbox).where(late, again).values(retry_at=now))
    late = and_(WAITS_OUT, outbox.c.due_at > now, outbox.c.due_at <= ahead + SOON)
    again = or_(outbox.c.error.is_not(None), outbox.c.due_at < outbox.c.created_at)
    session.execute(update(outbox).where(late, again).values(due_at=now))
    shorten(session, now)
    for topic in ("inbox", "outbox"):
        hint(session, topic)


def bring_strays(session: Session, now: datetime, step: timedelta) -> None:
    """What began before a step back and was committed after it: a repeat put off by the old time, a lease whose holder has fallen since."""
    if step > timedelta(0):
        bring_back(session, now, step)
    else:
        shorten(session, now)


def shorten(session: Session, now: datetime) -> None:
    """A lease that lasts longer than any taken now was taken by another time: it ends as soon as they do."""
    slack = timedelta(seconds=STEP)
    long = and_(outbox.c.state == "sending", text(OPEN), outbox.c.lease_until > now + LEASE + slack)
    session.execute(update(outbox).where(long).values(lease_until=now + LEASE))
    taken = and_(held.c.holder != leases.RESTING, held.c.until > now + leases.TERM + slack)
    session.execute(update(held).where(taken).values(until=now + leases.TERM))
