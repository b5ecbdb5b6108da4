"""A state and a kind of meeting that the company has added for itself: in buttons, lists, the candidate's words, and «Как прошло?»."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.pipeline.statuses import acts as rows
from core.pipeline.statuses.defaults import appointment, meeting
from core.pipeline.statuses.model import StatusRow
from core.pipeline.statuses.rules import Group, Labels, Need, Sla, StatusRule
from tests.conversations.office import Office, accepted, opened

TRIAL = StatusRule(
    "trial_day",
    Labels("Пробный день", "Trial day"),
    position=155,
    needs=frozenset({Need.ACTIVE, Need.COMMENT}),
    duty=True,
    sla=Sla(2),
    next=("rejected", "trial_lost"),
    stands="thinking",
)
LOST = StatusRule(
    "trial_lost",
    Labels("Не справился", "Could not do it"),
    position=156,
    needs=frozenset({Need.ACTIVE, Need.REASON}),
    closes=True,
    group=Group.BAD,
    reason="reject_reason",
    stands="rejected",
)


def add(session: Session) -> None:
    rows.seed_statuses(session)
    rows.add_rule(session, TRIAL)
    rows.add_rule(session, LOST)
    first = session.get_one(StatusRow, "first_call.done")
    first.next = [*first.next, "trial_day"]
    rows.add_type(session, replace(appointment("trial", 3), label=Labels("Знакомство с командой", "Meeting the team"), position=65))
    for rule in meeting("trial"):
        rows.add_rule(session, rule)


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    found = await opened(db, clock, tmp_path / "files")
    await found.house.write(add)
    await accepted(found)
    await found.maria.presses("📞 Первый звонок")
    await found.maria.presses("Решить позже")
    return found


async def test_it_is_a_button_asks_what_it_needs_and_ends_what_it_ends(office: Office) -> None:
    await office.maria.presses("Пробный день")
    office.maria.sees("Пробный день", "без комментария этот шаг не записать")
    await office.maria.says("Выходит во вторник")
    office.maria.sees("Записано: Пробный день", "осталось 2 дня")
    await office.anna.says("/status")
    office.anna.sees("Ждём вашего решения")
    await office.house.passes(days=3)
    await office.maria.says("/vacancies")
    await office.maria.presses("Оператор call")
    await office.maria.presses("Кандидаты")
    office.maria.sees("Пробный день", "просрочено на")
    await office.maria.presses("Смирнова")
    await office.maria.presses("Не справился")
    await office.maria.presses("Недостаточный опыт")
    await office.maria.presses("Пропустить")
    office.maria.sees("Отклик закроется")
    await office.maria.presses("Да, записать")
    office.maria.sees("Записано: Не справился")
    assert await office.codes() == ["response", "first_call.done", "trial_day", "trial_lost"]
    await office.anna.says("/status")
    office.anna.sees("не сможем предложить вам эту работу")


async def test_such_a_meeting_is_set_told_and_asked_about(office: Office) -> None:
    await office.maria.presses("Ещё…")
    await office.maria.presses("Знакомство с командой")
    await office.maria.presses("25 нояб.")
    await office.maria.presses("10:00")
    office.anna.sees("Знакомство с командой", "10:00")
    await office.house.passes(days=1)
    office.maria.sees("знакомство с командой")
    assert (await office.codes())[-1] == "trial.scheduled"


async def test_an_offer_is_a_button_after_a_yes_and_leads_to_work(office: Office) -> None:
    await office.maria.presses("☎️ Тел. интервью")
    await office.maria.presses("25 нояб.")
    await office.maria.presses("10:00")
    await office.house.passes(days=1)
    await office.maria.presses("✅ Одобрить")
    await office.maria.presses("Сделан оффер")
    office.maria.sees("Записано: Сделан оффер", "осталось 10 дней")
    await office.maria.presses("Результат")
    office.maria.sees("Оффер принят", "Оффер отклонён", "Оффер подвешен")
    await office.maria.presses("Оффер принят")
    await office.maria.presses("Оформление")
    await office.maria.presses("Принят на работу")
    await office.maria.presses("Да, записать")
    office.maria.sees("Записано: Принят на работу")
    assert (await office.codes())[-4:] == ["offer.made", "offer.accepted", "paperwork", "hired"]
