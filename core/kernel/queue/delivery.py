"""Carries rows of the outbox out: claim, wait for the limit, call, settle. One courier a target; what it calls is a port.

What the other side did is written down before anything is made of it: where `settle` fails, the row is sent all the same, and its answer
becomes a row of the inbox, tried like any other there. Nothing of our own bookkeeping ever causes a second call.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

import structlog
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.problems import InDoubt, NeedsLogin, Refused, Trouble, TryLater, UnknownName, Unreachable
from core.kernel.process.failpoints import failpoint
from core.kernel.process.faults import is_outage, may_pass
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox, leases, outbox
from core.kernel.queue.outbox import OutboxRow
from core.kernel.time.clock import Clock

log = structlog.get_logger()
T = TypeVar("T")
IDLE = 1.0
ATTEMPTS = 100
"""About a day of pauses, where it is known that nothing was done."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 900.0
LOGIN_PAUSE = 5.0
"""Seconds after which one call asks whether a refused account is let in again; doubling up to a minute while it is not."""
LONGEST_LOGIN_PAUSE = 60.0
HELD = outbox.LEASE.total_seconds() / 2
"""Seconds that a claimed row waits for its turn at most."""
RENEWED = outbox.LEASE.total_seconds() / 3
"""Seconds after which a call that still goes on has its lease prolonged."""
IN_HAND = 200
"""Rows one courier has claimed and not settled yet."""
ANSWER = "answer"
"""The inbox's source of answers that could not be settled at once."""


class Limiter(Protocol):
    """How fast a target may be called."""

    def free(self) -> int:
        """How many calls could start now."""
        ...

    def held(self, parcel: OutboxRow) -> float:
        """Seconds until a call like this one is welcome again, as the other side has wished."""
        ...

    async def turn(self, parcel: OutboxRow) -> None:
        """Returns when this call may start."""
        ...

    def hold(self, parcel: OutboxRow, seconds: float) -> None:
        """The other side asked to wait, in answer to this call."""
        ...


class Target(Protocol):
    """What a courier calls, e.g. a messenger."""

    name: str
    limiter: Limiter
    doubtful: frozenset[str]
    """Kinds of calls that others would see twice where they are made twice."""

    async def deliver(self, parcel: OutboxRow) -> Any:
        """Makes the call; its answer, a JSON document, goes to `settle`. Raises Trouble."""
        ...

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None:
        """Keeps what the answer taught, in the transaction that marks the row as sent or, where that failed, in a later one."""
        ...

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        """The row is set aside for good: tells whoever has to know, in the same transaction."""
        ...

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None:
        """The account was refused and the row waits: tells whoever can link it again, in the same transaction."""
        ...


Renew = Callable[[Session, OutboxRow, datetime], OutboxRow | None]
"""What a row whose words are out of date says now; None where nothing is left to say."""


def nothing_new(_session: Session, _parcel: OutboxRow, _now: datetime) -> None:
    """What is out of date is dropped."""


class Unlimited:
    """The limiter of a target that needs none."""

    def __init__(self, at_once: int = 32) -> None:
        self._at_once = at_once

    def free(self) -> int:
        return self._at_once

    def held(self, parcel: OutboxRow) -> float:  # noqa: ARG002 - the port's
        return 0.0

    async def turn(self, parcel: OutboxRow) -> None: ...

    def hold(self, parcel: OutboxRow, seconds: float) -> None: ...


