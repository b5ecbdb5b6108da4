"""Whether the work goes on: what each process has lately managed to do, and what has been waiting for too long.

A process notes what it does by the monotonic clock; every few seconds it writes that down, which proves at the same time that anything
can be written at all. What others have written down is read by the wall clock.
"""

import shutil
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Boolean, Column, String, Table, bindparam, delete, false, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel.inbox import inbox
from core.kernel.outbox import outbox
from core.kernel.prepared import Prepared
from core.kernel.tables import Instant, metadata

WRITE, TICK = "write", "tick"
LATEST = {WRITE: 35, TICK: 35, "poll": 90}
"""Seconds after which something that goes on all the time is taken to stand still."""
TURNS, SENDING = timedelta(minutes=2), timedelta(minutes=5)
"""How long what came in may wait for its turn, and what is to go out for its call."""
FLOOR = 300 * 2**20
"""Bytes that have to be free where the data lie."""
OLD = timedelta(days=1)

pulses = Table(
    "pulses",
    metadata,
    Column("name", String(48), primary_key=True),
    Column("holder", String(64), primary_key=True),
    Column("at", Instant, nullable=False),
)
alarms = Table(
    "alarms",
    metadata,
    Column("code", String(48), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("told", Boolean, nullable=False, server_default=false()),
)

_VALUES: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in ("name", "holder", "at")}
_KNOWN: dict[str, Any] = {"index_elements": ["name", "holder"], "set_": {"at": bindparam("at")}}
_KEEP = {
    "sqlite": Prepared(sqlite.insert(pulses).values(_VALUES).on_conflict_do_update(**_KNOWN)),
    "postgresql": Prepared(postgresql.insert(pulses).values(_VALUES).on_conflict_do_update(**_KNOWN)),
}


class Stall(NamedTuple):
    """Something stands still: a `code` (write, tick, poll, turns, sending:<target>, disk) and for how many seconds, 0 where it has none."""

    code: str
    seconds: int


class Pulse:
    """What this process has managed to do, by name, and how long ago."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._born = steady()
        self._at: dict[str, float] = {}

    def beat(self, name: str) -> None:
        self._at[name] = self._steady()

    def ages(self) -> dict[str, float]:
        now = self._steady()
        return {name: now - at for name, at in self._at.items()}

    def age(self, name: str) -> float:
        """Seconds since it was done; since the process began, where it never was."""
        return self._steady() - self._at.get(name, self._born)


def keep(session: Session, holder: str, ages: Mapping[str, float], now: datetime) -> None:
    """Writes down what a process has managed to do; always something, for the writing is the proof."""
    for name, age in {**ages, WRITE: 0.0}.items():
        given = {"name": name, "holder": holder, "at": now - timedelta(seconds=age)}
        _KEEP[session.get_bind().dialect.name].rows(session, given)


def forget_fallen(session: Session, now: datetime) -> None:
    """What processes wrote down that are no more."""
    session.execute(delete(pulses).where(pulses.c.at < now - OLD))


def last_done(session: Session, now: datetime) -> dict[str, float]:
    """Seconds since any process did it, by name; an entry from the future is of a clock that has been set back since, and tells nothing."""
    newest = select(pulses.c.name, func.max(pulses.c.at)).where(pulses.c.at <= now + timedelta(seconds=1)).group_by(pulses.c.name)
    return {name: max((now - at).total_seconds(), 0.0) for name, at in session.execute(newest)}


def late(session: Session, now: datetime) -> list[Stall]:
    """What waits in the queues for longer than it should."""
    first = session.execute(select(func.min(inbox.c.retry_at)).where(text("state = 'new'"))).scalar()
    found = [Stall("turns", int((now - first).total_seconds()))] if first is not None and now - first > TURNS else []
    waiting = select(outbox.c.target, func.min(outbox.c.due_at)).where(text("state = 'new'"), outbox.c.due_at < now - SENDING)
    for target, due in session.execute(waiting.group_by(outbox.c.target)):
        found.append(Stall(f"sending:{target}", int((now - due).total_seconds())))
    return found


def standing_still(own: Pulse, done: Mapping[str, float], wanted: tuple[str, ...]) -> list[Stall]:
    """What goes on all the time and does not: this process must write, and somebody has to do each of what is `wanted`."""
    ages = {WRITE: own.age(WRITE)} | {name: min(own.age(name), done.get(name, own.age(name))) for name in wanted}
    return [Stall(name, int(age)) for name, age in ages.items() if age > LATEST[name]]


def short_of_space(folder: Path) -> list[Stall]:
    """Whether the disk under the data is nearly full."""
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return [Stall("disk", 0)] if shutil.disk_usage(place).free < FLOOR else []


# Alarms: what people were told of


def raised(session: Session, now: datetime, found: list[Stall], *, after: timedelta) -> tuple[list[Stall], list[str]]:
    """Notes what stands still; what has done so for `after` and has not been told yet, and what goes on again after it was told."""
    known = {row.code: row for row in session.execute(select(alarms.c.code, alarms.c.since, alarms.c.told))}
    here = {stall.code: stall for stall in found}
    fresh = [code for code in here if code not in known]
    if fresh:
        session.execute(insert(alarms), [{"code": code, "since": now} for code in fresh])
    news = [stall for code, stall in here.items() if code in known and not known[code].told and now - known[code].since >= after]
    if news:
        session.execute(update(alarms).where(alarms.c.code.in_([stall.code for stall in news])).values(told=True))
    over = [code for code in known if code not in here]
    if over:
        session.execute(delete(alarms).where(alarms.c.code.in_(over)))
    return news, [code for code in over if known[code].told]
