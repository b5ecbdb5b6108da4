"""Meetings: who may set them, what moving keeps, who hears of it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.interviews.model import Booking
from core.kernel.problems import Conflict, Forbidden, Invalid, Problem
from core.pipeline import acts, reads
from core.pipeline.meetings import Seen
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, Desk, applied


def refused(key: str, kind: type[Problem] = Conflict) -> Any:
    return pytest.raises(kind, match=f"^{key}$")


async def bookings(desk: Desk) -> list[tuple[str, int]]:
    """State and version of every booking there ever was."""
    query = select(Booking.state, Booking.version).order_by(Booking.id)
    return [(row.state, row.version) for row in await desk.db.read(lambda s: s.execute(query).all())]


# Setting a time


async def test_a_colleague_who_sets_a_time_has_made_the_first_call(desk: Desk) -> None:
    card = await desk.booked()
    assert await desk.codes() == ["response", "first_call.done", "interview.scheduled"]
    application = await desk.card()
    assert (application.status, application.due_at) == ("interview.scheduled", card.end_at)
    args = {"application": desk.application, "booking": card.id, "kind": "interview"}
    assert await desk.told() == [(str(desk.candidate), "interview.scheduled", args)]


async def test_a_candidate_takes_a_time_he_was_invited_to_and_no_other(desk: Desk) -> None:
    with refused("not-invited", Forbidden):
        await desk.booked(by=desk.candidate)
    await desk.do(acts.invite, "interview")
    with refused("not-invited", Forbidden):
        await desk.booked(kind="phone_interview", by=desk.candidate)
    await desk.booked(by=desk.candidate)
    assert await desk.codes() == ["response", "first_call.done", "interview.invited", "interview.scheduled"]
    assert await desk.kinds() == [(str(desk.candidate), "interview.choose"), (str(desk.recruiter), "interview.booked")]
    assert (await desk.card()).invited_to is None


async def test_an_invitation_pressed_twice_is_one_and_may_be_repeated_later(desk: Desk) -> None:
    await desk.do(acts.invite, "interview")
    await desk.do(acts.invite, "interview", by=desk.colleague)
    assert await desk.kinds() == [(str(desk.candidate), "interview.choose")]
    await desk.do(acts.invite, "interview", now=NOW + HOUR)
    assert len(await desk.kinds()) == 2


async def test_an_invitation_in_place_of_a_call_in_vain_leaves_it_in_vain(desk: Desk) -> None:
    await desk.do(acts.record, "first_call.no_answer_sent")
    await desk.do(acts.invite, "phone_interview")
    card = await desk.card()
    assert (card.status, card.invited_to, card.attempt_no) == ("first_call.no_answer_sent", "phone_interview", 1)


async def test_a_kind_of_meeting_nobody_holds_is_refused(desk: Desk) -> None:
    with refused("meeting-unknown", Invalid):
        await desk.do(acts.invite, "first_call")
    with refused("meeting-unknown", Invalid):
        await desk.booked(kind="exam")


async def test_the_same_slot_again_changes_nothing(desk: Desk) -> None:
    slot = (await desk.free())[0].id
    first, second = await desk.schedule(slot), await desk.schedule(slot)
    assert first == second
    assert len(await desk.codes()) == 3
    assert len(await desk.told()) == 1


async def test_a_slot_taken_meanwhile_leaves_everything_as_it_was(desk: Desk) -> None:
    slot = (await desk.free())[0].id
    await desk.schedule(slot)
    mine = desk.application

    def another(session: Any) -> int:
        from core.candidates import acts as candidates
        from core.candidates.rules import Draft
        from tests.pipeline.house import applied

        return applied(session, candidates.register(session, Draft("Олег"), now=NOW, is_draft=False), desk.house.vacancy)

    desk.application = await desk.db.write(another)
    with refused("slot-taken"):
        await desk.schedule(slot)
    assert await desk.codes() == ["response"]
    desk.application = mine
    assert await bookings(desk) == [("booked", 1)]


async def test_moving_keeps_the_booking_and_makes_its_timers_anew(desk: Desk) -> None:
    before = await desk.booked(4)
    timers_before = await desk.pending()
    after = await desk.booked(5)
    assert (after.id, after.version) == (before.id, before.version + 1)
    assert after.start_at != before.start_at
    shift = after.start_at - before.start_at
    assert await desk.pending() == {kind: due + shift for kind, due in timers_before.items()}
    assert (await desk.codes())[-2:] == ["interview.scheduled", "interview.scheduled"]
    assert [kind for _, kind in await desk.kinds()] == ["interview.scheduled", "interview.moved"]


async def test_a_candidate_moves_what_he_has_and_the_recruiter_hears_of_it(desk: Desk) -> None:
    await desk.booked(0)
    await desk.booked(1, by=desk.candidate)
    assert (await desk.kinds())[-1] == (str(desk.recruiter), "interview.moved")


async def test_a_meeting_may_become_another_kind_of_meeting_at_once(desk: Desk) -> None:
    slot = (await desk.free())[3].id
    first = await desk.schedule(slot, kind="phone_interview")
    assert await desk.schedule(slot, kind="interview") == first
    card = await desk.meeting()
    assert card is not None
    assert (card.kind, (await desk.card()).status) == ("interview", "interview.scheduled")
    assert (await desk.pending())["interview.hours"] == card.start_at - 2 * HOUR


async def test_a_typed_time_is_set_though_no_rule_offers_it(desk: Desk) -> None:
    at = NOW + 26 * HOUR
    await desk.do(acts.schedule_at, at, kind="interview", minutes=45, place="Тверская, 1")
    card = await desk.meeting()
    assert card is not None
    assert (card.start_at, card.end_at, card.place, card.zone) == (at, at + timedelta(minutes=45), "Тверская, 1", "Europe/Moscow")
    assert (await desk.card()).status == "interview.scheduled"


async def test_a_typed_time_moves_the_meeting_even_into_its_own_hour(desk: Desk) -> None:
    at = NOW + 26 * HOUR
    first = await desk.do(acts.schedule_at, at, kind="interview", minutes=45)
    assert await desk.do(acts.schedule_at, at, kind="interview", minutes=45) == first
    assert await desk.do(acts.schedule_at, at + timedelta(minutes=15), kind="interview", minutes=45) == first
    assert await bookings(desk) == [("booked", 2)]


async def test_a_typed_time_in_the_past_is_refused(desk: Desk) -> None:
    with refused("time-past", Invalid):
        await desk.do(acts.schedule_at, NOW - HOUR, kind="interview", minutes=30)


# What becomes of it


async def test_whoever_confirms_is_heard_once(desk: Desk) -> None:
    await desk.booked()
    for _ in range(2):
        await desk.do(acts.confirm, by=desk.candidate)
    card = await desk.meeting()
    assert card is not None
    assert card.confirmed_at == NOW
    assert (await desk.kinds())[1:] == [(str(desk.recruiter), "interview.confirmed")]
    assert (await desk.codes())[-1] == "interview.confirmed"
    assert (await desk.card()).status == "interview.scheduled"


async def test_a_cancelled_meeting_frees_its_place_and_lets_the_candidate_choose_another(desk: Desk) -> None:
    await desk.booked()
    free = len(await desk.free())
    await desk.do(acts.cancel_meeting, by=desk.candidate, comment="заболел")
    assert len(await desk.free()) == free + 1
    assert await desk.pending() == {}
    card = await desk.card()
    assert (card.status, card.invited_to, card.is_active) == ("interview.cancelled", "interview", True)
    assert (await desk.kinds())[-1] == (str(desk.recruiter), "interview.cancelled")
    with refused("meeting-none"):
        await desk.do(acts.cancel_meeting, by=desk.candidate)
    await desk.booked(1, by=desk.candidate)
    assert (await desk.card()).status == "interview.scheduled"


async def test_a_recruiter_who_cancels_is_heard_by_the_candidate(desk: Desk) -> None:
    await desk.booked()
    await desk.do(acts.result, "interview.cancelled")
    assert await bookings(desk) == [("cancelled", 1)]
    assert (await desk.kinds())[-1] == (str(desk.candidate), "interview.cancelled")


@pytest.mark.parametrize(("outcome", "state"), [("done", "done"), ("passed", "done"), ("thinking", "done"), ("no_show", "no_show")])
async def test_a_result_ends_the_meeting_and_the_asking(desk: Desk, outcome: str, state: str) -> None:
    card = await desk.booked()
    await desk.do(acts.result, f"interview.{outcome}", now=card.end_at)
    assert await bookings(desk) == [(state, 1)]
    assert await desk.pending() == {}
    assert (await desk.card()).status == f"interview.{outcome}"


async def test_whoever_passed_hears_of_the_next_step_once(desk: Desk) -> None:
    card = await desk.booked()
    await desk.do(acts.result, "interview.done", now=card.end_at)
    await desk.do(acts.result, "interview.passed", now=card.end_at)
    await desk.do(acts.result, "interview.passed", now=card.end_at, by=desk.colleague)
    assert (await desk.kinds())[1:] == [(str(desk.candidate), "application.next")]
    assert (await desk.codes())[-2:] == ["interview.done", "interview.passed"]


async def test_whoever_leads_the_application_hears_a_colleagues_entries_once(desk: Desk) -> None:
    card = await desk.booked()
    for _ in range(2):
        await desk.do(acts.result, "interview.passed", now=card.end_at, by=desk.colleague)
    await desk.do(acts.comment, "Толковая", now=card.end_at, by=desk.colleague)
    await desk.do(acts.comment, "Согласна", now=card.end_at)
    noted = [told for told in await desk.told() if told.kind == "application.noted"]
    history = {line.id: line.code for line in await desk.history()}
    assert [history[told.args["event"]] for told in noted] == ["interview.passed", "comment"]
    assert {told.to for told in noted} == {str(desk.recruiter)}


async def test_somebody_who_did_not_come_may_choose_another_time(desk: Desk) -> None:
    card = await desk.booked()
    await desk.do(acts.result, "interview.no_show", now=card.end_at)
    assert (await desk.card()).invited_to == "interview"
    await desk.booked(0, by=desk.candidate, now=card.end_at)


async def test_a_result_that_ends_the_application_counts_the_meeting_as_held(desk: Desk) -> None:
    card = await desk.booked()
    await desk.do(acts.result, "interview.rejected", reason="personal_qualities", now=card.end_at)
    assert await bookings(desk) == [("done", 1)]
    assert (await desk.card()).is_active is False


async def test_the_day_shows_who_comes_and_who_came_but_not_what_was_cancelled(desk: Desk) -> None:
    card = await desk.booked()
    day = {"start": card.start_at - HOUR, "end": card.start_at + DAY}
    (line,) = await desk.db.read(lambda s: reads.today(s, owner=desk.house.recruiter, **day))
    assert (line.booking_id, line.candidate, line.vacancy, line.kind, line.state, line.place) == (
        card.id,
        "Иван Петров",
        "Кассир",
        "interview",
        "booked",
        "Офис",
    )
    assert await desk.db.read(lambda s: reads.today(s, owner=desk.house.colleague, **day)) == ()
    await desk.do(acts.cancel_meeting)
    assert await desk.db.read(lambda s: reads.today(s, owner=desk.house.recruiter, **day)) == ()


# Once it has begun


async def test_the_candidate_changes_nothing_of_a_meeting_that_has_begun(desk: Desk) -> None:
    card = await desk.booked()
    other = (await desk.free())[5].id
    begun = card.start_at
    for act, args in (
        (acts.confirm, {}),
        (acts.cancel_meeting, {}),
        (acts.schedule, {"slot": other, "kind": "interview", "notice": HOUR}),
    ):
        with refused("meeting-begun"):
            await desk.do(act, by=desk.candidate, now=begun, **args)
    assert await desk.meeting() == card
    await desk.do(acts.schedule, other, kind="interview", notice=HOUR, now=begun)
    assert (await desk.meeting()) != card


async def test_till_then_he_does(desk: Desk) -> None:
    card = await desk.booked()
    just_before = card.start_at - HOUR / 60
    await desk.do(acts.confirm, by=desk.candidate, now=just_before)
    await desk.do(acts.cancel_meeting, by=desk.candidate, now=just_before)
    assert await desk.meeting() is None


async def test_who_did_not_come_is_offered_another_time_once(desk: Desk) -> None:
    card = await desk.booked()
    for _ in range(2):
        await desk.do(acts.result, "interview.no_show", now=card.end_at)
    assert (await desk.kinds()).count((str(desk.candidate), "interview.missed")) == 1
    assert (await desk.card()).invited_to == "interview"


async def test_a_typed_time_may_overlap_the_one_it_moves_but_nobody_elses(desk: Desk) -> None:
    at = NOW + 26 * HOUR
    first = await desk.do(acts.schedule_at, at, kind="interview", minutes=45)
    assert await desk.do(acts.schedule_at, at + HOUR / 4, kind="interview", minutes=45) == first
    other = await desk.db.write(lambda s: another(s, desk))
    with refused("time-busy"):
        await desk.db.write(
            lambda s: acts.schedule_at(s, other, at + HOUR / 2, kind="interview", minutes=45, by=desk.recruiter, now=NOW),
        )


def another(session: Session, desk: Desk) -> int:
    """One more candidate of the same recruiter's."""
    person = candidates.register(session, Draft("Пётр Второй"), now=NOW, is_draft=False)
    return applied(session, person, desk.house.vacancy)


