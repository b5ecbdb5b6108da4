"""A house that takes responses: its staff and vacancies, its doors on real ports, its turns and couriers driven by hand."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from core.boards.hh.target import HhTarget
from core.kernel.actors import Actor
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.queue.delivery import Unlimited
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.boards.house import House, open_house
from tests.emulators.hh import Account, HhSimulator, Vacancy
from tests.kit.patience import patience


@pytest.fixture
async def anna(db: Database, clock: ManualClock) -> int:
    """A recruiter."""
    return await db.write(partial(staff.add_staff, name="Анна Ветрова", roles=["recruiter"], now=clock.now()))


@pytest.fixture
async def boris(db: Database, clock: ManualClock) -> int:
    """Another one, who leads."""
    return await db.write(partial(staff.add_staff, name="Борис Лугов", roles=["lead"], now=clock.now()))


@pytest.fixture
async def welder(db: Database, clock: ManualClock, anna: int) -> int:
    """Anna's vacancy, VAC-0001."""
    draft = VacancyDraft("Сварщик", city="Казань")
    return await db.write(partial(vacancies.create, draft=draft, recruiter=anna, by=Actor("staff", anna), now=clock.now()))


@pytest.fixture
def hh(clock: ManualClock) -> Iterator[HhSimulator]:
    with HhSimulator(clock=clock, pace=0.002) as simulator:
        simulator.world.answer_within = patience(2.0)
        yield simulator


@pytest.fixture
def employer(hh: HhSimulator) -> Account:
    return hh.account()


@pytest.fixture
async def advert(hh: HhSimulator, db: Database, employer: Account, welder: int) -> Vacancy:
    """The same vacancy on hh.ru."""
    made = hh.vacancy(employer)
    await db.write(partial(vacancies.bind, vacancy=welder, board="hh", external_id=made.id))
    return made


@pytest.fixture
async def house(db: Database, clock: ManualClock, tmp_path: Path, hh: HhSimulator, employer: Account) -> AsyncIterator[House]:
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        hh_api=hh.url,
        hh_access_token=employer.token,
        hh_contact="devs@otklik.invalid",
        hh_webhook_secret="knock-knock-knock",
        intake_secret="open-sesame-please",
    )
    async with HhTarget.opened(settings) as target, open_house(db, clock, settings) as house:
        target.limiter = Unlimited()
        house.targets.append(target)
        yield house
