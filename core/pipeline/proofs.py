"""A chat shows that it is the person's: what that opens (see `core.candidates.trust`), and who hears of it.

Notices told: to staff `candidate.proven` (candidate: the record whose chat it is).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from core.candidates import trust
from core.candidates.trust import Outcome
from core.kernel.actors import staff
from core.kernel.queue.notices import tell
from core.pipeline import reads


def vouch(session: Session, record: int, phone: str, *, now: datetime) -> bool:
    """The messenger says that the number is the sender's own; whether that opens anything."""
    opens = trust.vouch(session, record, phone, now=now)
    if opens:
        tell_colleagues(session, record, now)
    return opens


def enter(session: Session, record: int, typed: str, *, now: datetime) -> Outcome:
    """A code was typed into the record's own chat."""
    outcome = trust.enter(session, record, typed, now=now)
    if outcome == "proven":
        tell_colleagues(session, record, now)
    return outcome


def tell_colleagues(session: Session, record: int, now: datetime) -> None:
    for colleague in sorted(reads.recruiters_of_person(session, record)):
        tell(session, staff(colleague), "candidate.proven", key=f"{record}:{now.isoformat()}", now=now, candidate=record)
