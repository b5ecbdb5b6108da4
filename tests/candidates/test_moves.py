"""What a subject changes on hearing of a join is put back when the join is undone; what somebody has changed since stays."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates import merging, moves
from core.candidates.model import MergeMove
from core.candidates.rules import Draft
from core.candidates.signals import CandidatesMerged, MergeUndone
from core.kernel.database.session import Database
from core.kernel.problems import Conflict
from core.kernel.signals import SUBSCRIBERS, subscribe
from core.pipeline.model import Event
from tests.conftest import NOW
from tests.pipeline.house import House, applied, seed_defaults

DAY = timedelta(days=1)
events = cast("Table", Event.__table__)
Rows = list[tuple[Any, ...]]


@pytest.fixture(autouse=True)
def follows() -> Iterator[list[MergeUndone]]:
    """A toy: entries go along with the person, as one who joins applications would have it."""
    heard: list[MergeUndone] = []
    before = {kind: [*SUBSCRIBERS.get(kind, [])] for kind in (CandidatesMerged, MergeUndone)}

    @subscribe(CandidatesMerged)
    def go_along(session: Session, told: CandidatesMerged) -> None:
        mine = session.scalars(select(Event.id).where(Event.candidate_id == told.source)).all()
        moves.move(session, told.merge, events, mine, "candidate_id", told.target)

    subscribe(MergeUndone)(lambda _session, told: heard.append(told))
    yield heard
    for kind, subscribers in before.items():
        SUBSCRIBERS[kind] = subscribers


async def people(db: Database) -> tuple[House, int]:
    def made(session: Session) -> tuple[House, int]:
        house = seed_defaults(session)
        twin = candidates.register(session, Draft("Пётр Иванов"), now=NOW, is_draft=False)
        applied(session, twin, house.vacancy)
        return house, twin

    return await db.write(made)


async def rows(db: Database, table: Table = events) -> Rows:
    query = select(table).order_by(table.c.id)
    return await db.read(lambda session: [tuple(row) for row in session.execute(query)])


async def joined(db: Database, source: int, target: int, by: int) -> int:
    return await db.write(lambda session: merging.merge_into(session, source, target, now=NOW, by=by))


async def undo(db: Database, merge: int, by: int, days: int = 29) -> None:
    await db.write(lambda session: merging.undo(session, merge, by=by, now=NOW + days * DAY))


async def test_all_that_was_moved_is_put_back(db: Database, follows: list[MergeUndone]) -> None:
    house, twin = await people(db)
    before = await rows(db)
    merge = await joined(db, twin, house.candidate, house.recruiter)
    assert {row.candidate_id for row in await db.read(lambda s: s.execute(select(Event.candidate_id)).all())} == {house.candidate}
    journal = await rows(db, cast("Table", MergeMove.__table__))
    assert [row[2] for row in journal] == ["events"]
    await undo(db, merge, house.recruiter)
    assert await rows(db) == before
    assert [(told.merge, told.source, told.target) for told in follows] == [(merge, twin, house.candidate)]


async def test_after_thirty_days_it_stays(db: Database) -> None:
    house, twin = await people(db)
    merge = await joined(db, twin, house.candidate, house.recruiter)
    after = await rows(db)
    with pytest.raises(Conflict, match="merge-over"):
        await undo(db, merge, house.recruiter, days=30)
    assert await rows(db) == after


async def test_what_was_changed_since_stays_as_it_is(db: Database) -> None:
    house, twin = await people(db)
    third = await db.write(lambda session: candidates.register(session, Draft("Ольга Лис"), now=NOW, is_draft=False))
    merge = await joined(db, twin, house.candidate, house.recruiter)
    await db.write(lambda session: session.execute(update(events).values(candidate_id=third)))
    await undo(db, merge, house.recruiter)
    assert {row.candidate_id for row in await db.read(lambda s: s.execute(select(Event.candidate_id)).all())} == {third}


async def test_joins_in_a_row_are_undone_one_by_one(db: Database) -> None:
    house, twin = await people(db)
    third = await db.write(lambda session: candidates.register(session, Draft("Пётр Иванов"), now=NOW, is_draft=False))
    before = await rows(db)
    first = await joined(db, twin, third, house.recruiter)
    second = await joined(db, third, house.candidate, house.recruiter)
    await undo(db, second, house.recruiter)
    await undo(db, first, house.recruiter)
    assert await rows(db) == before


async def test_words_are_not_moved(db: Database) -> None:
    house, _ = await people(db)
    with pytest.raises(ValueError, match="only what points at something"):
        await db.write(lambda session: moves.move(session, 1, events, [house.application], "comment", 1))


async def test_control_what_is_moved_past_the_journal_stays_moved(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    house, twin = await people(db)
    before = await rows(db)
    monkeypatch.setattr(moves, "move", past_the_journal)
    merge = await joined(db, twin, house.candidate, house.recruiter)
    await undo(db, merge, house.recruiter)
    assert await rows(db) != before


def past_the_journal(session: Session, _merge: int, table: Table, numbers: Any, column: str, after: int) -> None:
    session.execute(update(table).where(table.c.id.in_(list(numbers))).values({column: after}))
