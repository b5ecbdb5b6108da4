"""The simulator sends webhooks as hh.ru does, and fails to as hh.ru may."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.conformance.hh.receiver import Receiver, receiving
from tests.emulators.hh import Account, HhSimulator, Vacancy
from tests.emulators.hh.events import EventQueue
from tests.emulators.hh.faults import Faults

BOTH = ("NEW_NEGOTIATION_VACANCY", "NEW_RESPONSE_OR_INVITATION_VACANCY")


@pytest.fixture
async def ours() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def test_a_response_is_told_at_once_by_ids_only(hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver) -> None:
    subscription = hh.subscribe(anna, ours.url)
    topic = hh.responds(hh.candidate(), welder, "Готов выйти завтра")
    await hh.delivered()
    [body] = ours.bodies
    assert (body["id"], body["subscription_id"], body["action_type"]) == ("1", subscription.id, "NEW_NEGOTIATION_VACANCY")
    assert body["payload"]["topic_id"] == topic.id
    assert "Готов" not in str(body)
    hh.assert_clean()


async def test_both_kinds_come_for_one_response_and_one_for_our_invitation(
    hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver
) -> None:
    hh.subscribe(anna, ours.url, BOTH)
    hh.responds(hh.candidate(), welder)
    await hh.delivered()
    hh.invited(hh.candidate(), welder)
    await hh.delivered()
    assert sorted(body["action_type"] for body in ours.bodies) == sorted([*BOTH, BOTH[1]])


async def test_a_stranger_is_told_nothing(hh: HhSimulator, welder: Vacancy, anna: Account, ours: Receiver) -> None:
    hh.subscribe(hh.account(employer="АО «Чужие»"), ours.url)
    hh.subscribe(hh.account(employer=anna), ours.url)
    hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert len(ours.bodies) == 1


@pytest.mark.parametrize("refusal", [500, 404, 302, 422])
async def test_a_refused_webhook_comes_again_and_a_conflict_is_taken(
    hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver, refusal: int
) -> None:
    hh.subscribe(anna, ours.url)
    ours.answers = [refusal, refusal, 409]
    hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert ours.ids() == ["1", "1", "1"]
    assert [delivery.status for delivery in hh.world.events.deliveries] == [refusal, refusal, 409]


async def test_two_seconds_are_all_there_is_for_an_answer(hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver) -> None:
    hh.subscribe(anna, ours.url)
    ours.slow = [4.0]
    hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert [delivery.status for delivery in hh.world.events.deliveries] == [0, 200]
    assert 1.9 < hh.world.events.deliveries[0].seconds < 4.0


async def test_faults_duplicate_lose_reverse_and_repeat(hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver) -> None:
    hh.subscribe(anna, ours.url)
    hh.faults.duplicate_webhooks()
    hh.responds(hh.candidate(), welder)
    hh.faults.lose_webhooks()
    hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert (ours.ids(), len(hh.world.events.lost)) == (["1", "1"], 1)
    hh.faults.reverse_webhooks(3)
    for _ in range(3):
        hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert sorted(ours.ids()[2:]) == ["3", "4", "5"]
    hh.faults.ignore_webhook_answers()
    hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert ours.ids()[-2:] == ["6", "6"]


def test_what_is_held_leaves_in_reverse_order() -> None:
    queue = EventQueue(Faults())
    queue.faults.reverse_webhooks(3)
    for number in range(3):
        assert queue.waiting == []
        queue.put("http://127.0.0.1:9/", {"id": str(number)})
    assert [event.body["id"] for event in queue.waiting] == ["2", "1", "0"]


async def test_a_late_webhook_is_late(hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver) -> None:
    hh.subscribe(anna, ours.url)
    hh.faults.late_webhooks(0.3)
    hh.responds(hh.candidate(), welder)
    await asyncio.sleep(0.1)
    assert ours.bodies == []
    await hh.delivered()
    assert len(ours.bodies) == 1


async def test_who_refuses_for_long_gets_no_more(hh: HhSimulator, anna: Account, welder: Vacancy, ours: Receiver) -> None:
    hh.world.pace = 0.0
    subscription = hh.subscribe(anna, ours.url)
    ours.answers = [500] * 60
    for _ in range(7):
        hh.responds(hh.candidate(), welder)
    await hh.delivered()
    assert subscription.blocked
    assert len(hh.world.events.lost) >= 5
    hh.responds(hh.candidate(), welder)
    assert hh.pending() == 0


async def test_any_body_can_be_sent(hh: HhSimulator, ours: Receiver) -> None:
    strange = {"id": "9", "subscription_id": "nobody", "action_type": "SOMETHING_OF_2027", "user_id": "0", "payload": {}}
    hh.send(ours.url, strange)
    await hh.delivered()
    assert ours.bodies == [strange]
