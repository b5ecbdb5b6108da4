"""A vacancy is closed: what would go on by itself rests, whoever has a meeting keeps it, nobody is told; opened again, all is as it was."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.boards import acts as boards
from core.boards import reads as responses
from core.kernel.problems import Forbidden
from core.kernel.queue import timers
from core.kernel.signals import SUBSCRIBERS
from core.pipeline import acts, reads
from core.vacancies import acts as vacancies
from core.vacancies.signals import VacancyStateChanged
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, NOTICE, Desk

MISSED = "first_call.no_answer"


async def becomes(desk: Desk, state: str, *, now: Any = NOW) -> None:
    await desk.db.write(partial(vacancies.set_state, vacancy=desk.house.vacancy, state=state, by=desk.recruiter, now=now))


async def cards(desk: Desk) -> list[str]:
    return [told.kind for told in await desk.told()]


async def listed(desk: Desk) -> int:
    return await desk.db.read(lambda session: reads.callbacks(session)[1])


async def test_a_promise_to_call_rests_and_goes_on(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await becomes(desk, "closed")
    assert await desk.pending() == {}
    assert await listed(desk) == 0
    await desk.tick(NOW + 2 * HOUR)
    await becomes(desk, "opened", now=NOW + 2 * HOUR)
    assert await cards(desk) == []
    assert await desk.pending() == {"callback.due": NOW + HOUR}
    await desk.tick(NOW + 2 * HOUR)
    assert await cards(desk) == ["callback.due"]
    assert await listed(desk) == 1


async def test_one_that_is_on_its_way_falls_silent(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await desk.db.write(partial(fired, now=NOW + HOUR))
    await becomes(desk, "closed", now=NOW + HOUR)
    await desk.tick(NOW + HOUR)
    assert await cards(desk) == []


def fired(session: Session, now: Any) -> int:
    return timers.fire(session, now)


async def test_what_is_decided_meanwhile_ends_the_promise(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await becomes(desk, "closed")
    await desk.do(acts.reject, "experience", tell=False)
    await becomes(desk, "opened")
    assert await desk.pending() == {}
    assert await listed(desk) == 0


async def test_a_pause_stops_nothing(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    for state in ("suspended", "opened"):
        await becomes(desk, state)
        assert await desk.pending() == {"callback.due": NOW + HOUR}


async def test_whoever_has_a_meeting_keeps_it_with_its_reminders(desk: Desk) -> None:
    held = await desk.booked()
    planned, heard = await desk.pending(), await desk.heard()
    await becomes(desk, "closed")
    assert await desk.meeting() == held
    assert await desk.pending() == planned
    assert await desk.heard() == heard
    assert (await desk.card()).is_active
    await desk.do(acts.confirm, by=desk.candidate)
    await desk.do(acts.schedule, (await desk.free())[1].id, kind="interview", notice=NOTICE, by=desk.candidate)


async def test_an_invitation_rests_and_stands_again(desk: Desk) -> None:
    await desk.do(acts.invite, "interview")
    heard = await desk.heard()
    slot = (await desk.free())[0].id
    await becomes(desk, "closed")
    assert (await desk.card()).invited_to is None
    with pytest.raises(Forbidden, match="not-invited"):
        await desk.schedule(slot, by=desk.candidate)
    assert await desk.heard() == heard
    await becomes(desk, "opened")
    assert (await desk.card()).invited_to == "interview"
    await desk.schedule(slot, by=desk.candidate)


async def test_a_colleague_may_set_a_time_all_the_same(desk: Desk) -> None:
    await becomes(desk, "closed")
    assert await desk.booked()


async def test_responses_leave_the_queue_and_come_back(desk: Desk) -> None:
    number = await desk.db.write(partial(boards.submit, candidate=desk.house.candidate, vacancy=desk.house.vacancy, **OWN))
    assert await queued(desk) == (1, 1, 1)
    await becomes(desk, "closed")
    assert await queued(desk) == (0, 0, 1)
    await becomes(desk, "opened")
    assert await queued(desk) == (1, 1, 1)
    card = await desk.db.read(partial(responses.card, response=number))
    assert card.state == "new"


OWN: dict[str, Any] = {"channel": "webchat", "answers": (), "resume": None, "now": NOW}


async def queued(desk: Desk) -> tuple[int, int, int]:
    """Among all that wait, of the recruiter's, of the vacancy itself."""

    def seen(session: Session) -> tuple[int, int, int]:
        mine = sum(line.count for line in responses.waiting(session, recruiter=desk.house.recruiter))
        return responses.count_waiting(session), mine, responses.count_waiting(session, vacancy=desk.house.vacancy)

    return await desk.db.read(seen)


@pytest.fixture
def deaf() -> Iterator[None]:
    kept = SUBSCRIBERS.pop(VacancyStateChanged)
    yield
    SUBSCRIBERS[VacancyStateChanged] = kept


@pytest.mark.usefixtures("deaf")
async def test_control_where_nobody_hears_of_it_calls_go_on(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await becomes(desk, "closed")
    await desk.tick(NOW + DAY)
    assert await cards(desk) == ["callback.due"]
