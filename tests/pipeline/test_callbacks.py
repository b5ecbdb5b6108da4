"""Callbacks: the card comes once, at its minute or late, and never after what made it needless."""

from typing import Any

import pytest

from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.queue import timers
from core.pipeline import acts, callbacks, reads
from core.pipeline.reads import CallbackCard
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, Desk

MISSED = "first_call.no_answer"


async def cards(desk: Desk) -> int:
    """How many callback cards have come."""
    return sum(told.kind == "callback.due" for told in await desk.told())


async def waiting(desk: Desk) -> CallbackCard | None:
    return await desk.db.read(lambda s: reads.open_callback(s, desk.application))


async def snooze(desk: Desk, callback: int, due: Any, **more: Any) -> None:
    await desk.db.write(lambda s: acts.snooze(s, callback, due, by=desk.recruiter, now=more.get("now", NOW)))


async def test_a_missed_call_is_recorded_and_promised(desk: Desk) -> None:
    number = await desk.do(acts.call_back, MISSED, NOW + HOUR, comment="гудки")
    card = await waiting(desk)
    assert card is not None
    assert (card.id, card.due_at, card.attempt_no, card.state, card.candidate, card.phone) == (
        number,
        NOW + HOUR,
        1,
        "pending",
        "Иван Петров",
        "+79161234567",
    )
    assert await desk.codes() == ["response", MISSED]
    assert await desk.pending() == {"callback.due": NOW + HOUR}


async def test_the_card_comes_at_its_minute_and_not_before(desk: Desk) -> None:
    number = await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await desk.tick(NOW + HOUR - HOUR / 60)
    assert await cards(desk) == 0
    await desk.tick(NOW + HOUR)
    assert await desk.told() == [(str(desk.recruiter), "callback.due", {"application": desk.application, "callback": number})]


async def test_a_time_named_by_the_candidate_breaks_quiet_hours(desk: Desk) -> None:
    await desk.do(acts.call_back, "first_call.call_later", NOW + HOUR, exact=True)
    await desk.tick(NOW + HOUR)
    assert (await desk.told())[0].args["exact"] is True


async def test_a_missed_reminder_comes_once_however_late(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    for late in (40 * DAY, 41 * DAY):
        await desk.tick(NOW + late)
    assert await cards(desk) == 1
    card = await waiting(desk)
    assert card is not None
    assert card.state == "sent"


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.do(acts.record, "first_call.done"),
        lambda desk: desk.do(acts.reject, "unreachable", tell=False),
        lambda desk: desk.do(acts.withdraw, "pay", by=desk.candidate),
        lambda desk: desk.booked(),
        lambda desk: desk.do(acts.invite, "interview"),
    ],
    ids=["result", "refusal", "withdrawal", "meeting", "invitation"],
)
async def test_a_new_event_cancels_the_reminder(desk: Desk, act: Any) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await act(desk)
    assert await waiting(desk) is None
    assert "callback.due" not in await desk.pending()
    await desk.tick(NOW + 2 * HOUR)
    assert await cards(desk) == 0


