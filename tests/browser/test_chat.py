"""The web chat as people meet it: on a phone and on a desk, over reloads, restarts and lost connections."""

import re
from datetime import datetime
from functools import partial

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.webchat import entries
from bot.channels.webchat.entries import Bubble
from bot.channels.webchat.model import chats
from core.kernel.database.session import Database
from core.kernel.time.clock import ShiftedClock
from tests.browser.conftest import DESK, PHONE, Phones
from tests.channels.webchat.house import House
from tests.channels.webchat.tiny_bot import CALENDAR

RESUME = FilePayload(name="Резюме.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7" + b"x" * 3000)
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


async def begin(page: Page) -> None:
    await page.get_by_role("button", name="Начать").click()
    await expect(key(page, "Дальше")).to_be_visible()


async def say(page: Page, text: str) -> None:
    await page.locator("#chat-text").fill(text)
    await page.locator("#chat-send").click()


def key(page: Page, label: str) -> Locator:
    return page.locator(".key", has_text=label).last


def mine(page: Page, text: str) -> Locator:
    return page.locator(".said-me", has_text=text)


def bots(page: Page, text: str) -> Locator:
    return page.locator(".said:not(.said-me)", has_text=text)


@pytest.fixture
async def chat(phones: Phones) -> Page:
    page = await phones.phone()
    await page.goto("/chat")
    await begin(page)
    return page


@SIZES
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_a_conversation(phones: Phones, recruiter: int, size: dict[str, int], dark: bool) -> None:
    page = await phones.phone(size, dark=dark)
    await page.goto("/chat")
    await begin(page)
    await key(page, "Дальше").click()
    await expect(bots(page, "Шаг 1")).to_be_visible()
    await say(page, "Здравствуйте! " + "Оченьдлинноесловобезпробелов" * 6)
    await expect(bots(page, "Вы написали: Здравствуйте")).to_be_visible()
    await expect(mine(page, "Здравствуйте").locator(".tick-seen")).to_be_attached()
    assert not await page.evaluate(WIDER)
    await expect(page.locator("#chat-text")).to_be_in_viewport()


async def test_the_desk_shows_the_vacancies_beside_and_one_click_applies(phones: Phones, recruiter: int) -> None:
    page = await phones.phone(DESK)
    await page.goto("/chat")
    await page.locator(".side-card", has_text="Кладовщик").click()
    await expect(bots(page, "Начало v_2")).to_be_visible()


async def test_what_was_said_is_there_after_a_reload(chat: Page) -> None:
    await say(chat, "Я ещё здесь")
    await expect(bots(chat, "Я ещё здесь")).to_be_visible()
    await chat.locator("#chat-text").fill("недописанное")
    await chat.reload()
    await expect(bots(chat, "Я ещё здесь")).to_be_visible()
    await expect(chat.locator("#chat-text")).to_have_value("недописанное")
    await expect(mine(chat, "Я ещё здесь")).to_have_count(1)


async def test_a_long_history_opens_at_its_end_and_comes_as_it_is_scrolled_to(chat: Page, db: Database, clock: ShiftedClock) -> None:
    await db.write(partial(talked_much, now=clock.now()))
    await expect(bots(chat, "Слово 449")).to_be_in_viewport(timeout=30_000)  # and is read: a chat opens where the unread begins
    await chat.reload()
    await expect(bots(chat, "Слово 449")).to_be_in_viewport(timeout=30_000)
    assert await chat.locator(".said").count() == 200
    await chat.locator("#chat-scroll").evaluate("(box) => box.scrollTo({ top: 100, behavior: 'instant' })")
    await expect(chat.locator(".said")).to_have_count(400)
    await expect(bots(chat, "Слово 251")).to_be_in_viewport()
    await chat.locator("#chat-scroll").evaluate("(box) => box.scrollTo({ top: 0, behavior: 'instant' })")
    await expect(bots(chat, "Слово 0").first).to_be_attached()
    places = await chat.locator(".said").all_inner_texts()
    words = [int(place.split("Слово ")[1].split()[0]) for place in places if "Слово " in place]
    assert words == list(range(450))


