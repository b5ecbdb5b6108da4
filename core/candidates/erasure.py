"""What goes of a person's card when it is erased: everything but the row, which keeps the number for what is counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.candidates import trust
from core.candidates.contacts import EMAIL, PHONE, WRITTEN
from core.candidates.model import Attachment, Candidate, ChannelIdentity, Contact
from core.kernel.problems import NotFound
from core.kernel.text.phones import pretty

NAMELESS = "№ {}"
"""How an erased person is called: in no language, by the number alone."""
WORDS_OF_NAME, SHORTEST = 2, 5


class Erased(NamedTuple):
    """How much of what there was, and the fingerprints of the files whose bytes have to go."""

    counts: dict[str, int]
    files: tuple[str, ...]


def rows_of(session: Session, candidate_id: int) -> tuple[int, ...]:
    """The record, and those that its chat may act for: what was joined without proof may be somebody else's, and stays."""
    found = select(Candidate.id).where(Candidate.id.in_(trust.records(session, candidate_id)))
    return tuple(session.execute(found.order_by(Candidate.id)).scalars())


def marks(session: Session, numbers: Sequence[int]) -> frozenset[str]:
    """By what the person can be found in words that were shown: a whole name, phones as they are written, e-mails."""
    names = session.execute(select(Candidate.full_name).where(Candidate.id.in_(numbers))).scalars().all()
    found = {name for name in names if len(name.split()) >= WORDS_OF_NAME}
    told = select(Contact.type, Contact.value, Contact.remark).where(Contact.candidate_id.in_(numbers))
    for kind, value, remark in session.execute(told):
        found |= {value, pretty(value)} if kind == PHONE else {value} if kind == EMAIL else {remark} if kind == WRITTEN else set[str]()
    return frozenset(mark for mark in found if len(mark) >= SHORTEST)


def erase(session: Session, candidate_id: int, now: datetime) -> Erased:
    """Blanks the card with all its rows and takes away contacts, accounts and files; what refers to the files lets go of them before."""
    numbers = rows_of(session, candidate_id)
    if not numbers:
        raise NotFound("candidate-not-found")
    people = session.scalars(select(Candidate).where(Candidate.id.in_(numbers)).order_by(Candidate.id).with_for_update()).all()
    mine = select(Attachment.file_sha256).where(Attachment.candidate_id.in_(numbers), Attachment.file_sha256.is_not(None))
    files = tuple(sorted({digest for digest in session.execute(mine).scalars() if digest is not None}))
    counts = {"cards": len(people)}
    for name, table in (("contacts", Contact), ("accounts", ChannelIdentity), ("files", Attachment)):
        gone = delete(table).where(table.candidate_id.in_(numbers)).returning(table.id)
        counts[name] = len(session.execute(gone).all())
    for person in people:
        blank(person, now)
    session.flush()
    return Erased(counts, files)


def blank(person: Candidate, now: datetime) -> None:
    person.full_name, person.name_key, person.search_text = NAMELESS.format(person.id), "", ""
    person.city = person.city_key = person.last_job = person.salary_text = ""
    person.birth_date, person.zone, person.is_draft, person.erased_at = None, None, True, now


def is_erased(session: Session, candidate_id: int) -> bool:
    return session.execute(select(Candidate.erased_at).where(Candidate.id == candidate_id)).scalar_one() is not None
