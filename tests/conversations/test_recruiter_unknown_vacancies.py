"""A response to an advertisement nobody has told us of: the vacancy is chosen once, and further ones come there by themselves."""

from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.office import Office, opened

LEADS_THERE = "Следующие отклики с этого объявления придут сюда же"


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def test_the_chosen_vacancy_gets_the_advertisement_and_whoever_waits_from_it(office: Office) -> None:
    await office.comes("1", vacancy="777", full_name="Ким Олег", phones=("+79160000003",))
    await office.comes("2", vacancy="777", full_name="Юн Ева", phones=("+79160000004",))
    await office.comes("3", vacancy="778", full_name="Ли Анна", phones=("+79160000005",))
    office.maria.sees("Вакансия неизвестна")
    await office.maria.says("/responses")
    await office.maria.presses("Без вакансии · 3")
    await office.maria.presses("✅ В базу")
    office.maria.sees("На какую вакансию берём? Ким Олег", LEADS_THERE, "➕ Новая вакансия")
    await office.maria.presses("VAC-0002")
    office.maria.sees("Ким Олег", "VAC-0002 · Водитель-экспедитор", "Статус")
    await office.maria.says("/responses")
    office.maria.sees("VAC-0002 Водитель-экспедитор · 1", "Без вакансии · 1")
    await office.comes("4", vacancy="777", full_name="Сон Пак", phones=("+79160000006",))
    office.maria.sees("Сон Пак", "VAC-0002 · Водитель-экспедитор")


async def test_where_no_advertisement_is_named_or_another_vacancy_is_chosen_nothing_is_led_anywhere(office: Office) -> None:
    await office.comes("1", vacancy="")
    await office.maria.presses("✅ В базу")
    office.maria.sees("На какую вакансию берём?")
    office.maria.sees_not(LEADS_THERE)
    await office.comes("2", vacancy="VAC-0001", full_name="Юн Ева", phones=("+79160000004",))
    await office.maria.presses("На другую вакансию")
    office.maria.sees_not(LEADS_THERE)
    await office.maria.presses("VAC-0002")
    await office.comes("3", vacancy="VAC-0001", full_name="Ли Анна", phones=("+79160000005",))
    office.maria.sees("Ли Анна", "VAC-0001 · Оператор call-центра")


async def test_a_vacancy_can_be_made_for_it_on_the_way(office: Office) -> None:
    await office.comes("1", vacancy="777", full_name="Ким Олег", phones=("+79160000003",))
    await office.maria.presses("✅ В базу")
    await office.maria.presses("➕ Новая вакансия")
    await office.maria.says("Сварщик")
    await office.maria.says("Варить трубы")
    for _ in range(4):
        await office.maria.presses("Пропустить")
    await office.maria.presses("✅ Открыть вакансию")
    office.maria.sees("На какую вакансию берём? Ким Олег", "VAC-0003 Сварщик")
    await office.maria.presses("VAC-0003 Сварщик")
    office.maria.sees("Ким Олег", "VAC-0003 · Сварщик", "Статус")
    await office.comes("2", vacancy="777", full_name="Юн Ева", phones=("+79160000004",))
    office.maria.sees("Юн Ева", "VAC-0003 · Сварщик")
