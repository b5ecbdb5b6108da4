"""getUpdates, and everything that may befall a call, as two independent clients report it."""

import asyncio
import time

import pytest

from tests.conformance.telegram.clients import BotClient, Incoming, Refused
from tests.conformance.telegram.conftest import CLIENTS
from tests.emulators.telegram import TelegramEmulator, User
from tests.emulators.telegram.errors import OTHER_POLL, WEBHOOK_ACTIVE


def texts(heard: list[Incoming]) -> list[str]:
    return [update.text for update in heard]


async def test_updates_come_again_until_the_offset_confirms_them(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    alice.says("раз")
    first = await client.updates(limit=2)
    assert texts(first) == ["/start v_15", "раз"]
    assert await client.updates(first[0].update_id) == first
    assert texts(await client.updates(first[1].update_id)) == ["раз"]
    assert await client.updates(first[1].update_id + 1, wait=0) == []
    assert emulator.pending() == 0


async def test_a_poll_waits_for_what_comes(client: BotClient, alice: User) -> None:
    heard = await client.updates()
    waiting = asyncio.gather(client.updates(heard[-1].update_id + 1, wait=10))
    await asyncio.sleep(0.1)
    alice.says("пришла")
    started = time.monotonic()
    assert texts((await waiting)[0]) == ["пришла"]
    assert time.monotonic() - started < 1


async def test_a_negative_offset_keeps_only_the_last(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    for word in ("раз", "два", "три"):
        alice.says(word)
    assert texts(await client.updates(-2)) == ["два", "три"]
    assert emulator.pending() == 2


async def test_an_offset_far_away_forgets_nothing(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    assert texts(await client.updates(1_900_000_000)) == ["/start v_15"]
    assert emulator.pending() == 1


async def test_allowed_updates_are_remembered_until_emptied(client: BotClient, alice: User) -> None:
    heard = await client.updates(allowed=["callback_query"])
    alice.says("этого не слышно")
    assert await client.updates(heard[-1].update_id + 1, wait=0) == []
    await client.updates(heard[-1].update_id + 1, wait=0, allowed=[])
    alice.says("а это слышно")
    assert texts(await client.updates(heard[-1].update_id + 1)) == ["а это слышно"]


async def test_who_hurries_gets_one_update_at_a_time(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.world.pace = 1.0
    alice.says("раз")
    assert len(await client.updates()) == 2
    assert len(await client.updates()) == 1


async def test_the_older_poll_gives_way(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    heard = await client.updates()
    other = type(client)(emulator.url, emulator.token)  # type: ignore[call-arg]
    older = asyncio.gather(client.updates(heard[-1].update_id + 1, wait=10), return_exceptions=True)
    await asyncio.sleep(0.2)
    await other.updates(heard[-1].update_id + 1, wait=1)
    refused = (await older)[0]
    await other.close()
    assert isinstance(refused, Refused)
    assert refused.kind == "conflict"
    assert emulator.called("getUpdates")[1].description == f"Conflict: {OTHER_POLL}"


async def test_no_polling_under_a_webhook(client: BotClient, emulator: TelegramEmulator) -> None:
    waiting = asyncio.gather(client.updates(wait=10), return_exceptions=True)
    await asyncio.sleep(0.2)
    await client.set_webhook("http://127.0.0.1:9/hook")
    first = (await waiting)[0]
    with pytest.raises(Refused) as second:
        await client.updates()
    await client.delete_webhook()
    assert isinstance(first, Refused)
    assert (first.kind, second.value.kind) == ("conflict", "conflict")
    said = [call.description for call in emulator.called("getUpdates")]
    assert said == ["Conflict: terminated by setWebhook request", f"Conflict: {WEBHOOK_ACTIVE}"]


async def test_presses_die_after_150_seconds_and_messages_after_a_day(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    await client.send(alice.id, "Придёте?", [[("Да", "yes")]])
    alice.presses("Да")
    emulator.clock.advance(149)
    assert len(await client.updates()) == 2
    emulator.clock.advance(2)
    assert texts(await client.updates(-10)) == ["/start v_15"]
    emulator.clock.advance(86_400)
    assert await client.updates(-9, wait=0) == []
    assert emulator.world.updates.expired == 2


async def test_what_is_too_old_at_birth_never_comes(client: BotClient, alice: User) -> None:
    alice.says("давно", age=90_000)
    alice.says("недавно", age=80_000)
    assert texts(await client.updates()) == ["/start v_15", "недавно"]


async def test_duplicates_and_swaps_arrive_as_asked(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    heard = await client.updates()
    emulator.faults.duplicate_deliveries()
    alice.says("дважды")
    emulator.faults.swap_deliveries(2)
    alice.says("первое")
    alice.says("второе")
    found = await client.updates(heard[-1].update_id + 1)
    assert texts(found) == ["дважды", "дважды", "второе", "первое"]
    assert found[0].update_id == found[1].update_id < found[2].update_id < found[3].update_id


async def test_the_same_press_comes_under_a_new_number(client: BotClient, alice: User) -> None:
    await client.send(alice.id, "Придёте?", [[("Да", "yes")]])
    alice.presses_again(alice.presses("Да"))
    first, second = (await client.updates())[-2:]
    assert first.press_id == second.press_id
    assert first.update_id < second.update_id


async def test_flood_is_reported_with_its_seconds(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.faults.flood(7, method="sendMessage")
    with pytest.raises(Refused) as refused:
        await client.send(alice.id, "раз")
    assert (refused.value.kind, refused.value.retry_after) == ("flood", 7)
    await client.send(alice.id, "два")
    assert alice.newest().text == "два"


async def test_limits_hold_when_switched_on(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.limits.on, emulator.limits.overall_per_second = True, 5
    for number in range(3):
        await client.send(alice.id, str(number))
    with pytest.raises(Refused) as refused:
        await client.send(alice.id, "лишнее")
    assert (refused.value.kind, refused.value.retry_after, emulator.limits.refused) == ("flood", 1, 1)
    crowd = [emulator.user(f"Гость {number}") for number in range(40)]
    for guest in crowd:
        guest.opens()
    answers = await asyncio.gather(*(client.send(guest.id, "всем") for guest in crowd), return_exceptions=True)
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert {answer.kind for answer in refusals} == {"flood"}
    assert len(refusals) == emulator.limits.refused - 1 > 0


async def test_torn_connections_leave_the_effect_or_do_not(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    for after_effect in (False, True):
        emulator.faults.reset(after_effect=after_effect, method="sendMessage")
        with pytest.raises(Refused) as refused:
            await client.send(alice.id, f"после: {after_effect}")
        assert refused.value.kind == "network"
    assert [message.text for message in alice.sees() if message.by_bot] == ["после: True"]


async def test_a_5xx_is_a_network_trouble(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.faults.error(502)
    with pytest.raises(Refused) as refused:
        await client.send(alice.id, "раз")
    assert refused.value.kind in {"network", "undecodable"}
    assert [message for message in alice.sees() if message.by_bot] == []


async def test_a_hanging_call_ends_with_the_server(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.faults.hang(60, method="sendMessage")
    hanging = asyncio.gather(client.send(alice.id, "раз"), return_exceptions=True)
    await asyncio.sleep(0.2)
    await asyncio.to_thread(emulator.stop)
    refused = (await hanging)[0]
    assert isinstance(refused, Refused)
    assert refused.kind == "network"


async def test_broken_json_is_noticed(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.faults.bad_json(method="sendMessage")
    with pytest.raises(Refused) as refused:
        await client.send(alice.id, "раз")
    assert refused.value.kind == "undecodable"


async def test_telegram_returns_after_an_outage_with_its_memory(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    emulator.stop()
    with pytest.raises(Refused) as refused:
        await client.send(alice.id, "раз")
    assert refused.value.kind == "network"
    emulator.start()
    assert texts(await client.updates()) == ["/start v_15"]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("1:short", "Unauthorized: invalid token specified"),
        ("0123:" + "A" * 30, "Unauthorized: invalid token specified"),
        ("123:" + "A" * 30, "Unauthorized"),
    ],
)
@pytest.mark.parametrize("speaker", CLIENTS)
async def test_wrong_tokens_are_refused(speaker: str, token: str, said: str, emulator: TelegramEmulator) -> None:
    client = CLIENTS[speaker](emulator.url, token)
    with pytest.raises(Refused) as refused:
        await client.me()
    await client.close()
    assert refused.value.kind == "unauthorized"
    assert said.partition(": ")[2] in refused.value.text


async def test_unknown_methods_are_not_found(client: BotClient, emulator: TelegramEmulator) -> None:
    with pytest.raises(Refused) as refused:
        await client.unknown_method()
    assert refused.value.kind == "not_found"
    assert emulator.calls[-1].description == "Not Found: method not found"
