"""What the service does about its bot when it starts: where updates go, and which commands people see."""

from collections.abc import Iterator

import pytest

from tests.contracts_folder import contract
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram.contract import FILE
from tests.main.processes import Installation, Process

SECRET = "not-a-secret-at-all"


@pytest.fixture
def telegram() -> Iterator[TelegramEmulator]:
    contract(FILE)
    with TelegramEmulator(pace=0.02) as emulated:
        yield emulated
    emulated.assert_clean()


@pytest.fixture
def bot_house(house: Installation, telegram: TelegramEmulator) -> Installation:
    house.settings |= {"OTKLIK_TELEGRAM_API": telegram.url, "OTKLIK_TELEGRAM_TOKEN": telegram.token}
    return house


def called(telegram: TelegramEmulator, process: Process, method: str) -> None:
    process.until(lambda: any(call.method.casefold() == method.casefold() for call in telegram.calls))


def test_polling_takes_updates_back_from_a_webhook_and_menus_follow_roles(bot_house: Installation, telegram: TelegramEmulator) -> None:
    with bot_house.serving() as process:
        called(telegram, process, "deleteWebhook")
        process.until(lambda: len(telegram.world.commands) >= 10)
        invite = bot_house.otklik("staff", "add", "Анна", "--role", "admin").stdout.splitlines()[1]
        anna = telegram.user("Анна")
        anna.opens(invite.partition("start=")[2])
        process.until(lambda: any("Анна" in message.text for message in anna.sees()))
        process.until(lambda: {"users", "invite", "audit"} <= set(anna.menu()))
        assert process.end() == 0
    assert {"status", "help"} <= set(telegram.user("Алиса").menu())
    assert not {"users", "today"} & set(telegram.user("Алиса").menu())


def test_a_webhook_is_set_with_its_secret(bot_house: Installation, telegram: TelegramEmulator) -> None:
    bot_house.settings |= {
        "OTKLIK_TELEGRAM_MODE": "webhook",
        "OTKLIK_TELEGRAM_WEBHOOK_SECRET": SECRET,
        "OTKLIK_PUBLIC_URL": bot_house.url,
    }
    with bot_house.serving() as process:
        called(telegram, process, "setWebhook")
        alice = telegram.user("Алиса")
        alice.opens("")
        process.until(alice.sees)
        assert process.end() == 0
    assert SECRET not in "".join(process.err)


def test_menus_are_not_sent_again_when_nothing_has_changed(bot_house: Installation, telegram: TelegramEmulator) -> None:
    for _ in range(2):
        with bot_house.serving() as process:
            called(telegram, process, "deleteWebhook")
            process.until(lambda: len(telegram.world.commands) >= 10)
    assert len([call for call in telegram.calls if call.method == "setMyCommands"]) == len(telegram.world.commands)