def talked_much(session: Session, now: datetime) -> None:
    name = session.execute(select(chats.c.name)).scalars().first()
    for number in range(450):
        entries.add(session, str(name), "bubble", "bot", Bubble(f"Слово {number} "), now=now)


async def test_another_language_is_the_frames_too(chat: Page) -> None:
    written = chat.locator("#chat-text")
    await expect(written).to_have_attribute("placeholder", "Сообщение")
    await say(chat, "English, please")
    await expect(written).to_have_attribute("placeholder", "Message")
    await expect(bots(chat, "English, please")).to_be_visible()
    await say(chat, "По-русски")
    await expect(written).to_have_attribute("placeholder", "Сообщение")


async def test_a_restart_of_the_service_is_lived_through(chat: Page, phones: Phones, house: House) -> None:
    await house.stop()
    await say(chat, "пока вас не было")
    await expect(mine(chat, "пока вас не было").locator(".tick-wait")).to_be_attached()
    await expect(chat.locator("#chat-banner")).to_be_visible()
    await house.start()
    await expect(bots(chat, "пока вас не было")).to_be_visible(timeout=30_000)
    await expect(chat.locator("#chat-banner")).to_be_hidden()
    await expect(mine(chat, "пока вас не было")).to_have_count(1)
    phones.forgive_broken_lines()


async def test_what_was_written_without_a_connection_goes_out_in_order_with_it(chat: Page, phones: Phones) -> None:
    await chat.context.set_offline(True)
    for text in ("раз", "два", "три"):
        await say(chat, text)
    await expect(mine(chat, "три").locator(".tick-wait")).to_be_attached()
    await chat.context.set_offline(False)
    await expect(bots(chat, "Вы написали: три")).to_be_visible(timeout=30_000)
    answers = await chat.locator(".said:not(.said-me)", has_text="Вы написали").all_inner_texts()
    assert [re.findall(r"Вы написали: (\w+)", answer)[0] for answer in answers] == ["раз", "два", "три"]
    phones.forgive_broken_lines()


async def test_what_was_not_sent_survives_a_reload(chat: Page, phones: Phones, house: House) -> None:
    await chat.route("**/webchat/v1/updates", lambda route: route.abort())
    await say(chat, "дойдёт позже")
    await expect(mine(chat, "дойдёт позже").locator(".tick-wait")).to_be_attached()
    await chat.unroute("**/webchat/v1/updates")
    await chat.reload()
    await expect(bots(chat, "дойдёт позже")).to_be_visible()
    phones.complaints = [text for text in phones.complaints if "ERR_FAILED" not in text]


async def test_a_file_goes_up_and_a_calendar_comes_down(chat: Page) -> None:
    await chat.locator("#chat-file").set_input_files(files=[RESUME])
    await expect(bots(chat, "Файл Резюме.pdf 3008")).to_be_visible()
    async with chat.expect_download() as coming:
        await mine(chat, "Резюме.pdf").locator("a.file").click()
    assert (await (await coming.value).path()).read_bytes() == RESUME["buffer"]
    await key(chat, "Файл").click()
    async with chat.expect_download() as coming:
        await bots(chat, "Собеседование.ics").locator("a.file").click()
    download = await coming.value
    assert download.suggested_filename == "Собеседование.ics"
    assert (await download.path()).read_bytes() == CALENDAR


async def test_a_file_too_large_is_told_before_it_is_sent(chat: Page) -> None:
    await chat.locator("#chat-file").set_input_files(
        files=[FilePayload(name="cv.pdf", mimeType="application/pdf", buffer=b"x" * (1024 * 1024 + 1))]
    )
    await expect(chat.locator(".toast")).to_have_text("Файл слишком большой. Можно до 1 МБ.")


async def test_a_phone_number_is_shared_by_a_field_in_place(chat: Page) -> None:
    await key(chat, "Поделиться номером").click()
    await expect(chat.locator("#chat-phone")).to_be_focused()
    await chat.locator("#chat-phone").fill("123")
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_text("Проверьте номер")).to_be_visible()
    await chat.locator("#chat-phone").fill("+7 912 345-67-89")
    await chat.keyboard.press("Enter")
    await expect(bots(chat, "Телефон +79123456789")).to_be_visible()


