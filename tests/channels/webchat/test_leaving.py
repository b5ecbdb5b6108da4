"""Whoever has left, or was signed out, sees nothing any more: by no request, in no open stream, from no seat, not after a return."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.cards import places
from bot.channels.webchat import chats
from bot.channels.webchat.model import sessions
from bot.conversation.model import conversations
from core.kernel.actors import SYSTEM, Actor
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.staff import acts, reads
from tests.channels.webchat.client import Client
from tests.channels.webchat.test_login import link, logged_in
from webhooks.chats import stream

SOON = 4.0
"""Seconds: far less than a beat."""
CALLS = (("POST", "updates"), ("POST", "files"), ("GET", "events"), ("GET", "bubbles"), ("GET", "files/x"), ("GET", "sessions"))


@pytest.fixture
async def colleague(db: Database, clock: ManualClock) -> int:
    await db.write(partial(acts.add_staff, name="Директор", roles=["admin"], now=clock.now()))
    return await db.write(partial(acts.add_staff, name="Анна", roles=["recruiter"], now=clock.now()))


async def leaves(db: Database, clock: ManualClock, who: int) -> None:
    await db.write(partial(acts.deactivate, staff_id=who, by=SYSTEM, now=clock.now()))


async def sits_down(db: Database, client: Client, who: int) -> None:
    """As the invitation does that is taken in a candidate's chat."""

    def sit(session: Session) -> None:
        session.execute(update(conversations).values(staff_id=who, persona="staff"))

    await client.says("привет")
    async with client.events() as seen:
        await seen.bubble("привет")
    await db.write(sit)


async def answers(client: Client) -> set[int]:
    """What every request of the web chat says."""
    return {await status(client, method, path) for method, path in CALLS}


async def status(client: Client, method: str, path: str) -> int:
    async with client.http.stream(method, f"/webchat/v1/{path}", **client.how) as answer:
        return answer.status_code


async def ends(client: Client, by: Callable[[], object]) -> None:
    """The open stream is over soon after `by`."""
    async with client.events() as seen:
        await seen.until("ready")
        await by()  # type: ignore[misc]
        async with asyncio.timeout(SOON):
            with pytest.raises((EOFError, StopAsyncIteration, httpx.RemoteProtocolError)):
                await seen.until("never")


async def test_a_colleague_in_a_candidates_chat_is_asked_for_himself(
    client: Client, db: Database, colleague: int, clock: ManualClock
) -> None:
    await sits_down(db, client, colleague)
    assert (await client.send("text", text="ещё здесь")).status_code == 202
    await leaves(db, clock, colleague)
    assert await answers(client) == {401}


async def test_his_session_in_a_candidates_chat_lives_no_longer_than_a_colleagues(
    client: Client, db: Database, colleague: int, clock: ManualClock
) -> None:
    await sits_down(db, client, colleague)
    clock.at += timedelta(days=31)
    assert await answers(client) == {401}