# What somebody has before his eyes


ACTS: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (acts.result, ("interview.no_show",)),
    (acts.result, ("interview.cancelled",)),
    (acts.call_back, ("interview.thinking", NOW + 9 * DAY)),
    (acts.cancel_meeting, ()),
    (acts.record, ("reserve",)),
)


@pytest.mark.parametrize(("act", "args"), ACTS)
async def test_what_is_said_of_one_meeting_touches_no_other(desk: Desk, act: Any, args: tuple[Any, ...]) -> None:
    first = await desk.booked()
    await desk.do(acts.result, "interview.passed", now=first.end_at)
    second = await desk.booked(now=first.end_at)
    for seen, key in (
        (Seen(first.id, first.version), "meeting-closed"),
        (Seen(), "meeting-closed"),
        (Seen(second.id, 7), "meeting-has-moved"),
    ):
        with refused(key):
            await desk.do(act, *args, seen=seen, now=first.end_at)
    assert await desk.meeting() == second
    await desk.do(act, *args, seen=Seen(second.id, second.version), now=first.end_at)
    assert await desk.meeting() is None


async def test_a_meeting_that_was_moved_is_not_the_one_that_was_seen(desk: Desk) -> None:
    first = await desk.booked()
    moved = await desk.booked(2)
    assert moved.id == first.id
    for act in (acts.cancel_meeting, acts.confirm):
        with refused("meeting-has-moved"):
            await desk.do(act, seen=Seen(first.id, first.version))
    assert await desk.meeting() == moved


async def test_a_move_and_a_cancellation_at_once_leave_no_time_that_nobody_saw(desk: Desk) -> None:
    """Whichever comes first, the new time stands: the candidate has not seen it."""
    first = await desk.booked()
    slot = (await desk.free())[2].id
    await asyncio.gather(
        desk.schedule(slot),
        desk.do(acts.cancel_meeting, by=desk.candidate, seen=Seen(first.id, first.version)),
        return_exceptions=True,
    )
    standing = await desk.meeting()
    assert standing is not None
    assert standing.slot_id == slot
