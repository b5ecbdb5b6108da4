"""The journal of what a join changes elsewhere: the only way there is, so that parting puts all of it back.

This alone may change events that were entered. Only columns that point at something are moved: no words are kept here.
"""

from collections.abc import Iterable

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from core.candidates.model import MergeMove
from core.kernel.database.columns import metadata


def move(session: Session, merge: int, table: Table, rows: Iterable[int], column: str, after: int | None) -> None:
    """Lets these rows point at `after`, in one column; what points there already stays out of the journal."""
    where = table.c[column]
    if not where.foreign_keys:
        raise ValueError("only what points at something is moved")
    held = select(table.c.id, where).where(table.c.id.in_(sorted(rows))).order_by(table.c.id).with_for_update()
    for number, before in session.execute(held).all():
        if before != after:
            about = {"table_name": table.name, "row_id": number, "column_name": column}
            session.add(MergeMove(merge_id=merge, **about, before=before, after=after))
            session.execute(update(table).where(table.c.id == number).values({column: after}))
    session.flush()
    session.expire_all()


def put_back(session: Session, merge: int) -> None:
    """The last move first; what somebody has changed since stays as it is."""
    mine = select(MergeMove).where(MergeMove.merge_id == merge).order_by(MergeMove.id.desc())
    for moved in session.scalars(mine).all():
        table = metadata.tables[moved.table_name]
        where = table.c[moved.column_name]
        stands = update(table).where(table.c.id == moved.row_id, where.is_not_distinct_from(moved.after))
        session.execute(stands.values({moved.column_name: moved.before}))
    session.expire_all()