async def test_control_a_seat_alone_tells_nothing(
    client: Client, db: Database, colleague: int, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sits_down(db, client, colleague)
    await leaves(db, clock, colleague)
    monkeypatch.setattr(reads, "admits", lambda *_: True)
    assert 401 not in await answers(client)


@pytest.mark.parametrize("seat", ["staff", "candidate"])
async def test_an_open_stream_ends_with_the_leaving(
    http: httpx.AsyncClient, client: Client, db: Database, colleague: int, clock: ManualClock, seat: str
) -> None:
    his = client if seat == "candidate" else await logged_in(http, await link(db, colleague, clock))
    if seat == "candidate":
        await sits_down(db, client, colleague)
    await ends(his, partial(leaves, db, clock, colleague))


async def test_where_the_hint_is_lost_the_beat_ends_it(
    http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "hint", lambda *_: None)
    monkeypatch.setattr(stream, "BEAT", 0.5)
    await ends(await logged_in(http, await link(db, colleague, clock)), partial(leaves, db, clock, colleague))


async def test_who_comes_back_needs_a_new_link(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    old, unused = await logged_in(http, await link(db, colleague, clock)), await link(db, colleague, clock)
    clock.at += timedelta(minutes=1)
    await leaves(db, clock, colleague)
    await db.write(partial(acts.reactivate, staff_id=colleague, by=SYSTEM, now=clock.now()))
    clock.at += timedelta(minutes=1)
    assert await answers(old) == {401}
    assert (await http.post(unused)).status_code == 410
    assert 401 not in await answers(await logged_in(http, await link(db, colleague, clock)))


async def test_a_session_of_the_first_release_goes_on_until_he_leaves(
    http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock
) -> None:
    his = await logged_in(http, await link(db, colleague, clock))
    await db.write(lambda session: session.execute(update(sessions).values(opened_at=None)))
    assert 401 not in await answers(his)
    clock.at += timedelta(minutes=1)
    await leaves(db, clock, colleague)
    await db.write(partial(acts.reactivate, staff_id=colleague, by=SYSTEM, now=clock.now()))
    assert await answers(his) == {401}


async def test_signing_out_ends_this_session_and_its_streams(
    http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock
) -> None:
    one = await logged_in(http, await link(db, colleague, clock))
    http.cookies.clear()
    other = await logged_in(http, await link(db, colleague, clock))
    http.cookies.clear()

    async def out() -> None:
        assert (await http.post("/webchat/v1/logout", **one.how)).status_code == 204

    await ends(one, out)
    assert await answers(one) == {401}
    assert 401 not in await answers(other)


async def test_the_page_signs_out_and_forgets(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    his = await logged_in(http, await link(db, colleague, clock))
    page = await http.get("/chat", params={"seat": "staff"}, headers={"Accept": "text/html"})
    assert 'action="/logout?seat=staff"' in page.text
    answer = await http.post("/logout", params={"seat": "staff"})
    assert answer.status_code == 303
    assert "otklik_staff" not in http.cookies
    assert await answers(his) == {401}
    assert "/logout" not in (await http.get("/chat", params={"seat": "staff"}, headers={"Accept": "text/html"})).text


async def test_a_session_that_a_login_takes_the_place_of_is_over(
    http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock
) -> None:
    candidate = (await http.post("/webchat/v1/sessions")).json()["chat"]
    one = await logged_in(http, await link(db, colleague, clock))
    two = await logged_in(http, await link(db, colleague, clock))
    assert await answers(one) == {401}
    assert 401 not in await answers(two)
    assert (await http.get("/webchat/v1/sessions")).json()["chat"] == candidate, "the candidate's chat in this browser stays his"


async def test_what_is_ended_from_the_list_is_over_at_once(
    http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock
) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"}
    path = await link(db, colleague, clock)
    await http.post(path, headers=agent)
    one = Client(http, http.cookies["otklik_staff"], "staff")
    http.cookies.clear()
    two = await logged_in(http, await link(db, colleague, clock))
    http.cookies.clear()
    found = await db.read(partial(places.places, staff_id=colleague, now=clock.now()))
    assert {place.agent for place in found} == {"Chrome, Windows", ""}
    here = chats.hashed(two.token)[: places.HANDLE]
    assert not await db.write(partial(places.end, staff_id=colleague + 1, handle=here)), "another's session is not found"
    await ends(one, partial(db.write, partial(places.end_others, staff_id=colleague, handle=here)))
    assert await answers(one) == {401}
    assert 401 not in await answers(two)
    assert [place.handle for place in await db.read(partial(places.places, staff_id=colleague, now=clock.now()))] == [here]


async def test_when_it_was_last_seen_is_known_to_the_minutes(
    http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock
) -> None:
    his = await logged_in(http, await link(db, colleague, clock))
    clock.at += timedelta(minutes=40)
    await his.says("я здесь")
    (place,) = await db.read(partial(places.places, staff_id=colleague, now=clock.now()))
    assert place.seen == clock.now()


async def test_a_withdrawn_invitation_lets_nobody_in(http: httpx.AsyncClient, db: Database, colleague: int, clock: ManualClock) -> None:
    by = Actor("staff", colleague)
    token = await db.write(partial(acts.invite, by=by, roles=["recruiter"], name="Олег", now=clock.now()))
    (ticket,) = await db.read(partial(reads.open_invites, now=clock.now()))
    await db.write(partial(acts.withdraw_invite, invite_id=ticket.id, by=by, now=clock.now()))
    assert await db.read(partial(reads.open_invites, now=clock.now())) == ()
    assert (await http.post(f"/invite/{token}")).status_code == 410
    assert (await http.get(f"/invite/{token}")).status_code == 410


async def test_streams_of_others_go_on(http: httpx.AsyncClient, client: Client, db: Database, colleague: int, clock: ManualClock) -> None:
    async with client.events() as seen:
        await seen.until("ready")
        await leaves(db, clock, colleague)
        await client.says("я кандидат")
        await seen.bubble("я кандидат")
