"""A join moves nothing: each record keeps what came by it, colleagues see one person, and parting leaves everything as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates import finding, merging, trust
from core.candidates import reads as people
from core.candidates.rules import Draft, FindQuery
from core.kernel.database.columns import metadata
from core.kernel.problems import Conflict
from core.messages import acts as messages
from core.messages import reads as threads
from core.pipeline import log, reads
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, Desk, applied
from tests.pipeline.test_races import another_vacancy

TOLD = Draft("Пётр Иванов", phones=("+79160000003",), emails=("petr@kedrov.example",), city="Пермь")


async def twin(desk: Desk, vacancy: int) -> tuple[int, int]:
    """Another record of the same person, on a vacancy."""

    def enter(session: Session) -> tuple[int, int]:
        person = candidates.register(session, TOLD, now=NOW, is_draft=False)
        messages.receive(session, person, channel="webchat", text="Здравствуйте", key="m:1", now=NOW)
        return person, applied(session, person, vacancy)

    return await desk.db.write(enter)


async def merge(desk: Desk, source: int, target: int | None = None) -> int:
    by, other = desk.house.recruiter, target or desk.house.candidate
    return await desk.db.write(lambda s: merging.merge_into(s, source, other, now=NOW + DAY, by=by))


async def undo(desk: Desk, number: int, *, after: int = 1) -> None:
    await desk.db.write(lambda s: merging.undo(s, number, by=desk.house.recruiter, now=NOW + after * DAY))


async def of(desk: Desk, read: Callable[..., Any], *args: Any) -> Any:
    return await desk.db.read(lambda session: read(session, *args))


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the journal of joins."""
    tables = [table for table in metadata.sorted_tables if table.name != "merges"]
    return {table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))] for table in tables}


async def test_joined_records_are_one_person_to_colleagues_and_nothing_moves(desk: Desk) -> None:
    source, application = await twin(desk, desk.house.vacancy)
    await desk.booked(now=NOW + HOUR)
    before = await of(desk, everything)
    await merge(desk, source)
    assert {card.id for card in await of(desk, reads.of_candidate, desk.house.candidate)} == {desk.application, application}
    assert {card.id for card in await of(desk, reads.of_candidate, source)} == {desk.application, application}
    assert {card.id for card in await of(desk, reads.of_chat, source)} == {application}
    card = await of(desk, people.card, source)
    assert (card.id, card.full_name, card.emails) == (desk.house.candidate, "Иван Петров", TOLD.emails)
    assert [line.text for line in await of(desk, threads.thread, desk.house.candidate)] == ["Здравствуйте"]
    after = await of(desk, everything)
    assert {name for name in before if before[name] != after[name]} == {"candidates"}


@pytest.mark.parametrize("words", ["Пётр", "petr@kedrov.example", "Иван Петров"])
async def test_the_person_is_found_once_by_the_words_of_each_record(desk: Desk, words: str) -> None:
    source, _ = await twin(desk, desk.house.vacancy)
    await merge(desk, source)
    found = await of(desk, finding.find, FindQuery(words))
    assert [person.id for person in found.people] == [desk.house.candidate]
    tail = await of(desk, finding.find, FindQuery(phone_tail="0000003"))
    assert [person.id for person in tail.people] == [desk.house.candidate]
    [match] = await desk.db.read(lambda s: people.matches(s, phones=TOLD.phones))
    assert (match.candidate_id, match.by) == (desk.house.candidate, "phone")


async def test_a_join_and_its_undoing_leave_every_row_as_it_was(desk: Desk) -> None:
    source, _ = await twin(desk, desk.house.vacancy)
    await desk.booked(now=NOW + HOUR)
    before = await of(desk, everything)
    number = await merge(desk, source)
    assert await of(desk, everything) != before
    await undo(desk, number, after=30)
    assert await of(desk, everything) == before
    with pytest.raises(Conflict, match="merge-over"):
        await undo(desk, number)


async def test_a_join_is_final_after_thirty_days(desk: Desk) -> None:
    source, _ = await twin(desk, desk.house.vacancy)
    number = await merge(desk, source)
    with pytest.raises(Conflict, match="merge-over"):
        await undo(desk, number, after=31)
    assert await desk.db.read(lambda s: merging.joins(s, source, NOW + 31 * DAY)) == ()


async def test_of_a_chain_any_join_may_be_undone_and_the_others_stay(desk: Desk) -> None:
    """A belongs to B and B to C: without the first A stands alone, without the second A and B are one."""
    a, _ = await twin(desk, await desk.db.write(lambda s: another_vacancy(s, desk.house.recruiter)))
    b = await desk.db.write(lambda s: candidates.register(s, Draft("Пётр Иванов"), now=NOW, is_draft=False))
    c = desk.house.candidate
    ab, bc = await merge(desk, a, b), await merge(desk, b)
    assert await of(desk, trust.group, a) == (c, a, b)
    await undo(desk, ab)
    assert [await of(desk, trust.group, number) for number in (a, b, c)] == [(a,), (c, b), (c, b)]
    ab = await merge(desk, a)
    await undo(desk, bc)
    assert [await of(desk, trust.group, number) for number in (a, b, c)] == [(c, a), (b,), (c, a)]
    await undo(desk, ab)
    assert await of(desk, trust.group, a) == (a,)


async def test_what_the_first_record_tells_comes_first_and_the_rest_is_in_doubt(desk: Desk) -> None:
    source, _ = await twin(desk, desk.house.vacancy)
    await desk.db.write(lambda s: candidates.change(s, desk.house.candidate, Draft(phones=("+79160000002",))))
    await desk.db.write(lambda s: candidates.change(s, source, Draft(phones=("+79160000004",))))
    await merge(desk, source)
    card = await of(desk, people.card, source)
    assert card.phones[0] == "+79160000002"
    assert card.doubtful == {"+79160000003", "+79160000004"}
    assert (await desk.card()).phone == "+79160000002"


def test_the_lane_of_an_application_is_its_subject() -> None:
    assert log.subject(7) == "application:7"


async def test_of_numbers_told_together_the_first_is_the_one_to_call(desk: Desk) -> None:
    told = Draft("Олег", phones=("+79160000001", "+79160000002"), emails=("oleg@kedrov.example",))
    person = await desk.db.write(lambda s: candidates.register(s, told, now=NOW))
    await desk.db.write(lambda s: candidates.change(s, person, told))
    assert (await of(desk, people.card, person)).phones == told.phones
