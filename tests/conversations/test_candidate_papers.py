"""The application's form: one word is not a full name, a town by its nickname, a résumé that is one or is told in words."""

from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.office import Office, opened

WORDS = "Работал сварщиком пять лет на заводе «Шов», варю аргоном и полуавтоматом, есть корочки."


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def begun(office: Office, name: str = "Кедров Лев") -> None:
    await office.anna.starts("v_1")
    for press in ("Откликнуться", "Согласен, продолжить"):
        await office.anna.presses(press)
    await office.anna.says(name)


async def at_the_file(office: Office) -> None:
    await begun(office)
    await office.anna.shares("8 (912) 345-67-89")
    await office.anna.says("спб")
    office.anna.sees("Пришлите резюме")


async def sent(office: Office) -> None:
    await office.anna.says("3")
    await office.anna.says("да, конечно")
    await office.anna.presses("Пропустить")
    await office.anna.presses("Отправить")


async def test_whoever_writes_one_word_is_asked_for_the_surname(office: Office) -> None:
    await begun(office, "Лев")
    office.anna.sees("А фамилия?", "У меня одно имя")
    await office.anna.says("Кедров")
    await office.anna.shares("8 (912) 345-67-89")
    await office.anna.says("спб")
    await office.anna.says("нет")
    await sent(office)
    office.maria.sees("Кедров Лев", "Санкт-Петербург")


async def test_a_person_may_have_one_name_only(office: Office) -> None:
    await begun(office, "Лев")
    await office.anna.presses("У меня одно имя")
    office.anna.sees("телефон")
    await office.anna.shares("8 (912) 345-67-89")
    await office.anna.says("Питер")
    await office.anna.presses("Пропустить")
    await sent(office)
    office.maria.sees("Новый отклик: Лев, Санкт-Петербург")


async def test_what_is_no_resume_is_refused_and_the_reason_is_said(office: Office) -> None:
    await at_the_file(office)
    await office.anna.sends("virus.exe", b"MZ\x90")
    office.anna.sees("не похоже на резюме")
    await office.anna.sends("page.html", b"<html>", media_type="text/html")
    office.anna.sees("не похоже на резюме")
    await office.anna.sends("Кедров.pdf", b"MZ\x90")
    office.anna.sees("не похоже на резюме")
    await office.anna.sends("voice.ogg", b"OggS", media_type="audio/ogg")
    office.anna.sees("Голос и видео")
    await office.anna.sends("Кедров.pdf", b"")
    office.anna.sees("Файл пустой")
    await office.anna.says("вот")
    office.anna.sees("файлом, ссылкой или текстом")
    await office.anna.sends("Кедров.pdf")
    office.anna.sees("Сколько лет опыта?")
    await office.anna.says("-3")
    office.anna.sees("не может быть меньше нуля")


async def test_a_resume_in_words_is_kept_and_shown(office: Office) -> None:
    await at_the_file(office)
    await office.anna.says(WORDS)
    await sent(office)
    await office.maria.presses("📄 Резюме")
    assert office.maria.file().decode() == WORDS


async def test_a_link_to_a_resume_is_kept_and_shown(office: Office) -> None:
    await at_the_file(office)
    await office.anna.says("hh.ru/resume/abc")
    await sent(office)
    button = office.maria.sees("Новый отклик").button("📄 Резюме")
    assert button is not None
    assert button["url"] == "https://hh.ru/resume/abc"
    await office.maria.presses("✅ В базу")
    await office.maria.says("/candidate 1")
    await office.maria.presses("Файлы")
    office.maria.sees("Ссылка на резюме.txt")
