"""Everything that goes out is one row here, written in the transaction that wants it; couriers carry rows out one by one.

A courier first commits `sending` with a lease and a token, then calls, then commits the outcome against that token. A row found in
`sending` after its lease is one whose call may or may not have been made: it is flagged `ambiguous`, then repeated once after a pause,
or set aside as its `repeatable` says. Rows of one lane (a chat) leave in order within their priority; one in doubt lets others pass.
A row knows until when its words are worth sending, and in which `place` it stands: a later row for that place makes it needless.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
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
    case,
    exists,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel.database import documents
from core.kernel.database.columns import Code, Identity, Instant, metadata
from core.kernel.database.compiled import Prepared
from core.kernel.database.hints import hint

COLLEAGUE, TO_COLLEAGUE, INTERACTIVE, NORMAL, BULK = -2, -1, 0, 5, 9
"""What a colleague waits for, what he is told, what others wait for, what they are told, and what may take its time."""
LEASE = timedelta(seconds=4)
"""So long the chats of a courier that fell wait for another; a living one prolongs it."""
MAYBE = "the call may have been made"
DOUBTFUL = 2
"""How often a call is made, at most, that others would see twice."""
DOUBT_PAUSE = timedelta(seconds=30)
"""Before it is made for the second time."""
OVERTAKEN, OUT_OF_DATE, UNKNOWN = "overtaken", "out-of-date", "unknown-kind"

outbox = Table(
    "outbox",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("target", Code, nullable=False),
    Column("lane", String(160), nullable=False),
    Column("kind", Code, nullable=False),
    Column("body", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("subject", String(64)),
    Column("key", String(160)),
    Column("repeatable", Boolean, nullable=False),
    Column("state", Code, nullable=False, server_default="new"),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", Instant),
    Column("token", String(24)),
    Column("ambiguous", Boolean, nullable=False, server_default=text("false")),
    Column("doubts", Integer, nullable=False, server_default="0"),
    Column("error", String(200)),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("expires_at", Instant),
    Column("place", String(64)),
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

_NAMES = ("target", "lane", "kind", "body", "priority", "subject", "key", "repeatable", "due_at", "created_at", "expires_at", "place")
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
_fresh = _earlier.c.due_at == _earlier.c.created_at
_waits = or_(_earlier.c.due_at <= bindparam("now"), _fresh, and_(_earlier.c.error.is_not(None), ~_earlier.c.ambiguous))
_EARLIER_OPEN = text("earlier.state IN ('new', 'sending')")
"""In the words of the index: without them SQLite looks through all that was ever sent."""
_FIRST_OF_LANE = ~exists().where(
    _EARLIER_OPEN,
    _earlier.c.target == outbox.c.target,
    _earlier.c.lane == outbox.c.lane,
    or_(_earlier.c.state == "sending", and_(_earlier.c.state == "new", _waits, _ahead)),
)
_DUE = or_(outbox.c.due_at <= bindparam("now"), outbox.c.due_at == outbox.c.created_at)
"""What nothing has put off is due whatever the clock says, which may have been set back since."""
_READY = (
    select(outbox.c.id)
    .where(outbox.c.target == bindparam("whose"), outbox.c.state == "new", _DUE, _FIRST_OF_LANE)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("ready")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
_later = outbox.alias("later")
_LATER_OPEN = text("later.state IN ('new', 'sending')")
_OVERTAKEN = and_(
    outbox.c.place.is_not(None),
    exists()
    .where(
        _later.c.target == outbox.c.target,
        _later.c.lane == outbox.c.lane,
        _later.c.place == outbox.c.place,
        _later.c.id > outbox.c.id,
        _later.c.state == "new",
        _LATER_OPEN,
    )
    .correlate(outbox),
)
CLAIMED = (
    *(outbox.c[name] for name in ("id", "target", "lane", "kind", "body", "priority", "attempts", "ambiguous", "doubts", "subject")),
    *(outbox.c[name] for name in ("token", "repeatable", "expires_at", "error")),
)
_CLAIM = Prepared(
    update(outbox)
    .where(outbox.c.id.in_(select(_READY.c.id)), outbox.c.state == "new")
    .values(
        state="sending",
        token=bindparam("fresh"),
        lease_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
        error=case((_OVERTAKEN, OVERTAKEN), else_=outbox.c.error),
    )
    .returning(*CLAIMED),
)
_MINE = and_(outbox.c.id == bindparam("row"), outbox.c.token == bindparam("mine"), outbox.c.state == "sending")
_TAKEN_BACK = and_(outbox.c.id == bindparam("row"), outbox.c.token == bindparam("mine"), outbox.c.state.in_(("sending", "new")))
"""What was given up for lost and taken up by nobody since is whose it was: each claim gives a new token."""
_END_VALUES: dict[str, BindParameter[Any]] = {"state": bindparam("end"), "ended_at": bindparam("now"), "error": bindparam("why")}
_END = Prepared(update(outbox).where(_MINE).values(_END_VALUES).returning(outbox.c.id))
_MADE = Prepared(update(outbox).where(_TAKEN_BACK).values(_END_VALUES).returning(outbox.c.id))
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
class OutboxRow:
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
    expires_at: datetime | None = None
    error: str | None = None

    @property
    def is_overtaken(self) -> bool:
        return self.error == OVERTAKEN

    def is_out_of_date(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

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
    expires: datetime | None = None,
    place: str | None = None,
) -> None:
    """Queues a call; `subject` lets it be cancelled, `key` makes it once-only, `repeatable=False` forbids a second try in doubt.

    `expires`: until when it is worth making as it is; `place`: what it changes, where only the last change counts.
    """
    values = (target, lane, kind, documents.written(body), priority, subject, key, repeatable, due or now, now, expires, place)
    _SEND[session.get_bind().dialect.name].rows(session, dict(zip(_NAMES, values, strict=True)))
    hint(session, "outbox", target)


def claim(session: Session, target: str, *, limit: int, now: datetime) -> list[OutboxRow]:
    """Takes what may go out now, at most one a lane, in the order of urgency."""
    values = {"whose": target, "limit": limit, "now": now, "until": now + LEASE, "fresh": secrets.token_urlsafe(12)}
    parcels = [OutboxRow(*row) for row in _CLAIM.rows(session, values)]
    return sorted(parcels, key=lambda parcel: (parcel.priority, parcel.id))


def sent(session: Session, parcel: OutboxRow, now: datetime) -> bool:
    """Notes that the call was made; False where another has taken the row up since."""
    return _settle(session, parcel, "sent", None, now, made=True)


def fail(session: Session, parcel: OutboxRow, error: str, now: datetime) -> bool:
    """Gives up; people see it in /health. False where the lease had passed to another."""
    return _settle(session, parcel, "dead", error[:200], now)


def drop(session: Session, parcel: OutboxRow, why: str, now: datetime) -> bool:
    """It need not be made any more."""
    return _settle(session, parcel, "cancelled", why, now)


def _settle(session: Session, parcel: OutboxRow, state: str, error: str | None, now: datetime, *, made: bool = False) -> bool:
    values = {"row": parcel.id, "mine": parcel.token, "end": state, "now": now, "why": error}
    mine = (_MADE if made else _END).first(session, values) is not None
    hint(session, "outbox", parcel.target)
    return mine


def again(session: Session, parcel: OutboxRow, error: str, due: datetime, *, unsure: bool = False, free: bool = False) -> bool:
    """Puts it back until `due`; `unsure` flags that the call may have been made, `free` does not count the attempt."""
    about = {"row": parcel.id, "mine": parcel.token, "due": due, "why": error[:200]}
    values = {**about, "unsure": unsure, "more": int(unsure), "free": int(free)}
    return session.execute(_AGAIN.returning(outbox.c.id), values).first() is not None


def flag(session: Session, parcel: OutboxRow) -> None:
    """Nobody can know whether the call was made."""
    session.execute(update(outbox).where(outbox.c.id == parcel.id).values(ambiguous=True))


def renew(session: Session, parcel: OutboxRow, body: dict[str, Any], expires: datetime | None) -> OutboxRow:
    """The row as it is to leave now."""
    words = documents.written(body)
    session.execute(update(outbox).where(_MINE).values(body=words, expires_at=expires), {"row": parcel.id, "mine": parcel.token})
    return replace(parcel, body=words, expires_at=expires)


def prolong(session: Session, parcels: Sequence[OutboxRow], now: datetime) -> None:
    """Calls that take long are still being made."""
    for parcel in parcels:
        session.execute(_PROLONG, {"row": parcel.id, "mine": parcel.token, "until": now + LEASE})


def recover(session: Session, now: datetime, *, doubtful: Collection[tuple[str, str]] = (), alone: bool = False) -> int:
    """Takes back what was left in `sending` by a courier that is gone, flagged ambiguous; the number of rows.

    `doubtful`: targets and kinds of calls that others would see twice, which wait a while. `alone`: there is no other courier and this
    one has not begun, so that nobody's lease means anything. What may not be called once more is set aside by the courier that finds it.
    """
    on_the_way = and_(outbox.c.state == "sending", text("state IN ('new', 'sending')"))
    lost = on_the_way if alone else and_(on_the_way, outbox.c.lease_until < now)
    waits = case((tuple_(outbox.c.target, outbox.c.kind).in_(list(doubtful)), now + DOUBT_PAUSE), else_=now) if doubtful else now
    values = {"state": "new", "due_at": waits, "ambiguous": True, "doubts": outbox.c.doubts + 1, "error": MAYBE}
    count = len(session.execute(update(outbox).where(lost).values(**values).returning(outbox.c.id)).all())
    if count:
        hint(session, "outbox", "")
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
