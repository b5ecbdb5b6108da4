"""Reports in the chat: chosen, narrowed, sent as files; one's own only, unless one leads the team."""

from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.desk_house import applicant, colleague, desk_house, vacancy_of
from tests.conversations.direct import Chat, House


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return desk_house(db, clock, tmp_path / "files")


async def busy(house: House) -> Chat:
    anna = await colleague(house, "Анна Серова", "recruiter")
    for number in range(3):
        await applicant(house, f"Иван Петров{number}", f"+7916000000{number}", await vacancy_of(house, anna))
    return anna


async def test_a_report_is_three_presses_away_and_leaves_as_a_picture_and_a_workbook(house: House) -> None:
    anna = await busy(house)
    await anna.says("/reports")
    anna.sees("Выберите, о чём", "до какого шага дошли")
    await anna.presses("Источники")
    anna.sees("Карьерный сайт — 3", "Всего: 3")
    await anna.presses("🖼 Картинка")
    assert anna.file().startswith(b"\x89PNG")
    await anna.presses("Excel")
    assert anna.file().startswith(b"PK")
    await anna.presses("CSV")
    assert "Источник".encode() in anna.file()


async def test_a_period_is_chosen_or_typed(house: House) -> None:
    anna = await busy(house)
    await anna.says("/reports")
    await anna.presses("Воронка")
    anna.sees("Все, кто начал — 3")
    await anna.presses("📅 Период")
    await anna.presses("Прошлый месяц")
    anna.sees("За этот период ничего нет")
    await anna.presses("📅 Период")
    await anna.says("как-нибудь")
    anna.sees("Не разобрали день")
    await anna.says("сегодня")
    anna.sees("Все, кто начал — 3")


async def test_a_recruiter_sees_the_own_work_and_a_lead_anybodys(house: House) -> None:
    await busy(house)
    oleg = await colleague(house, "Олег Зимин", "recruiter")
    await oleg.says("/reports")
    await oleg.presses("Загрузка")
    oleg.sees("За этот период ничего нет")
    oleg.sees_not("👤 Рекрутер")
    lead = await colleague(house, "Вера Ким", "lead")
    await lead.says("/reports")
    await lead.presses("Загрузка")
    lead.sees("Анна Серова — 3")
    await lead.presses("👤 Рекрутер")
    await lead.presses("Олег Зимин")
    lead.sees("Рекрутер: Олег Зимин", "За этот период ничего нет")


async def test_a_manager_has_no_reports(house: House) -> None:
    manager = await colleague(house, "Пётр Ильин", "hiring_manager")
    await manager.says("/reports")
    manager.sees_not("Отчёты.")