def pause(attempt: int) -> float:
    """Seconds to wait before the next attempt: doubling, with jitter."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 1)) * random.uniform(0.75, 1.25)


def is_in_doubt(trouble: Trouble) -> bool:
    return isinstance(trouble, TryLater) and trouble.ambiguous


def may_be_doubled(parcel: OutboxRow, doubts: int, *, doubtful: bool) -> bool:
    """Whether a call that may have been made is made once more."""
    return parcel.repeatable and (not doubtful or doubts < outbox.DOUBTFUL)


def fault(error: Exception, *, unsure: bool) -> Trouble:
    """A fault on our side: one of the code fails at every try, so it is set aside at the first. `unsure`: the call may have been made."""
    name = type(error).__name__
    if may_pass(error):
        return TryLater(name, ambiguous=unsure)
    return InDoubt(name) if unsure else Refused(name)


class Login:
    """Whether the account is let in. Once it was refused, a single call asks now and then, and all others wait for its answer."""

    def __init__(self) -> None:
        self._pause = 0.0
        self._again = 0.0
        self._asking: int | None = None

    def refused(self, parcel: OutboxRow) -> None:
        """The pause grows with each call that asked, not with those that were under way beside it."""
        if not self._pause or self._asking == parcel.id:
            self._pause = min(LONGEST_LOGIN_PAUSE, self._pause * 2 or LOGIN_PAUSE)
            self._again = asyncio.get_running_loop().time() + self._pause
        self.over(parcel)

    def accepted(self) -> None:
        self._pause, self._asking = 0.0, None

    def over(self, parcel: OutboxRow) -> None:
        if self._asking == parcel.id:
            self._asking = None

    def free(self, count: int) -> int:
        """How many of `count` calls may be claimed."""
        if not self._pause:
            return count
        waits = self._asking is not None or asyncio.get_running_loop().time() < self._again
        return 0 if waits else min(count, 1)

    def lets(self, parcel: OutboxRow) -> bool:
        """Whether this call may be made; the first one after the pause is the one that asks."""
        if self._pause and self.free(1):
            self._asking = parcel.id
        return not self._pause or self._asking == parcel.id


class Deliverer:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        supervisor: Supervisor,
        target: Target,
        *,
        holder: str = "",
        renew: Renew = nothing_new,
    ) -> None:
        self._database = database
        self._clock = clock
        self._supervisor = supervisor
        self._target = target
        self._renew = renew
        self._lease = leases.Lease(database, clock, f"courier:{target.name}", holder)
        self._hints = database.hints.listen("outbox")
        self._login = Login()
        self._in_hand = 0
        self._calling: dict[int, tuple[OutboxRow, float]] = {}
        """Calls that are not settled yet, and until when (loop's time) their leases are fresh."""

    async def run(self) -> None:
        """Works until cancelled."""
        try:
            while True:
                found = await self._round() if await self._lease.hold() else 0
                await self._prolong()
                if not found:
                    await self._hints.wait(IDLE)
        finally:
            await self._lease.release()

    async def _round(self) -> int:
        limit = self._login.free(min(self._target.limiter.free(), IN_HAND - self._in_hand))
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

    def _claim(self, session: Session, limit: int, now: datetime) -> list[OutboxRow]:
        parcels = outbox.claim(session, self._target.name, limit=limit, now=now)
        if parcels:
            failpoint("outbox-before-claim", self._target.name)
        return parcels

    async def carry(self, parcel: OutboxRow) -> None:
        """Takes one claimed row to its end; one that is still waiting for its turn when the service stops is handed back."""
        called = False
        try:
            ready = await self._ready(parcel)
            if ready is None:
                return
            parcel, called = ready, True
            answer = await self._call(parcel)
        except Trouble as trouble:
            self._heed(parcel, trouble, called=called)
            await self._end(parcel, trouble)
        except asyncio.CancelledError:
            if not called:
                await self._hand_back(parcel)
            raise
        except Exception as error:
            log.exception("delivery-failed", target=parcel.target, parcel=parcel.id, error=type(error).__name__)
            await self._end(parcel, fault(error, unsure=called and self._is_doubtful(parcel)))
        else:
            self._login.accepted()
            await self._settle(parcel, answer)
            failpoint("outbox-settled", parcel.target)
        finally:
            self._login.over(parcel)
            self._calling.pop(parcel.id, None)
            self._in_hand -= 1

    # Before the call

    async def _ready(self, parcel: OutboxRow) -> OutboxRow | None:
        """The row as it is to leave now; None where it need not, or not yet."""
        if parcel.doubts and not may_be_doubled(parcel, parcel.doubts, doubtful=self._is_doubtful(parcel)):
            raise InDoubt(outbox.MAYBE)
        if parcel.is_overtaken:
            await self._database.write(partial(outbox.drop, parcel=parcel, why=outbox.OVERTAKEN, now=self._clock.now()))
            return None
        if parcel.is_out_of_date(self._clock.now()):
            return await self._database.write(partial(self._renewed, parcel=parcel))
        return parcel if await self._turn(parcel) else None

    def _renewed(self, session: Session, parcel: OutboxRow) -> None:
        """It is claimed anew with its new words, or dropped where it has none."""
        now = self._clock.now()
        fresh = self._renew(session, parcel, now)
        if fresh is None:
            outbox.drop(session, parcel, outbox.OUT_OF_DATE, now)
        else:
            outbox.again(session, fresh, "", now, free=True)

    async def _turn(self, parcel: OutboxRow) -> bool:
        """Whether its turn came while the lease was good; else it is handed back, for another courier may take it."""
        held = self._target.limiter.held(parcel)
        if held > 0:
            await self._hand_back(parcel, timedelta(seconds=held))
            return False
        try:
            async with asyncio.timeout(HELD):
                await self._target.limiter.turn(parcel)
        except TimeoutError:
            await self._hand_back(parcel)
            return False
        if not self._login.lets(parcel):
            await self._hand_back(parcel)
            return False
        return True

    async def _hand_back(self, parcel: OutboxRow, until: timedelta = timedelta(0)) -> None:
        await self._database.write(partial(outbox.again, parcel=parcel, error="", due=self._clock.now() + until, free=True))

    def _is_doubtful(self, parcel: OutboxRow) -> bool:
        return parcel.kind in self._target.doubtful

    # The call

    async def _call(self, parcel: OutboxRow) -> Any:
        failpoint("before-call", parcel.target)
        self._calling[parcel.id] = parcel, asyncio.get_running_loop().time() + RENEWED
        answer = await self._target.deliver(parcel)
        failpoint("after-call", parcel.target)
        return answer

    def _heed(self, parcel: OutboxRow, trouble: Trouble, *, called: bool) -> None:
        """What the other side wishes for calls like this one; an account that is refused stands in the way of all."""
        if isinstance(trouble, NeedsLogin):
            log.error("login-needed", target=parcel.target, reason=trouble.reason)
            self._login.refused(parcel)
        elif isinstance(trouble, TryLater) and trouble.seconds is not None:
            self._target.limiter.hold(parcel, trouble.seconds)
        elif called and isinstance(trouble, Refused | Unreachable):
            self._login.accepted()

    # After the call

    async def _settle(self, parcel: OutboxRow, answer: Any) -> None:
        try:
            await self._note(partial(self._sent, parcel=parcel, answer=answer))
        except Exception as error:
            log.exception("answer-not-settled", target=parcel.target, parcel=parcel.id, error=type(error).__name__)
            await self._note(partial(self._unsettled, parcel=parcel, answer=answer))

    async def _note(self, note: Callable[[Session], T]) -> T:
        """An outcome is known and must not be lost: where the database does not answer it is written again, under the prolonged lease."""
        wait = FIRST_PAUSE / 4
        while True:
            try:
                return await self._database.write(note)
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("outcome-not-written", target=self._target.name, error=type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(2 * wait, IDLE)

    def _sent(self, session: Session, parcel: OutboxRow, answer: Any) -> None:
        now = self._clock.now()
        if outbox.sent(session, parcel, now):
            self._target.on_delivered(session, parcel, answer, now)
        failpoint("outbox-before-settle", parcel.target)

    def _unsettled(self, session: Session, parcel: OutboxRow, answer: Any) -> None:
        now = self._clock.now()
        if outbox.sent(session, parcel, now):
            key = f"{parcel.target}:{parcel.id}"
            inbox.put(session, ANSWER, key=key, lane=f"{ANSWER}:{key}", body=answered(parcel, answer), now=now)

    async def _end(self, parcel: OutboxRow, trouble: Trouble) -> None:
        """The outcome is written even where those who have to know cannot be told."""
        try:
            await self._note(partial(self._troubled, parcel=parcel, trouble=trouble))
        except Exception as error:
            log.exception("trouble-not-told", target=parcel.target, parcel=parcel.id, error=type(error).__name__)
            await self._note(partial(self._troubled, parcel=parcel, trouble=trouble, tell=False))

    def _troubled(self, session: Session, parcel: OutboxRow, trouble: Trouble, *, tell: bool = True) -> None:
        now = self._clock.now()
        if self._may_repeat(parcel, trouble):
            if isinstance(trouble, NeedsLogin) and tell:
                self._target.on_login_needed(session, parcel, trouble, now)
            self._put_back(session, parcel, trouble, now)
            return
        end = InDoubt(outbox.MAYBE) if is_in_doubt(trouble) else trouble
        if isinstance(end, InDoubt):
            outbox.flag(session, parcel)
        if outbox.fail(session, parcel, end.reason, now) and tell:
            self._target.on_failed(session, parcel, end, now)

    def _may_repeat(self, parcel: OutboxRow, trouble: Trouble) -> bool:
        """What others would see twice is repeated once, and some of it never; what was surely not done, for a day; a refusal stands."""
        if not isinstance(trouble, TryLater | NeedsLogin):
            return False
        if is_in_doubt(trouble) and not may_be_doubled(parcel, parcel.doubts + 1, doubtful=True):
            return False
        return parcel.attempts < ATTEMPTS

    def _put_back(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        """A wish to wait costs no attempt."""
        wish = trouble.seconds if isinstance(trouble, TryLater) else None
        unsure = is_in_doubt(trouble)
        wait = timedelta(seconds=pause(parcel.attempts) if wish is None else wish)
        if unsure:
            wait = max(wait, outbox.DOUBT_PAUSE)
        outbox.again(session, parcel, trouble.reason, now + wait, unsure=unsure, free=wish is not None)


def answered(parcel: OutboxRow, answer: Any) -> dict[str, Any]:
    """An answer that is not settled yet, as the inbox keeps it."""
    return {"parcel": {**asdict(parcel), "expires_at": None}, "answer": answer}


def settling(targets: "list[Target]") -> Callable[[Session, inbox.Item, datetime], None]:
    """The engine's source of such answers: each is settled by the target that was called."""

    def settle(session: Session, item: inbox.Item, now: datetime) -> None:
        body = item.json()
        parcel = OutboxRow(**body["parcel"])
        target = next((one for one in targets if one.name == parcel.target), None)
        if target is None:
            raise UnknownName(f"target {parcel.target}")
        target.on_delivered(session, parcel, body["answer"], now)

    return settle


def sweeper(database: Database, clock: Clock, targets: "list[Target]") -> Callable[[], Any]:
    """Periodic work: takes back what a fallen courier left."""

    async def sweep() -> None:
        count = await database.write(lambda session: outbox.recover(session, clock.now(), doubtful=doubtful(targets)))
        if count:
            log.warning("outbox-recovered", rows=count)

    return sweep


def doubtful(targets: "list[Target]") -> list[tuple[str, str]]:
    return [(target.name, kind) for target in targets for kind in sorted(target.doubtful)]
