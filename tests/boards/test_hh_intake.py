"""hh.ru tells of responses: through its simulator, over HTTP both ways."""

import asyncio
import random
from datetime import datetime
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session

from core.boards import acts, reads
from core.boards.model import Response
from core.kernel.queue import inbox
from core.kernel.queue.delivery import ATTEMPTS
from core.staff import acts as staff
from tests.boards.house import House
from tests.emulators.hh import Account, HhSimulator, Topic, Vacancy

BOTH = ("NEW_NEGOTIATION_VACANCY", "NEW_RESPONSE_OR_INVITATION_VACANCY")
TIMES = 10


async def storm(hh: HhSimulator, house: House) -> None:
    """What hh has sent comes ten times in all, shuffled and in parallel, to both servers."""
    await hh.delivered()
    again = [(house.hh(n % 2), body) for n in range(TIMES - 1) for body in hh.world.events.sent]
    random.Random(7).shuffle(again)
    for url, body in again:
        hh.send(url, body)
    await hh.delivered(60)


async def judge(house: House, topics: list[Topic], events: int) -> None:
    """Red unless each response is there once and has been told of once."""
    assert await house.kept("hh") == events
    assert await house.responses() == sorted((topic.id, "new") for topic in topics)
    assert len(await house.told("response.new")) == len(topics)
    assert await house.broken() == 0


async def arrive(hh: HhSimulator, house: House, employer: Account, advert: Vacancy, count: int = 4) -> list[Topic]:
    hh.subscribe(employer, house.hh(), BOTH)
    topics = [hh.responds(hh.candidate(), advert, "Готов выйти завтра") for _ in range(count)]
    await storm(hh, house)
    await asyncio.gather(*(house.work() for _ in range(3)))
    await house.work()
    return topics


async def test_ten_deliveries_shuffled_and_in_parallel_are_one_response_and_one_card(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy
) -> None:
    topics = await arrive(hh, house, employer, advert)
    await judge(house, topics, events=2 * len(topics))
    hh.assert_clean()


