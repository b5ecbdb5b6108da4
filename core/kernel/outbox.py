"""Everything that goes out is one row here, written in the transaction that wants it; couriers carry rows out one by one.

A courier first commits `sending` with a lease and a token, then calls, then commits the outcome against that token. A row found in
`sending` after its lease is one whose call may or may not have been made: it is flagged `ambiguous`, then repeated or set aside as
its `repeatable` says. Rows of one lane (a chat) leave in order within their priority.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel import documents
from core.kernel.prepared import Prepared
from core.kernel.tables import Identity, Instant, metadata
from core.kernel.wakes import wake

INTERACTIVE, NORMAL, BULK = 0, 5, 9
LEASE = timedelta(seconds=60)
MAYBE = "the call may have been made"
DOUBTFUL = 12
"""How often a call is made, at most, that may have been made before."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("target", String(32), nullable=False),
    Column("lane", String(160), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("subject", String(64)),
    Column("key", String(160)),
    Column("repeatable", Boolean, nullable=False),
    Column("state", String(9), nullable=False, server_default="new"),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", Instant),
    Column("token", String(24)),
    Column("ambiguous", Boolean, nullable=False, server_default=text("false")),
    Column("doubts", Integer, nullable=False, server_default="0"),
    Column("error", String(200)),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    UniqueConstraint("target", "key"),
    Index(
        "ix_outbox_open",
        "target",
        "lane",
        "id",
        postgresql_where=text("state IN ('new', 'sending')"),
        sqlite_where=text("state IN ('new', 'sending')"),
    ),
    Index(
        "ix_outbox_next",
        "target",
        "priority",
        "id",
        postgresql_where=text("state = 'new'"),
        sqlite_where=text("state = 'new'"),
    ),
    Index("ix_outbox_subject", "subject", postgresql_where=text("state = 'new'"), sqlite_where=text("state = 'new'")),
    Index("ix_outbox_doubt", "id", postgresql_where=text("ambiguous"), sqlite_where=text("ambiguous")),
    Index("ix_outbox_dead", "target", postgresql_where=text("state = 'dead'"), sqlite_where=text("state = 'dead'")),
    Index("ix_outbox_menus", "target", "id", postgresql_where=text("kind = 'commands'"), sqlite_where=text("kind = 'commands'")),
)

