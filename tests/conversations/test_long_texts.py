"""Long texts: no screen outgrows a message of the narrowest messenger, and nothing is lost: the rest is a press away."""

from pathlib import Path

import pytest
from markupsafe import Markup

from bot.channels.telegram.limits import CAN
from bot.conversation.markup import parts, plain, shortened, units
from bot.wording.paging import SHEET, sheets
from core.kernel.database.session import Database
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from tests.conversations.direct import LOCALES, Chat
from tests.conversations.office import Office, accepted, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


def fits(chat: Chat) -> None:
    for message in chat.messages:
        assert len(message.text) <= CAN.text


def numbered(word: str, count: int) -> str:
    return " ".join(f"{word}{number}" for number in range(count))


async def reads_all(chat: Chat, forward: str) -> str:
    """What stands on all pages of the newest screen."""
    found = chat.last.text
    while chat.last.button(forward):
        await chat.presses(forward)
        fits(chat)
        found += chat.last.text
    return found


def test_sheets_lose_nothing_and_are_short() -> None:
    blocks = [Markup("<b>{}</b> {}").format(number, "слово " * (number * 40 % 900)) for number in range(60)]
    found = sheets(blocks)
    assert all(len(plain(sheet)) <= SHEET + 200 for sheet in found)
    assert "".join(plain(sheet) for sheet in found).replace("\n", "") == "".join(plain(block) for block in blocks).replace("\n", "")
    assert sheets([]) == []
    assert len(sheets([Markup("<i>{}</i>").format("x" * (SHEET * 3))])) == 3


def test_a_text_takes_words_of_any_length() -> None:
    letter = "<&>" * 5000
    told = texts(LOCALES)("ru", "resp-letter", letter=letter)
    assert plain(told) == f"✍️ {letter}"


def test_pieces_of_one_long_paragraph_are_cut_between_words_and_lose_nothing() -> None:
    text = Markup("<b>{}</b>").format("R&D <отдел> " * 900)
    found = parts(str(text), 1000)
    assert "".join(plain(piece) for piece in found) == plain(str(text))
    assert all(len(plain(piece)) <= 1000 and plain(piece).endswith(" ") for piece in found)


@pytest.mark.parametrize("text", ["🙂" * 5000, "🙂 " * 3000, "<b>" + "🙂а\n" * 3000 + "</b>", "Напишите:\n" + "🙂" * 2040])
def test_a_channel_counts_in_its_own_units(text: str) -> None:
    found = parts(text, CAN.text, CAN.measure)
    assert "".join(plain(piece) for piece in found).replace("\n", "") == plain(text).replace("\n", "")
    assert all(0 < units(plain(piece)) <= CAN.text for piece in found)
    assert len(found) <= units(plain(text)) // (CAN.text // 3)


def test_a_label_too() -> None:
    assert shortened("🙂" * 40, CAN.label, CAN.measure) == "🙂" * 31 + "…"
    assert shortened("🙂" * 32, CAN.label, CAN.measure) == "🙂" * 32


async def test_a_response_with_a_long_letter_and_many_answers(office: Office) -> None:
    answers = tuple((f"Вопрос {number}?", numbered(f"ответ{number}-", 40)) for number in range(12))
    await office.comes("1", letter=numbered("письмо", 900), answers=answers)
    card = office.maria.sees("Новый отклик", "письмо0", "📖 Читать целиком")
    assert "письмо899" not in card.text
    fits(office.maria)
    await office.maria.presses("📖 Читать целиком")
    told = await reads_all(office.maria, "›")
    for word in ("ответ0-0", "ответ11-39", "письмо0", "письмо899"):
        assert word in told
    await office.maria.presses("← Назад")
    office.maria.sees("✅ В базу")


async def test_a_short_response_is_whole(office: Office) -> None:
    await office.comes("1", letter="Готов выйти завтра.", answers=(("Опыт?", "Есть"),))
    office.maria.sees("Готов выйти завтра.", "Опыт? Есть")
    office.maria.sees_not("Читать целиком")


async def test_a_long_conversation_begins_at_its_end(office: Office) -> None:
    await accepted(office)
    for number in range(12):
        await office.anna.says(f"Сообщение {number}: " + numbered("слово", 80))
    await office.maria.presses("Вся переписка")
    office.maria.sees("Сообщение 11:")
    office.maria.sees_not("Сообщение 0:")
    fits(office.maria)
    told = await reads_all(office.maria, "‹")
    for number in range(12):
        assert f"Сообщение {number}: слово0" in told


async def test_the_personal_file_is_whole(office: Office) -> None:
    await accepted(office)
    for number in range(10):
        await office.maria.presses("💬 Комментарий")
        await office.maria.says(f"Заметка {number}. " + numbered("слово", 120))
    await office.maria.presses("Ещё…")
    await office.maria.presses("📖 Личное дело")
    fits(office.maria)
    told = await reads_all(office.maria, "›")
    assert told.count("слово119") == 10
    assert "Отклик на вакансию" in told


async def test_a_vacancy_is_previewed_whole(office: Office) -> None:
    await office.maria.says("/vacancy 1")
    await office.maria.presses("✏️ Изменить")
    await office.maria.presses("Описание")
    await office.maria.says(numbered("текст", 230))
    for number in range(8):
        await office.maria.says("/vacancy 1")
        fits(office.maria)
        await office.maria.presses("❓ Вопросы")
        await office.maria.presses("➕ Текст")
        await office.maria.says(f"Вопрос {number}: " + "очень " * 30)
        await office.maria.presses("Да")
    await office.maria.presses("👁 Как видят")
    fits(office.maria)
    told = await reads_all(office.maria, "›")
    assert "текст229" in told
    assert "Вопрос 7" in told
