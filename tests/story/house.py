"""The whole product in one process on a free port, with a clock that stands still until the story moves it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

import main
from core.kernel.actors import SYSTEM
from core.kernel.config.settings import Settings
from core.kernel.queue import inbox, outbox, timers
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from main import Otklik
from tests.emulators.telegram import TelegramEmulator
from tests.kit.patience import patience
from webhooks.app import create_app
from webhooks.server import WebServer, open_door

SECRET = "story-secret_0123456789"
COMPANY = "Северный ветер"


@dataclass(slots=True)
class House:
    built: Otklik
    clock: ManualClock
    url: str

    async def passes(self, **time: float) -> None:
        """Nothing is under way, then the clock goes ahead: what became due comes within a second."""
        await self.rests()
        self.clock.at += timedelta(**time)

    async def rests(self, seconds: float = 20.0) -> None:
        """Until nothing waits, nothing is on its way and no timer is due."""
        async with asyncio.timeout(patience(seconds)):
            while not await self.built.database.read(self.is_at_rest):  # noqa: ASYNC110 - nobody announces that nothing happens
                await asyncio.sleep(0.05)

    def is_at_rest(self, session: Session) -> bool:
        due = timers.next_due(session)
        moving = any(state in {"new", "sending"} for _, state, _ in outbox.counts(session))
        return not inbox.waiting(session) and not moving and (due is None or due > self.clock.now())

    async def invite(self, name: str, *roles: str) -> str:
        """A single-use token for a new colleague."""
        make = partial(staff.invite, by=SYSTEM, roles=roles, name=name, now=self.clock.now())
        return await self.built.database.write(make)

    async def login(self, staff_id: int) -> str:
        return await self.built.database.write(partial(staff.login_link, staff_id=staff_id, now=self.clock.now()))

    async def add(self, name: str, locale: str, *roles: str) -> int:
        make = partial(staff.add_staff, name=name, roles=roles, now=self.clock.now(), locale=locale)
        return await self.built.database.write(make)


@asynccontextmanager
async def open_house(
    database_url: str,
    folder: Path,
    clock: ManualClock,
    *,
    telegram: TelegramEmulator | None = None,
    mode: str = "polling",
    locale: str = "ru",
) -> AsyncIterator[House]:
    door = open_door("127.0.0.1", 0)
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        data_dir=folder,
        public_url=url,
        company=COMPANY,
        locale=locale,
        secret_key="story",
        telegram_token=telegram.token if telegram else "",
        telegram_api=telegram.url if telegram else "",
        telegram_mode=mode,
        telegram_webhook_secret=SECRET,
    )
    async with main.assemble(settings, clock) as built:
        if built.database.dialect == "postgresql":
            built.supervisor.run("listen", built.database.listen)
        ticks = await main.start_work(built)
        server = WebServer(create_app(built.state), door, built.ending.set, settings)
        built.supervisor.start("web", server.run())
        if built.telegram is not None:
            built.supervisor.start("meet:telegram", main.meet(built, built.telegram, work=True))
        try:
            yield House(built, clock, url)
        finally:
            built.supervisor.stopping.set()
            ticks.stop()
            await server.end()
            door.close()
