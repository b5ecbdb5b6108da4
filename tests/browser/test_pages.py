"""Careers, the login of staff and the demo in a browser."""

from functools import partial

import pytest
from playwright.async_api import Page, expect

from core.kernel.database.session import Database
from core.kernel.queue import timers
from core.kernel.time.clock import ShiftedClock
from core.staff import acts
from tests.browser.conftest import DESK, PHONE, Phones
from tests.browser.test_chat import SIZES, WIDER, bots
from tests.channels.webchat.house import House


@SIZES
async def test_from_the_list_over_a_vacancy_into_the_chat(phones: Phones, recruiter: int, size: dict[str, int]) -> None:
    page = await phones.phone(size)
    await page.goto("/")
    await expect(page.get_by_role("heading", name="3 открытые вакансии")).to_be_visible()
    assert not await page.evaluate(WIDER)
    await page.get_by_role("link", name="Кладовщик").click()
    await expect(page.get_by_role("heading", name="Кладовщик")).to_be_visible()
    assert not await page.evaluate(WIDER)
    await page.get_by_role("link", name="Откликнуться").click()
    await expect(bots(page, "Начало v_2")).to_be_visible()


async def test_the_list_works_without_scripts(phones: Phones, recruiter: int) -> None:
    page = await phones.phone()
    await page.route("**/*.js", lambda route: route.abort())
    await page.goto("/?lang=en")
    await expect(page.get_by_role("heading", name="3 open vacancies")).to_be_visible()


@SIZES
async def test_a_colleague_comes_in_by_one_press(
    phones: Phones, db: Database, clock: ShiftedClock, recruiter: int, size: dict[str, int]
) -> None:
    token = await db.write(partial(acts.login_link, staff_id=recruiter, now=clock.now()))
    page = await phones.phone(size)
    await page.goto(f"/login/{token}")
    await expect(page.get_by_role("heading", name="Здравствуйте, Анна Смирнова!")).to_be_visible()
    assert not await page.evaluate(WIDER)
    await page.get_by_role("button", name="Войти").click()
    await expect(bots(page, "Рабочий день")).to_be_visible()
    await expect(page.locator(".chat-back")).to_have_count(0)
    await page.goto(f"/login/{token}")
    await expect(page.get_by_role("heading", name="Ссылка для входа больше не действует")).to_be_visible()
    phones.complaints = [text for text in phones.complaints if "410" not in text]


async def test_without_a_login_the_staffs_seat_says_how_to_get_one(phones: Phones) -> None:
    page = await phones.phone()
    await page.goto("/chat?seat=staff")
    await expect(page.get_by_role("heading", name="Вход для сотрудников")).to_be_visible()


@pytest.fixture
async def demo(phones: Phones, house: House, recruiter: int) -> Page:
    house.settings.demo = True
    page = await phones.phone({"width": 1400, "height": 860})
    await page.goto("/demo")
    return page


async def test_the_demo_opens_both_phones_at_once(demo: Page) -> None:
    candidate, staff = demo.frame_locator("[data-seat=candidate] iframe"), demo.frame_locator("[data-seat=staff] iframe")
    await candidate.get_by_role("button", name="Начать").click()
    await expect(candidate.locator(".key", has_text="Дальше")).to_be_visible()
    await expect(staff.get_by_text("Рабочий день")).to_be_visible()
    assert not await demo.evaluate(WIDER)


async def test_the_demos_clock_goes_ahead(demo: Page, db: Database, clock: ShiftedClock) -> None:
    before = clock.now()
    await demo.get_by_role("button", name="К следующему напоминанию").click()
    await expect(demo.get_by_text("Напоминаний пока нет")).to_be_visible()
    await demo.get_by_role("button", name="+1 час").click()
    await expect(demo.get_by_text("Напоминаний пока нет")).to_be_hidden()
    assert (clock.now() - before).total_seconds() >= 3600
    due = clock.now().replace(year=clock.now().year + 1)
    await db.write(partial(timers.schedule, kind="callback.due", subject="x:1", lane="x", due=due, key="x"))
    async with demo.expect_response("**/demo/clock*"):
        await demo.get_by_role("button", name="К следующему напоминанию").click()
    assert clock.now() >= due


async def test_on_a_narrow_screen_the_demo_shows_one_phone_at_a_time(phones: Phones, house: House, recruiter: int) -> None:
    house.settings.demo = True
    page = await phones.phone(PHONE)
    await page.goto("/demo")
    await expect(page.locator("[data-seat=candidate]")).to_be_visible()
    await expect(page.locator("[data-seat=staff]")).to_be_hidden()
    await page.get_by_role("button", name="Рекрутер").click()
    await expect(page.locator("[data-seat=staff]")).to_be_visible()
    await expect(page.locator("[data-seat=candidate]")).to_be_hidden()
    assert not await page.evaluate(WIDER)


async def test_outside_the_demo_there_is_no_demo(phones: Phones, recruiter: int) -> None:
    page = await phones.phone(DESK)
    answer = await page.goto("/demo")
    assert answer
    assert answer.status == 404
    assert "otklik_staff" not in [cookie.get("name") for cookie in await page.context.cookies()]
    assert (await page.request.post("/demo/clock?step=hour")).status == 404
    phones.complaints = [text for text in phones.complaints if "404" not in text]
