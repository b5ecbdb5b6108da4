"""The stream of events: the history, then what happens, from the number last seen, over breaks and restarts."""

import asyncio
from pathlib import Path

import httpx

from bot.channels.webchat.limits import STREAMS
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.client import Client
from tests.channels.webchat.house import House, open_house


async def talked(client: Client, *texts: str) -> int:
    """Says it, waits for the answers; the last number."""
    async with client.events() as stream:
        for text in texts:
            await client.says(text)
        await stream.bubble(texts[-1])
        return max(event.number or 0 for event in stream.seen)


async def test_a_new_chat_is_ready_at_once(client: Client) -> None:
    async with client.events() as stream:
        assert (await stream.next()).name == "ready"


async def test_the_history_comes_first_and_in_order(client: Client) -> None:
    await talked(client, "раз", "два")
    async with client.events() as stream:
        await stream.until("ready")
    bubbles = [event.data for event in stream.seen if event.name == "bubble"]
    assert [bubble["seq"] for bubble in bubbles] == sorted(bubble["seq"] for bubble in bubbles)
    assert {bubble["html"] for bubble in bubbles if bubble["author"] == "me"} == {"раз", "два"}


async def test_of_a_long_history_the_end_comes_and_the_rest_is_asked_for(client: Client) -> None:
    await talked(client, "раз", "два", "три")
    whole = await client.history()
    async with client.events(only=2) as stream:
        ready = await stream.until("ready")
        await client.says("четыре")
        await stream.bubble("четыре")
    shown = [event for event in stream.seen if event.name == "bubble"]
    assert [event.data["id"] for event in shown[:2]] == [bubble["id"] for bubble in whole[-2:]]
    assert [event.number for event in shown[:2]] == [None, None]
    assert ready.data == {"seq": max(bubble["seq"] for bubble in whole), "earlier": True}
    middle = await client.before(whole[-2]["id"], limit=3)
    assert middle == {"bubbles": whole[-5:-2], "earlier": True}
    assert await client.before(whole[-5]["id"]) == {"bubbles": whole[:-5], "earlier": False}


async def test_a_short_history_comes_whole_at_its_opening(client: Client) -> None:
    last = await talked(client, "раз")
    async with client.events(only=200) as stream:
        ready = await stream.until("ready")
    assert ready.data == {"seq": last, "earlier": False}
    assert [event.data["html"] for event in stream.seen if event.name == "bubble"] == ["раз", "Вы написали: раз"]


async def test_another_language_is_told_once_and_only_when_it_changes(client: Client) -> None:
    async with client.events() as stream:
        for text in ("раз", "English, please", "два", "По-русски", "три"):
            await client.says(text)
            await stream.bubble(f"Вы написали: {text}")
        await client.says("всё")
        await stream.bubble("Вы написали: всё")
    assert [event.data["locale"] for event in stream.seen if event.name == "language"] == ["en", "ru"]
    async with client.events() as again:
        await again.until("ready")
    assert not [event for event in again.seen if event.name == "language"]


async def test_a_break_is_mended_from_the_last_number(client: Client) -> None:
    last = await talked(client, "раз")
    await talked(client, "два")
    async with client.events(last=str(last)) as stream:
        await stream.until("ready")
    assert {event.data["html"] for event in stream.seen if event.name == "bubble"} == {"два", "Вы написали: два"}


async def test_the_browsers_header_goes_before_the_address(client: Client) -> None:
    last = await talked(client, "раз")
    async with client.events(after=0, last=str(last)) as stream:
        assert (await stream.next()).name == "ready"


async def test_a_number_that_is_none_gives_the_whole_history(client: Client) -> None:
    await talked(client, "раз")
    for wrong in ("x", "-1", "9" * 30, "1.5", "²"):
        async with client.events(last=wrong) as stream:
            assert (await stream.next()).name == "bubble"


async def test_a_number_from_the_future_waits_for_the_future(client: Client) -> None:
    async with client.events(after=2**31 - 1) as stream:
        assert (await stream.next()).name == "ready"


