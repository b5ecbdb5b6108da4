"""Whom a colleague looks for: found by grams, newest first, and counted no further than anybody reads."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from core.candidates import rules
from core.candidates.contacts import PHONE, WRITTEN
from core.candidates.model import CONTACT_GRAMS, PERSON_GRAMS, Candidate, Contact
from core.candidates.reads import applications, headline, in_base, of_person, phone_of
from core.candidates.rules import FindQuery
from core.kernel.database import grams
from core.kernel.database.columns import spelled
from core.kernel.ids import CandidateId
from core.kernel.text import folding

MOST = 100
"""So many are counted and can be paged through; of more it is only said that there are more."""
TAIL_ONLY = 7
_row = aliased(Candidate)


class FoundPerson(NamedTuple):
    """`status` is the newest over all the person's applications."""

    id: CandidateId
    full_name: str
    city: str
    last_job: str
    phone: str | None
    status: str | None


class Found(NamedTuple):
    """One page and how many there are in all: one more than `MOST` where there are more."""

    people: tuple[FoundPerson, ...]
    total: int


def find(session: Session, query: FindQuery, *, limit: int = 5, offset: int = 0) -> Found:
    """Who is in the base and fits; those whose name begins with what was typed come first, then the newest."""
    known = numbers(session, query)
    wanted = known[offset : offset + limit]
    shown = select(Candidate.id, Candidate.full_name, Candidate.city, Candidate.last_job, phone_of(Candidate.id), headline())
    people = {row[0]: FoundPerson._make(row) for row in session.execute(shown.where(Candidate.id.in_(wanted)))} if wanted else {}
    return Found(tuple(people[number] for number in wanted if number in people), len(known))


def numbers(session: Session, query: FindQuery) -> list[int]:
    """The records of those who fit, in order, at most one more than `MOST`."""
    begins = folding.fold(query.text)
    newest = session.execute(people(session, query).limit(2 * (MOST + 1))).all()
    first = [row.id for row in newest if row.search_text.startswith(begins)]
    if begins and len(newest) > 2 * MOST:
        first = [row.id for row in session.execute(people(session, query, begins).limit(MOST + 1))]
    known = frozenset(first)
    return [*first, *(row.id for row in newest if row.id not in known)][: MOST + 1]


def people(session: Session, query: FindQuery, begins: str = "") -> Select[int, str]:
    """The newest of those who fit, or of those whose words begin so."""
    known = select(Candidate.id, Candidate.search_text).where(*in_base(), *conditions(session, query))
    if begins:
        known = known.where(Candidate.search_text.startswith(begins, autoescape=True))
    wanted = grams.wanted([[grams.BEGIN + begins]] if begins else rules.patterns(query.text))
    if not wanted:
        return known.order_by(Candidate.id.desc())
    if session.get_bind().dialect.name == "postgresql":
        return known.where(PERSON_GRAMS.holds(wanted, Candidate.search_text)).order_by(Candidate.id.desc())
    rows = PERSON_GRAMS.rows
    led = known.select_from(rows).join(Candidate, Candidate.id == rows.c.rowid).where(PERSON_GRAMS.match(wanted))
    return led.order_by(rows.c.rowid.desc())


def conditions(session: Session, query: FindQuery) -> Iterator[ColumnElement[bool]]:
    for ways in rules.patterns(query.text):
        yield or_(*(Candidate.search_text.contains(way, autoescape=True) for way in sorted(ways)))
    if query.phone_tail:
        yield has_phone(session, query.phone_tail)
    if query.city:
        yield Candidate.city_key == rules.city_key(query.city)
    if query.owner is not None:
        yield Candidate.owner_id == query.owner
    if query.status or query.vacancy is not None:
        yield has_application(query.status, query.vacancy)


def has_phone(session: Session, typed: str) -> ColumnElement[bool]:
    """A number that ends so or, of seven digits and more, has them in it."""
    digits = typed[-rules.SUBSCRIBER_DIGITS :]
    is_end = len(digits) < TAIL_ONLY
    fits = Contact.value.endswith(digits, autoescape=True) if is_end else Contact.value.contains(digits, autoescape=True)
    known = select(func.coalesce(_row.merged_into_id, _row.id)).join(Contact, Contact.candidate_id == _row.id)
    led = known.where(spelled(Contact.type, PHONE, WRITTEN), fits)
    wanted = grams.wanted([[digits + grams.END if is_end else digits]])
    if session.get_bind().dialect.name == "postgresql":
        return Candidate.id.in_(led.where(CONTACT_GRAMS.holds(wanted, Contact.value)))
    rows = CONTACT_GRAMS.rows
    return Candidate.id.in_(led.join(rows, rows.c.rowid == Contact.id).where(CONTACT_GRAMS.match(wanted)))


def has_application(status: str, vacancy: int | None) -> ColumnElement[bool]:
    mine = of_person(literal(1))
    if status:
        mine = mine.where(applications.c.status == status)
    return (mine.where(applications.c.vacancy_id == vacancy) if vacancy is not None else mine).exists()
