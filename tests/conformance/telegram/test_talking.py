"""Sending, editing, pressing, files, contacts and menus, as two independent clients see them."""

import pytest

from tests.conformance.telegram.clients import BotClient, Refused
from tests.emulators.telegram import TelegramEmulator, User
from tests.emulators.telegram.errors import NOT_MODIFIED, TEXT_BUTTON, TOO_OLD

YES_NO = [[("Да", "yes"), ("Нет", "no")]]


async def test_the_bot_knows_itself(client: BotClient, emulator: TelegramEmulator) -> None:
    assert await client.me() == (4200000042, "otklik_test_bot")


async def test_a_message_arrives_with_its_keyboard(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    sent = await client.send(alice.id, "Придёте?", YES_NO)
    assert (sent.text, sent.labels) == ("Придёте?", [["Да", "Нет"]])
    assert emulator.transcript(alice) == "Алиса: /start v_15\nОтклик: Придёте?\n    [Да] [Нет]"


async def test_html_becomes_entities_counted_in_utf16(client: BotClient, alice: User) -> None:
    sent = await client.send(alice.id, ' 😀<b>жир &lt; <i>но</i></b> <a href="https://ya.ru">тут</a> ', html=True)
    assert sent.text == "😀жир < но тут"
    assert sent.entities == [("bold", 2, 8), ("italic", 8, 2), ("text_link", 11, 3)]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>открыт", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>а</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("а</b>", "Unexpected end tag at byte offset 2"),
        ("<h1>а</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("2 < 3", 'Unsupported start tag " 3" at byte offset 2'),
    ],
)
async def test_broken_html_is_refused(client: BotClient, emulator: TelegramEmulator, alice: User, html: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        await client.send(alice.id, html, html=True)
    assert refused.value.kind == "bad"
    assert emulator.calls[-1].description == f"Bad Request: can't parse entities: {reason}"


async def test_limits_hold_after_the_markup_is_parsed(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    assert len((await client.send(alice.id, f"<b>{'я' * 4096}</b>", html=True)).text) == 4096
    await refuses(client.send(alice.id, "я" * 4097), emulator, "message is too long")
    await refuses(client.send(alice.id, " \n "), emulator, "message text is empty")
    await refuses(client.send_document(alice.id, "a.txt", b"x", "я" * 1025), emulator, "message caption is too long")


async def test_callback_data_is_64_bytes_at_most(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    await client.send(alice.id, "да", [[("Да", "я" * 32)]])
    await refuses(client.send(alice.id, "нет", [[("Нет", "я" * 32 + "!")]]), emulator, "BUTTON_DATA_INVALID")


async def test_a_keyboard_is_8_in_a_row_and_100_in_all(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    row = [(str(number), str(number)) for number in range(8)]
    await client.send(alice.id, "столько", [row] * 12)
    await refuses(client.send(alice.id, "ряд", [[*row, ("9", "9")]]), emulator, "reply markup is too long")
    await refuses(client.send(alice.id, "всего", [row] * 13), emulator, "reply markup is too long")


async def test_an_edit_replaces_words_and_takes_the_keyboard_away(client: BotClient, alice: User) -> None:
    sent = await client.send(alice.id, "Придёте?", YES_NO)
    edited = await client.edit(alice.id, sent.message_id, "Ждём вас")
    assert (edited.message_id, edited.text, edited.labels) == (sent.message_id, "Ждём вас", [])
    assert [message.text for message in alice.sees()] == ["/start v_15", "Ждём вас"]


async def test_an_identical_edit_is_refused(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    sent = await client.send(alice.id, "Придёте?", YES_NO)
    await refuses(client.edit(alice.id, sent.message_id, "Придёте?", YES_NO), emulator, NOT_MODIFIED)
    await refuses(client.edit_keyboard(alice.id, sent.message_id, YES_NO), emulator, NOT_MODIFIED)
    assert (await client.edit_keyboard(alice.id, sent.message_id, None)).labels == []


async def test_only_own_present_messages_are_edited(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    sent = await client.send(alice.id, "раз")
    await refuses(client.edit(alice.id, 999, "два"), emulator, "message to edit not found")
    await refuses(client.edit(alice.id, alice.sees()[0].id, "два"), emulator, "message can't be edited")
    assert await client.delete(alice.id, sent.message_id)
    await refuses(client.edit(alice.id, sent.message_id, "два"), emulator, "message to edit not found")
    await refuses(client.delete(alice.id, sent.message_id), emulator, "message to delete not found")


async def test_old_messages_cannot_be_deleted(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    sent = await client.send(alice.id, "раз")
    emulator.clock.advance(48 * 3600 + 1)
    await refuses(client.delete(alice.id, sent.message_id), emulator, "message can't be deleted")


async def test_a_press_is_answered_once(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    await client.send(alice.id, "Придёте?", YES_NO)
    press = alice.presses("Да")
    heard = (await client.updates())[-1]
    assert (heard.kind, heard.data, heard.press_id, heard.user_id) == ("callback_query", "yes", press.id, alice.id)
    assert await client.answer(heard.press_id, "Записали", alert=True)
    assert (press.toast, press.alert) == ("Записали", True)
    await refuses(client.answer(heard.press_id), emulator, TOO_OLD)


async def test_late_and_unknown_presses_are_not_answered(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    await client.send(alice.id, "Придёте?", YES_NO)
    press = alice.presses((0, 1))
    emulator.clock.advance(16)
    await refuses(client.answer(press.id), emulator, TOO_OLD)
    await refuses(client.answer("12345"), emulator, TOO_OLD)


async def test_a_stale_button_is_pressed_as_it_was(client: BotClient, alice: User) -> None:
    sent = await client.send(alice.id, "Придёте?", YES_NO)
    copy = alice.newest_keyboard()
    await client.edit(alice.id, sent.message_id, "Поздно", [[("Ясно", "ok")]])
    alice.presses("Да", stale=copy)
    alice.presses("Ясно")
    assert [heard.data for heard in await client.updates()][-2:] == ["yes", "ok"]
    with pytest.raises(AssertionError, match="0 buttons «Да»"):
        alice.presses("Да")


async def test_a_press_on_a_deleted_message_has_no_words(client: BotClient, alice: User) -> None:
    sent = await client.send(alice.id, "Придёте?", YES_NO)
    copy = alice.newest_keyboard()
    await client.delete(alice.id, sent.message_id)
    alice.presses("Да", stale=copy)
    assert not (await client.updates())[-1].accessible


async def test_files_travel_both_ways_under_cyrillic_names(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    sent = await client.send_document(alice.id, "Приглашение на встречу.ics", b"BEGIN:VCALENDAR", "Ждём")
    assert (sent.file_name, sent.text) == ("Приглашение на встречу.ics", "Ждём")
    file = alice.newest().file
    assert file is not None
    assert file.content == b"BEGIN:VCALENDAR"
    alice.sends_file("Резюме Ёлкиной.pdf", b"%PDF-1.7", "application/pdf")
    heard = (await client.updates())[-1]
    assert heard.file_name == "Резюме Ёлкиной.pdf"
    assert await client.download(heard.file_id) == b"%PDF-1.7"


async def test_files_too_big_or_unknown_are_refused(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    alice.sends_file("огромный.zip", b"x", size=20 * 1024 * 1024 + 1)
    heard = (await client.updates())[-1]
    await refuses(client.download(heard.file_id), emulator, "file is too big")
    await refuses(client.download("BQACAgIAAxnobodyknowsthis0001"), emulator, "wrong file_id or the file is temporarily unavailable")
    await refuses(client.download("?"), emulator, "invalid file_id")


async def test_photos_and_albums_arrive(client: BotClient, alice: User) -> None:
    await client.send_photo(alice.id, b"\xff\xd8\xff")
    assert len(await client.send_album(alice.id, ["Раз.pdf", "Два.pdf"])) == 2
    names = [message.file.name for message in alice.sees() if message.file]
    assert names[1:] == ["Раз.pdf", "Два.pdf"]


async def test_only_the_own_contact_names_its_owner(client: BotClient, alice: User) -> None:
    await client.ask_contact(alice.id, "Ваш телефон?", "Поделиться номером")
    assert alice.reply_keyboard() == [["Поделиться номером"]]
    alice.taps("Поделиться номером")
    assert alice.reply_keyboard() == []
    alice.shares_contact(own=False, phone="79990000000")
    own, other = (await client.updates())[-2:]
    assert (own.phone, own.contact_user_id) == (alice.person.phone, alice.id)
    assert (other.phone, other.contact_user_id) == ("79990000000", None)


async def test_a_reply_keyboard_stays_until_removed(client: BotClient, alice: User) -> None:
    await client.ask_contact(alice.id, "Ваш телефон?", "Номер")
    await client.send(alice.id, "мимо")
    assert alice.reply_keyboard() == [["Номер"]]
    await client.remove_keyboard(alice.id, "Не нужно")
    assert alice.reply_keyboard() == []


async def test_menus_are_kept_per_scope_and_language(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    await client.set_commands({"start": "Начать", "help": "Помощь"})
    await client.set_commands({"start": "Start"}, language="en")
    assert alice.menu() == ["start", "help"]
    await client.set_commands({"today": "Сегодня"}, chat=alice.id)
    assert alice.menu() == ["today"]
    assert await client.get_commands(language="en") == ["start"]
    assert await client.get_commands(chat=alice.id, language="en") == []
    await client.delete_commands(chat=alice.id)
    assert alice.menu() == ["start", "help"]
    await refuses(client.set_commands({"Старт": "Начать"}), emulator, "BOT_COMMAND_INVALID")
    await refuses(client.set_commands({"start": "я" * 257}), emulator, "BOT_COMMAND_DESCRIPTION_INVALID")


async def test_a_chat_is_known_and_typed_in(client: BotClient, alice: User) -> None:
    assert await client.chat_type(alice.id) == "private"
    assert await client.typing(alice.id)
    assert alice.person.actions == ["typing"]


async def test_the_bot_cannot_write_first(client: BotClient, emulator: TelegramEmulator) -> None:
    silent = emulator.user("Борис")
    await refuses(client.send(silent.id, "Здравствуйте"), emulator, "chat not found")
    await refuses(client.send(5, "Здравствуйте"), emulator, "chat not found")


async def test_who_blocked_the_bot_cannot_be_written_to(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    alice.blocks()
    with pytest.raises(Refused, match="bot was blocked by the user") as refused:
        await client.send(alice.id, "Вы где?")
    assert refused.value.kind == "forbidden"
    alice.unblocks()
    await client.send(alice.id, "С возвращением")
    assert [heard.status for heard in await client.updates()][-2:] == ["kicked", "member"]
    alice.deletes_account()
    with pytest.raises(Refused, match="user is deactivated"):
        await client.send(alice.id, "Вы где?")


async def test_a_button_must_do_something(client: BotClient, emulator: TelegramEmulator, alice: User) -> None:
    await refuses(client.send(alice.id, "пусто", [[("Да", "")]]), emulator, TEXT_BUTTON, "BUTTON_DATA_INVALID")
    emulator.violations.clear()


async def refuses(call: object, emulator: TelegramEmulator, *texts: str) -> None:
    """Both clients report a 400, and the wire had exactly one of these texts."""
    with pytest.raises(Refused) as refused:
        await call  # type: ignore[misc]
    assert refused.value.kind == "bad"
    assert emulator.calls[-1].description.removeprefix("Bad Request: ") in texts