async def test_a_comment_does_not_cancel_the_reminder(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await desk.do(acts.comment, "перезвоню после обеда")
    await desk.tick(NOW + HOUR)
    assert await cards(desk) == 1


async def test_a_second_miss_replaces_the_first_promise(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await desk.do(acts.call_back, MISSED, NOW + 3 * HOUR, now=NOW + HOUR / 2)
    await desk.tick(NOW + HOUR)
    assert await cards(desk) == 0
    card = await waiting(desk)
    assert card is not None
    assert (card.due_at, card.attempt_no) == (NOW + 3 * HOUR, 2)


async def test_a_snoozed_callback_comes_at_its_new_time_only(desk: Desk) -> None:
    number = await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await snooze(desk, number, NOW + 3 * HOUR)
    await desk.tick(NOW + 2 * HOUR)
    assert await cards(desk) == 0
    await desk.tick(NOW + 3 * HOUR)
    assert await cards(desk) == 1
    await snooze(desk, number, NOW + 5 * HOUR, now=NOW + 4 * HOUR)
    await desk.tick(NOW + 5 * HOUR)
    assert await cards(desk) == 2
    assert (await desk.codes())[-2:] == ["callback.snoozed", "callback.snoozed"]
    assert (await desk.card()).status == MISSED


async def test_a_timer_of_an_earlier_version_is_silent_even_if_it_was_not_cancelled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "cancel", lambda *_, **__: 0)
    number = await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await snooze(desk, number, NOW + 3 * HOUR)
    await desk.tick(NOW + 2 * HOUR)
    assert await cards(desk) == 0


async def test_control_without_a_new_version_the_old_timer_speaks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "cancel", lambda *_, **__: 0)
    monkeypatch.setattr(callbacks, "put_off", lambda *_, **__: 1)
    number = await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await snooze(desk, number, NOW + 3 * HOUR)
    await desk.tick(NOW + 2 * HOUR)
    assert await cards(desk) == 1


async def test_control_without_ending_it_the_reminder_comes_after_the_result(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pipeline.log.end_callback", lambda *_: None)
    await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await desk.do(acts.record, "first_call.done")
    await desk.tick(NOW + HOUR)
    assert await cards(desk) == 1


async def test_what_is_over_is_not_put_off(desk: Desk) -> None:
    number = await desk.do(acts.call_back, MISSED, NOW + HOUR)
    await desk.do(acts.record, "first_call.done")
    with pytest.raises(Conflict, match="callback-over"):
        await snooze(desk, number, NOW + 3 * HOUR)
    with pytest.raises(NotFound, match="callback-not-found"):
        await snooze(desk, number + 1, NOW + 3 * HOUR)


async def test_nobody_is_called_back_in_the_past_or_for_another_result(desk: Desk) -> None:
    with pytest.raises(Invalid, match="callback-past"):
        await desk.do(acts.call_back, MISSED, NOW)
    with pytest.raises(Invalid, match="status-unknown"):
        await desk.do(acts.call_back, "first_call.done", NOW + HOUR)
    assert await desk.codes() == ["response"]


async def test_the_list_is_by_time_and_knows_whose_each_is(desk: Desk) -> None:
    await desk.do(acts.call_back, MISSED, NOW + HOUR, by=desk.colleague)
    house = desk.house
    (line,), total = await desk.db.read(lambda s: reads.callbacks(s, owner=house.colleague))
    assert (line.candidate, line.vacancy, line.due_at, total) == ("Иван Петров", "Кассир", NOW + HOUR, 1)
    assert await desk.db.read(lambda s: reads.callbacks(s, owner=house.recruiter)) == ((), 0)
    assert (await desk.db.read(reads.callbacks))[1] == 1
    assert await desk.db.read(lambda s: reads.callback_owners(s, line.id)) == {house.recruiter, house.colleague}
    assert await desk.db.read(lambda s: reads.callback(s, line.id)) == line


async def test_somebody_who_thinks_after_a_meeting_is_called_again(desk: Desk) -> None:
    card = await desk.booked()
    over = card.end_at
    await desk.do(acts.call_back, "interview.thinking", over + DAY, now=over)
    assert (await desk.card()).status == "interview.thinking"
    assert await desk.meeting() is None
    assert await desk.pending() == {"callback.due": over + DAY}
    await desk.do(acts.call_back, "interview.thinking", over + 2 * DAY, now=over + HOUR)
    assert await desk.pending() == {"callback.due": over + 2 * DAY}
    await desk.tick(over + 2 * DAY)
    assert await cards(desk) == 1


async def test_only_what_asks_for_it_is_called_again(desk: Desk) -> None:
    for code in ("first_call.done", "interview.passed", "new"):
        with pytest.raises(Invalid, match="status-unknown"):
            await desk.do(acts.call_back, code, NOW + HOUR)
