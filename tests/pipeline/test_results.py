"""Entering, results, refusals, withdrawals and reopening: what the log says, what is refused, who is told."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from core.kernel.actors import BOARD
from core.kernel.problems import Conflict, Forbidden, Invalid, NotFound, Problem
from core.pipeline import acts, reads
from core.pipeline.statuses.defaults import DEFAULTS
from core.pipeline.statuses.rules import Need
from tests.conftest import NOW
from tests.pipeline.house import DAY, HOUR, Desk, Told, applied


def refused(key: str, kind: type[Problem]) -> Any:
    return pytest.raises(kind, match=f"^{key}$")


# Entering


async def test_a_response_is_a_state_with_three_days_from_when_it_was_sent(desk: Desk) -> None:
    card = await desk.card()
    assert (card.status, card.status_since, card.due_at, card.is_active) == ("response", NOW, NOW + 3 * DAY, True)
    assert (card.candidate, card.vacancy, card.owner, card.phone) == ("Иван Петров", "Кассир", "Анна Седова", "+79161234567")


async def test_a_pair_has_one_application_and_entering_again_says_nothing_new(desk: Desk) -> None:
    again = await desk.db.write(lambda s: applied(s, desk.house.candidate, desk.house.vacancy, NOW + HOUR))
    assert again == desk.application
    assert await desk.codes() == ["response"]


async def test_entering_again_reopens_a_closed_application(desk: Desk) -> None:
    await desk.do(acts.withdraw, "pay")
    await desk.db.write(lambda s: applied(s, desk.house.candidate, desk.house.vacancy, NOW + HOUR))
    card = await desk.card()
    assert (card.status, card.is_active, card.status_since) == ("response", True, NOW + HOUR)
    assert await desk.codes() == ["response", "withdrawn", "response"]


async def test_a_new_letter_replaces_the_old_one_only_when_the_application_is_reopened(desk: Desk) -> None:
    about: dict[str, Any] = {"source": "site.hh", "entrance_type": "response", "by": BOARD, "at": NOW, "now": NOW}
    pair = (desk.house.candidate, desk.house.vacancy)
    for letter in ("первое", "второе"):
        await desk.db.write(partial(acts.link, candidate=pair[0], vacancy=pair[1], letter=letter, answers=[["Опыт?", "5"]], **about))
    assert (await desk.card()).letter == "первое"
    assert (await desk.card()).answers == (("Опыт?", "5"),)
    await desk.do(acts.withdraw, "pay")
    await desk.db.write(lambda s: acts.link(s, *pair, letter="третье", **about))
    card = await desk.card()
    assert (card.letter, card.answers) == ("третье", (("Опыт?", "5"),))


# Results


async def test_a_result_is_an_event_with_who_when_and_why(desk: Desk) -> None:
    await desk.do(acts.record, "first_call.done", comment=" хочет график 2/2 ", now=NOW + HOUR)
    line = (await desk.history())[0]
    assert (line.code, line.at, line.actor_role, line.actor, line.comment) == (
        "first_call.done",
        NOW + HOUR,
        "staff",
        "Анна Седова",
        "хочет график 2/2",
    )
    card = await desk.card()
    assert (card.status, card.due_at, card.last_comment) == ("first_call.done", NOW + HOUR + 5 * DAY, "хочет график 2/2")


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("hired.twice", "status-unknown"),
        ("interview.scheduled", "status-by-schedule"),
        ("rejected", "reason-needed"),
        ("withdrawn", "reason-needed"),
        ("interview.rejected", "reason-needed"),
    ],
)
async def test_what_cannot_be_recorded_as_it_stands_is_refused(desk: Desk, code: str, key: str) -> None:
    with refused(key, Invalid):
        await desk.do(acts.record, code)
    assert await desk.codes() == ["response"]


@pytest.mark.parametrize("code", sorted(code for code in DEFAULTS.states if Need.APPOINTMENT not in DEFAULTS[code].needs))
async def test_every_state_can_be_recorded_from_an_active_one(desk: Desk, code: str) -> None:
    await desk.do(acts.record, code, reason="other")
    card = await desk.card()
    assert card.status == code
    assert card.is_active is not DEFAULTS[code].closes


async def test_no_result_reaches_a_closed_application(desk: Desk) -> None:
    await desk.do(acts.reject, "low_experience", tell=False)
    for act, args in ((acts.record, ["first_call.done"]), (acts.result, ["interview.passed"]), (acts.withdraw, ["pay"])):
        with refused("application-closed", Conflict):
            await desk.do(act, *args)
    with refused("application-closed", Conflict):
        await desk.do(acts.reject, "low_experience", tell=True)
    with refused("application-closed", Conflict):
        await desk.do(acts.invite, "interview")
    with refused("application-closed", Conflict):
        await desk.schedule((await desk.free())[0].id)
    with refused("application-closed", Conflict):
        await desk.do(acts.call_back, "first_call.no_answer", NOW + HOUR)


async def test_a_comment_changes_no_status_and_is_welcome_on_a_closed_application_too(desk: Desk) -> None:
    await desk.do(acts.reject, "low_experience", tell=False)
    await desk.do(acts.comment, "пусть придёт весной")
    card = await desk.card()
    assert (card.status, card.last_comment) == ("rejected", "пусть придёт весной")
    with refused("comment-empty", Invalid):
        await desk.do(acts.comment, "  ")


async def test_calls_in_vain_are_counted_until_the_person_enters_again(desk: Desk) -> None:
    for code in ("first_call.no_answer", "first_call.no_answer", "first_call.no_answer_sent", "first_call.call_later"):
        await desk.do(acts.record, code)
    assert (await desk.card()).attempt_no == 3
    await desk.do(acts.reject, "unreachable", tell=False)
    await desk.do(acts.reopen)
    assert (await desk.card()).attempt_no == 0


async def test_nobody_knows_an_application_that_is_not_there(desk: Desk) -> None:
    desk.application = 4711
    with refused("application-not-found", NotFound):
        await desk.do(acts.record, "first_call.done")
    with refused("application-not-found", NotFound):
        await desk.card()


# Ends


async def test_a_refusal_is_told_where_asked_and_keeps_its_reason_inside(desk: Desk) -> None:
    await desk.do(acts.reject, "low_experience", comment="без опыта", tell=True)
    (told,) = await desk.told()
    assert (told.to, told.kind, told.args) == (str(desk.candidate), "application.rejected", {"application": desk.application})
    assert (await desk.history())[0].reason == "low_experience"


async def test_a_refusal_is_silent_where_asked(desk: Desk) -> None:
    await desk.do(acts.reject, "low_experience", tell=False)
    assert await desk.told() == []


async def test_a_silent_refusal_still_calls_off_the_meeting_ahead(desk: Desk) -> None:
    await desk.booked()
    await desk.do(acts.reject, "low_experience", tell=False)
    assert (await desk.kinds())[1:] == [(str(desk.candidate), "interview.cancelled")]


async def test_a_refusal_after_a_meeting_names_it(desk: Desk) -> None:
    card = await desk.booked()
    await desk.do(acts.reject, "low_experience", tell=False, now=card.end_at)
    assert (await desk.card()).status == "interview.rejected"
    states = await desk.db.read(lambda s: reads.today(s, start=card.start_at, end=card.end_at))
    assert [line.state for line in states] == ["done"]


async def test_a_refusal_before_the_meeting_does_not_name_it(desk: Desk) -> None:
    await desk.booked()
    await desk.do(acts.reject, "low_experience", tell=False)
    assert (await desk.card()).status == "rejected"


async def test_whoever_withdraws_is_heard_by_the_recruiter_at_once(desk: Desk) -> None:
    await desk.do(acts.withdraw, "other_offer", by=desk.candidate)
    assert await desk.kinds() == [(str(desk.recruiter), "candidate.withdrew")]
    line = (await desk.history())[0]
    assert (line.code, line.reason, line.actor_role) == ("withdrawn", "other_offer", "candidate")


async def test_a_withdrawal_that_a_colleague_writes_down_is_thanked_for(desk: Desk) -> None:
    await desk.do(acts.withdraw, "other_offer")
    assert await desk.kinds() == [(str(desk.candidate), "application.withdrawn")]


async def test_only_staff_reopen_and_the_person_is_new_again(desk: Desk) -> None:
    await desk.do(acts.withdraw, "pay", by=desk.candidate)
    with refused("reopen-by-staff", Forbidden):
        await desk.do(acts.reopen, by=desk.candidate)
    await desk.do(acts.reopen, now=NOW + DAY)
    card = await desk.card()
    assert (card.status, card.is_active, card.status_since) == ("new", True, NOW + DAY)
    await desk.do(acts.reopen, now=NOW + 2 * DAY)
    assert await desk.codes() == ["response", "withdrawn", "reopened", "new"]


# Closing


async def test_closing_cancels_the_meeting_the_callback_the_timers_and_what_is_queued(desk: Desk) -> None:
    await desk.booked()
    await desk.do(acts.call_back, "first_call.thinking", NOW + HOUR)
    await desk.queue("invitation")
    free = len(await desk.free())
    await desk.do(acts.withdraw, "pay", by=desk.candidate)
    assert await desk.meeting() is None
    assert len(await desk.free()) == free + 1
    assert await desk.db.read(lambda s: reads.open_callback(s, desk.application)) is None
    assert await desk.pending() == {}
    assert await desk.outgoing() == ["cancelled"]
    assert (await desk.card()).invited_to is None


@pytest.mark.parametrize("code", sorted(code for code in DEFAULTS.states if DEFAULTS[code].closes and not DEFAULTS.meeting_of(code)))
async def test_whatever_closes_calls_off_the_meeting_ahead(desk: Desk, code: str) -> None:
    card = await desk.booked()
    await desk.do(acts.record, code, reason="other")
    assert await desk.meeting() is None
    assert [told for told in await desk.told() if told.kind == "interview.cancelled"] == [
        Told(str(desk.candidate), "interview.cancelled", {"application": desk.application, "booking": card.id, "kind": "interview"})
    ]


@pytest.mark.parametrize(
    ("act", "more", "said"),
    [
        (acts.reject, {"tell": True}, "application.rejected"),
        (acts.withdraw, {}, "application.withdrawn"),
    ],
)
async def test_whoever_hears_that_all_is_over_hears_it_once(desk: Desk, act: Any, more: dict[str, Any], said: str) -> None:
    await desk.booked()
    await desk.do(act, "other", **more)
    assert (await desk.kinds())[1:] == [(str(desk.candidate), said)]


async def test_whoever_ends_it_himself_is_not_told(desk: Desk) -> None:
    await desk.booked()
    await desk.do(acts.withdraw, "pay", by=desk.candidate)
    assert (await desk.kinds())[1:] == [(str(desk.recruiter), "candidate.withdrew")]


async def test_a_meeting_that_has_begun_is_called_off_to_nobody(desk: Desk) -> None:
    card = await desk.booked()
    await desk.do(acts.record, "reserve", now=card.start_at)
    assert "interview.cancelled" not in [kind for _, kind in await desk.kinds()]


async def test_what_closing_itself_tells_is_told(desk: Desk) -> None:
    await desk.queue("before")
    await desk.do(acts.reject, "low_experience", tell=True)
    await desk.queue("after")
    assert await desk.kinds() == [(str(desk.candidate), "application.rejected")]
    assert await desk.outgoing() == ["cancelled", "new"]


async def test_control_without_closing_the_reminders_still_come(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pipeline.log.close", lambda *_: None)
    card = await desk.booked()
    await desk.do(acts.withdraw, "pay", by=desk.candidate)
    await desk.tick(card.start_at - timedelta(minutes=90))
    assert (str(desk.candidate), "interview.remind") in await desk.kinds()


# Reading


async def test_what_waits_for_a_decision_is_listed_with_the_most_overdue_first(desk: Desk) -> None:
    def another(session: Any) -> int:
        from core.candidates import acts as candidates
        from core.candidates.rules import Draft

        person = candidates.register(session, Draft("Олег"), now=NOW, is_draft=False)
        return applied(session, person, desk.house.vacancy, NOW - 5 * DAY)

    older = await desk.db.write(another)
    cards, total = await desk.db.read(lambda s: reads.due(s, owner=desk.house.recruiter, now=NOW))
    assert ([card.id for card in cards], total) == ([older, desk.application], 2)
    await desk.do(acts.record, "first_call.call_later")
    assert (await desk.db.read(lambda s: reads.due(s, owner=desk.house.recruiter, now=NOW)))[1] == 1
    assert (await desk.db.read(lambda s: reads.due(s, owner=desk.house.colleague, now=NOW)))[1] == 0


async def test_a_meeting_whose_result_nobody_gave_waits_for_a_decision_once_it_is_over(desk: Desk) -> None:
    card = await desk.booked()
    assert (await desk.db.read(lambda s: reads.due(s, now=card.start_at)))[1] == 0
    assert (await desk.db.read(lambda s: reads.due(s, now=card.end_at)))[1] == 1


async def test_a_vacancys_people_are_counted_and_paged_by_status(desk: Desk) -> None:
    assert await desk.db.read(lambda s: reads.counts_by_status(s, desk.house.vacancy)) == {"response": 1}
    assert (await desk.db.read(lambda s: reads.by_vacancy(s, desk.house.vacancy)))[1] == 1
    assert (await desk.db.read(lambda s: reads.by_vacancy(s, desk.house.vacancy, status="new"))) == ((), 0)


async def test_whose_an_application_is(desk: Desk) -> None:
    house = desk.house
    assert await desk.db.read(lambda s: reads.owners(s, house.application)) == {house.recruiter}
    assert await desk.db.read(lambda s: reads.recruiters_of(s, house.candidate)) == {house.recruiter}
    assert await desk.db.read(lambda s: reads.belongs(s, house.application, house.candidate))
    assert not await desk.db.read(lambda s: reads.belongs(s, house.application, house.candidate + 1))
    await desk.do(acts.withdraw, "pay")
    assert await desk.db.read(lambda s: reads.recruiters_of(s, house.candidate)) == frozenset()
    assert await desk.db.read(lambda s: reads.concerning(s, house.candidate)) == ()
    assert len(await desk.db.read(lambda s: reads.of_candidate(s, house.candidate))) == 1
