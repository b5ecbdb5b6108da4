"""How long people stood in each status: every stay that ended in the period, from one status to the next, and the longest of them."""

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from core.pipeline.model import Application, Event
from core.pipeline.statuses.codes import code_of, parts_of
from core.pipeline.statuses.reads import statuses
from core.reports.spans import days_between
from core.reports.table import Column, Cut, Table, report

COLUMNS = (Column("status", "text", "status"), Column("stays"), Column("mean", "days"), Column("longest", "days"))


@report("stage-time", 5)
def stage_time(session: Session, cut: Cut) -> Table:
    states = statuses(session).states
    left_at = func.lead(Event.at).over(partition_by=Event.application_id, order_by=Event.id).label("left_at")
    steps = (
        select(Event.type, Event.outcome, Event.at, left_at)
        .join(Application, Application.id == Event.application_id)
        .where(tuple_(Event.type, Event.outcome).in_([parts_of(code) for code in states]), *cut.mine)
        .subquery()
    )
    stay = days_between(session, steps.c.at, steps.c.left_at)
    ended = steps.c.left_at >= cut.since, steps.c.left_at < cut.until
    counted = select(steps.c.type, steps.c.outcome, func.count(), func.avg(stay), func.max(stay)).where(*ended)
    found = {code_of(type_, outcome): rest for type_, outcome, *rest in session.execute(counted.group_by(steps.c.type, steps.c.outcome))}
    rows = tuple((code, *found[code]) for code in states if code in found)
    return Table(COLUMNS, rows, sum(row[1] for row in rows), "mean")
