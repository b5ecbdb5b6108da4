"""A colleague leaves: all that he led goes to another at once, his free times are closed, the meetings that are set take place."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.interviews import reads as meetings
from core.kernel.actors import SYSTEM
from core.kernel.ids import StaffId
from core.kernel.problems import Conflict, Invalid
from core.pipeline import acts, handover, reads
from core.staff import reads as people
from core.staff.acts import add_staff, deactivate
from core.staff.model import AuditEntry
from core.vacancies import reads as vacancies
from tests.conftest import NOW
from tests.pipeline.house import Desk

HOUR = timedelta(hours=1)


async def leaves(desk: Desk, heir: int | None) -> None:
    await desk.db.write(partial(handover.offboard, leaving=desk.house.recruiter, heir=heir, by=SYSTEM, now=NOW))


async def test_what_he_led_is_the_heirs(desk: Desk) -> None:
    await desk.do(acts.call_back, "first_call.no_answer", NOW + HOUR)
    assert await desk.db.read(partial(handover.in_hand, leaving=desk.house.recruiter)) == (1, 1, 1, 1)
    await leaves(desk, desk.house.colleague)
    assert not any(await desk.db.read(partial(handover.in_hand, leaving=desk.house.recruiter)))
    card = await desk.db.read(partial(reads.card, application=desk.application))
    callback = await desk.db.read(partial(reads.open_callback, application=desk.application))
    vacancy = await desk.db.read(partial(vacancies.card, vacancy=desk.house.vacancy))
    assert callback is not None
    assert {card.owner_id, callback.owner_id, vacancy.recruiter_id} == {desk.house.colleague}
    assert not (await desk.db.read(partial(people.staff, staff_id=desk.house.recruiter))).active


async def test_a_meeting_stays_and_nothing_else_of_his_can_be_booked(desk: Desk) -> None:
    before = await desk.booked()
    await leaves(desk, desk.house.colleague)
    after = await desk.meeting()
    assert after == before._replace(owner_id=StaffId(desk.house.colleague))
    assert await desk.free() == ()
    day = partial(meetings.agenda, owner=desk.house.colleague, start=NOW, end=NOW + timedelta(days=7))
    assert [card.id for card in await desk.db.read(day)] == [before.id]


async def test_it_is_one_entry_of_the_log_and_the_heir_is_told(desk: Desk) -> None:
    await leaves(desk, desk.house.colleague)
    entries = await desk.db.read(lambda session: session.execute(select(AuditEntry.action, AuditEntry.details)).all())
    assert [row.details["to"] for row in entries if row.action == "work.handed-over"] == [desk.house.colleague]
    assert [told.to for told in await desk.told() if told.kind == "work.handed-over"] == [f"staff:{desk.house.colleague}"]


async def test_without_an_heir_nothing_is_left_lying(desk: Desk) -> None:
    with pytest.raises(Conflict, match="heir-needed"):
        await leaves(desk, None)
    assert (await desk.db.read(partial(people.staff, staff_id=desk.house.recruiter))).active


async def test_where_nobody_could_take_it_he_may_go_all_the_same(desk: Desk) -> None:
    await desk.db.write(partial(deactivate, staff_id=desk.house.colleague, by=SYSTEM, now=NOW))
    await leaves(desk, None)
    assert await desk.free() == ()


@pytest.mark.parametrize("who", ["himself", "operator", "left"])
async def test_an_heir_recruits_and_is_here(desk: Desk, who: str) -> None:
    def unfit(session: Session) -> int:
        if who == "himself":
            return desk.house.recruiter
        number = add_staff(session, "Олег", ["operator" if who == "operator" else "recruiter"], now=NOW)
        if who == "left":
            deactivate(session, number, by=SYSTEM, now=NOW)
        return number

    heir = await desk.db.write(unfit)
    with pytest.raises(Invalid, match="heir-unfit"):
        await leaves(desk, heir)
    card = await desk.db.read(partial(reads.card, application=desk.application))
    assert card.owner_id == desk.house.recruiter


async def test_a_card_that_had_come_comes_to_the_heir(desk: Desk) -> None:
    await desk.do(acts.call_back, "first_call.no_answer", NOW + HOUR)
    await desk.tick(NOW + HOUR)
    await leaves(desk, desk.house.colleague)
    assert [told.to for told in await desk.told() if told.kind == "callback.due"] == [str(desk.recruiter), str(desk.colleague)]
