"""How long it took from the first entry to the hire, for those who were hired in the period, by vacancy."""

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from core.pipeline.model import Application, Event
from core.pipeline.statuses.codes import parts_of
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.reports.spans import days_between
from core.reports.table import Column, Cut, Table, report

COLUMNS = (Column("vacancy", "text", "vacancy"), Column("hired"), Column("mean", "days"), Column("longest", "days"))


@report("hire-time", 6)
def hire_time(session: Session, cut: Cut) -> Table:
    hires = tuple_(Event.type, Event.outcome).in_([parts_of(code) for code in statuses(session).having(Trait.HIRED)])
    took = days_between(session, Application.started_at, Event.at)
    counted = (
        select(Application.vacancy_id, func.count(Event.id), func.avg(took), func.max(took))
        .join(Application, Application.id == Event.application_id)
        .where(hires, *cut.happened)
        .group_by(Application.vacancy_id)
        .order_by(func.count(Event.id).desc(), Application.vacancy_id)
    )
    rows = tuple(tuple(row) for row in session.execute(counted))
    return Table(COLUMNS, rows, sum(row[1] for row in rows), "mean")
