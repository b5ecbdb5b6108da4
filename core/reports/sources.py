"""Where those who started in the period came from, and what became of them by now."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, select
from sqlalchemy.orm import Session

from core.interviews.model import Booking
from core.pipeline.model import Application
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.reports.table import Column, Cut, Table, report, share

COLUMNS = (
    Column("source", "text", "source"),
    Column("people"),
    Column("of-all", "percent"),
    Column("in-work"),
    Column("met"),
    Column("hired"),
    Column("refused"),
    Column("withdrew"),
)


@report("sources", 4)
def sources(session: Session, cut: Cut) -> Table:
    """`met`: somebody for whom a meeting was ever set."""
    book = statuses(session)
    met = select(Booking.application_id).where(Booking.application_id == Application.id).exists()
    counts = (
        func.count(Application.id),
        how_many(Application.is_active),
        how_many(met),
        *(how_many(stands(book.having(trait))) for trait in (Trait.HIRED, Trait.REFUSED, Trait.WITHDREW)),
    )
    counted = select(Application.source, *counts).where(*cut.started).group_by(Application.source)
    found = session.execute(counted.order_by(func.count(Application.id).desc(), Application.source)).all()
    total = sum(row[1] for row in found)
    return Table(COLUMNS, tuple((source, count, share(count, total), *rest) for source, count, *rest in found), total, "people")


def how_many(that: SQLColumnExpression[bool]) -> ColumnElement[int]:
    return func.sum(case((that, 1), else_=0))


def stands(codes: Iterable[str]) -> ColumnElement[bool]:
    return Application.status.in_(sorted(codes))
