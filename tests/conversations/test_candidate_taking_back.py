"""A response nobody has answered yet is taken back by the candidate himself: the recruiter hears of it once, and the way in stays open."""

from pathlib import Path

import pytest

from core.boards import reads
from core.boards.reads import ResponseCard
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, opened

TOLD = "Кандидат отозвал отклик"


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def response(office: Office, number: int) -> ResponseCard:
    return await office.house.read(lambda session: reads.card(session, number))


async def taken_back(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("/status")
    await office.anna.presses("Оператор call-центра")
    await office.anna.presses("Больше не интересно")
    office.anna.sees("вам больше не интересна?", "Отклик отзовём")
    await office.anna.presses("Далеко ездить")


async def test_it_is_taken_back_with_a_reason_and_the_recruiter_is_told_once(office: Office) -> None:
    await taken_back(office)
    office.anna.sees("Отклик на «Оператор call-центра» закрыт")
    card = await response(office, 1)
    assert (card.state, card.reason, card.taken_by) == ("withdrawn", "location", None)
    office.maria.sees(TOLD, "Смирнова Анна Петровна", "Причина: Месторасположение")
    await office.anna.presses_again()
    assert office.maria.text.count(f"🚪 {TOLD}: Смирнова Анна Петровна") == 1
    await office.maria.says("/responses")
    office.maria.sees("Новых откликов нет")


async def test_the_recruiters_card_says_so_instead_of_deciding(office: Office) -> None:
    await taken_back(office)
    await office.maria.presses("✅ В базу")
    office.maria.sees("Кандидат сам отозвал этот отклик", "🚪 Кандидат отозвал отклик: сегодня")
    office.maria.sees_not("✅ В базу", "Отклонить")
    assert (await response(office, 1)).state == "withdrawn"


async def test_one_may_apply_anew(office: Office) -> None:
    await taken_back(office)
    await office.anna.says("/status")
    office.anna.sees("Вы отказались от этой вакансии")
    await office.anna.starts("v_1")
    await office.anna.presses("Откликнуться")
    await office.anna.says("3")
    await office.anna.presses("Да")
    await office.anna.presses("Пропустить")
    await office.anna.presses("Отправить")
    office.anna.sees("Отклик отправлен")
    assert ((await response(office, 1)).state, (await response(office, 2)).state) == ("withdrawn", "new")
    await office.anna.says("/status")
    office.anna.sees("Отклик получен")
    office.anna.sees_not("Вы отказались")
    await office.maria.presses("✅ В базу")
    office.maria.sees("Статус: Отклик на вакансию")


async def test_one_that_was_accepted_meanwhile_ends_as_an_application(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("/status")
    await office.anna.presses("Оператор call-центра")
    await office.anna.presses("Больше не интересно")
    kept = list(office.anna.messages)
    await office.maria.presses("✅ В базу")
    office.anna.messages[:] = kept
    await office.anna.presses("Далеко ездить")
    office.anna.sees("закрыт")
    card = await office.card()
    assert (card.status, card.is_active) == ("withdrawn", False)
    assert (await response(office, 1)).state == "accepted"


async def test_an_application_has_its_own_way_out(office: Office) -> None:
    await accepted(office)
    await office.anna.says("/status")
    await office.anna.presses("Оператор call-центра")
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Далеко ездить")
    office.maria.sees("Кандидат больше не участвует")
