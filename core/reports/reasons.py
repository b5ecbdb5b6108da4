"""Why it ended in the period: the company's no and the candidates' own, each by its dictionary of reasons."""

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from core.pipeline.model import Application, Event
from core.pipeline.statuses.codes import parts_of
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait
from core.reports.table import Column, Cut, Table, report, share


@report("refusals", 2)
def refusals(session: Session, cut: Cut) -> Table:
    return by_reason(session, cut, Trait.REFUSED, "reject_reason")


@report("withdrawals", 3)
def withdrawals(session: Session, cut: Cut) -> Table:
    return by_reason(session, cut, Trait.WITHDREW, "withdraw_reason")


def by_reason(session: Session, cut: Cut, trait: Trait, dictionary: str) -> Table:
    """Each end once; one without a reason stands under an empty code."""
    ends = tuple_(Event.type, Event.outcome).in_([parts_of(code) for code in statuses(session).having(trait)])
    counted = select(Event.reason, func.count(Event.id).label("people")).join(Application, Application.id == Event.application_id)
    counted = counted.where(ends, *cut.happened).group_by(Event.reason).order_by(func.count(Event.id).desc(), Event.reason)
    found = session.execute(counted).all()
    total = sum(count for _, count in found)
    rows = tuple((reason, count, share(count, total)) for reason, count in found)
    return Table((Column("reason", "text", dictionary), Column("people"), Column("of-all", "percent")), rows, total, "people")
