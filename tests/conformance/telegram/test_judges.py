"""What the emulator answers wrongly is caught: by aiogram, by python-telegram-bot, or by the contract. None of them alone would do."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from telegram import constants

from tests.conformance.telegram.clients import BotClient, Refused
from tests.conformance.telegram.conftest import CLIENTS
from tests.emulators.telegram import TelegramEmulator, User, markup, polling
from tests.emulators.telegram.limits import Limits

Wire = Any
Spoil = Callable[[Wire], Wire]


def without(*path: str) -> Spoil:
    def spoil(value: Wire) -> Wire:
        target = _inside(value := _copy(value), path[:-1])
        del target[path[-1]]
        return value

    return spoil


def replaced(new: Callable[[Wire], Wire], *path: str) -> Spoil:
    def spoil(value: Wire) -> Wire:
        target = _inside(value := _copy(value), path[:-1])
        target[path[-1]] = new(target.get(path[-1]))
        return value

    return spoil


def _copy(value: Wire) -> Wire:
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _inside(value: Wire, path: tuple[str, ...]) -> Wire:
    for step in path:
        value = value[step]
    return value


# The faults of a sent message, and who refuses it.
MESSAGES = {
    "without date": (without("date"), {"aiogram", "ptb", "contract"}),
    "date in milliseconds": (replaced(lambda date: date * 1000, "date"), {"ptb"}),
    "without chat": (without("chat"), {"aiogram", "contract"}),
    "text as number": (replaced(lambda _text: 7, "text"), {"aiogram", "contract"}),
    "sender without is_bot": (without("from", "is_bot"), {"aiogram", "ptb", "contract"}),
    "keyboard row malformed": (replaced(lambda _rows: [{"text": "Да"}], "reply_markup", "inline_keyboard"), {"aiogram", "ptb", "contract"}),
    "button without text": (
        replaced(lambda _rows: [[{"callback_data": "yes"}]], "reply_markup", "inline_keyboard"),
        {"aiogram", "ptb", "contract"},
    ),
    "message_id as string": (replaced(str, "message_id"), {"contract"}),
    "unknown kind of chat": (replaced(lambda _type: "cosy", "chat", "type"), {"contract"}),
    "extra field": (replaced(lambda _new: 1, "mood"), {"contract"}),
}
PRESSES = {
    "id as number": (replaced(int, "callback_query", "id"), {"aiogram", "contract"}),
    "no chat_instance": (without("callback_query", "chat_instance"), {"aiogram", "ptb", "contract"}),
    "two kinds in one": (
        replaced(lambda _none: {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}, "message"),
        {"contract"},
    ),
}


@pytest.mark.parametrize("fault", MESSAGES)
async def test_a_spoilt_message_is_caught(fault: str, emulator: TelegramEmulator, alice: User) -> None:
    spoil, judges = MESSAGES[fault]

    async def send(client: BotClient) -> object:
        emulator.faults.rewrite("sendMessage", spoil)
        return await client.send(alice.id, "Придёте?", [[("Да", "yes")]])

    assert await refusing(send, emulator) == judges


@pytest.mark.parametrize("fault", PRESSES)
async def test_a_spoilt_press_is_caught(fault: str, emulator: TelegramEmulator, alice: User) -> None:
    spoil, judges = PRESSES[fault]
    alice.presses_data(1, "yes")

    async def poll(client: BotClient) -> object:
        emulator.faults.rewrite("getUpdates", lambda updates: [spoil(updates[-1])])
        return await client.updates(-1)

    assert await refusing(poll, emulator) == judges


async def refusing(act: Callable[[BotClient], Any], emulator: TelegramEmulator) -> set[str]:
    """Who of the three noticed."""
    noticed = set()
    for name, kind in CLIENTS.items():
        client = kind(emulator.url, emulator.token)
        try:
            await act(client)
        except Refused as refused:
            noticed.add(name if refused.kind in {"undecodable", "network"} else str(refused))
        finally:
            await client.close()
    noticed |= {"contract" for violation in emulator.violations if violation.side == "emulator"}
    emulator.violations.clear()
    return noticed


async def test_unknown_and_missing_parameters_are_violations(emulator: TelegramEmulator, alice: User) -> None:
    base = f"{emulator.url}/bot{emulator.token}"
    async with httpx.AsyncClient() as http:
        unknown = await http.get(f"{base}/sendmessage", params={"chat_id": alice.id, "text": "раз", "mood": "good"})
        missing = await http.post(f"{base}/sendMessage", json={"chat_id": alice.id})
        wrong = await http.post(f"{base}/sendMessage", json={"chat_id": alice.id, "text": "два", "reply_markup": {"inline": []}})
        unmade = await http.post(f"{base}/sendDice", json={"chat_id": alice.id})
    assert [answer.status_code for answer in (unknown, missing, wrong, unmade)] == [400, 400, 400, 501]
    assert missing.json() == {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"}
    complaints = [violation.complaint for violation in emulator.violations]
    assert complaints[:2] == ["unknown parameter mood", "missing parameter text"]
    assert complaints[-1] == "the emulator does not know this method"
    with pytest.raises(AssertionError, match="unknown parameter mood"):
        emulator.assert_clean()
    emulator.violations.clear()


async def test_every_way_of_writing_parameters_is_read(emulator: TelegramEmulator, alice: User) -> None:
    base = f"{emulator.url}/bot{emulator.token}"
    async with httpx.AsyncClient() as http:
        await http.get(f"{base}/SENDMESSAGE", params={"chat_id": alice.id, "text": "запрос"})
        await http.post(f"{base}/sendMessage", data={"chat_id": str(alice.id), "text": "форма"})
        await http.post(f"{base}/sendMessage", json={"chat_id": alice.id, "text": "JSON"})
        await http.post(f"{base}/sendDocument", data={"chat_id": str(alice.id)}, files={"document": ("Прямо.pdf", b"1")})
        attached = {"chat_id": str(alice.id), "document": "attach://any"}
        await http.post(f"{base}/sendDocument", data=attached, files={"any": ("Рядом.pdf", b"2")})
        elsewhere = await http.get(f"{emulator.url}/elsewhere")
    shown = [message.file.name if message.file else message.text for message in alice.sees() if message.by_bot]
    assert shown == ["запрос", "форма", "JSON", "Прямо.pdf", "Рядом.pdf"]
    assert elsewhere.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_limits_are_those_which_python_telegram_bot_knows() -> None:
    assert markup.TEXT_LIMIT == constants.MessageLimit.MAX_TEXT_LENGTH
    assert markup.CAPTION_LIMIT == constants.MessageLimit.CAPTION_LENGTH
    assert markup.ENTITIES_LIMIT == constants.MessageLimit.MESSAGE_ENTITIES
    assert markup.CALLBACK_DATA_LIMIT == constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert markup.ROW_LIMIT == constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW
    assert markup.KEYBOARD_LIMIT == constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    assert markup.ANSWER_LIMIT == constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    assert markup.UPLOAD_LIMIT == constants.FileSizeLimit.FILESIZE_UPLOAD
    assert markup.PHOTO_LIMIT == constants.FileSizeLimit.PHOTOSIZE_UPLOAD
    assert markup.COMMANDS_LIMIT == constants.BotCommandLimit.MAX_COMMAND_NUMBER
    assert markup.COMMAND_LIMIT == constants.BotCommandLimit.MAX_COMMAND
    assert markup.DESCRIPTION_LIMIT == constants.BotCommandLimit.MAX_DESCRIPTION
    assert markup.SECRET_LIMIT == constants.WebhookLimit.MAX_SECRET_TOKEN_LENGTH
    assert polling.MOST_UPDATES == constants.PollingLimit.MAX_LIMIT
    assert Limits.overall_per_second == constants.FloodLimit.MESSAGES_PER_SECOND
    assert Limits.chat_per_second == constants.FloodLimit.MESSAGES_PER_SECOND_PER_CHAT


def test_the_download_limit_is_binary_on_the_server_and_decimal_in_the_library() -> None:
    assert markup.DOWNLOAD_LIMIT == 20 * 2**20
    assert constants.FileSizeLimit.FILESIZE_DOWNLOAD == 20 * 10**6
