"""Drives the engine: finds lanes with something waiting and works them off, many lanes side by side, one row of a lane at a time."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.conversation import store as memory
from bot.engine.engine import Engine
from core.kernel.database.session import Database
from core.kernel.problems import Problem, UnknownName
from core.kernel.process.failpoints import failpoint
from core.kernel.process.faults import is_outage, may_pass
from core.kernel.process.pulse import TICK
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox, timers
from core.kernel.time.clock import Clock

log = structlog.get_logger()
IDLE = 1.0
STAFF = "staff:"
"""How the lanes of colleagues' notices begin."""
PATIENCE = 20
"""So many times a row is taken up again for nothing; one that brings the database down at every try is a fault like another."""
LANES = {"sqlite": 64, "postgresql": 12}
"""Lanes worked on at once by one process: SQLite commits them together, PostgreSQL needs a connection for each."""


class Took(IntEnum):
    """What a look at a lane came to; true where a row was worked off."""

    NOTHING = 0
    LAST = 1
    MORE = 2


class Worker:
    def __init__(self, database: Database, clock: Clock, supervisor: Supervisor, engine: Engine) -> None:
        self._database = database
        self._clock = clock
        self._supervisor = supervisor
        self._engine = engine
        self._hints = database.hints.listen("inbox")
        self._limit = LANES[database.dialect]
        self._look_at = 0.0
        self._running: set[str] = set()
        self._colleagues = frozenset[str]()
        self._cuts: Counter[int | None] = Counter()
        """How often in a row the database went away under a row."""
        self._hinted: dict[str, None] = {}
        """Lanes to look at, in the order they were named."""

    async def run(self) -> None:
        """Works until cancelled; what a lane began is finished by the supervisor."""
        full = True
        while True:
            if full or not self._hinted or asyncio.get_running_loop().time() >= self._look_at:
                await self._look()
            self._start()
            heard = await self._hints.wait(IDLE)
            full = not heard or "" in heard
            self._hinted |= dict.fromkeys(sorted(heard - {""}))

    async def _look(self) -> None:
        """At every lane that waits: hints name only what has just come, not what is to be tried again."""
        self._look_at = asyncio.get_running_loop().time() + IDLE
        found = await self._database.write(self._waiting)
        self._hinted |= dict.fromkeys(found)

    def _waiting(self, session: Session) -> Sequence[str]:
        """The longest waiting, and every colleague's lane however many wait before it."""
        now, most = self._clock.now(), 4 * self._limit
        found = inbox.lanes(session, now, most)
        if found:
            self._colleagues = memory.lanes_of_colleagues(session)
        return [*found, *inbox.waiting_among(session, self._colleagues, STAFF, now)] if len(found) == most else found

    def _is_first(self, lane: str) -> bool:
        """Whether it is a colleague's: they work while others look in."""
        return lane.startswith(STAFF) or lane in self._colleagues

    def _start(self) -> None:
        """Colleagues' lanes first, then in the order in which they were named."""
        free = self._limit - len(self._running)
        if free <= 0:
            return
        waiting = [lane for lane in self._hinted if lane not in self._running]
        if len(waiting) > free:
            waiting.sort(key=self._is_first, reverse=True)
        for lane in waiting[:free]:
            del self._hinted[lane]
            self._running.add(lane)
            self._supervisor.start("turns", self._drain(lane))

    async def _drain(self, lane: str) -> None:
        """One turn after the other; where others wait for a place, the lane queues up behind them after each."""
        try:
            while await self.turn(lane) is Took.MORE:
                if len(self._hinted) + len(self._running) > self._limit:
                    self._hinted[lane] = None
                    return
        finally:
            self._running.discard(lane)
            if self._hinted and not self._supervisor.stopping.is_set():
                self._start()

    async def turn(self, lane: str) -> Took:
        """One turn of a lane, whatever it takes; what comes in meanwhile is named by its wake.

        Where the database does not answer nothing has happened, and the lane is looked at again.
        """
        now = self._clock.now()
        seen: list[int] = []
        try:
            return await self._tried(lane, now, seen)
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("turn-cut", error=type(error).__name__)
            self._cuts.update(seen[-1:])
            return Took.NOTHING

    async def _tried(self, lane: str, now: datetime, seen: list[int]) -> Took:
        """A fault of ours is told at its first try; what may go better at another is tried again."""
        try:
            took = await self._taken(lane, now, seen)
        except Exception as error:
            row = seen[-1] if seen else None
            if is_outage(error) and self._cuts[row] < PATIENCE:
                raise
            log.exception("turn-failed", error=type(error).__name__)
            await self._failed(lane, error, now, row)
            return Took.MORE
        for row in seen:
            del self._cuts[row]
        return took

    async def _taken(self, lane: str, now: datetime, seen: list[int]) -> Took:
        try:
            took = await self._database.write(partial(self._take, lane=lane, now=now, seen=seen))
        except Problem as problem:
            row = seen[-1] if seen else None
            await self._database.write(partial(self._engine.refuse, lane=lane, problem=problem, now=now, row=row))
            failpoint("refusal-committed")
            return Took.MORE
        if took:
            failpoint("turn-committed")
        return took

    def _take(self, session: Session, lane: str, now: datetime, seen: list[int]) -> Took:
        """To ask here what is left spares a transaction that finds nothing."""
        if not self._engine.take(session, lane, now, seen):
            return Took.NOTHING
        return Took.MORE if inbox.waits(session, lane) else Took.LAST

    async def _failed(self, lane: str, error: Exception, now: datetime, row: int | None) -> None:
        """The row is tried again or set aside whether or not the person can be told: nothing holds up its lane for ever."""
        fail = partial(self._engine.fail, lane=lane, error=reason(error), now=now, row=row, last=not may_pass(error))
        try:
            await self._database.write(fail)
        except Exception as failure:
            if is_outage(failure):
                raise
            log.exception("fault-not-told", error=type(error).__name__)
            await self._database.write(partial(fail, tell=False))


def reason(error: Exception) -> str:
    """What admins see of it: a name of ours, never what somebody wrote."""
    return f"unknown-name: {error}" if isinstance(error, UnknownName) else type(error).__name__


class Ticker:
    """Moves due timers into the inbox; APScheduler calls it every second in every process."""

    def __init__(self, database: Database, clock: Clock, *, batch: int = 500) -> None:
        self._database = database
        self._clock = clock
        self._batch = batch

    async def tick(self) -> int:
        """Fires everything that is due; the number fired. A look of the writer's is cheaper than one of a reader's: one step, not five."""
        total = 0
        while fired := await self._database.write(partial(timers.fire, now=self._clock.now(), limit=self._batch)):
            failpoint("timers-committed")
            total += fired
        self._database.pulse.beat(TICK)
        return total
