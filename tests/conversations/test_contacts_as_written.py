"""Contacts as people write them, from the door to the card: nothing of them is lost on the way into the base."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.boards import hidden
from core.boards.port import ResponseDraft
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.office import Office, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


CONTACTS = [
    ("905321234567", "+90 532 123 45 67"),
    ("8 029 123-45-67", "+375 29 123-45-67"),
    ("8 912 345-67-89 (вотсап)", "+7 912 345-67-89 · вотсап"),
    ("8 912 345-67-80, доб. 12", "+7 912 345-67-80 · доб. 12"),
    ("8912345678", "✍️ 8912345678 (не распознано)"),
    ("4740612345", "4740612345 (+7 474 061-23-45 / +47 40 61 23 45)"),
]


@pytest.mark.parametrize("some", [CONTACTS[:3], CONTACTS[3:]])
async def test_a_contact_is_shown_before_and_after_the_base_and_known_again(office: Office, some: list[tuple[str, str]]) -> None:
    for number, (typed, shown) in enumerate(some, 1):
        name = f"Кот Ольга {'ЪЫЭЮЯЩ'[number - 1] * 3}"
        await office.comes(f"{number}", board="site", phones=(typed,), full_name=name)
        office.maria.sees(shown)
        await office.maria.presses("✅ В базу")
        office.maria.sees(name, shown)
        await office.maria.says(f"/candidate {number}")
        office.maria.sees(name, shown)
        await office.comes(f"again{number}", board="site", phones=(typed,), full_name="Иная Вера")
        office.maria.sees(f"Уже есть в базе: {name}")


async def test_every_number_and_address_comes_into_the_base(office: Office) -> None:
    phones, emails = ("8 912 345-67-89; 8 922 111-22-33 (мама)",), ("mailto:olga@mail.ru;", "Ольга <o@mail.ru>")
    await office.comes("1", board="site", full_name="Кот Ольга", phones=phones, emails=emails)
    await office.maria.presses("✅ В базу")
    await office.maria.says("/candidate 1")
    office.maria.sees("+7 912 345-67-89", "+7 922 111-22-33 · мама", "olga@mail.ru", "o@mail.ru · Ольга")


async def asked_for_phone(office: Office) -> None:
    await office.anna.starts("v_1")
    for press in ("Откликнуться", "Согласен, продолжить"):
        await office.anna.presses(press)
    await office.anna.says("Смирнова Анна Петровна")


async def test_digits_that_say_two_things_are_asked_about(office: Office) -> None:
    await asked_for_phone(office)
    await office.anna.says("4740612345")
    office.anna.sees("можно прочитать двояко", "+7 474 061-23-45 · Россия", "+47 40 61 23 45 · Норвегия")
    await office.anna.presses("+47 40 61 23 45 · Норвегия")
    await office.anna.says("Москва")
    await office.anna.presses("Пропустить")
    await office.anna.says("3")
    await office.anna.presses("Да")
    await office.anna.presses("Пропустить")
    await office.anna.presses("Отправить")
    office.maria.sees("Новый отклик", "📞 +47 40 61 23 45")
    office.maria.sees_not("+7 474")


async def test_a_number_is_taken_with_what_is_said_of_it(office: Office) -> None:
    await asked_for_phone(office)
    await office.anna.says("просто так")
    office.anna.sees("Номер не читается")
    await office.anna.says("8 912 345-67-89 только вотсап")
    office.anna.sees("город")


async def test_hidden_contacts_are_said_to_be_hidden_with_why_and_until_when(office: Office) -> None:
    again = office.house.clock.now() + timedelta(hours=15)
    await office.comes("1", phones=(), contacts_hidden=True, contacts_why="limit", contacts_at=again)
    office.maria.sees("исчерпан лимит просмотров", "Попробуем снова: завтра, ср, 25 нояб., 03:00")
    await office.maria.presses("✅ В базу")
    office.maria.sees("телефон не указан", "исчерпан лимит просмотров", "Попробуем снова")
    await office.comes("2", phones=(), emails=("o@mail.ru",), full_name="Кот Ольга", contacts_hidden=True)
    office.maria.sees("o@mail.ru", "Контакты скрыты: кандидат открыл их только на сайте")


async def test_what_came_late_is_told(office: Office) -> None:
    await office.comes("1", phones=(), contacts_hidden=True, contacts_why="limit")
    await office.maria.presses("✅ В базу")
    now = office.house.clock.now()
    answer = ResponseDraft("hh", "1", "VAC-0001", now, full_name="Громов Илья", phones=("+79160000001",))
    await office.house.happens(lambda session: hidden.came(session, answer, "hh", "1", tried=1, now=now))
    office.maria.sees("Сайт открыл контакты", "Громов Илья", "+7 916 000-00-01", "Открыть")
