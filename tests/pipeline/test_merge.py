"""After a merge everything that was one person's is the other's, and nothing of it is lost."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates import reads as people
from core.candidates.rules import Draft
from core.pipeline import acts, log, reads, rules
from core.pipeline.model import Application, Event
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, Desk, applied
from tests.pipeline.test_races import another_vacancy


async def twin(desk: Desk, vacancy: int) -> tuple[int, int]:
    """Another row of the same person, on a vacancy."""

    def enter(session: Session) -> tuple[int, int]:
        person = candidates.register(session, Draft("Пётр Иванов"), now=NOW, is_draft=False)
        return person, applied(session, person, vacancy)

    return await desk.db.write(enter)


async def merge(desk: Desk, source: int) -> None:
    def both(session: Session) -> None:
        candidates.merge_into(session, source, desk.house.candidate, now=NOW + DAY)
        acts.merge(session, source, desk.house.candidate, now=NOW + DAY)

    await desk.db.write(both)


async def of(desk: Desk, read: Callable[..., Any], *args: Any) -> Any:
    return await desk.db.read(lambda session: read(session, *args))


async def test_applications_on_other_vacancies_move_with_their_logs(desk: Desk) -> None:
    vacancy = await desk.db.write(lambda s: another_vacancy(s, desk.house.recruiter))
    source, application = await twin(desk, vacancy)
    await merge(desk, source)
    assert {card.id for card in await of(desk, reads.of_candidate, desk.house.candidate)} == {desk.application, application}
    assert await of(desk, reads.of_candidate, source) == ()
    owners = await desk.db.read(lambda s: s.execute(select(Event.candidate_id).distinct()).scalars().all())
    assert list(owners) == [desk.house.candidate]


async def test_two_applications_on_one_vacancy_become_one_log(desk: Desk) -> None:
    source, application = await twin(desk, desk.house.vacancy)
    mine = desk.application
    desk.application = application
    await desk.booked()
    await desk.do(acts.call_back, "first_call.thinking", NOW + 2 * HOUR, now=NOW + HOUR)
    await merge(desk, source)
    assert await desk.meeting() is None
    assert await desk.pending() == {}
    assert await desk.codes() == []
    assert (await desk.card()).is_active is False
    desk.application = mine
    assert await desk.codes() == ["response", "response", "first_call.done", "interview.scheduled", "first_call.thinking"]
    card = await desk.card()
    assert (card.status, card.is_active) == ("first_call.thinking", True)


async def test_the_newer_state_stays_though_the_other_log_is_longer(desk: Desk) -> None:
    source, _ = await twin(desk, desk.house.vacancy)
    booking = await desk.booked(now=NOW + HOUR)
    await merge(desk, source)
    card = await desk.card()
    assert (card.status, card.status_since, card.due_at) == ("interview.scheduled", NOW + HOUR, booking.end_at)
    assert await desk.meeting() == booking
    assert (await desk.codes())[-1] == "interview.scheduled"
    assert "interview.ended" in await desk.pending()


async def test_a_meeting_of_the_application_that_goes_is_off_and_another_may_be_chosen(desk: Desk) -> None:
    source, application = await twin(desk, desk.house.vacancy)
    mine = desk.application
    desk.application = application
    await desk.booked(-1, now=NOW + HOUR)
    desk.application = mine
    await merge(desk, source)
    card = await desk.card()
    assert (card.status, card.invited_to) == ("interview.cancelled", "interview")
    assert (await desk.kinds())[-1] == (str(desk.candidate), "interview.cancelled")
    assert (await desk.told())[-1].args["application"] == mine


async def test_after_a_merge_every_status_is_what_its_log_says(desk: Desk) -> None:
    source, application = await twin(desk, desk.house.vacancy)
    await desk.do(acts.reject, "low_experience", tell=False)
    await merge(desk, source)
    for number in (desk.application, application):
        row = await of(desk, log_and_status, number)
        assert row[0] == row[1]


def log_and_status(session: Session, application: int) -> tuple[str, str]:
    events = select(Event.type, Event.outcome).where(Event.application_id == application).order_by(Event.id)
    status = session.execute(select(Application.status).where(Application.id == application)).scalar_one()
    return rules.status_of((row.type, row.outcome) for row in session.execute(events)), status


def test_the_lane_of_an_application_is_its_subject() -> None:
    assert log.subject(7) == "application:7"


async def test_of_two_numbers_the_one_told_last_stays_the_one_to_call(desk: Desk) -> None:
    def tell(session: Session, person: int, *phones: str) -> None:
        candidates.change(session, person, Draft(phones=phones))

    source, _ = await twin(desk, await desk.db.write(lambda s: another_vacancy(s, desk.house.recruiter)))
    await desk.db.write(lambda s: tell(s, desk.house.candidate, "+79160000002"))
    await desk.db.write(lambda s: tell(s, source, "+79160000003"))
    await desk.db.write(lambda s: tell(s, source, "+79161234567"))
    await merge(desk, source)
    assert (await of(desk, people.card, source)).phones == ("+79161234567", "+79160000003", "+79160000002")
    assert (await desk.card()).phone == "+79161234567"


async def test_of_numbers_told_together_the_first_is_the_one_to_call(desk: Desk) -> None:
    told = Draft("Олег", phones=("+79160000001", "+79160000002"), emails=("oleg@kedrov.example",))
    person = await desk.db.write(lambda s: candidates.register(s, told, now=NOW))
    await desk.db.write(lambda s: candidates.change(s, person, told))
    assert (await of(desk, people.card, person)).phones == told.phones
