"""Anybody's form tells of responses: over HTTP, into the inbox, into a card."""

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
from tests.boards.house import House

SECRET = {"Authorization": "Bearer open-sesame-please"}
TIMES = 10


def told(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"f-{number}",
        "source": "site",
        "vacancy": "vac-0001",
        "name": f"Кедров Лев {number}",
        "phone": "8 900 000-11-22",
        **changes,
    }


async def storm(house: House, bodies: list[dict[str, Any]]) -> list[httpx.Response]:
    """Each ten times, shuffled and in parallel, to both servers."""
    posts = [(house.urls[n % 2], body) for n in range(TIMES) for body in bodies]
    random.Random(7).shuffle(posts)
    async with httpx.AsyncClient(headers=SECRET, timeout=20) as http:
        return await asyncio.gather(*(http.post(f"{url}/hook/responses", json=body) for url, body in posts))


async def arrive(house: House, count: int) -> None:
    answers = await storm(house, [told(number) for number in range(count)])
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, '{"accepted": true}')}
    await asyncio.gather(*(house.work() for _ in range(3)))


async def judge(house: House, count: int) -> None:
    """Red unless each response is there once and has been told of once."""
    assert await house.kept("generic") == count
    assert await house.responses() == [(f"f-{number}", "new") for number in range(count)]
    assert len(await house.told("response.new")) == count
    assert await house.broken() == 0


async def test_ten_deliveries_shuffled_and_in_parallel_are_one_response_and_one_card(house: House, welder: int) -> None:
    await arrive(house, 5)
    await judge(house, 5)


async def test_control_without_the_inbox_key_the_judge_sees_red(house: House, welder: int, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all, numbers = inbox.put_all, iter(range(10_000))

    def keyless(session: Session, source: str, rows: list[inbox.Row], now: datetime) -> None:
        put_all(session, source, [(str(next(numbers)), *row[1:]) for row in rows], now)

    monkeypatch.setattr(inbox, "put_all", keyless)
    await arrive(house, 2)
    with pytest.raises(AssertionError):
        await judge(house, 2)


async def test_control_without_both_keys_the_cards_are_many(house: House, welder: int, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all, placed, numbers = inbox.put_all, acts.placed, iter(range(10_000))

    def keyless(session: Session, source: str, rows: list[inbox.Row], now: datetime) -> None:
        put_all(session, source, [(str(next(numbers)), *row[1:]) for row in rows], now)

    def anywhere(session: Session, board: str, external_id: str, **about: Any) -> Response:
        return placed(session, board, f"{external_id}-{next(numbers)}", **about)

    monkeypatch.setattr(inbox, "put_all", keyless)
    monkeypatch.setattr(acts, "placed", anywhere)
    await arrive(house, 1)
    assert len(await house.told("response.new")) + len(await house.told("responses.digest")) > 1


async def test_everything_told_is_on_the_card(house: House, welder: int, anna: int) -> None:
    body = told(
        email="Lev@Kedrov.example",
        city="Казань",
        letter="Здравствуйте!\nГотов выйти.",
        resume_url="https://kedrov.example/cv.pdf",
        answers={"Готовы к сменам?": "Да"},
        submitted_at="2026-11-24T11:30:00+03:00",
    )
    await storm(house, [body])
    await house.work()
    [notice] = await house.told("response.new")
    assert notice["to"] == f"staff:{anna}"
    card = await house.database.read(partial(reads.card, response=notice["args"]["response"]))
    assert (card.full_name, card.vacancy_id, card.vacancy_number, card.vacancy) == ("Кедров Лев 1", welder, 1, "Сварщик")
    assert (card.phones, card.emails, card.city) == (("8 900 000-11-22",), ("Lev@Kedrov.example",), "Казань")
    assert (card.source, card.letter, card.resume_url) == ("site", body["letter"], body["resume_url"])
    assert card.answers == (("Готовы к сменам?", "Да"),)
    assert card.submitted_at.isoformat() == "2026-11-24T08:30:00+00:00"


async def test_an_unknown_vacancy_is_everybodys_business(house: House, welder: int, anna: int, boris: int) -> None:
    await storm(house, [told(vacancy="VAC-0099")])
    await house.work()
    assert sorted(notice["to"] for notice in await house.told("response.new")) == [f"staff:{anna}", f"staff:{boris}"]


async def test_a_later_version_under_the_same_id_changes_nothing(house: House, welder: int) -> None:
    await storm(house, [told(name="Кедров Лев")])
    await storm(house, [told(name="Другой Человек")])
    await house.work()
    assert (await house.kept("generic"), await house.responses()) == (1, [("f-1", "new")])


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/hook/responses", {}, 401),
        ("/hook/responses", {"Authorization": "Bearer wrong"}, 401),
        ("/hook/responses", {"Authorization": "Basic open-sesame-please"}, 401),
        ("/hook/responses", {"Authorization": "Bearer"}, 401),
        ("/hook/responses/wrong", SECRET, 404),
        ("/hook/nowhere", SECRET, 404),
    ],
)
async def test_a_wrong_secret_is_refused(house: House, path: str, headers: dict[str, str], status: int) -> None:
    async with httpx.AsyncClient(base_url=house.url) as http:
        assert (await http.post(path, json=told(), headers=headers)).status_code == status
    assert await house.kept("generic") == 0


async def test_the_secret_may_stand_in_the_path(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.url) as http:
        assert (await http.post("/hook/responses/open-sesame-please", json=told())).status_code == 202
    assert await house.kept("generic") == 1


async def test_what_cannot_be_used_is_refused_with_its_place_and_without_its_value(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.url, headers=SECRET) as http:
        answer = await http.post("/hook/responses", json=told(email="тайна", source="hh", phon="+7"))
        assert answer.status_code == 422
        assert {detail["field"] for detail in answer.json()["detail"]} == {"source", "email", "phon"}
        assert "тайна" not in answer.text
        assert (await http.post("/hook/responses", content=b"{")).status_code == 422
        assert (await http.post("/hook/responses", json=told(letter="я" * 40_000))).status_code == 413
        assert (await http.post("/hook/responses", content=b"x" * 2_000_000)).status_code == 413
    assert await house.kept("generic") == 0
