"""The desk of the person in charge: demands and acts, who looked at whom; and the admin's own text of the consent."""

from pathlib import Path

import pytest

from bot.retention.erasing import Eraser
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.privacy import reads as privacy
from core.privacy.rules import ConsentKind
from tests.conversations.direct import Chat
from tests.conversations.office import Office, accepted, opened

OWN = "Согласие компании «Северный ветер»\n\n" + "Я даю согласие на обработку моих данных для подбора. " * 8


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


@pytest.fixture
async def vera(office: Office) -> Chat:
    """The person in charge of personal data."""
    return await office.colleague("Вера Павлова", "privacy_officer")


@pytest.fixture
async def oleg(office: Office) -> Chat:
    return await office.colleague("Олег Админов", "admin")


def eraser(office: Office) -> Eraser:
    house = office.house
    settings = Settings(_env_file=None, company="Северный ветер", company_details="ИНН 7700000000")
    return Eraser(house.database, house.clock, house.files, settings)


# Demands and acts


async def test_a_demand_stands_in_the_register_and_its_act_is_a_file(office: Office, vera: Chat) -> None:
    await accepted(office)
    await office.anna.says("отзываю согласие")
    await office.anna.presses("Отозвать согласие")
    await vera.says("/pd")
    vera.sees("Смирнова Анна Петровна", "отзыв согласия", "24 дек")
    await vera.presses("№ 1 сейчас")
    await vera.presses("Уничтожить сейчас")
    vera.sees("Данные уничтожаются")
    await eraser(office).look()
    await vera.says("/pd")
    vera.sees("Открытых обращений нет")
    await vera.presses("Акты")
    vera.sees("кандидат № 1", "отзыв согласия")
    await vera.presses("Акт 1")
    act, log = (office.house.files.read(message.file["sha256"]).decode() for message in vera.messages if message.file)
    assert all(part in act for part in ("Акт № 1", "Северный ветер, ИНН 7700000000", "кандидат № 1, обращение № 1", "Otklik"))
    assert '"rows_erased_at"' in log
    assert "Смирнова" not in act + log


async def test_what_was_demanded_by_mail_is_written_down(office: Office, vera: Chat) -> None:
    await accepted(office)
    await vera.says("/pd Смирнова")
    await vera.presses("Смирнова Анна")
    vera.sees("убедитесь, что это он сам")
    await vera.presses("Потребовал удалить")
    vera.sees("Обращение № 1 записано", "требование удалить")
    assert not (await office.card()).is_active
    office.maria.sees("потребовал удалить свои данные")


@pytest.mark.parametrize("command", ["/pd", "/access", "/consent"])
async def test_a_recruiter_sees_nothing_of_it(office: Office, command: str) -> None:
    before = len(office.maria.messages)
    await office.maria.says(command)
    assert "🔐" not in "".join(message.text for message in office.maria.messages[before:])
    office.maria.sees_not("Обращения", "Кто смотрел данные", "Текст согласия")


# Who looked


async def test_who_looked_at_whose_card_and_when(office: Office, vera: Chat) -> None:
    await accepted(office)
    await vera.says("/access")
    vera.sees("Мария Орлова", "открыл(а) карточку", "Смирнова Анна Петровна", "сегодня, вт, 24 нояб., 12:00")
    await vera.says("/access Смирнова")
    vera.sees("Мария Орлова", "Смирнова Анна Петровна")
    await vera.says("/access Никто Такой")
    vera.sees("никого не нашли")


async def test_reading_the_log_is_logged(office: Office, vera: Chat, oleg: Chat) -> None:
    await vera.says("/access")
    await oleg.says("/audit")
    oleg.sees("Просмотр журнала доступа", "Вера Павлова")


# The company's own text


async def published(oleg: Chat, button: str) -> None:
    await oleg.says("/consent")
    oleg.sees("версия 1", "Это наш образец", "Согласие на обработку персональных данных")
    await oleg.presses("Опубликовать новую версию")
    await oleg.says(OWN)
    oleg.sees("Пока", "знаков")
    await oleg.says("Последний абзац.")
    await oleg.presses("Это весь текст")
    await oleg.presses("Без английского")
    oleg.sees("Проверьте текст", "Северный ветер", "Последний абзац.")
    await oleg.presses(button)
    oleg.sees("версия 2", "Последний абзац.")


async def test_an_own_text_is_a_new_version_and_the_old_one_is_read_by_its_hash(office: Office, oleg: Chat) -> None:
    await accepted(office)
    await published(oleg, "Опубликовать, прежние")
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    office.anna.sees_not("Согласие компании")
    boris = office.house.chat("boris")
    await boris.starts("v_2")
    await boris.presses("Откликнуться")
    boris.sees("Согласие компании «Северный ветер»", "Последний абзац.")
    [held] = await office.house.read(lambda session: privacy.consents(session, 1))
    old = await office.house.read(lambda session: privacy.text_by_hash(session, str(held.text_hash)))
    assert old is not None
    assert (old.version, "Согласие на обработку" in old.text) == (1, True)
    await oleg.says("/audit")
    oleg.sees("Опубликован текст согласия")


async def test_where_the_law_demands_it_everybody_is_asked_anew_at_the_next_step(office: Office, oleg: Chat) -> None:
    await accepted(office)
    await published(oleg, "Опубликовать и спросить заново")
    await office.anna.says("Когда собеседование?")
    office.anna.sees("Передали рекрутеру")
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    office.anna.sees("Согласие компании «Северный ветер»")
    await office.anna.presses("Не согласен")
    office.anna.sees("Прежние отклики рассматриваем")
    assert (await office.card()).is_active
    await office.anna.presses("Вернуться к согласию")
    await office.anna.presses("Согласен, продолжить")
    now = office.house.clock.now()
    assert not await office.house.read(lambda session: privacy.must_be_asked(session, 1, ConsentKind.RECRUITING, now))


async def test_a_few_words_are_no_consent(office: Office, oleg: Chat) -> None:
    await oleg.says("/consent")
    await oleg.presses("Опубликовать новую версию")
    await oleg.says("Согласен.")
    await oleg.presses("Это весь текст")
    oleg.sees("слишком короткий")
