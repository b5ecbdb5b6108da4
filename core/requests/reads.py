"""The register as it is shown, what is due, and what is held about a person."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from core.boards.model import Response
from core.boards.rules import UNDECIDED
from core.candidates import trust
from core.candidates.model import Candidate
from core.kernel.ids import CandidateId, RequestId
from core.kernel.problems import NotFound
from core.messages.model import Message
from core.pipeline.model import Application
from core.privacy.model import Consent
from core.privacy.rules import ConsentKind
from core.requests.model import ErasureAct, PdRequest
from core.requests.rules import WARNING, Demand

BATCH = 200


class RequestLine(NamedTuple):
    """One demand of the register; `name` is empty where the person has none, or is erased."""

    id: RequestId
    candidate_id: CandidateId
    name: str
    kind: str
    state: str
    opened_at: datetime
    due_at: datetime
    act_at: datetime | None


def open_of(session: Session, candidate: int) -> Sequence[PdRequest]:
    """What waits to be destroyed of this person."""
    mine = select(PdRequest).where(PdRequest.candidate_id == candidate, PdRequest.state == "open")
    return session.scalars(mine.order_by(PdRequest.id).with_for_update()).all()


def deadline(session: Session, candidate: int) -> datetime | None:
    """Until when the person's data are destroyed, where that has been demanded."""
    mine = select(func.min(PdRequest.due_at)).where(PdRequest.candidate_id == candidate, PdRequest.state == "open")
    return session.execute(mine.where(PdRequest.kind != Demand.EXPIRED)).scalar()


def count_since(session: Session, candidate: int, kind: Demand, since: datetime) -> int:
    mine = select(func.count(PdRequest.id)).where(PdRequest.candidate_id == candidate, PdRequest.kind == kind, PdRequest.opened_at > since)
    return session.execute(mine).scalar_one()


def due(session: Session, now: datetime) -> tuple[int, ...]:
    """Demands whose data are to be destroyed now."""
    found = select(PdRequest.id).where(PdRequest.state == "open", PdRequest.act_at <= now).order_by(PdRequest.id).limit(BATCH)
    return tuple(session.execute(found).scalars())


def person_of(session: Session, request: int) -> int:
    return session.execute(select(PdRequest.candidate_id).where(PdRequest.id == request)).scalar_one()


def act(session: Session, number: int) -> ErasureAct:
    found = session.get(ErasureAct, number)
    if found is None:
        raise NotFound("act-not-found")
    return found


def acts(session: Session, limit: int, offset: int = 0) -> Sequence[ErasureAct]:
    """Newest first."""
    return session.scalars(select(ErasureAct).order_by(ErasureAct.id.desc()).limit(limit).offset(offset)).all()


def waiting(session: Session, limit: int, offset: int = 0) -> tuple[tuple[RequestLine, ...], int]:
    """Open demands, the nearest deadline first, and how many there are."""
    total = session.execute(select(func.count(PdRequest.id)).where(PdRequest.state == "open")).scalar_one()
    columns = (PdRequest.id, PdRequest.candidate_id, Candidate.full_name, PdRequest.kind, PdRequest.state)
    times = (PdRequest.opened_at, PdRequest.due_at, PdRequest.act_at)
    query = select(*columns, *times).join(Candidate, Candidate.id == PdRequest.candidate_id).where(PdRequest.state == "open")
    found = session.execute(query.order_by(PdRequest.due_at, PdRequest.id).limit(limit).offset(offset))
    return tuple(RequestLine._make(row) for row in found), total


# What the data were held for is over


def plan(session: Session, keep: timedelta, now: datetime) -> int:
    """Sets until when each application that has ended is kept, never less than a warning ahead; one taken up again is kept on."""
    again = update(Application).where(Application.is_active, Application.retention_until.is_not(None))
    session.execute(again.values(retention_until=None))
    ended = select(Application.id, Application.ended_at).where(Application.is_active.is_(False), Application.retention_until.is_(None))
    found = session.execute(ended.limit(BATCH)).all()
    for number, at in found:
        until = max((at or now) + keep, now + WARNING)
        session.execute(update(Application).where(Application.id == number).values(retention_until=until))
    return len(found)


def over(when: datetime, since: datetime) -> ColumnElement[bool]:
    """People for whom nothing is in work at `when`, who have been heard of by nobody since, and who have not consented to more."""
    applied = exists().where(
        Application.candidate_id == Candidate.id,
        or_(Application.is_active, Application.retention_until.is_(None), Application.retention_until > when),
    )
    waits = exists().where(
        Response.candidate_id == Candidate.id,
        or_(Response.state.in_(UNDECIDED), Response.decided_at > since),
    )
    wrote = exists().where(Message.candidate_id == Candidate.id, Message.at > since)
    agreed = exists().where(Consent.candidate_id == Candidate.id, Consent.kind == ConsentKind.RECRUITING, Consent.given_at > since)
    longer = exists().where(
        Consent.candidate_id == Candidate.id,
        Consent.kind == ConsentKind.RESERVE,
        Consent.withdrawn_at.is_(None),
        or_(Consent.valid_to.is_(None), Consent.valid_to > when),
    )
    living = and_(Candidate.erased_at.is_(None), Candidate.created_at < since)
    return and_(living, ~applied, ~waits, ~wrote, ~agreed, ~longer)


def expiring(session: Session, keep: timedelta, when: datetime) -> tuple[tuple[int, int | None], ...]:
    """Whose data expire until `when` and is not written down yet, with whoever led them last."""
    noted = exists().where(PdRequest.candidate_id == Candidate.id, PdRequest.state == "open", PdRequest.kind != Demand.ACCESS)
    last = select(Application.owner_id).where(Application.candidate_id == Candidate.id).order_by(Application.id.desc()).limit(1)
    found = select(Candidate.id, func.coalesce(last.scalar_subquery(), Candidate.owner_id)).where(over(when, when - keep), ~noted)
    rows = session.execute(found.order_by(Candidate.id).limit(BATCH)).all()
    return tuple((row[0], row[1]) for row in rows if is_expired(session, row[0], when - keep, when))


def is_expired(session: Session, candidate: int, noted_at: datetime, now: datetime) -> bool:
    """Whether that holds for all that would go with it: somebody may have taken the person up again, or the person has written."""
    numbers = trust.records(session, candidate)
    done = or_(over(now, noted_at), Candidate.erased_at.is_not(None))
    found = session.execute(select(Candidate.id).where(Candidate.id.in_(numbers), done)).all()
    return len(found) == len(numbers)
