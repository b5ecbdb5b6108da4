"""Everything that comes in is one row here: updates of messengers, events of boards, due timers, notices from one person's turn to another.

A row is unique by (source, key), so whatever is delivered twice is one row. Rows of one lane are worked off in order, one at a time,
each in the transaction of the turn it causes; a row that keeps failing is set aside after `ATTEMPTS` and the lane goes on. One that is
postponed lets the others pass and has its old place among them once its time has come.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.kernel.database import documents
from core.kernel.database.columns import Code, Identity, Instant, metadata
from core.kernel.database.compiled import Prepared
from core.kernel.database.hints import hint, wake_all

ATTEMPTS = 5
BACKOFF = timedelta(seconds=2)
HELD = "in-parts"
AT_ONCE = 32
"""Rows in one statement of `put_all`."""
_NAMES = tuple(f"{part}{n}" for n in range(AT_ONCE) for part in ("key", "lane", "body"))

inbox = Table(
    "inbox",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("source", Code, nullable=False),
    Column("key", String(200), nullable=False),
    Column("lane", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", Code, nullable=False, server_default="new"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("retry_at", Instant, nullable=False),
    Column("error", String(200)),
    Column("done_at", Instant),
    UniqueConstraint("source", "key"),
    Index("ix_inbox_waiting", "lane", "id", postgresql_where=text("state = 'new'"), sqlite_where=text("state = 'new'")),
    Index("ix_inbox_dead", "id", postgresql_where=text("state = 'dead'"), sqlite_where=text("state = 'dead'")),
)

_VALUES: dict[str, BindParameter[Any]] = {
    "source": bindparam("source"),
    "key": bindparam("key"),
    "lane": bindparam("lane"),
    "body": bindparam("body"),
    "received_at": bindparam("now"),
    "retry_at": bindparam("now"),
}
_PUT = {
    "sqlite": Prepared(sqlite.insert(inbox).values(_VALUES).on_conflict_do_nothing().returning(inbox.c.id)),
    "postgresql": Prepared(postgresql.insert(inbox).values(_VALUES).on_conflict_do_nothing().returning(inbox.c.id)),
}
_FRESH = inbox.c.retry_at == inbox.c.received_at
"""Nothing has put it off since it came: it is due whatever the clock says, which may have been set back since."""
_PUT_EACH = postgresql.insert(inbox).values(_VALUES).on_conflict_do_nothing()
_HEAD = Prepared(
    select(inbox.c.id, inbox.c.source, inbox.c.key, inbox.c.body, inbox.c.received_at, inbox.c.attempts, inbox.c.retry_at)
    .where(
        inbox.c.lane == bindparam("lane"),
        inbox.c.state == "new",
        or_(inbox.c.retry_at <= bindparam("now"), inbox.c.error.is_not(None), _FRESH),
    )
    .order_by(inbox.c.id)
    .limit(1),
)
_SAID = Prepared(
    select(inbox.c.id)
    .where(
        inbox.c.lane == bindparam("lane"),
        inbox.c.state == "new",
        inbox.c.id < bindparam("row"),
        inbox.c.source == bindparam("whence"),
        inbox.c.body == bindparam("words"),
    )
    .limit(1),
)
_WAITS = Prepared(select(inbox.c.id).where(inbox.c.lane == bindparam("lane"), inbox.c.state == "new").limit(1))
_DONE = Prepared(
    update(inbox).where(inbox.c.id == bindparam("row"), inbox.c.state == "new").values(state="done", done_at=bindparam("now")),
)
_FORGET = Prepared(update(inbox).where(inbox.c.id == bindparam("row")).values(body="{}"))
_LANES = Prepared(
    select(inbox.c.lane)
    .where(inbox.c.state == "new", or_(inbox.c.retry_at <= bindparam("now"), _FRESH))
    .group_by(inbox.c.lane)
    .order_by(func.min(inbox.c.id))
    .limit(bindparam("limit")),
)
_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:lane, 7))")

Row = tuple[str, str, str]
"""Key, lane and body, which is JSON already."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the inbox, about to be worked off."""

    id: int
    source: str
    key: str
    lane: str
    body: str
    received_at: datetime
    attempts: int

    def json(self) -> Any:
        return documents.read(self.body)


def put(session: Session, source: str, *, key: str, lane: str, body: str | dict[str, Any], now: datetime) -> bool:
    """Keeps what came in; False where it is known already."""
    raw = body if isinstance(body, str) else documents.written(body)
    statement = _PUT[session.get_bind().dialect.name]
    row = statement.first(session, {"source": source, "key": key, "lane": lane, "body": raw, "now": now})
    if row is not None:
        hint(session, "inbox", lane)
    return row is not None


def lanes(session: Session, now: datetime, limit: int) -> Sequence[str]:
    """Lanes where something waits, the longest waiting first."""
    return [lane for (lane,) in _LANES.rows(session, {"now": now, "limit": limit})]


