"""Two colleagues at once, one button pressed twice: one event, one promise, one meeting; and for each guard what happens without it."""

import asyncio
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from core.kernel.actors import BOARD
from core.kernel.problems import Conflict, Problem
from core.pipeline import acts, log, reads
from core.pipeline.model import Application
from tests.conftest import NOW
from tests.pipeline.house import HOUR, Desk

CROWD = 8


async def at_once(desk: Desk, act: Any, *args: Any, **more: Any) -> Counter[str]:
    """Everybody does the same at the same moment; what each came to."""

    async def one(number: int) -> str:
        try:
            await desk.do(act, *args, by=desk.recruiter if number % 2 else desk.colleague, **more)
        except Problem as problem:
            return problem.key
        return "done"

    return Counter(await asyncio.gather(*map(one, range(CROWD))))


def unlocked(session: Any, application: int) -> Application:
    found: Application = session.get_one(Application, application)
    return found


# The lock on the application, and saying the same twice


async def test_a_result_given_by_all_at_once_is_one_event(desk: Desk) -> None:
    assert await at_once(desk, acts.record, "first_call.done") == {"done": CROWD}
    assert await desk.codes() == ["response", "first_call.done"]


async def test_control_without_looking_for_the_same_it_is_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "same_again", lambda *_: None)
    await at_once(desk, acts.record, "first_call.done")
    assert len(await desk.codes()) == 1 + CROWD


async def test_one_refusal_counts_and_the_others_hear_that_it_is_over(desk: Desk) -> None:
    outcome = await at_once(desk, acts.reject, "low_experience", tell=True)
    assert outcome == {"done": 1, "application-closed": CROWD - 1}
    assert await desk.codes() == ["response", "rejected"]
    assert len(await desk.heard()) == 1


async def test_control_without_the_lock_two_refusals_count(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    if desk.db.dialect == "sqlite":
        pytest.skip("one writer: nobody is ever at once")
    monkeypatch.setattr(log, "locked", unlocked)
    outcome = await at_once(desk, acts.reject, "low_experience", tell=False)
    assert outcome["done"] > 1


# Keys


async def test_a_key_makes_a_miss_count_once(desk: Desk) -> None:
    await at_once(desk, acts.record, "first_call.no_answer", key="press:1")
    assert await desk.codes() == ["response", "first_call.no_answer"]
    assert (await desk.card()).attempt_no == 1


async def test_a_key_makes_a_promise_one(desk: Desk) -> None:
    await at_once(desk, acts.call_back, "first_call.no_answer", NOW + HOUR, key="press:2")
    assert (await desk.card()).attempt_no == 1
    await desk.tick(NOW + HOUR)
    assert [told.kind for told in await desk.told()] == ["callback.due"]


async def test_misses_without_a_key_are_calls_of_their_own(desk: Desk) -> None:
    await at_once(desk, acts.call_back, "first_call.no_answer", NOW + HOUR)
    assert (await desk.card()).attempt_no == CROWD
    await desk.tick(NOW + HOUR)
    assert [told.kind for told in await desk.told()] == ["callback.due"]


async def test_control_without_asking_for_the_key_only_the_index_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "by_key", lambda *_: None)
    await desk.do(acts.record, "first_call.no_answer", key="press:3")
    with pytest.raises(IntegrityError):
        await desk.do(acts.record, "first_call.no_answer", key="press:3")


# One application, one meeting, one invitation


async def test_a_pair_linked_by_all_at_once_has_one_application_and_one_event(desk: Desk) -> None:
    vacancy = await desk.db.write(partial(another_vacancy, recruiter=desk.house.recruiter))
    link = partial(
        acts.link, candidate=desk.house.candidate, vacancy=vacancy, source="site.hh", entrance_type="response", by=BOARD, at=NOW, now=NOW
    )
    numbers = set(await asyncio.gather(*(desk.db.write(link) for _ in range(CROWD))))
    assert len(numbers) == 1
    desk.application = numbers.pop()
    assert await desk.codes() == ["response"]


def another_vacancy(session: Any, recruiter: int) -> int:
    from core.kernel.actors import staff
    from core.vacancies.acts import create
    from core.vacancies.rules import VacancyDraft

    return create(session, VacancyDraft("Продавец"), recruiter=recruiter, by=staff(recruiter), now=NOW)


async def test_a_time_chosen_by_all_at_once_is_one_meeting(desk: Desk) -> None:
    slot = (await desk.free())[0].id
    assert await at_once(desk, acts.schedule, slot, kind="interview", notice=HOUR) == {"done": CROWD}
    assert await desk.codes() == ["response", "first_call.done", "interview.scheduled"]
    assert len(await desk.heard()) == 1


async def test_an_invitation_by_all_at_once_is_one(desk: Desk) -> None:
    await at_once(desk, acts.invite, "interview")
    assert len(await desk.heard()) == 1


async def test_control_without_the_window_everybody_invites(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pipeline.meetings.just_invited", lambda *_: False)
    await at_once(desk, acts.invite, "interview")
    assert len(await desk.heard()) == CROWD


async def test_a_meeting_cancelled_by_all_at_once_is_cancelled_once(desk: Desk) -> None:
    await desk.booked()
    assert await at_once(desk, acts.cancel_meeting) == {"done": 1, "meeting-none": CROWD - 1}
    assert [told.kind for told in await desk.heard()] == ["interview.scheduled", "interview.cancelled"]


async def test_a_result_and_a_withdrawal_at_once_leave_one_story(desk: Desk) -> None:
    """Whoever comes second sees what the first has done; the log and the row agree."""

    async def withdraw() -> None:
        await desk.do(acts.withdraw, "pay", by=desk.candidate)

    async def promise() -> None:
        with suppress(Conflict):
            await desk.do(acts.call_back, "first_call.thinking", NOW + HOUR)

    await asyncio.gather(withdraw(), promise())
    card = await desk.card()
    assert (card.status, card.is_active) == ("withdrawn", False)
    assert await desk.db.read(lambda s: reads.open_callback(s, desk.application)) is None
    assert await desk.pending() == {}
