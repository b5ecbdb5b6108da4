"""Carries rows of the outbox out: claim, wait for the limit, call, settle. One courier a target; what it calls is a port."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

import structlog
from sqlalchemy.orm import Session

from core.kernel import leases, outbox
from core.kernel.clock import Clock
from core.kernel.database import Database
from core.kernel.failpoints import failpoint
from core.kernel.outbox import Parcel
from core.kernel.problems import NeedsLogin, Refused, Trouble, TryLater
from core.kernel.supervisor import Supervisor

log = structlog.get_logger()
IDLE = 1.0
ATTEMPTS = 100
"""About a day of pauses, where it is known that nothing was done."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 900.0
LOGIN_PAUSE = 60.0
"""Seconds that a target whose account is refused is left alone: people have to do something first."""
HELD = outbox.LEASE.total_seconds() / 2
"""Seconds that a claimed row waits for its turn at most."""
RENEWED = outbox.LEASE.total_seconds() / 3
"""Seconds after which a call that still goes on has its lease prolonged."""
IN_HAND = 200
"""Rows one courier has claimed and not settled yet."""


class Limiter(Protocol):
    """How fast a target may be called."""

    def free(self) -> int:
        """How many calls could start now."""
        ...

    async def turn(self, parcel: Parcel) -> None:
        """Returns when this call may start."""
        ...

    def hold(self, seconds: float) -> None:
        """The other side asked everybody to wait."""
        ...


class Target(Protocol):
    """What a courier calls, e.g. a messenger."""

    name: str
    limiter: Limiter

    async def deliver(self, parcel: Parcel) -> Any:
        """Makes the call; its answer goes to `settle`. Raises Trouble."""
        ...

    def settle(self, session: Session, parcel: Parcel, answer: Any, now: datetime) -> None:
        """Keeps what the answer taught, in the transaction that marks the row as sent."""
        ...

    def returned(self, session: Session, parcel: Parcel, trouble: Trouble, now: datetime) -> None:
        """The row is set aside for good: tells whoever has to know, in the same transaction."""
        ...

    def paused(self, session: Session, parcel: Parcel, trouble: NeedsLogin, now: datetime) -> None:
        """The account was refused and the row waits: tells whoever can link it again, in the same transaction."""
        ...


class Unlimited:
    """The limiter of a target that needs none."""

    def __init__(self, at_once: int = 32) -> None:
        self._at_once = at_once

    def free(self) -> int:
        return self._at_once

    async def turn(self, parcel: Parcel) -> None: ...

    def hold(self, seconds: float) -> None: ...