async def test_a_refusal_is_a_notice_and_gives_the_buttons_back(chat: Page) -> None:
    await key(chat, "Занято").click()
    await expect(chat.locator(".toast")).to_have_text("Этот шаг уже пройден.")
    await expect(key(chat, "Занято")).not_to_have_attribute("aria-disabled", "true")


async def test_a_notice_stands_under_the_head_and_covers_no_button(chat: Page) -> None:
    await key(chat, "Занято").click()
    await expect(chat.locator(".toast")).to_be_visible()
    notice, head = await chat.locator(".toast").bounding_box(), await chat.locator(".chat-top").bounding_box()
    assert notice is not None
    assert head is not None
    assert head["height"] < notice["y"] < head["height"] + 30


async def test_two_tabs_show_the_same(chat: Page) -> None:
    other = await chat.context.new_page()
    await other.goto("/chat")
    await key(other, "Дальше").click()
    await expect(bots(chat, "Шаг 1")).to_be_visible()
    await say(chat, "с первой вкладки")
    await expect(mine(other, "с первой вкладки")).to_be_visible()


async def test_a_deep_link_begins_the_conversation_with_one_press(phones: Phones) -> None:
    page = await phones.phone()
    await page.goto("/chat?start=v_15")
    await expect(bots(page, "Начало v_15")).to_be_visible()
    await expect(page).to_have_url(re.compile(r"/chat$"))
    await page.reload()
    await expect(bots(page, "Начало v_15")).to_have_count(1)


async def test_a_full_house_is_told_and_the_chat_begins_by_itself(phones: Phones) -> None:
    page = await phones.phone()
    await page.route("**/webchat/v1/sessions", lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}), times=1)
    await page.goto("/chat?start=v_15")
    await expect(page.locator(".toast")).to_contain_text("отправим сами")
    await expect(bots(page, "Начало v_15")).to_be_visible()
    phones.complaints = [text for text in phones.complaints if "429" not in text]


async def test_the_menu_of_commands_works_from_the_keyboard(chat: Page) -> None:
    await chat.locator("#chat-menu-button").press("Enter")
    await expect(chat.locator("#chat-menu button")).to_be_focused()
    await chat.keyboard.press("Enter")
    await expect(bots(chat, "Помощь")).to_be_visible()
    await expect(chat.locator("#chat-menu")).to_be_hidden()


async def test_links_phones_and_commands_in_words_can_be_pressed(chat: Page) -> None:
    await say(chat, "см. https://example.com/a и +7 912 345-67-89, ещё /help")
    answer = bots(chat, "Вы написали: см.")
    await expect(answer.locator("a[href='https://example.com/a']")).to_be_visible()
    await expect(answer.locator("a[href='tel:+79123456789']")).to_be_visible()
    await answer.locator("button.command").click()
    await expect(bots(chat, "Помощь")).to_be_visible()


async def test_an_examples_number_is_no_link(chat: Page) -> None:
    draw = "async (html) => (await import('/static/chat/richtext.js')).richText(html).innerHTML"
    assert "<a" not in await chat.evaluate(draw, "например <code>+7 912 345-67-89</code>")
    assert "<a" in await chat.evaluate(draw, "звоните +7 912 345-67-89")


async def test_what_people_write_is_shown_not_run(chat: Page) -> None:
    await say(chat, "<img src=x onerror=alert(1)><script>alert(2)</script>")
    await expect(bots(chat, "<img src=x onerror=alert(1)>")).to_be_visible()
    assert await chat.locator(".words img, .words script").count() == 0


async def test_what_is_longer_than_the_screen_is_read_from_its_beginning(chat: Page) -> None:
    await say(chat, "слово " * 500)
    answer = bots(chat, "Вы написали: слово")
    await expect(answer).to_be_visible()
    await expect(mine(chat, "слово").locator(".tick-seen")).to_be_attached()
    top = await chat.locator("#chat-scroll").evaluate("(feed) => feed.getBoundingClientRect().top")
    box = await answer.bounding_box()
    assert box
    assert top <= box["y"] < top + 60
    await expect(chat.locator("#chat-jump")).to_be_visible()
