"""Reminders of meetings: when each comes, to whom, and when it had better not come at all."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from core.interviews import reads as bookings
from core.kernel.queue import timers
from core.pipeline import acts, reminders
from core.pipeline import timers as pipeline_timers
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, Desk

MINUTE = timedelta(minutes=1)
FAR = 5
"""The place in the list of free times of one that is more than a day ahead."""


async def told(desk: Desk, kind: str) -> list[dict[str, Any]]:
    return [told.args for told in await desk.told() if told.kind == kind]


async def test_a_meeting_is_reminded_of_at_its_times(desk: Desk) -> None:
    card = await desk.booked(FAR)
    before = {kind: card.start_at - due for kind, due in (await desk.pending()).items()}
    assert before == {
        "interview.day": DAY,
        "interview.hours": 2 * HOUR,
        "interview.unconfirmed": 2 * HOUR,
        "interview.soon": 15 * MINUTE,
        "interview.ended": -HOUR,
    }


async def test_a_phone_interview_is_reminded_of_an_hour_before(desk: Desk) -> None:
    card = await desk.booked(FAR, kind="phone_interview")
    assert (await desk.pending())["interview.hours"] == card.start_at - HOUR


async def test_what_was_told_just_now_is_not_repeated(desk: Desk) -> None:
    """Set in the afternoon for ten in the morning: a day before is long ago, two hours before still make sense."""
    card = await desk.booked(0)
    assert set(await desk.pending()) == {"interview.hours", "interview.unconfirmed", "interview.soon", "interview.ended"}
    await desk.do(acts.cancel_meeting)
    await desk.booked(0, now=card.start_at - 2 * HOUR - 30 * MINUTE)
    assert set(await desk.pending()) == {"interview.soon", "interview.ended"}


async def test_the_candidate_is_reminded_and_the_recruiter_warned(desk: Desk) -> None:
    card = await desk.booked(FAR)
    await desk.tick(card.start_at - DAY)
    await desk.tick(card.start_at - 2 * HOUR)
    await desk.tick(card.start_at - 15 * MINUTE)
    about = {"application": desk.application, "booking": card.id, "kind": "interview"}
    assert await told(desk, "interview.remind") == [{**about, "hours": 24}, {**about, "hours": 2}]
    assert await told(desk, "interview.unconfirmed") == [about]
    assert await told(desk, "interview.soon") == [{**about, "exact": True}]


async def test_whoever_confirmed_is_not_reported(desk: Desk) -> None:
    card = await desk.booked(FAR)
    await desk.do(acts.confirm, by=desk.candidate)
    await desk.tick(card.start_at - 2 * HOUR)
    assert await told(desk, "interview.unconfirmed") == []
    assert len(await told(desk, "interview.remind")) == 1


async def test_reminders_are_dropped_once_the_meeting_has_begun_and_the_question_is_not(desk: Desk) -> None:
    card = await desk.booked(FAR)
    await desk.tick(card.start_at + 10 * DAY)
    assert [kind for _, kind in await desk.kinds()] == ["interview.scheduled", "interview.ask"]


async def test_after_hours_of_silence_only_the_nearest_reminder_comes(desk: Desk) -> None:
    card = await desk.booked(FAR)
    await desk.tick(card.start_at - HOUR)
    assert [args["hours"] for args in await told(desk, "interview.remind")] == [2]


async def test_a_moved_meeting_is_reminded_of_at_its_new_time_only(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "cancel", lambda *_, **__: 0)
    before = await desk.booked(FAR)
    after = await desk.booked(FAR + 2)
    assert after.start_at > before.start_at
    await desk.tick(before.start_at)
    assert [args["hours"] for args in await told(desk, "interview.remind")] == [24]


async def test_control_without_the_version_the_old_time_is_reminded_of_as_well(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "cancel", lambda *_, **__: 0)
    monkeypatch.setattr(reminders, "standing", lambda session, due: bookings.active(session, due.args["application"]))
    before = await desk.booked(FAR)
    await desk.booked(FAR + 2)
    await desk.tick(before.start_at)
    assert len(await told(desk, "interview.remind")) > 1


async def test_the_recruiter_is_asked_four_times_at_most(desk: Desk) -> None:
    card = await desk.booked()
    for hours in range(40):
        await desk.tick(card.end_at + hours * HOUR)
    assert len(await told(desk, "interview.ask")) == 1 + reminders.ASK_TIMES


async def test_nobody_is_asked_who_has_said_how_it_went(desk: Desk) -> None:
    card = await desk.booked()
    await desk.tick(card.end_at)
    await desk.do(acts.result, "interview.passed", now=card.end_at + MINUTE)
    await desk.tick(card.end_at + DAY)
    assert len(await told(desk, "interview.ask")) == 1


# Slots of new days


async def test_slots_are_made_every_day_by_one_chain_whoever_starts_it(desk: Desk) -> None:
    def start(session: Any) -> None:
        pipeline_timers.keep_extending(session, now=NOW, horizon=7)

    for _ in range(3):
        await desk.db.write(start)
    before = len(await desk.free(NOW + 8 * DAY))
    for days in range(4):
        await desk.tick(NOW + days * DAY)
    assert before == 0
    assert len(await desk.free(NOW + 8 * DAY)) > 0
    assert await chain(desk) == ["done"] * 4 + ["pending"]


async def chain(desk: Desk) -> list[str]:
    """The states of the daily timers that were not called off."""
    states = select(timers.timers.c.state).where(timers.timers.c.kind == "slots.extend", timers.timers.c.state != "cancelled")
    return list(await desk.db.read(lambda session: session.execute(states.order_by(timers.timers.c.id)).scalars().all()))


async def test_another_horizon_reaches_the_rules_there_are_at_the_next_start(desk: Desk) -> None:
    async def starts(horizon: int, now: datetime) -> None:
        await desk.db.write(partial(pipeline_timers.keep_extending, now=now, horizon=horizon))
        await desk.tick(now)

    await starts(7, NOW)
    assert await desk.free(NOW + 15 * DAY) == ()
    await starts(21, NOW + HOUR)
    far = len(await desk.free(NOW + 15 * DAY))
    assert far > 0
    await desk.tick(NOW + 3 * DAY)
    await desk.tick(NOW + 6 * DAY)
    assert len(await desk.free(NOW + 22 * DAY)) > 0, "the next days go on with it"
    assert (await chain(desk))[-1] == "pending"


async def test_every_timer_that_is_set_is_known(desk: Desk) -> None:
    await desk.booked(FAR)
    await desk.do(acts.call_back, "first_call.thinking", NOW + HOUR)
    assert set(await desk.pending()) < set(pipeline_timers.TIMERS)
