"""Reminders are rows, written in the transaction of what they remind of; a due one becomes a row of the inbox as it ends.

Nothing is leased and nothing waits in memory: a crash before the commit leaves the timer pending, one after it leaves it done.
What a late timer means is its kind's business, decided in the turn it causes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Column, Index, Row, String, Table, Text, UniqueConstraint, bindparam, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel.database import documents
from core.kernel.database.columns import Code, Identity, Instant, metadata
from core.kernel.database.compiled import Prepared
from core.kernel.database.hints import hint
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import inbox

timers = Table(
    "timers",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("kind", Code, nullable=False),
    Column("subject", String(64), nullable=False),
    Column("lane", String(200), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("args", Text, nullable=False),
    Column("key", String(160), nullable=False),
    Column("state", Code, nullable=False, server_default="pending"),
    Column("ended_at", Instant),
    UniqueConstraint("key"),
    Index("ix_timers_due", "due_at", postgresql_where=text("state = 'pending'"), sqlite_where=text("state = 'pending'")),
    Index("ix_timers_subject", "subject", postgresql_where=text("state = 'pending'"), sqlite_where=text("state = 'pending'")),
)

_VALUES: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in ("kind", "subject", "lane", "due_at", "args", "key")}
_SCHEDULE = {
    "sqlite": Prepared(sqlite.insert(timers).values(_VALUES).on_conflict_do_nothing()),
    "postgresql": Prepared(postgresql.insert(timers).values(_VALUES).on_conflict_do_nothing()),
}
_DUE = (
    select(timers.c.id)
    .where(timers.c.state == "pending", timers.c.due_at <= bindparam("now"))
    .order_by(timers.c.due_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("due")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
_FIRE = (
    update(timers)
    .where(timers.c.id.in_(select(_DUE.c.id)), timers.c.state == "pending")
    .values(state="done", ended_at=bindparam("now"))
    .returning(timers.c.id, timers.c.kind, timers.c.subject, timers.c.lane, timers.c.due_at, timers.c.args)
)
_NEXT = Prepared(select(func.min(timers.c.due_at)).where(timers.c.state == "pending"))


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that has come, as its turn sees it."""

    kind: str
    subject: str
    due_at: datetime
    args: dict[str, Any]

    @classmethod
    def of(cls, body: dict[str, Any]) -> "Due":
        return cls(body["kind"], body["subject"], datetime.fromisoformat(body["due"]), body["args"])


def schedule(
    session: Session,
    kind: str,
    *,
    subject: str,
    lane: str,
    due: datetime,
    key: str,
    args: dict[str, Any] | None = None,
) -> None:
    """Sets a timer; one that was set under the same key stays as it is."""
    values = {"kind": kind, "subject": subject, "lane": lane, "due_at": due, "args": documents.written(args or {}), "key": key}
    _SCHEDULE[session.get_bind().dialect.name].rows(session, values)
    hint(session, "timers")


def cancel(session: Session, *, subject: str, now: datetime, kind: str | None = None) -> int:
    """Cancels what is pending for a subject; the number of timers it was."""
    which = update(timers).where(timers.c.subject == subject, timers.c.state == "pending")
    if kind is not None:
        which = which.where(timers.c.kind == kind)
    return len(session.execute(which.values(state="cancelled", ended_at=now).returning(timers.c.id)).all())


def fire(session: Session, now: datetime, limit: int = 500) -> int:
    """Moves what is due into the inbox; the number moved. Looks first: nearly always nothing is."""
    due_at = next_due(session)
    if due_at is None or due_at > now:
        return 0
    rows = session.execute(_FIRE, {"now": now, "limit": limit}).all()
    due = sorted(rows, key=lambda row: (row.due_at, row.id))
    inbox.put_all(session, "timer", [(str(row.id), row.lane, told(row)) for row in due], now)
    failpoint("timers-before-commit")
    return len(rows)


def told(row: Row[*tuple[Any, ...]]) -> str:
    """A timer as the inbox keeps it."""
    return documents.written({"kind": row.kind, "subject": row.subject, "due": row.due_at.isoformat(), "args": documents.read(row.args)})


def next_due(session: Session) -> datetime | None:
    [(due,)] = _NEXT.rows(session, {})
    return due  # type: ignore[no-any-return]  # a column of Instants


def let_go(session: Session, due: Due, now: datetime) -> None:
    """What a kind of timer does that is no more: rows of it may wait for months."""


def pending(session: Session) -> int:
    return session.execute(select(func.count()).select_from(timers).where(text("state = 'pending'"))).scalar_one()
