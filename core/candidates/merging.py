"""One person, several records: joined by a colleague, for colleagues' eyes; parted again within `UNDO`.

Nothing is moved: every contact, file, consent, message and application stays with the record it came by, and whoever reads for
colleagues reads all records of the person. So a join gives no chat any right, and parting puts everything back; what a subject changes
on hearing of a join it changes by `moves`, and that is put back too.

Problems raised: candidate-not-found, candidate-merged, merge-over.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.candidates import acts, moves, trust
from core.candidates.model import Candidate, Merge
from core.candidates.signals import CandidatesMerged, MergeUndone
from core.kernel.actors import SYSTEM, staff
from core.kernel.ids import CandidateId, JoinId, StaffId
from core.kernel.problems import Conflict
from core.kernel.signals import emit

UNDO = timedelta(days=30)


class Joined(NamedTuple):
    """One join that can be undone: which record was joined to the person, when and by whom."""

    id: JoinId
    source_id: CandidateId
    target_id: CandidateId
    at: datetime
    by_id: StaffId | None


def merge_into(session: Session, source: int, target: int, *, now: datetime, by: int | None = None) -> int:
    """`source`, with all its records, is the same person as `target`; the number of the join."""
    both = {number: acts.locked(session, number) for number in sorted((source, target))}
    if source == target or any(row.merged_into_id is not None for row in both.values()):
        raise Conflict("candidate-merged")
    row = Merge(source_id=source, target_id=target, at=now, by_id=by)
    session.add(row)
    session.flush()
    both[source].merged_at = now
    session.flush()
    settle(session, trust.group(session, source))
    acts.reindex(session, both[target])
    emit(session, CandidatesMerged(SYSTEM if by is None else staff(by), now, row.id, source, target))
    return row.id


def undo(session: Session, merge: int, *, by: int, now: datetime) -> tuple[int, int]:
    """They are two people after all; the first records of both, who stays first. What the chats of one proved for the other is void."""
    row = session.get(Merge, merge, with_for_update=True)
    if row is None or not may_be_undone(row, now):
        raise Conflict("merge-over")
    everybody = trust.group(session, row.source_id)
    row.undone_at, row.undone_by_id = now, by
    session.flush()
    moves.put_back(session, row.id)
    leaving = acts.locked(session, row.source_id)
    leaving.merged_at = None
    session.flush()
    roots = settle(session, everybody)
    gone = [number for number in everybody if roots[number] == row.source_id]
    trust.part(session, gone, [number for number in everybody if number not in gone], now)
    for root in sorted({*roots.values()}):
        acts.reindex(session, acts.locked(session, root))
    emit(session, MergeUndone(staff(by), now, row.id, row.source_id, row.target_id))
    return roots[row.target_id], row.source_id


def may_be_undone(row: Merge, now: datetime) -> bool:
    return row.undoable and row.undone_at is None and row.at > now - UNDO


def settle(session: Session, members: Iterable[int]) -> dict[int, int]:
    """Lets every record point to the first one of its person, as the joins in force say; whose each is."""
    roots = {number: first(session, number) for number in members}
    for number, root in roots.items():
        session.execute(update(Candidate).where(Candidate.id == number).values(merged_into_id=None if root == number else root))
    session.expire_all()
    return roots


def first(session: Session, record: int) -> int:
    """The end of the way from join to join."""
    steps = select(Merge.target_id).where(Merge.source_id == record, Merge.undone_at.is_(None)).order_by(Merge.id.desc()).limit(1)
    step = session.execute(steps).scalar()
    return record if step is None else first(session, step)


def joins(session: Session, candidate: int, now: datetime) -> tuple[Joined, ...]:
    """The joins of this person that can still be undone, newest first."""
    mine = select(Merge).where(Merge.source_id.in_(trust.group(session, candidate)), Merge.undone_at.is_(None))
    found = [row for row in session.scalars(mine.order_by(Merge.id.desc())) if may_be_undone(row, now)]
    return tuple(joined(row) for row in found)


def joined(row: Merge) -> Joined:
    by = None if row.by_id is None else StaffId(row.by_id)
    return Joined(JoinId(row.id), CandidateId(row.source_id), CandidateId(row.target_id), row.at, by)
