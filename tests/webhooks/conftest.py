"""The web service over a real database, called without a socket."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from core.kernel.actors import Actor
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from core.vacancies import acts
from core.vacancies.rules import VacancyDraft
from tests.channels.webchat.tiny_bot import anybodys, tiny_engine, words
from webhooks.app import create_app
from webhooks.state import State

TEXT = "Принимать звонки и чаты.\nОтвечать по скриптам и без них.\n\nГрафик 2/2, обучение оплачивается."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", company='ООО "Северный & ветер"')


@pytest.fixture
async def state(db: Database, clock: ManualClock, settings: Settings) -> AsyncIterator[State]:
    supervisor = Supervisor()
    files = Files(settings.data_dir / "files")
    yield State(settings, db, clock, files, words(), supervisor, takes_files=anybodys, book=tiny_engine().book, telegram_name="otklik_bot")
    await supervisor.stop()


@pytest.fixture
async def http(state: State) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(state), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers={"Accept": "text/html"}) as client:
        yield client


@pytest.fixture
async def recruiter(db: Database, clock: ManualClock) -> int:
    await db.write(staff.seed_dictionaries)
    return await db.write(partial(staff.add_staff, name="Анна", roles=["recruiter"], now=clock.now()))


@pytest.fixture
async def vacancy(db: Database, clock: ManualClock, recruiter: int) -> int:
    draft = VacancyDraft("Оператор колл-центра", TEXT, "Пермь", 60000, 90000, "shift", "full")
    made = partial(acts.create, draft=draft, recruiter=recruiter, by=Actor("staff", recruiter), now=clock.now())
    return await db.write(made)
