"""A hiring manager says how his meetings went, all the way to the end of each verdict, and is shown nothing that he may not do."""

from pathlib import Path

import pytest

from core.kernel.actors import SYSTEM, staff
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.pipeline import acts as pipeline
from core.vacancies import acts as vacancies
from tests.conversations.direct import Chat
from tests.conversations.office import Office, accepted, met, opened

ANNA = 1


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def manager(office: Office) -> Chat:
    """Gleb answers for the operators."""
    gleb = await office.colleague("Глеб", "hiring_manager")
    number, now = int(gleb.name.removeprefix("staff")), office.house.clock.now()
    await office.house.write(lambda session: vacancies.assign(session, office.operator, manager=number, by=SYSTEM, now=now))
    return gleb


async def opens(gleb: Chat) -> None:
    await gleb.says(f"/candidate {ANNA}")
    await gleb.presses("▸ Оператор")


async def asked(office: Office) -> Chat:
    """The interview is over and Gleb says how it went."""
    await met(office)
    gleb = await manager(office)
    await office.house.passes(hours=23)
    await opens(gleb)
    await gleb.presses("📝 Результат")
    return gleb


@pytest.mark.parametrize(("last", "told"), [("Да, написать", "вежливый отказ"), ("Нет, без сообщения", "ничего не отправили")])
async def test_not_passed_with_its_reason(office: Office, last: str, told: str) -> None:
    gleb = await asked(office)
    for press in ("❌ Отклонить", "Личные качества", "Пропустить", last):
        await gleb.presses(press)
    gleb.sees("Отклонён после интервью", told)
    assert (await office.codes())[-1] == "interview.rejected"


@pytest.mark.parametrize(
    ("press", "code"),
    [("✅ Одобрить", "passed"), ("Не пришёл", "no_show"), ("🤔 Думает", "thinking"), ("Состоялось, решу позже", "done")],
)
async def test_every_other_verdict_at_once(office: Office, press: str, code: str) -> None:
    gleb = await asked(office)
    await gleb.presses(press)
    gleb.sees("Записано", "Дальше кандидата ведёт Мария Орлова" if code != "done" else "Что дальше?")
    assert (await office.codes())[-1] == f"interview.{code}"


async def test_his_verdict_reaches_whoever_leads_the_candidate(office: Office) -> None:
    gleb = await asked(office)
    await gleb.presses("✅ Одобрить")
    office.maria.sees("Запись коллеги", "Смирнова Анна", "Одобрен после интервью", "Глеб", "осталось 5 дней", "Карточка")
    await gleb.presses("Комментарий")
    await gleb.says("Толковая, берём")
    office.maria.sees("Запись коллеги", "Толковая, берём")
    await office.maria.presses("Карточка")
    await office.maria.presses("Комментарий")
    await office.maria.says("Согласна")
    office.maria.sees_not("Запись коллеги")
    gleb.sees_not("Согласна")


async def test_it_did_not_take_place(office: Office) -> None:
    gleb = await asked(office)
    await gleb.presses("Отменено")
    await gleb.presses("Да, отменить")
    gleb.sees("Встреча отменена", "Интервью отменено")
    assert (await office.codes())[-1] == "interview.cancelled"
    office.maria.sees("Запись коллеги", "Интервью отменено", "Глеб")


async def test_a_verdict_that_is_no_verdict_any_more_is_refused(office: Office) -> None:
    """The control of what tells a verdict from any other no: the meeting is off, and with it his right."""
    gleb = await asked(office)
    await gleb.presses("❌ Отклонить")
    now = office.house.clock.now()
    await office.house.write(lambda session: pipeline.withdraw(session, 1, "other", by=SYSTEM, now=now))
    await office.house.write(lambda session: pipeline.reopen(session, 1, by=staff(office.recruiter), now=now))
    await gleb.presses("Личные качества")
    await gleb.presses("Пропустить")
    gleb.sees("недоступно")
    assert (await office.codes())[-1] == "new"


async def test_no_first_call_for_him(office: Office) -> None:
    await accepted(office)
    gleb = await manager(office)
    await opens(gleb)
    gleb.sees("Смирнова", "💬 Комментарий")
    gleb.sees_not("Первый звонок", "Интервью")
    await gleb.presses("Ещё…")
    gleb.sees("Самоотказ")
    gleb.sees_not("Первый звонок", "Отклонить")


async def test_what_the_person_does_elsewhere_is_not_his_to_open(office: Office) -> None:
    await accepted(office)
    gleb = await manager(office)
    now = office.house.clock.now()
    elsewhere = {"source": "career_site", "entrance_type": "response", "by": SYSTEM, "at": now, "now": now}
    await office.house.write(lambda session: pipeline.link(session, ANNA, office.driver, **elsewhere))  # type: ignore[arg-type]
    await gleb.says(f"/candidate {ANNA}")
    gleb.sees("▸ Оператор")
    gleb.sees_not("Водитель")
