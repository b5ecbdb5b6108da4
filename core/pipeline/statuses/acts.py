"""What is done with the rules: seeding them, and whatever an admin changes. Each edit draws a new number."""

import secrets
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.pipeline.statuses.defaults import DEFAULTS
from core.pipeline.statuses.model import EventTypeRow, StatusRevision, StatusRow
from core.pipeline.statuses.reads import forget
from core.pipeline.statuses.rules import EventType, StatusRule, Unit

BITS = 62


def seed_statuses(session: Session) -> None:
    """Adds the default rows that are missing; what was renamed, moved, edited or archived stays so."""
    rules = set(session.scalars(select(StatusRow.code)))
    types = set(session.scalars(select(EventTypeRow.code)))
    missing = [rule_values(rule) for rule in DEFAULTS.rules.values() if rule.code not in rules]
    absent = [type_values(one) for one in DEFAULTS.types.values() if one.code not in types]
    if missing:
        session.execute(insert(StatusRow), missing)
    if absent:
        session.execute(insert(EventTypeRow), absent)
    if missing or absent:
        changed(session)


def changed(session: Session) -> None:
    """Whoever reads from now on reads anew; others who edit wait until this transaction ends."""
    number = secrets.randbits(BITS)
    moved = session.execute(update(StatusRevision).where(StatusRevision.id == 1).values(number=number).returning(StatusRevision.id))
    if moved.first() is None:
        session.add(StatusRevision(id=1, number=number))
    session.flush()
    forget(session)


def add_rule(session: Session, rule: StatusRule) -> None:
    """A state of the company's own."""
    session.add(StatusRow(**rule_values(rule)))
    changed(session)


def add_type(session: Session, one: EventType) -> None:
    """A kind of event of the company's own."""
    session.add(EventTypeRow(**type_values(one)))
    changed(session)


def rule_values(rule: StatusRule) -> dict[str, Any]:
    """A rule as its row holds it."""
    sla = {"sla": None, "sla_unit": Unit.DAYS.value} if rule.sla is None else {"sla": rule.sla.amount, "sla_unit": rule.sla.unit.value}
    lists = {"traits": sorted(rule.traits), "needs": sorted(rule.needs), "enters": sorted(rule.enters), "next": list(rule.next)}
    names = {"name_ru": rule.label.ru, "name_en": rule.label.en}
    flags = {"duty": rule.duty, "closes": rule.closes, "final": rule.final, "archived": rule.archived}
    words = {"reason": rule.reason, "ask": rule.ask, "template": rule.template, "vacancy_to": rule.vacancy_to, "stands": rule.stands}
    where = {"code": rule.code, "position": rule.position, "result_group": rule.group.value, "told": rule.told.value}
    return {**where, **names, **lists, **sla, **flags, **words}


def type_values(one: EventType) -> dict[str, Any]:
    """A kind of event as its row holds it."""
    flags = {"by_phone": one.by_phone, "confirm": one.confirm, "ask_after": one.ask_after, "archived": one.archived}
    names = {"name_ru": one.label.ru, "name_en": one.label.en}
    return {"code": one.code, "position": one.position, "kind": one.kind, "remind": list(one.remind), **names, **flags}
