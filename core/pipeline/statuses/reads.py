"""The rules that hold now: read once a turn, and anew only after somebody has edited them."""

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.kernel.database.compiled import Prepared
from core.pipeline.statuses.defaults import DEFAULTS
from core.pipeline.statuses.model import EventTypeRow, StatusRevision, StatusRow
from core.pipeline.statuses.rules import EventType, Group, Labels, Need, Sla, Statuses, StatusRule, Told, Trait, Unit

BOOK = "statuses"
"""Where a session's `info` has the rules of its turn."""
KEPT = 8
_NUMBER = Prepared(select(StatusRevision.number))
_books: dict[int, Statuses] = {}
"""By the number under which they were read. A number is drawn, never counted: what was undone is not taken for what came after it."""


def statuses(session: Session) -> Statuses:
    found: Statuses | None = session.info.get(BOOK)
    if found is None:
        found = session.info[BOOK] = current(session)
    return found


def current(session: Session) -> Statuses:
    """By its number from memory, else read; the defaults where nobody has seeded anything."""
    row = _NUMBER.first(session, {})
    if row is None:
        return DEFAULTS
    found = _books.get(row[0])
    if found is None:
        found = read(session)
        while len(_books) >= KEPT:
            _books.pop(next(iter(_books)))
        _books[row[0]] = found
    return found


def read(session: Session) -> Statuses:
    """What is written down; a default that no row speaks of holds as it is."""
    rules = {**DEFAULTS.rules, **{row.code: rule_of(row) for row in session.scalars(select(StatusRow))}}
    types = {**DEFAULTS.types, **{row.code: type_of(row) for row in session.scalars(select(EventTypeRow))}}
    return Statuses(rules.values(), types.values())


def forget(session: Session) -> None:
    """After an edit: what this turn reads from now on is what was written."""
    session.info.pop(BOOK, None)


_SAME = {field.name for field in fields(StatusRule)} & {column.key for column in StatusRow.__table__.columns}
_OWN = {"traits", "needs", "enters", "sla", "next", "told"}


def rule_of(row: StatusRow) -> StatusRule:
    same = {name: getattr(row, name) for name in _SAME - _OWN}
    return StatusRule(
        **same,
        label=Labels(row.name_ru, row.name_en),
        traits=frozenset(map(Trait, row.traits)),
        needs=frozenset(map(Need, row.needs)),
        enters=frozenset(row.enters),
        sla=None if row.sla is None else Sla(row.sla, Unit(row.sla_unit)),
        group=Group(row.result_group),
        next=tuple(row.next),
        told=Told(row.told),
    )


def type_of(row: EventTypeRow) -> EventType:
    flags = {"by_phone": row.by_phone, "confirm": row.confirm, "ask_after": row.ask_after, "archived": row.archived}
    return EventType(row.code, Labels(row.name_ru, row.name_en), row.position, row.kind, remind=tuple(row.remind), **flags)
