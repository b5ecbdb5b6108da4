"""A colleague who sleeps is told in the morning, of things as they are then: what is over by then is not told at all."""

from datetime import time
from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.queue import inbox
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from tests.conversations.office import Office, accepted, met, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def sleeps(office: Office, start: int = 20, end: int = 9) -> None:
    await office.house.write(lambda session: staff.set_quiet_hours(session, office.recruiter, time(start), time(end)))


async def test_what_came_at_night_is_told_in_the_morning_in_its_order(office: Office) -> None:
    await accepted(office)
    await sleeps(office)
    await office.house.passes(hours=10)
    before = len(office.maria.messages)
    await office.anna.says("Первое")
    await office.anna.says("Второе")
    await office.house.passes(hours=10)
    assert len(office.maria.messages) == before
    await office.house.passes(hours=1)
    assert [words for message in office.maria.messages[before:] for words in ("Первое", "Второе") if words in message.text] == [
        "Первое",
        "Второе",
    ]
    assert await office.house.read(inbox.waiting) == 0


async def test_days_are_named_as_they_are_when_it_is_read(office: Office) -> None:
    await met(office)
    await sleeps(office)
    await office.house.passes(hours=20)
    await office.anna.presses("Подтвердить")
    await office.house.passes(hours=1)
    office.maria.sees("сегодня, ср, 25 нояб., 10:00")


async def test_what_is_off_by_the_morning_is_not_told(office: Office) -> None:
    await met(office)
    await sleeps(office)
    await office.house.passes(hours=20)
    before = len(office.maria.messages)
    await office.anna.presses("Подтвердить")
    await office.anna.presses("Отменить")
    await office.anna.presses("Да, отменить")
    await office.house.passes(hours=1)
    fresh = "\n".join(message.text for message in office.maria.messages[before:])
    assert "отменил" in fresh
    assert "подтвердил" not in fresh


async def test_one_question_is_asked_once_however_often_it_came_at_night(office: Office) -> None:
    await met(office)
    await sleeps(office, 9, 8)
    before = len(office.maria.messages)
    for _ in range(10):
        await office.house.passes(hours=2)
    await office.house.passes(hours=24)
    asked = [message.text for message in office.maria.messages[before:] if "Как прошло" in message.text]
    assert len(asked) == 1


async def test_a_question_that_was_answered_meanwhile_is_not_asked(office: Office) -> None:
    await met(office)
    await sleeps(office, 10, 20)
    await office.house.passes(hours=24)
    before = len(office.maria.messages)
    await office.maria.says("/today")
    await office.maria.presses("Смирнова")
    await office.maria.presses("Результат")
    await office.maria.presses("Одобрить")
    await office.house.passes(hours=10)
    assert not [message.text for message in office.maria.messages[before + 1 :] if "Как прошло" in message.text]


async def test_a_promise_names_the_time_at_which_the_card_will_come(office: Office) -> None:
    await accepted(office)
    await sleeps(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Недозвон")
    await office.maria.says("сегодня 22:30")
    office.maria.sees("Напомним завтра, ср, 25 нояб., 09:00", "тихие часы")
    before = len(office.maria.messages)
    await office.house.passes(hours=20)
    assert len(office.maria.messages) == before
    await office.house.passes(hours=1)
    office.maria.sees("Пора перезвонить")


async def test_a_time_named_by_the_candidate_is_kept(office: Office) -> None:
    await accepted(office)
    await sleeps(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Перезвонить")
    await office.maria.says("сегодня 22:30")
    office.maria.sees("Напомним сегодня, вт, 24 нояб., 22:30")
    await office.anna.says("И ещё вопрос")
    await office.house.passes(hours=10, minutes=30)
    office.maria.sees("Пора перезвонить")
