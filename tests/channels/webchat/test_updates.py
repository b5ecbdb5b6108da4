"""What a person does arrives once, in order, and wrong bodies are refused without a word about them."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx
import pytest

from core.kernel.queue import inbox
from tests.channels.webchat.client import Client, Stream

UPDATES = "/webchat/v1/updates"
STEP_OVER = "Этот шаг уже пройден."


async def texts_of(client: Client, author: str) -> list[str]:
    return [bubble["html"] for bubble in await client.history() if bubble["author"] == author]


async def opened_menu(client: Client, stream: Stream) -> dict[str, Any]:
    assert (await client.send("start")).status_code == 202
    return await stream.bubble("Начало")


async def twice(client: Client) -> list[str]:
    number = str(uuid4())
    async with client.events() as stream:
        for _ in range(2):
            assert (await client.send("text", number, text="один раз")).status_code == 202
        await client.says("конец")
        await stream.bubble("конец")
    return await texts_of(client, "bot")


async def test_the_same_id_is_the_same_update_however_often_it_comes(client: Client) -> None:
    assert await twice(client) == ["Вы написали: один раз", "Вы написали: конец"]
    assert await texts_of(client, "me") == ["один раз", "конец"]


async def test_control_without_the_clients_id_it_would_come_twice(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    real = inbox.put

    def keyless(session: Any, source: str, *, key: str, **rest: Any) -> bool:
        return real(session, source, key=f"{key}{uuid4()}", **rest)

    monkeypatch.setattr("bot.channels.webchat.ingress.inbox.put", keyless)
    assert (await twice(client)).count("Вы написали: один раз") == 2


async def test_the_same_id_in_two_chats_is_two_updates(client: Client, http: httpx.AsyncClient) -> None:
    other, number = Client(http), str(uuid4())
    http.cookies.clear()
    await other.open()
    for whose in (client, other):
        async with whose.events() as stream:
            await whose.send("text", number, text="привет")
            await stream.bubble("привет")


async def test_what_was_said_is_answered_in_the_order_it_was_said(client: Client) -> None:
    said = [f"слово {number}" for number in range(12)]
    async with client.events() as stream:
        for text in said:
            await client.says(text)
        await stream.bubble(said[-1])
    assert await texts_of(client, "me") == said
    assert await texts_of(client, "bot") == [f"Вы написали: {text}" for text in said]


async def test_a_press_changes_the_bubble_in_its_place(client: Client) -> None:
    async with client.events() as stream:
        menu = await opened_menu(client, stream)
        await client.presses(menu, "Дальше")
        step = await stream.bubble("Шаг 1")
    assert (step["id"], step["edited"]) == (menu["id"], True)
    assert step["seq"] > menu["seq"]
    assert [bubble["html"] for bubble in await client.history() if bubble["author"] == "bot"] == ["Шаг 1"]


async def test_a_button_of_a_step_that_is_over_says_so_and_does_nothing(client: Client) -> None:
    async with client.events() as stream:
        menu = await opened_menu(client, stream)
        await client.presses(menu, "Дальше")
        await stream.bubble("Шаг 1")
        await client.presses(menu, "Дальше")
        assert (await stream.until("toast")).data == {"text": STEP_OVER}
    assert await texts_of(client, "bot") == ["Шаг 1"]


async def test_a_refusal_is_a_toast_and_the_buttons_stay(client: Client) -> None:
    async with client.events() as stream:
        menu = await opened_menu(client, stream)
        await client.presses(menu, "Занято")
        assert (await stream.until("toast")).data == {"text": STEP_OVER}
    rows = next(bubble["buttons"] for bubble in await client.history() if bubble["author"] == "bot")
    assert rows[0][0]["text"] == "Дальше"


async def test_a_button_of_another_chat_does_nothing_here(client: Client, http: httpx.AsyncClient) -> None:
    other = Client(http)
    http.cookies.clear()
    await other.open()
    async with client.events() as mine, other.events() as theirs:
        menu = await opened_menu(client, mine)
        await opened_menu(other, theirs)
        await other.presses(menu, "Дальше")
        await theirs.until("toast", STEP_OVER)
    assert await texts_of(client, "bot") == ["Начало "]


@pytest.mark.parametrize("token", ["made-up", "made-up.0", "...", "0", "❤"])
async def test_a_made_up_button_is_a_step_that_is_over(client: Client, token: str) -> None:
    async with client.events() as stream:
        await opened_menu(client, stream)
        assert (await client.send("press", token=token)).status_code == 202
        await stream.until("toast", STEP_OVER)


async def test_a_shared_number_comes_in_international_form(client: Client) -> None:
    async with client.events() as stream:
        await client.send("contact", phone="8 (912) 345-67-89")
        assert (await stream.bubble())["html"] == "Телефон +79123456789"


async def test_a_number_that_cannot_be_read_is_what_was_written(client: Client) -> None:
    async with client.events() as stream:
        await client.send("contact", phone="позвоните вечером")
        assert (await stream.bubble())["html"] == "Вы написали: позвоните вечером"


async def test_what_a_person_writes_is_text_not_markup(client: Client) -> None:
    async with client.events() as stream:
        await client.says("<b>смело</b> & <script>alert(1)</script>")
        assert (await stream.bubble())["html"] == "Вы написали: &lt;b&gt;смело&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;"


async def test_a_command_and_a_typed_start_are_understood(client: Client) -> None:
    async with client.events() as stream:
        await client.says("/help слоты")
        await stream.bubble("Помощь слоты")
        await client.says("/start v_7")
        await stream.bubble("Начало v_7")


async def test_nul_and_other_unstorable_letters_do_no_harm(client: Client) -> None:
    async with client.events() as stream:
        await client.says("a\x00b")
        assert (await stream.bubble())["html"] == "Вы написали: ab"


GOOD: Mapping[str, Any] = {"id": str(uuid4()), "kind": "text", "text": "привет"}
WRONG = [
    b"", b"{", b"null", b"[]", b"\xff\xfe", b'"text"', b'{"id": "1"}', b"[" * 5000, b'{"id":' * 3000,
    *(
        json.dumps({**GOOD, **change}).encode()
        for change in (
            {"id": "1"}, {"id": None}, {"kind": "dance"}, {"kind": None}, {"text": ""}, {"text": " \n"}, {"text": "\x00"}, {"text": 5},
            {"kind": "press"}, {"kind": "press", "token": ""}, {"kind": "press", "token": "t" * 65},
            {"kind": "press", "token": "t", "bubble": -1}, {"kind": "press", "token": "t", "bubble": 2**70},
            {"kind": "contact"}, {"kind": "contact", "phone": "1" * 41},
            {"kind": "start", "payload": "v 15"}, {"kind": "start", "payload": "x" * 65}, {"kind": "file"},
        )
    ),
]  # fmt: skip


def as_json(client: Client) -> dict[str, Any]:
    return {**client.how, "headers": {**client.how["headers"], "Content-Type": "application/json"}}


@pytest.mark.parametrize("body", WRONG, ids=range(len(WRONG)))
async def test_a_wrong_body_is_refused_and_leaves_nothing(client: Client, body: bytes) -> None:
    answer = await client.http.post(UPDATES, content=body, **as_json(client))
    assert answer.status_code == 422
    assert await client.history() == []


async def test_half_a_letter_is_refused(client: Client) -> None:
    body = b'{"id": "%s", "kind": "text", "text": "\\ud800"}' % str(uuid4()).encode()
    assert (await client.http.post(UPDATES, content=body, **as_json(client))).status_code in {202, 422}


async def test_what_is_too_long_or_too_large_is_refused_by_its_size(client: Client) -> None:
    assert (await client.send("text", text="я" * 4097)).status_code == 413
    assert (await client.http.post(UPDATES, content=b"x" * 70_000, **as_json(client))).status_code == 413
    assert (await client.send("text", text="я" * 4096)).status_code == 202


async def test_a_flood_is_asked_to_wait_and_others_are_not(client: Client, http: httpx.AsyncClient) -> None:
    other = Client(http)
    http.cookies.clear()
    await other.open()
    answers = await asyncio.gather(*(client.send("text", text=f"{number}") for number in range(60)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert {answer.headers["Retry-After"] for answer in refused} == {"1"}
    assert {answer.status_code for answer in answers} == {202, 429}
    assert (await other.send("text", text="а я тихо")).status_code == 202


async def test_an_update_that_is_known_stays_one_when_it_comes_from_many_hands_at_once(client: Client) -> None:
    number = str(uuid4())
    await asyncio.gather(*(client.send("text", number, text="раз") for _ in range(8)))
    async with client.events() as stream:
        await client.says("конец")
        await stream.bubble("конец")
    assert await texts_of(client, "bot") == ["Вы написали: раз", "Вы написали: конец"]
