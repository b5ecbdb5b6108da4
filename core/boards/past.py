"""What we know already of whoever responds: by the same chat, by somebody of the base who may be the same, or by earlier responses.

Most who were refused at the first look are in no base: their responses are known by their signs, a row each, kept as they come in.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from core.boards import reads, rules
from core.boards.model import Response, ResponseSign
from core.boards.port import ResponseDraft
from core.boards.reads import ResponseCard
from core.candidates import reads as candidates
from core.candidates import trust
from core.candidates.rules import usable as usable_contacts
from core.interviews import reads as interviews
from core.kernel.text.folding import likeness_key
from core.pipeline import reads as pipeline
from core.pipeline.reads import ApplicationCard

NAME = "name"
LONGEST = 254
SHOWN = 20


class Past(NamedTuple):
    """One thing that happened before. `status` is an application's, or a response's state; `meeting_at`: what is still ahead."""

    by: str
    name: str
    vacancy: str
    status: str
    is_response: bool
    at: datetime
    reason: str
    meeting_at: datetime | None


def keep_signs(session: Session, row: Response, told: ResponseDraft) -> None:
    """What this response can be known again by."""
    session.execute(delete(ResponseSign).where(ResponseSign.response_id == row.id))
    signs = set(signs_of(session, row, told))
    session.add_all(ResponseSign(response_id=row.id, type=kind, value=value[:LONGEST]) for kind, value in sorted(signs))
    session.flush()


def signs_of(session: Session, row: Response, told: ResponseDraft) -> Iterator[tuple[str, str]]:
    own = candidates.own_card(session, row.candidate_id) if rules.is_own(row.board) and row.candidate_id is not None else None
    yield from own.contacts if own is not None else usable_contacts(rules.person(told, 0))
    if key := likeness_key(own.full_name if own is not None else told.full_name):
        yield NAME, key


def of_person(session: Session, candidate: int, by: str, now: datetime, *, but: int) -> list[Past]:
    """Everything of a person known to us, but for the response at hand; the newest first."""
    applied = [of_application(session, card, by, now) for card in pipeline.of_candidate(session, candidate)]
    sent = [of_response(card, by) for card in reads.of_candidate(session, candidate) if card.id != but and card.application_id is None]
    return sorted([*applied, *sent], key=lambda one: one.at, reverse=True)


def of_application(session: Session, card: ApplicationCard, by: str, now: datetime) -> Past:
    meeting = interviews.active(session, card.id) if card.is_active else None
    ahead = meeting.start_at if meeting is not None and meeting.start_at > now else None
    reasons = [event.reason for event in pipeline.history(session, card.id, limit=1)]
    return Past(by, card.candidate, card.vacancy, card.status, False, card.status_since, "".join(reasons), ahead)


def of_response(card: ResponseCard, by: str) -> Past:
    at = card.decided_at or card.submitted_at
    return Past(by, card.full_name, card.vacancy or "", card.state, True, at, card.reason, None)


def by_chat(session: Session, card: ResponseCard, now: datetime) -> list[Past]:
    """What came before by the very record of this response, and by what was joined with it."""
    return of_person(session, card.candidate_id, "chat", now, but=card.id) if card.candidate_id is not None else []


def by_signs(session: Session, card: ResponseCard, *, known: Iterable[int]) -> list[Past]:
    """Earlier responses of people who are not in the base, by the same contact, else by an alike name; the newest first."""
    mine = session.execute(select(ResponseSign.type, ResponseSign.value).where(ResponseSign.response_id == card.id)).all()
    if not mine:
        return []
    same = or_(*(and_(ResponseSign.type == kind, ResponseSign.value == value) for kind, value in mine))
    found = select(ResponseSign.response_id, ResponseSign.type).where(same, ResponseSign.response_id < card.id)
    by: dict[int, str] = {}
    for number, kind in session.execute(found.order_by(ResponseSign.response_id.desc()).limit(SHOWN)):
        by[number] = kind if by.get(number, NAME) == NAME else by[number]
    people = {record for one in known for record in trust.group(session, one)}
    cards = [reads.card(session, number) for number in by]
    return [of_response(one, by[one.id]) for one in cards if one.application_id is None and one.candidate_id not in people]
