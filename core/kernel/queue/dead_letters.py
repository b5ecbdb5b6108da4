"""What was set aside after its last try, coming in or going out: shown to people, and tried once more when they say so."""

from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import Select, func, literal, select, text, union_all, update
from sqlalchemy.orm import Session

from core.kernel.database.hints import hint
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox

Way = Literal["in", "out"]
DEAD = text("state = 'dead'")
"""In the words of the indexes, which find the few among the many."""


class DeadLetter(NamedTuple):
    """One row that lies still; `where` is a source or a target, `kind` is empty for what came in."""

    way: Way
    id: int
    where: str
    kind: str
    attempts: int
    error: str | None
    at: datetime


def count(session: Session) -> int:
    tables = (inbox, outbox)
    return sum(session.execute(select(func.count()).select_from(table).where(DEAD)).scalar_one() for table in tables)


def page(session: Session, *, limit: int, offset: int = 0) -> tuple[DeadLetter, ...]:
    """Newest first."""
    both = union_all(came_in(), went_out()).subquery()
    query = select(*both.c).order_by(both.c.at.desc(), both.c.id.desc()).limit(limit).offset(offset)
    return tuple(DeadLetter(*row) for row in session.execute(query))


def came_in() -> Select[str, int, str, str, int, str | None, datetime]:
    table = inbox.c
    columns = (table.id, table.source, literal(""), table.attempts, table.error, table.received_at.label("at"))
    return select(literal("in").label("way"), *columns).where(DEAD)


def went_out() -> Select[str, int, str, str, int, str | None, datetime]:
    table = outbox.c
    columns = (table.id, table.target, table.kind, table.attempts, table.error, table.created_at.label("at"))
    return select(literal("out").label("way"), *columns).where(DEAD)


def retry(session: Session, way: Way, number: int, now: datetime) -> bool:
    """Lets the row be tried anew, with all its attempts; False where it lies dead no more."""
    return retry_in(session, number, now) if way == "in" else retry_out(session, number, now)


def retry_in(session: Session, number: int, now: datetime) -> bool:
    again = update(inbox).where(inbox.c.id == number, inbox.c.state == "dead").values(state="new", attempts=0, retry_at=now)
    lane = session.execute(again.returning(inbox.c.lane)).scalar()
    if lane is not None:
        hint(session, "inbox", lane)
    return lane is not None


def retry_out(session: Session, number: int, now: datetime) -> bool:
    dead = update(outbox).where(outbox.c.id == number, outbox.c.state == "dead")
    again = dead.values(state="new", attempts=0, doubts=0, due_at=now, ended_at=None)
    target = session.execute(again.returning(outbox.c.target)).scalar()
    if target is not None:
        hint(session, "outbox", target)
    return target is not None
