"""Chromium and a running service for it; skipped, saying so, where there is no Chromium."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from core.kernel.actors import Actor
from core.kernel.database.session import Database
from core.kernel.time.clock import ShiftedClock
from core.staff import acts as staff
from core.vacancies import acts
from core.vacancies.rules import VacancyDraft
from tests.channels.webchat.house import House, open_house

CHROMIUM = os.environ.get("OTKLIK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
BROKEN_LINE = re.compile(r"net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INTERNET_DISCONNECTED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)")
"""What a browser says of a lost connection; no fault where the test broke it."""
PHONE = {"width": 390, "height": 780}
DESK = {"width": 1280, "height": 800}
POSTS = (
    ("Оператор колл-центра", "Принимать звонки и чаты.\n\nОбучение оплачивается.", "Пермь", 60000, 90000, "shift", "full"),
    ("Кладовщик", "Принимать и отгружать товар, вести учёт.", "Казань", 70000, None, "full_day", "full"),
    ("Менеджер по работе с ключевыми клиентами и партнёрами", "Вести переговоры.", "Санкт-Петербург", None, 180000, "remote", "part"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium: apt-get install chromium, or name it in OTKLIK_CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One database is enough here."""
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def clock() -> ShiftedClock:
    """The machine's: what browsers call today is today here."""
    return ShiftedClock()


@pytest.fixture
async def house(db: Database, clock: ShiftedClock, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(db, clock, tmp_path / "data") as house:
        yield house


@pytest.fixture
async def recruiter(db: Database, clock: ShiftedClock) -> int:
    """A colleague with three open vacancies."""
    await db.write(staff.seed_dictionaries)
    number = await db.write(partial(staff.add_staff, name="Анна Смирнова", roles=["recruiter"], now=clock.now()))
    for post in POSTS:
        made = partial(acts.create, draft=VacancyDraft(*post), recruiter=number, by=Actor("staff", number), now=clock.now())
        await db.write(made)
    return number


@dataclass
class Phones:
    """Browsers of people; what their consoles complained about is kept."""

    browser: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def phone(self, size: dict[str, int] | None = None, *, dark: bool = False) -> Page:
        """A browser of its own, without anything remembered."""
        context = await self.browser.new_context(
            viewport={"width": (size or PHONE)["width"], "height": (size or PHONE)["height"]},
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            base_url=self.url,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        self.contexts.append(context)
        page = await context.new_page()
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self.hear)
        page.set_default_timeout(10_000)
        return page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def forgive_broken_lines(self) -> None:
        self.complaints = [text for text in self.complaints if not BROKEN_LINE.search(text)]


@pytest.fixture
async def phones(chromium: Browser, house: House) -> AsyncIterator[Phones]:
    """After the test no console may have complained."""
    found = Phones(chromium, house.url)
    yield found
    for context in found.contexts:
        await context.close()
    assert found.complaints == []