async def test_control_without_the_inbox_key_the_judge_sees_red(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_all, numbers = inbox.put_all, iter(range(10_000))

    def keyless(session: Session, source: str, rows: list[inbox.Row], now: datetime) -> None:
        put_all(session, source, [(str(next(numbers)), *row[1:]) for row in rows], now)

    monkeypatch.setattr(inbox, "put_all", keyless)
    topics = await arrive(hh, house, employer, advert, 2)
    with pytest.raises(AssertionError):
        await judge(house, topics, events=2 * len(topics))


async def test_control_without_the_unique_place_the_judge_sees_red(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed, numbers = acts.placed, iter(range(10_000))

    def anywhere(session: Session, board: str, external_id: str, **about: Any) -> Response:
        return placed(session, board, f"{external_id}-{next(numbers)}", **about)

    monkeypatch.setattr(acts, "placed", anywhere)
    topics = await arrive(hh, house, employer, advert, 2)
    with pytest.raises(AssertionError):
        await judge(house, topics, events=2 * len(topics))


async def test_the_card_says_what_hh_knows_and_nothing_was_marked_as_viewed(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy, welder: int, anna: int
) -> None:
    hh.subscribe(employer, house.hh())
    person = hh.candidate(last_name="Кедров", first_name="Лев", middle_name="Ильич", salary=85_000)
    topic = hh.responds(person, advert, "Готов выйти завтра")
    await hh.delivered()
    await house.work()
    [notice] = await house.told("response.new")
    assert notice["to"] == f"staff:{anna}"
    card = await house.database.read(partial(reads.card, response=notice["args"]["response"]))
    assert (card.full_name, card.vacancy_id, card.board, card.source) == ("Кедров Лев Ильич", welder, "hh", "site.hh")
    assert card.phones
    assert card.emails == (person.email,)
    assert card.resume_url
    assert not topic.viewed
    hh.assert_clean()


async def test_what_is_told_before_it_can_be_read_is_read_later(hh: HhSimulator, house: House, employer: Account, advert: Vacancy) -> None:
    hh.subscribe(employer, house.hh())
    topic = hh.responds(hh.candidate(), advert, unreadable_for=2)
    await hh.delivered()
    await house.work_for(3)
    assert await house.responses() == [(topic.id, "new")]
    assert await house.told("response.gone") == []


async def test_what_is_gone_is_shown_as_gone_and_comes_back_when_told_of_anew(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy, anna: int
) -> None:
    hh.subscribe(employer, house.hh())
    topic = hh.responds(hh.candidate(), advert)
    hh.take_away(topic)
    await hh.delivered()
    await house.work_for(6)
    assert await house.responses() == [(topic.id, "gone")]
    [notice] = await house.told("response.gone")
    assert (notice["to"], list(notice["args"])) == (f"staff:{anna}", ["response"])
    topic.gone = False
    hh.world.announce(topic)
    await hh.delivered()
    await house.work()
    assert await house.responses() == [(topic.id, "new")]
    assert len(await house.told("response.new")) == 1


@pytest.mark.parametrize("fault", ["server_error", "flood_guard", "busy", "torn_json", "reset"])
async def test_a_board_that_is_down_is_asked_again(hh: HhSimulator, house: House, employer: Account, advert: Vacancy, fault: str) -> None:
    hh.subscribe(employer, house.hh())
    plan = {"reset": partial(hh.faults.reset, after_effect=False)}.get(fault, getattr(hh.faults, fault))
    plan(times=3, on="^GET ")
    topic = hh.responds(hh.candidate(), advert)
    await hh.delivered()
    await house.work()
    assert await house.responses() == [(topic.id, "fetching")]
    await house.work_for(5)
    assert await house.responses() == [(topic.id, "new")]
    assert len(await house.told("response.new")) == 1


async def test_a_board_that_stays_down_is_told_of_and_nothing_is_lost(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy
) -> None:
    hh.subscribe(employer, house.hh())
    topic = hh.responds(hh.candidate(), advert)
    await hh.delivered()
    hh.stop()
    await house.work_for(ATTEMPTS)
    assert await house.responses() == [(topic.id, "failed")]
    assert len(await house.told("response.gone")) == 1
    hh.start()
    hh.world.announce(topic)
    await hh.delivered()
    await house.work()
    assert await house.responses() == [(topic.id, "new")]


async def test_a_refused_token_is_told_of_and_what_waits_comes_with_the_next(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy
) -> None:
    await house.database.write(partial(staff.add_staff, name="Олег Замков", roles=["admin"], now=house.clock.now()))
    hh.subscribe(employer, house.hh())
    hh.revoke(employer)
    topics = sorted(hh.responds(hh.candidate(), advert).id for _ in range(2))
    await hh.delivered()
    await house.work()
    assert await house.responses() == [(topic, "fetching") for topic in topics]
    assert [notice["args"] for notice in await house.told("login.needed")] == [{"board": "hh"}]
    employer.pair.dead = ""
    await house.work_for(1)
    assert await house.responses() == [(topic, "new") for topic in topics]


async def test_what_waits_for_access_is_told_of_once_it_has_waited_too_long(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy
) -> None:
    hh.subscribe(employer, house.hh())
    hh.revoke(employer)
    topic = hh.responds(hh.candidate(), advert)
    await hh.delivered()
    await house.work_for(ATTEMPTS)
    assert await house.responses() == [(topic.id, "failed")]
    assert len(await house.told("response.gone")) == 1


async def test_our_own_invitation_is_no_response(hh: HhSimulator, house: House, employer: Account, advert: Vacancy) -> None:
    hh.subscribe(employer, house.hh(), BOTH)
    hh.invited(hh.candidate(), advert)
    await hh.delivered()
    await house.work()
    assert await house.responses() == []
    assert await house.told("response.new") == []


async def test_who_responded_and_was_invited_on_the_site_before_we_read_it_is_a_response(
    hh: HhSimulator, house: House, employer: Account, advert: Vacancy
) -> None:
    hh.subscribe(employer, house.hh(), BOTH)
    topic = hh.responds(hh.candidate(), advert)
    hh.move_on_site(topic, "interview", "Приходите")
    await hh.delivered()
    await house.work()
    assert await house.responses() == [(topic.id, "new")]


async def test_an_unknown_event_is_kept_and_passed_over(hh: HhSimulator, house: House) -> None:
    hh.send(house.hh(), {"id": "9", "subscription_id": "s", "action_type": "SOMETHING_OF_2027", "user_id": "0", "payload": {}})
    await hh.delivered()
    await house.work()
    assert await house.kept("hh") == 1
    assert (await house.responses(), await house.broken()) == ([], 0)


async def test_an_unbound_advertisement_is_everybodys_business(
    hh: HhSimulator, house: House, employer: Account, anna: int, boris: int
) -> None:
    hh.subscribe(employer, house.hh())
    hh.responds(hh.candidate(), hh.vacancy(employer, "Крановщик"))
    await hh.delivered()
    await house.work()
    assert sorted(notice["to"] for notice in await house.told("response.new")) == [f"staff:{anna}", f"staff:{boris}"]


@pytest.mark.parametrize("path", ["/hook/hh/wrong", "/hook/hh/", "/hook/hh", "/hook/hh/knock-knock-knock/more"])
async def test_a_wrong_secret_meets_no_door(house: House, path: str) -> None:
    event = {"id": "1", "subscription_id": "s", "action_type": "NEW_NEGOTIATION_VACANCY", "payload": {"topic_id": "1"}}
    async with httpx.AsyncClient(base_url=house.url) as http:
        assert (await http.post(path, json=event)).status_code == 404
        assert (await http.get("/hook/hh/knock-knock-knock")).status_code == 405
    assert await house.kept("hh") == 0


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b"{}", b'{"id": "1"}', b"\xff", b'{"id": "1", "payload": NaN}'])
async def test_what_is_no_event_is_refused(house: House, body: bytes) -> None:
    async with httpx.AsyncClient() as http:
        assert (await http.post(house.hh(), content=body)).status_code == 400
    assert await house.kept("hh") == 0
