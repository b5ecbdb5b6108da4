"""The staff's side of the house for scripts: colleagues, a vacancy, somebody who applied."""

from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bot import admin, recruiter
from bot.app import routers
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.conversation import owners
from bot.recruiter.home import home_screen
from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.kernel.actors import SYSTEM
from core.kernel.database.session import Database
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.pipeline import acts as pipeline
from core.pipeline.timers import TIMERS
from core.staff import acts as staff
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.conversations.direct import Chat, House, engine_of

FACTS = {"telegram": "otklik_bot", "horizon": "28", "notice": "60"}
SELLER = VacancyDraft("Продавец-консультант", "Помогать покупателям.", "Казань", 60_000, 80_000, "shift", "full")


def desk_house(db: Database, clock: ManualClock, folder: Path) -> House:
    parts = tuple(routers(recruiter, admin))
    forms = [form for part in parts for form in part.forms]
    facts = {**FACTS, "files": str(folder)}
    engine = engine_of(parts, forms, home=home_screen, access=owners.access(), on_timer=TIMERS, facts=facts)
    return House(db, clock, engine, Files(folder))


async def colleague(house: House, name: str, *roles: str, locale: str = "ru") -> Chat:
    """A new colleague's chat, called by his first name."""
    await house.write(staff.seed_dictionaries)
    number = await house.write(partial(staff.add_staff, name=name, roles=roles, now=house.clock.now(), locale=locale))
    name = f"staff{number}"
    await house.write(partial(bound, number=number, chat=name, now=house.clock.now()))
    return await house.staff_chat(number, name, locale=locale)


def bound(session: Session, number: int, chat: str, now: datetime) -> None:
    staff.bind_identity(session, number, CHANNEL, ACCOUNT, chat, now=now)


def number_of(chat: Chat) -> int:
    return int(chat.name.removeprefix("staff"))


async def vacancy_of(house: House, chat: Chat, draft: VacancyDraft = SELLER) -> int:
    create = partial(vacancies.create, draft=draft, recruiter=number_of(chat), by=SYSTEM, now=house.clock.now())
    return await house.write(create)


async def applicant(house: House, name: str, phone: str, vacancy: int) -> int:
    """Somebody in the base, on a vacancy; the application."""
    return await house.happens(partial(applied, name=name, phone=phone, vacancy=vacancy, now=house.clock.now()))


def applied(session: Session, name: str, phone: str, vacancy: int, now: datetime) -> int:
    draft = Draft(full_name=name, phones=(phone,), city="Казань", source="career_site")
    person = candidates.register(session, draft, now=now, is_draft=False)
    return pipeline.link(session, person, vacancy, source="career_site", entrance_type="response", by=SYSTEM, at=now, now=now)