async def test_two_tabs_see_the_same(client: Client) -> None:
    async with client.events() as one, client.events() as other:
        await client.says("привет")
        first, second = await one.bubble("привет"), await other.bubble("привет")
    assert {**first, "seen": None} == {**second, "seen": None}, "which of them comes before the turn is over is chance"
    assert first["id"] == second["id"]


async def test_what_one_tab_pressed_the_other_sees(client: Client) -> None:
    async with client.events() as one, client.events() as other:
        await client.send("start")
        menu = await one.bubble("Начало")
        await other.bubble("Начало")
        await client.presses(menu, "Дальше")
        assert (await other.bubble("Шаг 1"))["id"] == menu["id"]


async def test_what_was_worked_off_is_marked_as_seen(client: Client) -> None:
    async with client.events() as stream:
        await client.says("привет")
        mine = (await stream.until("bubble", "привет")).data
        if not mine["seen"]:
            assert (await stream.until("seen")).data == {"update": mine["update"]}
    assert [bubble["seen"] for bubble in await client.history() if bubble["author"] == "me"] == [True]


async def test_a_toast_is_not_shown_to_who_comes_later(client: Client) -> None:
    async with client.events() as stream:
        await client.send("start")
        await client.presses(await stream.bubble("Начало"), "Занято")
        await stream.until("toast")
    async with client.events() as stream:
        await stream.until("ready")
    assert not [event for event in stream.seen if event.name == "toast"]


async def test_a_toast_reaches_who_was_away_for_a_moment(client: Client) -> None:
    async with client.events() as stream:
        await client.send("start")
        menu = await stream.bubble("Начало")
    await client.presses(menu, "Занято")
    async with client.events(last=str(menu["seq"])) as stream:
        await stream.until("toast")


async def test_too_many_streams_of_one_chat_are_asked_to_wait(client: Client) -> None:
    async with asyncio.TaskGroup() as group, asyncio.timeout(20):
        opened = [asyncio.Event() for _ in range(STREAMS)]
        done = asyncio.Event()

        async def hold(known: asyncio.Event) -> None:
            async with client.events() as stream:
                await stream.until("ready")
                known.set()
                await done.wait()

        for known in opened:
            group.create_task(hold(known))
        await asyncio.gather(*(known.wait() for known in opened))
        answer = await client.http.get("/webchat/v1/events", **client.how)
        done.set()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")


async def test_a_restart_loses_nothing_and_repeats_nothing(client: Client, house: House) -> None:
    last = await talked(client, "до")
    await house.stop()
    await house.start()
    async with client.events(last=str(last)) as stream:
        await stream.until("ready")
        await client.says("после")
        await stream.bubble("после")
    assert {event.data["html"] for event in stream.seen if event.name == "bubble"} == {"после", "Вы написали: после"}
    assert [bubble["html"] for bubble in await client.history() if bubble["author"] == "me"] == ["до", "после"]


async def test_an_open_stream_ends_when_the_service_stops(client: Client, house: House) -> None:
    async with client.events() as stream:
        await stream.until("ready")
        await house.stop()
        try:
            await stream.until("bubble")
        except (EOFError, httpx.RemoteProtocolError):
            ended = True
    await house.start()
    assert ended


async def test_what_came_while_nobody_worked_is_answered_later(db: Database, clock: ManualClock, tmp_path: Path) -> None:
    async with open_house(db, clock, tmp_path, work=False) as house, httpx.AsyncClient(base_url=house.url, timeout=10) as http:
        client = Client(http)
        await client.open()
        await client.says("есть кто?")
        assert [bubble["seen"] for bubble in await client.history()] == [False]
        await house.stop()
        await house.start()
        async with client.events() as stream:
            await stream.bubble("есть кто?")
        assert [bubble["html"] for bubble in await client.history() if bubble["author"] == "bot"] == ["Вы написали: есть кто?"]
