"""A recruiter leaves: the admin is asked to whom the work goes, and nothing that a candidate does is lost on the way."""

from pathlib import Path

import pytest

from core.kernel.actors import SYSTEM
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from tests.conversations.direct import Chat
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, met, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def asked(office: Office) -> Chat:
    root = await office.colleague("Игорь Громов", "admin")
    await root.says("/users")
    await root.presses("Мария Орлова")
    await root.presses("Закрыть доступ")
    return root


async def test_the_work_goes_to_whom_the_admin_names(office: Office) -> None:
    vera = await office.colleague("Вера Лебедева", "recruiter")
    await met(office)
    root = await asked(office)
    root.sees("Кому всё это передать?", "кандидатов 1", "Вера Лебедева")
    root.sees_not("Да, закрыть")
    await root.presses("Вера Лебедева")
    root.sees("перейдут к новому рекрутеру: Вера Лебедева", "Да, закрыть")
    await root.presses("Да, закрыть")
    root.sees("Работу ведёт Вера Лебедева", "Доступ закрыт")
    vera.sees("Вам передали работу", "Мария Орлова", "кандидатов 1")
    await office.anna.says("Во сколько приходить?")
    vera.sees("Во сколько приходить?", "Ответить")
    await root.says("/audit")
    root.sees("переданы дела")
    await office.house.passes(hours=20)
    await vera.says("/today")
    vera.sees("Встречи: 1", "Смирнова Анна Петровна")


async def test_who_has_nothing_in_hand_goes_without_an_heir(office: Office) -> None:
    await office.colleague("Олег Белов", "operator")
    root = await office.colleague("Игорь Громов", "admin")
    await root.says("/users")
    await root.presses("Олег Белов")
    await root.presses("Закрыть доступ")
    root.sees("Да, закрыть")
    root.sees_not("передать")
    await root.presses("Да, закрыть")
    root.sees("Доступ закрыт: Олег Белов")


async def test_where_nobody_can_take_it_that_is_said(office: Office) -> None:
    root = await asked(office)
    root.sees("Передать его работу некому", "/invite", "Да, закрыть")


async def gone_without_a_word(office: Office) -> None:
    now = office.house.clock.now()
    await office.house.write(lambda session: staff.deactivate(session, office.recruiter, by=SYSTEM, now=now))


async def test_what_only_a_reader_who_left_would_hear_goes_to_the_leads(office: Office) -> None:
    await accepted(office)
    lead = await office.colleague("Вера Лебедева", "lead")
    await gone_without_a_word(office)
    await office.anna.says("Есть кто?")
    lead.sees("Есть кто?", "Ответить")


async def test_how_it_went_is_asked_of_somebody_who_may_say(office: Office) -> None:
    await met(office)
    lead = await office.colleague("Вера Лебедева", "lead")
    root = await office.colleague("Игорь Громов", "admin")
    await gone_without_a_word(office)
    await office.house.passes(hours=23)
    assert "Как прошло" in lead.text
    assert not root.messages, "an admin sees no candidates"


async def test_a_new_response_to_his_vacancy_is_seen_by_a_lead(office: Office) -> None:
    lead = await office.colleague("Вера Лебедева", "lead")
    await gone_without_a_word(office)
    await apply(office.anna)
    lead.sees("Новый отклик", "Смирнова Анна Петровна")


async def test_who_is_no_recruiter_any_more_does_not_keep_the_news_to_himself(office: Office) -> None:
    lead = await office.colleague("Вера Лебедева", "lead")
    now = office.house.clock.now()
    await office.house.write(lambda session: staff.set_roles(session, office.recruiter, ["admin"], by=SYSTEM, now=now))
    await apply(office.anna)
    lead.sees("Новый отклик", "Смирнова Анна Петровна")