def waiting_among(session: Session, names: Collection[str], prefix: str, now: datetime) -> Sequence[str]:
    """Which of these lanes, and of those that begin so, have something waiting."""
    which = or_(inbox.c.lane.in_(sorted(names)), inbox.c.lane.startswith(prefix, autoescape=True))
    found = select(inbox.c.lane).where(inbox.c.state == "new", or_(inbox.c.retry_at <= now, _FRESH), which)
    return session.execute(found.distinct()).scalars().all()


def head(session: Session, lane: str, now: datetime) -> Item | None:
    """Takes the lane for this transaction and gives its first row; None where another process has the lane or nothing is due."""
    if session.get_bind().dialect.name == "postgresql" and not session.execute(_LOCK, {"lane": lane}).scalar():
        return None
    row = _HEAD.first(session, {"lane": lane, "now": now})
    if row is None:
        return None
    number, source, key, body, received_at, attempts, retry_at = row
    waits = retry_at > now and retry_at != received_at
    return None if waits else Item(number, source, key, lane, body, received_at, attempts)


def done(session: Session, item: Item, now: datetime) -> None:
    _DONE.rows(session, {"row": item.id, "now": now})


def forget(session: Session, item: Item) -> None:
    """The row keeps what makes it known again, and nothing of what it said."""
    _FORGET.rows(session, {"row": item.id})


def following(session: Session, item: Item, limit: int = 9) -> list[Item]:
    """What came after it in its lane and waits, in order."""
    names = [inbox.c[name] for name in ("id", "source", "key", "lane", "body", "received_at", "attempts")]
    waiting = select(*names).where(inbox.c.lane == item.lane, inbox.c.state == "new", inbox.c.id > item.id)
    return [Item(*row) for row in session.execute(waiting.order_by(inbox.c.id).limit(limit))]


def hold(session: Session, item: Item, until: datetime) -> None:
    """The lane waits with the row: what belongs to it may still be on its way."""
    session.execute(update(inbox).where(inbox.c.id == item.id).values(retry_at=until, error=HELD))


def postpone(session: Session, item: Item, until: datetime, now: datetime) -> None:
    """Puts the row off, which is no failure, and the lane goes on; one that waits already in the same words makes it needless."""
    if _SAID.first(session, {"lane": item.lane, "row": item.id, "whence": item.source, "words": item.body}) is not None:
        done(session, item, now)
        return
    waiting = update(inbox).where(inbox.c.id == item.id, inbox.c.state == "new")
    session.execute(waiting.values(retry_at=until, error=None))


def waits(session: Session, lane: str) -> bool:
    """Whether the lane has something left, due or not."""
    return _WAITS.first(session, {"lane": lane}) is not None


def failed(session: Session, item: Item, error: str, now: datetime, *, last: bool = False) -> bool:
    """Notes a failed turn and when to repeat it; True when this was the last attempt and the row is set aside."""
    last = last or item.attempts + 1 >= ATTEMPTS
    session.execute(
        update(inbox)
        .where(inbox.c.id == item.id, inbox.c.state == "new")
        .values(
            attempts=item.attempts + 1,
            error=error[:200],
            state="dead" if last else "new",
            retry_at=now + BACKOFF * 2**item.attempts,
        ),
    )
    return last


def dead(session: Session) -> int:
    return session.execute(select(func.count()).select_from(inbox).where(text("state = 'dead'"))).scalar_one()


def waiting(session: Session) -> int:
    return session.execute(select(func.count()).select_from(inbox).where(text("state = 'new'"))).scalar_one()


@cache
def _put_rows(number: int) -> Prepared:
    """One statement for all rows: each costs the writer a millionth of a second, and the other thread waits for it once."""
    rows = ", ".join(f"(:{key}, :{lane}, :{body})" for key, lane, body in islice(zip(*[iter(_NAMES)] * 3, strict=True), number))
    return Prepared(
        text(
            "INSERT INTO inbox (source, key, lane, body, received_at, retry_at)"  # noqa: S608 - of names only
            f" SELECT :source, column1, column2, column3, :now, :now FROM (VALUES {rows}) WHERE true ON CONFLICT DO NOTHING",
        ).bindparams(bindparam("now", type_=Instant)),
    )


def put_all(session: Session, source: str, rows: Sequence[Row], now: datetime) -> None:
    """Keeps many at once; what is known already is passed over."""
    if not rows:
        return
    if session.get_bind().dialect.name == "sqlite":
        for some in (rows[n : n + AT_ONCE] for n in range(0, len(rows), AT_ONCE)):
            given = dict(zip(_NAMES, chain.from_iterable(some), strict=False))
            _put_rows(len(some)).rows(session, {"source": source, "now": now, **given})
    else:
        about = {"source": source, "now": now}
        session.execute(_PUT_EACH, [{"key": key, "lane": lane, "body": body, **about} for key, lane, body in rows])
    wake_all(session, "inbox", (lane for _, lane, _ in rows))
