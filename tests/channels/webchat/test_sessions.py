"""Sessions: a visitor gets a chat at once, keeps it, and sees nobody else's."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import HTTPException
from sqlalchemy import Table, func, select

from bot.channels.webchat.limits import BURST
from bot.channels.webchat.model import chats
from core.kernel.queue.inbox import inbox
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.client import Client
from tests.channels.webchat.house import House
from webhooks.chats.rate_limits import Desk, Newcomers

SESSIONS = "/webchat/v1/sessions"


async def test_a_visitor_gets_a_chat_a_token_and_a_cookie(http: httpx.AsyncClient) -> None:
    answer = await http.post(SESSIONS, json={"locale": "ru-RU", "zone": "Europe/Samara"})
    assert answer.status_code == 201
    assert set(answer.json()) == {"chat", "token", "locale"}
    cookie = answer.headers["set-cookie"]
    assert answer.json()["token"] in cookie
    assert {"HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))


async def test_a_presented_session_is_found_again(client: Client) -> None:
    before = client.token
    answer = await client.open()
    assert answer.status_code == 200
    assert client.token == before


async def test_the_cookie_alone_is_enough(http: httpx.AsyncClient) -> None:
    opened = (await http.post(SESSIONS)).json()
    found = await http.get(SESSIONS)
    assert (found.status_code, found.json()["chat"]) == (200, opened["chat"])


async def test_a_deep_link_is_the_first_update(http: httpx.AsyncClient) -> None:
    client = Client(http)
    await client.open(start="v_15")
    async with client.events() as stream:
        assert (await stream.bubble())["html"] == "Начало v_15"


@pytest.mark.parametrize(("asked", "given"), [("en-GB", "en"), ("ru", "ru"), ("kk", "ru"), ("", "ru"), ("EN_us", "en")])
async def test_a_language_we_do_not_speak_becomes_the_companys(http: httpx.AsyncClient, asked: str, given: str) -> None:
    assert (await http.post(SESSIONS, json={"locale": asked, "zone": "Mars/Olympus"})).json()["locale"] == given


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "sessions"), ("POST", "updates"), ("POST", "files"), ("GET", "events"), ("GET", "bubbles"), ("GET", "files/x")],
)
@pytest.mark.parametrize("token", ["", "made-up", "я" * 40])
async def test_without_a_session_nothing_opens(http: httpx.AsyncClient, method: str, path: str, token: str) -> None:
    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    assert (await http.request(method, f"/webchat/v1/{path}", headers=headers)).status_code == 401


async def test_a_candidates_token_opens_no_colleagues_seat(client: Client) -> None:
    client.seat = "staff"
    assert (await client.send("text", text="/today")).status_code == 401
    assert (await client.http.post(SESSIONS, **client.how)).status_code == 401


async def test_a_session_ends_a_year_after_its_last_use(client: Client, clock: ManualClock) -> None:
    clock.at += timedelta(days=300)
    assert (await client.open()).status_code == 200
    clock.at += timedelta(days=300)
    assert (await client.send("text", text="я вернулся")).status_code == 202
    clock.at += timedelta(days=366)
    assert (await client.send("text", text="и снова")).status_code == 401


async def test_two_visitors_have_two_chats(client: Client, http: httpx.AsyncClient) -> None:
    other = Client(http)
    http.cookies.clear()
    await other.open()
    await client.says("моё")
    async with client.events() as stream:
        await stream.bubble("моё")
    assert await other.history() == []


async def test_a_cookie_goes_only_over_https_where_the_address_is_https(house: House, http: httpx.AsyncClient) -> None:
    house.settings.public_url = "https://job.example"
    assert "Secure" in (await http.post(SESSIONS)).headers["set-cookie"]


async def rows(house: House, table: Table) -> int:
    return await house.database.read(lambda session: session.execute(select(func.count()).select_from(table)).scalar_one())


async def knock(http: httpx.AsyncClient, times: int, **how: Any) -> list[int]:
    """The answers to so many callers who bring no session."""
    answers = []
    for _ in range(times):
        http.cookies.clear()
        answers.append((await http.post(SESSIONS, json={"start": ""}, **how)).status_code)
    return answers


async def test_one_address_opens_so_many_chats_a_minute(house: House, http: httpx.AsyncClient) -> None:
    site = house.server.config.app.pages.state  # type: ignore[union-attr]
    site.webchat = Desk(site.webchat.hub, site.webchat.rate, Newcomers(3, 600))
    assert await knock(http, 5) == [201, 201, 201, 429, 429]
    assert await rows(house, chats) == 3, "a refused call keeps nothing"
    http.cookies.clear()
    assert 0 < int((await http.post(SESSIONS)).headers["retry-after"]) <= 20
    assert await knock(http, 1, headers={"X-Forwarded-For": "203.0.113.7"}) == [201], "the proxy on this machine tells another's address"


async def test_control_without_the_limit_everybody_gets_a_chat(http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Newcomers, "take", lambda _self, _address: None)
    assert set(await knock(http, 50)) == {201}


async def test_all_addresses_together_open_so_many() -> None:
    newcomers = Newcomers(2, 3)
    refused = []
    for address in ("a", "a", "a", "b", "c"):
        try:
            newcomers.take(address)
        except HTTPException:
            refused.append(address)
    assert refused == ["a", "c"]


async def test_a_session_found_again_is_a_call_like_any_other(house: House, client: Client) -> None:
    before = await rows(house, inbox)
    calls = (client.http.post(SESSIONS, json={"start": ""}, **client.how) for _ in range(3 * BURST))
    answers = [answer.status_code for answer in await asyncio.gather(*calls)]
    assert 429 in answers
    assert await rows(house, inbox) - before == answers.count(200), "a refused call keeps nothing"
