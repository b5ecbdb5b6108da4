"""Before a vacancy is closed, the recruiter sees whom it touches; the candidates are told nothing."""

from functools import partial
from pathlib import Path

from core.kernel.actors import staff
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.pipeline import acts as pipeline
from tests.conversations.desk_house import applicant, colleague, desk_house, number_of, vacancy_of


async def test_who_stays_in_work_is_named_before(db: Database, clock: ManualClock, tmp_path: Path) -> None:
    house = desk_house(db, clock, tmp_path / "files")
    anna = await colleague(house, "Анна Серова", "recruiter")
    vacancy = await vacancy_of(house, anna)
    names = ("Пётр Иванов", "Ольга Петрова", "Олег Лис", "Ирина Зима", "Глеб Сад", "Яна Луг")
    numbers = [await applicant(house, name, f"+7916123456{place}", vacancy) for place, name in enumerate(names)]
    by, now = staff(number_of(anna)), clock.now()
    meets = partial(pipeline.schedule_at, application=numbers[0], start=now.replace(hour=15), kind="interview", minutes=30, by=by, now=now)
    await house.happens(meets)
    await anna.says("/vacancy 1")
    await anna.presses("🔒 Закрыть")
    anna.sees("Останутся в работе (6)", "не пишем")
    anna.sees("Пётр Иванов (интервью: сегодня", "Яна Луг", "Олег Лис и ещё 1", "Назначенные встречи в силе")
    anna.sees_not("Отклики без решения")
    await anna.presses("Да, закрыть")
    anna.sees("Вакансия закрыта")