_NAMES = ("target", "lane", "kind", "body", "priority", "subject", "key", "repeatable", "due_at", "created_at")
_VALUES: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in _NAMES}
_SEND = {
    "sqlite": Prepared(sqlite.insert(outbox).values(_VALUES).on_conflict_do_nothing()),
    "postgresql": Prepared(postgresql.insert(outbox).values(_VALUES).on_conflict_do_nothing()),
}
_earlier = outbox.alias("earlier")
_ahead = or_(
    _earlier.c.priority < outbox.c.priority,
    and_(_earlier.c.priority == outbox.c.priority, _earlier.c.id < outbox.c.id),
)
_waits = or_(_earlier.c.due_at <= bindparam("now"), _earlier.c.error.is_not(None))
_FIRST_OF_LANE = ~exists().where(
    _earlier.c.target == outbox.c.target,
    _earlier.c.lane == outbox.c.lane,
    or_(_earlier.c.state == "sending", and_(_earlier.c.state == "new", _waits, _ahead)),
)
_READY = (
    select(outbox.c.id)
    .where(outbox.c.target == bindparam("whose"), outbox.c.state == "new", outbox.c.due_at <= bindparam("now"), _FIRST_OF_LANE)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("ready")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
_CLAIM = Prepared(
    update(outbox)
    .where(outbox.c.id.in_(select(_READY.c.id)), outbox.c.state == "new")
    .values(state="sending", token=bindparam("fresh"), lease_until=bindparam("until"), attempts=outbox.c.attempts + 1)
    .returning(
        outbox.c.id,
        outbox.c.target,
        outbox.c.lane,
        outbox.c.kind,
        outbox.c.body,
        outbox.c.priority,
        outbox.c.attempts,
        outbox.c.ambiguous,
        outbox.c.doubts,
        outbox.c.subject,
        outbox.c.token,
        outbox.c.repeatable,
    ),
)
_MINE = and_(outbox.c.id == bindparam("row"), outbox.c.token == bindparam("mine"), outbox.c.state == "sending")
_END = Prepared(
    update(outbox).where(_MINE).values(state=bindparam("end"), ended_at=bindparam("now"), error=bindparam("why")).returning(outbox.c.id),
)
_AGAIN = (
    update(outbox)
    .where(_MINE)
    .values(
        state="new",
        due_at=bindparam("due"),
        error=bindparam("why"),
        ambiguous=or_(outbox.c.ambiguous, bindparam("unsure", type_=Boolean)),
        doubts=outbox.c.doubts + bindparam("more", type_=Integer),
        attempts=outbox.c.attempts - bindparam("free", type_=Integer),
    )
)

_PROLONG = update(outbox).where(_MINE).values(lease_until=bindparam("until"))


@dataclass(frozen=True, slots=True)
class Parcel:
    """One row of the outbox in a courier's hands. `doubts`: how often the call may have been made already."""

    id: int
    target: str
    lane: str
    kind: str
    body: str
    priority: int
    attempts: int
    ambiguous: bool
    doubts: int
    subject: str | None
    token: str
    repeatable: bool

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = documents.read(self.body)
        return found


def send(
    session: Session,
    target: str,
    *,
    lane: str,
    kind: str,
    body: dict[str, Any],
    now: datetime,
    priority: int = NORMAL,
    subject: str | None = None,
    key: str | None = None,
    due: datetime | None = None,
    repeatable: bool = True,
) -> None:
    """Queues a call; `subject` lets it be cancelled, `key` makes it once-only, `repeatable=False` forbids a second try in doubt."""
    values = (target, lane, kind, documents.written(body), priority, subject, key, repeatable, due or now, now)
    _SEND[session.get_bind().dialect.name].rows(session, dict(zip(_NAMES, values, strict=True)))
    wake(session, "outbox", target)


def claim(session: Session, target: str, *, limit: int, now: datetime) -> list[Parcel]:
    """Takes what may go out now, at most one a lane, in the order of urgency."""
    values = {"whose": target, "limit": limit, "now": now, "until": now + LEASE, "fresh": secrets.token_urlsafe(12)}
    parcels = [Parcel(*row) for row in _CLAIM.rows(session, values)]
    return sorted(parcels, key=lambda parcel: (parcel.priority, parcel.id))


def sent(session: Session, parcel: Parcel, now: datetime) -> bool:
    """Notes that the call was made; False where the lease had passed to another."""
    return _settle(session, parcel, "sent", None, now)


def set_aside(session: Session, parcel: Parcel, error: str, now: datetime) -> bool:
    """Gives up; people see it in /health. False where the lease had passed to another."""
    return _settle(session, parcel, "dead", error[:200], now)


def _settle(session: Session, parcel: Parcel, state: str, error: str | None, now: datetime) -> bool:
    values = {"row": parcel.id, "mine": parcel.token, "end": state, "now": now, "why": error}
    mine = _END.first(session, values) is not None
    wake(session, "outbox", parcel.target)
    return mine


def again(session: Session, parcel: Parcel, error: str, due: datetime, *, unsure: bool = False, free: bool = False) -> bool:
    """Puts it back until `due`; `unsure` flags that the call may have been made, `free` does not count the attempt."""
    about = {"row": parcel.id, "mine": parcel.token, "due": due, "why": error[:200]}
    values = {**about, "unsure": unsure, "more": int(unsure), "free": int(free)}
    return session.execute(_AGAIN.returning(outbox.c.id), values).first() is not None


def prolong(session: Session, parcels: Sequence[Parcel], now: datetime) -> None:
    """Calls that take long are still being made."""
    for parcel in parcels:
        session.execute(_PROLONG, {"row": parcel.id, "mine": parcel.token, "until": now + LEASE})


def recover(session: Session, now: datetime, *, alone: bool = False) -> int:
    """Takes back what was left in `sending` by a courier that is gone, flagged ambiguous; the number of rows.

    `alone`: there is no other courier and this one has not begun, so that nobody's lease means anything. What may not be called
    once more is set aside by the courier that finds it: it knows who has to be told.
    """
    on_the_way = and_(outbox.c.state == "sending", text("state IN ('new', 'sending')"))
    lost = on_the_way if alone else and_(on_the_way, outbox.c.lease_until < now)
    values = {"state": "new", "due_at": now, "ambiguous": True, "doubts": outbox.c.doubts + 1, "error": MAYBE}
    count = len(session.execute(update(outbox).where(lost).values(**values).returning(outbox.c.id)).all())
    if count:
        wake(session, "outbox", "")
    return count


def cancel(session: Session, subject: str, now: datetime) -> int:
    """Cancels what is queued for a subject and has not left; the number of rows."""
    queued = update(outbox).where(outbox.c.subject == subject, outbox.c.state == "new")
    return len(session.execute(queued.values(state="cancelled", ended_at=now).returning(outbox.c.id)).all())


def in_doubt(session: Session) -> int:
    """How many rows were, or are to be, called once more although the first call may have been made."""
    return session.execute(select(func.count()).select_from(outbox).where(text("ambiguous"))).scalar_one()


def counts(session: Session) -> Sequence[tuple[str, str, int]]:
    """How many rows of each (target, state) there are, the sent ones left out: anybody may ask, so each half has its index."""
    found = select(outbox.c.target, outbox.c.state, func.count()).group_by(outbox.c.target, outbox.c.state)
    halves = (text("state IN ('new', 'sending')"), text("state = 'dead'"))
    return [(row[0], row[1], row[2]) for half in halves for row in session.execute(found.where(half))]
