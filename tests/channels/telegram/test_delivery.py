"""What becomes of a call that Telegram did not take, or took by half: real aiogram against the emulator."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.account import open_bot
from bot.channels.telegram.deliver import TelegramDelivery
from core.kernel.problems import Refused, Trouble, TryLater
from core.kernel.queue.outbox import UNKNOWN, OutboxRow
from core.kernel.storage.files import Files
from tests.contracts_folder import contract
from tests.emulators.telegram import TelegramEmulator, User
from tests.emulators.telegram.contract import FILE


@pytest.fixture
def emulator() -> Iterator[TelegramEmulator]:
    contract(FILE)
    with TelegramEmulator(pace=0.02) as emulated:
        yield emulated


@pytest.fixture
def alice(emulator: TelegramEmulator) -> User:
    user = emulator.user("Алиса")
    user.opens("v_15")
    return user


@pytest.fixture
async def delivery(emulator: TelegramEmulator, tmp_path: Path) -> AsyncIterator[TelegramDelivery]:
    async def ref(_number: int) -> str | None:
        return None

    bot = open_bot(emulator.token, emulator.url)
    yield TelegramDelivery(bot, Files(tmp_path / "files"), ref)
    await bot.session.close()


def said(chat: User, text: str, kind: str = "send") -> OutboxRow:
    body = f'{{"chat": "{chat.id}", "text": "{text}", "remote": "f1"}}'
    return OutboxRow(7, "telegram", str(chat.id), kind, body, 0, 1, ambiguous=False, doubts=0, subject=None, token="t", repeatable=True)


async def test_a_long_text_that_is_put_off_goes_on_where_it_was(
    emulator: TelegramEmulator, alice: User, delivery: TelegramDelivery
) -> None:
    def then_flood(result: Any) -> Any:
        emulator.faults.flood(1, method="sendMessage")
        return result

    emulator.faults.rewrite("sendMessage", then_flood)
    parcel = said(alice, "Первая часть. " * 310 + "Вторая.")
    with pytest.raises(TryLater):
        await delivery(parcel)
    await delivery(parcel)
    texts = [message.text or "" for message in alice.sees() if message.by_bot]
    assert len(texts) == 2
    assert texts[1].endswith("Вторая.")


async def test_emoji_count_twice_and_are_no_dead_row(emulator: TelegramEmulator, alice: User, delivery: TelegramDelivery) -> None:
    assert await delivery(said(alice, "Анна пишет: " + "🙂" * 2048)) is not None
    texts = [message.text or "" for message in alice.sees() if message.by_bot]
    assert "".join(texts) == "Анна пишет: " + "🙂" * 2048
    assert len(texts) == 2


async def test_a_refused_connection_leaves_no_doubt(emulator: TelegramEmulator, alice: User, delivery: TelegramDelivery) -> None:
    emulator.stop()
    with pytest.raises(TryLater) as refused:
        await delivery(said(alice, "раз"))
    assert not refused.value.ambiguous


async def test_one_that_was_torn_does(emulator: TelegramEmulator, alice: User, delivery: TelegramDelivery) -> None:
    emulator.faults.reset(after_effect=True, method="sendMessage")
    with pytest.raises(TryLater) as refused:
        await delivery(said(alice, "раз"))
    assert refused.value.ambiguous


async def test_but_fetching_a_file_twice_harms_nobody(emulator: TelegramEmulator, alice: User, delivery: TelegramDelivery) -> None:
    emulator.faults.reset(after_effect=False, method="getFile")
    with pytest.raises(TryLater) as refused:
        await delivery(said(alice, "", "download"))
    assert not refused.value.ambiguous


@pytest.mark.parametrize("status", [404, 409, 413, 418])
async def test_a_plain_refusal_is_no_doubt(emulator: TelegramEmulator, alice: User, delivery: TelegramDelivery, status: int) -> None:
    """Not even a proxy's, which is no JSON."""
    emulator.faults.error(status, method="sendMessage")
    with pytest.raises(Trouble) as refused:
        await delivery(said(alice, "Раз"))
    assert not getattr(refused.value, "ambiguous", False)


async def test_a_kind_of_call_that_is_not_known_is_refused_at_once(alice: User, delivery: TelegramDelivery) -> None:
    with pytest.raises(Refused, match=UNKNOWN):
        await delivery(said(alice, "Раз", "carrier-pigeon"))


async def test_what_stands_by_now_is_not_sent_for_the_second_time(emulator: TelegramEmulator, alice: User, tmp_path: Path) -> None:
    """It was in doubt, and a change of its screen has arrived meanwhile."""

    async def ref(_number: int) -> str | None:
        return "77"

    bot = open_bot(emulator.token, emulator.url)
    body = f'{{"chat": "{alice.id}", "text": "Раз", "shown": 5}}'
    parcel = OutboxRow(7, "telegram", str(alice.id), "send", body, 0, 2, ambiguous=True, doubts=1, subject=None, token="t", repeatable=True)
    assert await TelegramDelivery(bot, Files(tmp_path / "files"), ref)(parcel) == "77"
    await bot.session.close()
    assert not [call for call in emulator.called("sendMessage") if call.status == 200]
