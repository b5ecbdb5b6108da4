"""What each colleague has in hand now, what of it is overdue, and what was decided and closed in the period."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from core.pipeline.model import Application
from core.reports.table import Column, Cut, Table, report

COLUMNS = (Column("owner", "text", "staff"), Column("in-work"), Column("overdue"), Column("started"), Column("ended"))


@report("load", 8)
def load(session: Session, cut: Cut) -> Table:
    """Overdue as of the period's end."""
    late = Application.is_active & Application.due_at.is_not(None) & (Application.due_at < cut.until)
    started = (Application.started_at >= cut.since) & (Application.started_at < cut.until)
    ended = (Application.ended_at >= cut.since) & (Application.ended_at < cut.until)
    counts = [func.sum(case((that, 1), else_=0)) for that in (Application.is_active, late, started, ended)]
    counted = select(Application.owner_id, *counts).where(Application.is_active | started | ended, *cut.mine).group_by(Application.owner_id)
    rows = tuple(tuple(row) for row in session.execute(counted.order_by(Application.owner_id)))
    return Table(COLUMNS, rows, sum(row[1] for row in rows), "in-work")
