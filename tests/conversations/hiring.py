"""A small company for the candidates' scripts: one recruiter, open vacancies, hours in which she receives people."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from bot import candidate
from bot.app import routers
from bot.candidate.home import home_screen
from bot.conversation import owners
from core.boards import acts as boards
from core.boards import reads as responses
from core.boards.acts import Accepted
from core.interviews import acts as interviews
from core.interviews.rules import RuleDraft
from core.kernel.actors import Actor, staff
from core.kernel.database.session import Database
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.pipeline import acts as pipeline
from core.pipeline.timers import TIMERS
from core.privacy import acts as privacy
from core.staff import acts as people
from core.vacancies import acts as vacancies
from core.vacancies.rules import QuestionDraft, VacancyDraft
from tests.conversations.direct import COMPANY, Chat, House, engine_of

NOTICE = timedelta(minutes=60)
PLACE = "Москва, ул. Лесная, 7, офис 12"
OPERATOR = VacancyDraft("Оператор call-центра", "Отвечать на звонки.\nОбучаем <всему>.", "Москва", 60_000, 80_000, "shift", "full")
DRIVER = VacancyDraft("Водитель-экспедитор", city="Казань", salary_from=95_000)
EXPERIENCE = QuestionDraft("Сколько лет опыта?", "number")
NIGHTS = QuestionDraft("Готовы к ночным сменам?", "yesno")
SHIFT = QuestionDraft("Какая смена удобнее?", "choice", ("Утро", "Вечер"), optional=True)


@dataclass(frozen=True, slots=True)
class Hiring:
    """The house with who and what is in it; times are Moscow's."""

    house: House
    recruiter: int
    operator: int
    driver: int

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    @property
    def by(self) -> Actor:
        return staff(self.recruiter)

    async def accepted(self) -> Accepted:
        """The recruiter takes the newest response into the base."""

        def accept(session: Session) -> Accepted:
            (card, *_), _ = responses.page(session, limit=1)
            return boards.accept(session, card.id, by=self.recruiter, now=self.now)

        return await self.house.happens(accept)

    async def invited(self, application: int, kind: str = "interview") -> None:
        await self.house.happens(lambda session: pipeline.invite(session, application, kind, by=self.by, now=self.now))


async def company(database: Database, clock: ManualClock, folder: Path) -> Hiring:
    parts = tuple(routers(candidate))
    engine = engine_of(
        parts,
        [form for part in parts for form in part.forms],
        home=home_screen,
        access=owners.access(),
        on_timer=TIMERS,
        facts={"files": str(folder), "notice": "60", "horizon": "28", "telegram": ""},
    )
    house = House(database, clock, engine, Files(folder))
    recruiter, operator, driver = await house.write(lambda session: seeded(session, clock.now()))
    return Hiring(house, recruiter, operator, driver)


def seeded(session: Session, now: datetime) -> tuple[int, int, int]:
    people.seed_dictionaries(session)
    privacy.publish_samples(session, COMPANY, now=now)
    recruiter = people.add_staff(session, "Мария Орлова", ["recruiter"], now=now)
    people.set_quiet_hours(session, recruiter, None, None)
    numbers = [vacancies.create(session, draft, recruiter=recruiter, by=staff(recruiter), now=now) for draft in (OPERATOR, DRIVER)]
    for question in (EXPERIENCE, NIGHTS, SHIFT):
        vacancies.add_question(session, numbers[0], question)
    weekly = RuleDraft((0, 1, 2, 3, 4), time(10), time(12), "Europe/Moscow", duration=30, place=PLACE)
    interviews.keep_rule(session, recruiter, weekly, now=now, horizon=28)
    return recruiter, numbers[0], numbers[1]


async def apply(chat: Chat) -> None:
    """Anna applies for the operator's job, from the link to the last press."""
    await chat.starts("v_1")
    await chat.presses("Откликнуться")
    await chat.presses("Согласен, продолжить")
    await chat.says("Смирнова Анна Петровна")
    await chat.shares("8 (912) 345-67-89")
    await chat.says("Казань")
    await chat.sends("Смирнова.pdf")
    await chat.says("3")
    await chat.presses("Да")
    await chat.presses("Пропустить")
    await chat.presses("Отправить")


async def invited(hiring: Hiring, chat: Chat) -> int:
    """Anna has applied, was accepted and may choose a time; her application."""
    await apply(chat)
    accepted = await hiring.accepted()
    await hiring.invited(accepted.application)
    return accepted.application


async def booked(hiring: Hiring, chat: Chat) -> int:
    """Anna comes tomorrow, Wednesday 25 November, at ten."""
    application = await invited(hiring, chat)
    await chat.presses("Выбрать время")
    await chat.presses("25 нояб.")
    await chat.presses("10:00")
    return application
