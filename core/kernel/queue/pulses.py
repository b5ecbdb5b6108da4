"""Whether the work goes on: what each process has lately managed to do, and what has been waiting for too long.

A process notes what it does by the monotonic clock; every few seconds it writes that down, which proves at the same time that anything
can be written at all. What others have written down is read by the wall clock.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Boolean, Column, String, Table, bindparam, delete, false, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel.database.columns import Code, Instant, metadata
from core.kernel.database.compiled import Prepared
from core.kernel.process.pulse import WRITE, Stall
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox

TURNS, SENDING = timedelta(minutes=2), timedelta(minutes=5)
"""How long what came in may wait for its turn, and what is to go out for its call."""
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
    Column("code", Code, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("told", Boolean, nullable=False, server_default=false()),
)

_VALUES: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in ("name", "holder", "at")}
_KNOWN: dict[str, Any] = {"index_elements": ["name", "holder"], "set_": {"at": bindparam("at")}}
_KEEP = {
    "sqlite": Prepared(sqlite.insert(pulses).values(_VALUES).on_conflict_do_update(**_KNOWN)),
    "postgresql": Prepared(postgresql.insert(pulses).values(_VALUES).on_conflict_do_update(**_KNOWN)),
}


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