def pause(attempt: int) -> float:
    """Seconds to wait before the next attempt: doubling, with jitter."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 1)) * random.uniform(0.75, 1.25)


def may_repeat(parcel: Parcel, trouble: Trouble) -> bool:
    """What may have been done is repeated less often than what was surely not, and some of it never; a refusal stands."""
    if not isinstance(trouble, TryLater | NeedsLogin):
        return False
    if isinstance(trouble, TryLater) and trouble.ambiguous:
        return may_be_doubled(parcel, parcel.doubts + 1)
    return parcel.attempts < ATTEMPTS


def may_be_doubled(parcel: Parcel, doubts: int) -> bool:
    return parcel.repeatable and doubts < outbox.DOUBTFUL


class Courier:
    def __init__(self, database: Database, clock: Clock, supervisor: Supervisor, target: Target, *, holder: str = "") -> None:
        self._database = database
        self._clock = clock
        self._supervisor = supervisor
        self._target = target
        self._lease = leases.Lease(database, clock, f"courier:{target.name}", holder)
        self._wakes = database.wakes.listen("outbox")
        self._in_hand = 0
        self._calling: dict[int, tuple[Parcel, float]] = {}
        """Calls under way, and until when (loop's time) their leases are fresh."""

    async def run(self) -> None:
        """Works until cancelled."""
        try:
            while True:
                found = await self._round() if await self._lease.hold() else 0
                await self._prolong()
                if not found:
                    await self._wakes.wait(IDLE)
        finally:
            await self._lease.release()

    async def _round(self) -> int:
        limit = min(self._target.limiter.free(), IN_HAND - self._in_hand)
        if limit <= 0:
            await asyncio.sleep(0.02)
            return 1
        now = self._clock.now()
        parcels = await self._database.write(partial(self._claim, limit=limit, now=now))
        if parcels:
            failpoint("outbox-claimed", self._target.name)
        for parcel in parcels:
            self._in_hand += 1
            self._supervisor.start(f"deliver:{self._target.name}", self.carry(parcel))
        return len(parcels)

    async def _prolong(self) -> None:
        now = asyncio.get_running_loop().time()
        long = [parcel for parcel, until in self._calling.values() if until < now]
        if long:
            await self._database.write(partial(outbox.prolong, parcels=long, now=self._clock.now()))
            self._calling |= {parcel.id: (parcel, now + RENEWED) for parcel in long if parcel.id in self._calling}

    def _claim(self, session: Session, limit: int, now: datetime) -> list[Parcel]:
        parcels = outbox.claim(session, self._target.name, limit=limit, now=now)
        if parcels:
            failpoint("outbox-before-claim", self._target.name)
        return parcels

    async def carry(self, parcel: Parcel) -> None:
        """Takes one claimed row to its end; one that is still waiting for its turn when the service stops is handed back."""
        called = False
        try:
            if not await self._turn(parcel):
                return
            called = True
            answer = await self._call(parcel)
        except Trouble as trouble:
            self._hold(parcel, trouble)
            await self._database.write(partial(self._troubled, parcel=parcel, trouble=trouble))
        except asyncio.CancelledError:
            if not called:
                await self._database.write(partial(outbox.again, parcel=parcel, error="", due=self._clock.now(), free=True))
            raise
        except Exception as error:
            log.exception("delivery-failed", target=parcel.target, parcel=parcel.id, error=type(error).__name__)
            fault = TryLater(type(error).__name__, ambiguous=True)
            await self._database.write(partial(self._troubled, parcel=parcel, trouble=fault))
        else:
            await self._database.write(partial(self._sent, parcel=parcel, answer=answer))
            failpoint("outbox-settled", parcel.target)
        finally:
            self._in_hand -= 1

    async def _call(self, parcel: Parcel) -> Any:
        if parcel.doubts and not may_be_doubled(parcel, parcel.doubts):
            raise Refused(outbox.MAYBE)
        failpoint("before-call", parcel.target)
        self._calling[parcel.id] = parcel, asyncio.get_running_loop().time() + RENEWED
        try:
            answer = await self._target.deliver(parcel)
        finally:
            del self._calling[parcel.id]
        failpoint("after-call", parcel.target)
        return answer

    def _hold(self, parcel: Parcel, trouble: Trouble) -> None:
        """What stands in the way of one call stands in the way of all."""
        if isinstance(trouble, NeedsLogin):
            log.error("login-needed", target=parcel.target, reason=trouble.reason)
            self._target.limiter.hold(LOGIN_PAUSE)
        elif isinstance(trouble, TryLater) and trouble.seconds is not None:
            self._target.limiter.hold(trouble.seconds)

    async def _turn(self, parcel: Parcel) -> bool:
        """Whether its turn came while the lease was good; else it is handed back, for another courier may take it."""
        try:
            async with asyncio.timeout(HELD):
                await self._target.limiter.turn(parcel)
        except TimeoutError:
            await self._database.write(partial(outbox.again, parcel=parcel, error="", due=self._clock.now(), free=True))
            return False
        return True

    def _sent(self, session: Session, parcel: Parcel, answer: Any) -> None:
        now = self._clock.now()
        if outbox.sent(session, parcel, now):
            self._target.settle(session, parcel, answer, now)
        failpoint("outbox-before-settle", parcel.target)

    def _troubled(self, session: Session, parcel: Parcel, trouble: Trouble) -> None:
        now = self._clock.now()
        if may_repeat(parcel, trouble):
            if isinstance(trouble, NeedsLogin):
                self._target.paused(session, parcel, trouble, now)
            self._put_back(session, parcel, trouble, now)
        elif outbox.set_aside(session, parcel, trouble.reason, now):
            self._target.returned(session, parcel, trouble, now)

    def _put_back(self, session: Session, parcel: Parcel, trouble: Trouble, now: datetime) -> None:
        """A wish to wait costs no attempt."""
        wish = trouble.seconds if isinstance(trouble, TryLater) else None
        unsure = isinstance(trouble, TryLater) and trouble.ambiguous
        due = now + timedelta(seconds=pause(parcel.attempts) if wish is None else wish)
        outbox.again(session, parcel, trouble.reason, due, unsure=unsure, free=wish is not None)


def sweeper(database: Database, clock: Clock) -> Callable[[], Any]:
    """Periodic work: takes back what a fallen courier left."""

    async def sweep() -> None:
        count = await database.write(lambda session: outbox.recover(session, clock.now()))
        if count:
            log.warning("outbox-recovered", rows=count)

    return sweep
