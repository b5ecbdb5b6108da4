"""Every scenario runs twice: with aiogram and with python-telegram-bot, against a strict emulator."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conformance.telegram.clients import BotClient
from tests.conformance.telegram.with_aiogram import AiogramClient
from tests.conformance.telegram.with_ptb import PtbClient
from tests.contracts_folder import contract
from tests.emulators.telegram import TelegramEmulator, User
from tests.emulators.telegram.contract import FILE

CLIENTS: dict[str, type[AiogramClient | PtbClient]] = {"aiogram": AiogramClient, "ptb": PtbClient}


@pytest.fixture
def emulator() -> Iterator[TelegramEmulator]:
    """Strict: a test that does not empty `violations` on purpose must leave none."""
    contract(FILE)
    with TelegramEmulator(pace=0.02) as emulated:
        yield emulated
    emulated.assert_clean()


@pytest.fixture(params=CLIENTS)
async def client(request: pytest.FixtureRequest, emulator: TelegramEmulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BotClient]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    speaking = CLIENTS[request.param](emulator.url, emulator.token)
    yield speaking
    await speaking.close()


@pytest.fixture
def alice(emulator: TelegramEmulator) -> User:
    """She has pressed «Старт», and the bot has not yet heard of it."""
    user = emulator.user("Алиса")
    user.opens("v_15")
    return user
