"""Whoever cannot be written to is never said to have been told: the recruiter is given the phone and no button that writes."""

from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, met, opened

PHONE = "+7 916 000-00-01"


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def from_a_board(office: Office) -> None:
    """Ilya came from hh: no chat of his is known."""
    await office.comes()
    await office.maria.presses("✅ В базу")


async def meets(office: Office) -> None:
    await from_a_board(office)
    for press in ("🗓 Интервью", "25 нояб.", "10:00", "Карточка", "🗓 Встреча"):
        await office.maria.presses(press)


async def test_a_meeting_is_cancelled_and_nobody_is_said_to_know(office: Office) -> None:
    await meets(office)
    await office.maria.presses("Отменить")
    office.maria.sees("Отменить встречу?", "отсюда нельзя", PHONE)
    office.maria.sees_not("узнает об этом")
    await office.maria.presses("Да, отменить")
    office.maria.sees("Встреча отменена. Кандидат об этом не знает, позвоните ему", PHONE)


async def test_whoever_can_be_told_is(office: Office) -> None:
    """The control: with a chat the words are the others."""
    await met(office)
    for press in ("Карточка", "🗓 Встреча", "Отменить"):
        await office.maria.presses(press)
    office.maria.sees("Кандидат сразу узнает об этом")
    await office.maria.presses("Да, отменить")
    office.maria.sees("кандидату ушло сообщение")
    office.anna.sees("отмен")


async def test_another_place_is_not_said_to_be_known(office: Office) -> None:
    await meets(office)
    await office.maria.presses("📍 Место")
    await office.maria.says("Москва, Тверская, 1")
    office.maria.sees("Кандидат об этом не знает, позвоните ему", PHONE, "Тверская")


async def test_a_refusal_offers_no_letter_and_promises_none(office: Office) -> None:
    await from_a_board(office)
    for press in ("Ещё…", "Отклонить", "Личные качества", "Пропустить"):
        await office.maria.presses(press)
    office.maria.sees("отсюда нельзя", PHONE, "Да, отклонить")
    office.maria.sees_not("Да, написать", "вежливый отказ")
    await office.maria.presses("Да, отклонить")
    office.maria.sees("Отклонён: Личные качества", "ничего не отправили")


async def test_who_said_stop_meanwhile_is_not_said_to_have_been_told(office: Office) -> None:
    await accepted(office)
    for press in ("Ещё…", "Отклонить", "Личные качества", "Пропустить"):
        await office.maria.presses(press)
    office.maria.sees("Да, написать")
    await office.anna.says("/stop")
    before = len(office.anna.messages)
    await office.maria.presses("Да, написать")
    office.maria.sees("Сообщение отправить не удалось", "+7 912 345-67-89")
    assert len(office.anna.messages) == before


async def test_a_response_of_somebody_who_said_stop_is_refused_without_asking(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("/stop")
    for press in ("Отклонить", "Личные качества", "Пропустить"):
        await office.maria.presses(press)
    office.maria.sees_not("Да, написать")
    assert "Причина: Личные качества" in office.maria.text


async def test_without_a_letter_he_still_hears_that_the_meeting_is_off(office: Office) -> None:
    await met(office)
    for press in ("Карточка", "Ещё…", "Отклонить", "Личные качества", "Пропустить", "Нет, без сообщения"):
        await office.maria.presses(press)
    office.maria.sees("ушло только сообщение, что встреча отменена")
    office.anna.sees("отмен")


async def test_no_button_writes_to_whoever_cannot_be_written_to(office: Office) -> None:
    await from_a_board(office)
    office.maria.sees("Написать отсюда нельзя")
    assert office.maria.last.button("Написать") is None
    await office.maria.presses("📞 Первый звонок")
    office.maria.sees("📵 Недозвон")
    office.maria.sees_not("написать")
