"""First calls of the period by whoever made them: how many, how many in vain, how many reached somebody."""

from sqlalchemy import case, func, select, tuple_
from sqlalchemy.orm import Session

from core.pipeline.model import Application, Event
from core.pipeline.statuses.codes import parts_of
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.reports.table import Column, Cut, Table, report, share

COLUMNS = (Column("caller", "text", "staff"), Column("calls"), Column("reached"), Column("in-vain"), Column("of-reached", "percent"))


@report("calls", 7)
def calls(session: Session, cut: Cut) -> Table:
    book = statuses(session)
    result = tuple_(Event.type, Event.outcome)
    in_vain = case((result.in_([parts_of(code) for code in book.having(Trait.NO_ANSWER)]), 1), else_=0)
    counted = (
        select(Event.actor_id, func.count(Event.id), func.sum(in_vain))
        .join(Application, Application.id == Event.application_id)
        .where(result.in_([parts_of(code) for code in book.calls]), Event.actor_role == "staff", *cut.happened)
        .group_by(Event.actor_id)
        .order_by(func.count(Event.id).desc(), Event.actor_id)
    )
    found = session.execute(counted).all()
    rows = tuple((caller, count, count - vain, vain, share(count - vain, count)) for caller, count, vain in found)
    return Table(COLUMNS, rows, sum(row[1] for row in rows), "calls")
