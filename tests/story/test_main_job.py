"""The same story in each messenger, on each database, in each language; what was said and shown is kept as a manual."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from bot.channels.telegram import limits
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from main import LOCALES
from tests.emulators.telegram import TelegramEmulator
from tests.story.house import House, open_house
from tests.story.on_telegram import TelegramPhone
from tests.story.on_web import WebPhone
from tests.story.phones import Person, Phone, Scribe
from tests.story.script import ACTS, Story

GOLDEN = Path(__file__).parent / "golden"
DATABASES = ("sqlite", "postgresql")
ALWAYS = {("sqlite", "polling", "ru"), ("sqlite", "polling", "en"), ("postgresql", "webhook", "ru"), ("sqlite", "ru"), ("sqlite", "en")}
"""Every text, every way and every database once; the soak plays them all with one another."""
REWRITE = os.environ.get("OTKLIK_GOLDEN") == "write"


def cases(*parts: tuple[str, ...]) -> list[Any]:
    """All of them with one another."""
    return [pytest.param(*case, id="-".join(case), marks=marks(case)) for case in product(*parts)]


def marks(case: tuple[str, ...]) -> list[pytest.MarkDecorator]:
    left = [] if case in ALWAYS else [pytest.mark.soak]
    return [*left, *([pytest.mark.postgres] if "postgresql" in case else [])]


IN_TELEGRAM = cases(DATABASES, ("polling", "webhook"), ("ru", "en"))
IN_THE_BROWSER = cases(DATABASES, ("ru", "en"))


def told(house: House, candidate: Phone, recruiter: Phone, locale: str) -> Story:
    scribe, acts = Scribe(masks={house.url: "https://otklik.example"}), ACTS[locale]
    lev, anna = (Person(acts[who], phone, scribe, acts) for who, phone in (("candidate", candidate), ("recruiter", recruiter)))
    return Story(house, texts(LOCALES), locale, lev, anna, scribe)


def held_against(scribe: Scribe, name: str) -> None:
    """The manual as it is kept; `OTKLIK_GOLDEN=write` keeps what was seen now."""
    path = GOLDEN / f"{name}.md"
    if REWRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(scribe.text(), encoding="utf-8")
    assert scribe.text() == path.read_text(encoding="utf-8")


@asynccontextmanager
async def telegram_story(url: str, folder: Path, clock: ManualClock, mode: str, locale: str) -> AsyncIterator[Story]:
    with TelegramEmulator(clock=clock) as emulator:
        async with open_house(url, folder, clock, telegram=emulator, mode=mode, locale=locale) as house:
            lev = TelegramPhone(emulator.user("Лев", language_code=locale, phone="79160001001"))
            anna = TelegramPhone(emulator.user("Анна", language_code=locale))
            story = told(house, lev, anna, locale)
            token = await house.invite("Анна Соколова" if locale == "ru" else "Anna Sokolova", "recruiter")
            await anna.opens(f"i_{token}")
            await anna.looks("👋", 15)
            yield story
        emulator.assert_clean()


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """One message a second in a chat is Telegram's pace for people, not for a script."""
    monkeypatch.setattr(limits, "CHAT_SECONDS", 0.01)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(("database_url", "mode", "locale"), IN_TELEGRAM, indirect=["database_url"])
async def test_the_main_job_in_telegram(database_url: str, tmp_path: Path, clock: ManualClock, mode: str, locale: str) -> None:
    async with telegram_story(database_url, tmp_path, clock, mode, locale) as story:
        await story.play()
    held_against(story.scribe, f"telegram.{locale}")


@asynccontextmanager
async def web_story(url: str, folder: Path, clock: ManualClock, browser: Browser, locale: str) -> AsyncIterator[Story]:
    async with open_house(url, folder, clock, locale=locale) as house:
        pages = [await page_of(browser, clock, locale) for _ in range(2)]
        lev, anna = WebPhone(pages[0], house.url), WebPhone(pages[1], house.url, "staff")
        story = told(house, lev, anna, locale)
        staff_id = await house.add("Анна Соколова" if locale == "ru" else "Anna Sokolova", locale, "recruiter")
        await anna.enters(await house.login(staff_id))
        yield story
        for page in pages:
            await page.context.close()


async def page_of(browser: Browser, clock: ManualClock, locale: str) -> Page:
    """A phone's browser in Moscow; what its console complains of is a failure."""
    context = await browser.new_context(
        locale={"ru": "ru-RU", "en": "en-GB"}[locale], timezone_id="Europe/Moscow", viewport={"width": 390, "height": 780}
    )
    return await context.new_page()


@pytest.mark.browser
@pytest.mark.timeout(240)
@pytest.mark.parametrize(("database_url", "locale"), IN_THE_BROWSER, indirect=["database_url"])
async def test_the_main_job_in_the_browser(database_url: str, tmp_path: Path, clock: ManualClock, chromium: Browser, locale: str) -> None:
    async with web_story(database_url, tmp_path, clock, chromium, locale) as story:
        await story.play()
    held_against(story.scribe, f"webchat.{locale}")
