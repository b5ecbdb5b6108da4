"""Colleagues come in by a link that works once; a messenger's preview of it spends nothing."""

from datetime import timedelta
from functools import partial

import httpx
import pytest

from core.kernel.actors import Actor
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.staff import acts
from tests.channels.webchat.client import Client

HTML = {"Accept": "text/html"}


@pytest.fixture
async def colleague(db: Database, clock: ManualClock) -> int:
    return await db.write(partial(acts.add_staff, name="Анна Смирнова", roles=["recruiter"], now=clock.now()))


async def link(db: Database, colleague: int, clock: ManualClock) -> str:
    return "/login/" + await db.write(partial(acts.login_link, staff_id=colleague, now=clock.now()))


async def logged_in(http: httpx.AsyncClient, path: str) -> Client:
    answer = await http.post(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat?seat=staff")
    return Client(http, answer.cookies["otklik_staff"], "staff")


async def test_the_link_greets_by_name_and_opens_the_colleagues_chat(
    http: httpx.AsyncClient,
    db: Database,
    colleague: int,
    clock: ManualClock,
) -> None:
    path = await link(db, colleague, clock)
    assert "Здравствуйте, Анна Смирнова!" in (await http.get(path, headers=HTML)).text
    client = await logged_in(http, path)
    async with client.events() as stream:
        await stream.bubble("Рабочий день")
        await client.says("кто у меня сегодня?")
        await stream.bubble("Коллега, вы написали")


async def test_looking_at_the_link_does_not_spend_it(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    path = await link(db, colleague, clock)
    for _ in range(3):
        assert (await http.get(path)).status_code == 200
        await http.head(path)
    await logged_in(http, path)


async def test_it_works_once(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    path = await link(db, colleague, clock)
    await logged_in(http, path)
    for again in (await http.post(path), await http.get(path, headers=HTML)):
        assert again.status_code == 410
        assert "Ссылка для входа больше не действует" in again.text
        assert "set-cookie" not in again.headers


async def test_it_lives_a_quarter_of_an_hour(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    path = await link(db, colleague, clock)
    clock.at += timedelta(minutes=16)
    assert (await http.post(path)).status_code == 410


@pytest.mark.parametrize("token", ["made-up", "x" * 100])
async def test_a_made_up_link_opens_nothing(http: httpx.AsyncClient, token: str) -> None:
    assert (await http.post(f"/login/{token}")).status_code == 410


async def test_two_browsers_see_one_chat(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    one = await logged_in(http, await link(db, colleague, clock))
    http.cookies.clear()
    other = await logged_in(http, await link(db, colleague, clock))
    assert one.token != other.token
    async with one.events() as stream:
        await other.says("с телефона")
        await stream.bubble("с телефона")


async def test_who_has_left_sees_nothing_any_more(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    client = await logged_in(http, await link(db, colleague, clock))
    boss = await db.write(partial(acts.add_staff, name="Директор", roles=["admin"], now=clock.now()))
    await db.write(partial(acts.deactivate, staff_id=colleague, by=Actor("staff", boss), now=clock.now()))
    assert (await client.send("text", text="я ещё здесь?")).status_code == 401
    assert (await http.get("/webchat/v1/events", **client.how)).status_code == 401


async def test_both_seats_fit_into_one_browser(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    await http.post("/webchat/v1/sessions")
    await http.post(await link(db, colleague, clock))
    seats = [(await http.get("/webchat/v1/sessions", params={"seat": seat})).json()["chat"] for seat in ("candidate", "staff")]
    assert len(set(seats)) == 2


async def test_an_invite_makes_a_colleague_once_and_opens_his_chat(http: httpx.AsyncClient, db: Database, clock: ManualClock) -> None:
    boss = await db.write(partial(acts.add_staff, name="Директор", roles=["admin"], now=clock.now()))
    invited = partial(acts.invite, by=Actor("staff", boss), roles=["recruiter"], name="Олег", now=clock.now())
    path = "/invite/" + await db.write(invited)
    assert "Олег" in (await http.get(path, headers=HTML)).text
    client = await logged_in(http, path)
    async with client.events() as stream:
        await stream.bubble("Рабочий день")
    for again in (await http.post(path), await http.get(path, headers=HTML)):
        assert again.status_code == 410
        assert "set-cookie" not in again.headers
