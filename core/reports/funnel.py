"""How far those who started in the period have come: for each step who ever reached it, and what part of the step before and of all."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.pipeline.model import Application, Event
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import StatusRule, Trait
from core.reports.table import Column, Cut, Table, report, share

COLUMNS = (Column("stage", "text", "stage"), Column("people"), Column("of-all", "percent"), Column("of-before", "percent"))
ALL = "all"
"""The first step: everybody who started."""


@report("funnel", 1)
def funnel(session: Session, cut: Cut) -> Table:
    reached = select(Event.type, func.count(func.distinct(Event.application_id)))
    reached = reached.join(Application, Application.id == Event.application_id).where(*cut.started).group_by(Event.type)
    found: dict[str, int] = {row[0]: row[1] for row in session.execute(reached)}
    total = session.execute(select(func.count()).select_from(Application).where(*cut.started)).scalar_one()
    if not total:
        return Table(COLUMNS, (), 0, "people")
    steps = [(ALL, total), *((stage, found[stage]) for stage in stages(session) if stage in found)]
    before = [total, *(count for _, count in steps)]
    rows = [(stage, count, share(count, total), share(count, last)) for (stage, count), last in zip(steps, before, strict=False)]
    return Table(COLUMNS, tuple(rows), total, "people")


def stages(session: Session) -> list[str]:
    """The kinds of events that lead on: neither how somebody came in, nor how it ended without a hire, nor what runs beside it."""
    book = statuses(session)
    steps = (code for code, one in book.types.items() if one.kind in {"process", "appointment"})
    return [code for code in steps if any(leads_on(rule) for rule in book.of_type(code))]


def leads_on(rule: StatusRule) -> bool:
    return not rule.has(Trait.ENTRY) and (not rule.closes or rule.has(Trait.HIRED))
