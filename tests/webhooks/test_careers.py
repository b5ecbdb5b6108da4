"""What anybody may see: open vacancies, one of them, and a kind word where there is none."""

import json
import re
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.channels.webchat import chats
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.conversation.model import conversations
from core.kernel.actors import Actor
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.vacancies import acts, reads
from core.vacancies.rules import VacancyDraft


async def number_of(db: Database, vacancy: int) -> int:
    return (await db.read(partial(reads.card, vacancy=vacancy))).number


async def state_is(db: Database, vacancy: int, state: str, recruiter: int, clock: ManualClock) -> None:
    await db.write(partial(acts.set_state, vacancy=vacancy, state=state, by=Actor("staff", recruiter), now=clock.now()))


def posting(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def icons(html: str) -> list[str]:
    """What stands before the facts of a vacancy."""
    return re.findall(r'<li class="fact"><svg class="icon"><use href="#i-(\w+)"', html)


async def test_open_vacancies_are_listed_with_the_ways_to_respond(http: httpx.AsyncClient, db: Database, vacancy: int) -> None:
    number = await number_of(db, vacancy)
    html = (await http.get("/")).text
    assert "1 открытая вакансия" in html
    assert "60 000–90 000 ₽" in html.replace("\u00a0", " ")
    assert f'href="/v/{number}"' in html
    assert f'href="/chat?start=v_{number}"' in html
    assert 'href="https://t.me/otklik_bot"' in html


async def test_the_company_may_have_quotes_in_its_name(http: httpx.AsyncClient) -> None:
    html = (await http.get("/")).text
    assert 'Работа в компании «ООО "Северный &amp; ветер"»' in html
    assert "&amp;amp;" not in html


async def test_without_vacancies_the_page_says_so(http: httpx.AsyncClient) -> None:
    page = (await http.get("/")).text
    assert "Сейчас открытых вакансий нет" in page
    assert "новые вакансии появятся на этой странице" in page


@pytest.mark.parametrize("ended", ["suspended", "closed"])
async def test_one_that_takes_no_responses_is_friendly_and_not_found_by_searchers(
    http: httpx.AsyncClient, db: Database, vacancy: int, recruiter: int, clock: ManualClock, ended: str
) -> None:
    await state_is(db, vacancy, ended, recruiter, clock)
    assert "Сейчас открытых вакансий нет" in (await http.get("/")).text
    answer = await http.get(f"/v/{await number_of(db, vacancy)}")
    assert "Эта вакансия уже закрыта" in answer.text
    assert "noindex" in answer.text
    assert "ld+json" not in answer.text


async def test_a_vacancys_page_is_read_by_people_and_searchers(http: httpx.AsyncClient, db: Database, vacancy: int) -> None:
    number = await number_of(db, vacancy)
    html = (await http.get(f"/v/{number}")).text
    assert f'href="https://t.me/otklik_bot?start=v_{number}"' in html
    assert "График: сменный" in html
    assert icons(html) == ["place", "clock", "work"]
    found = posting(html)
    assert found["title"] == "Оператор колл-центра"
    assert found["datePosted"] == "2026-11-24"
    assert found["hiringOrganization"]["name"] == 'ООО "Северный & ветер"'
    assert found["description"].startswith("<p>Принимать звонки и чаты.<br>Отвечать")
    assert found["jobLocation"]["address"]["addressLocality"] == "Пермь"
    assert found["baseSalary"]["value"] == {"@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 60000, "maxValue": 90000}
    assert found["employmentType"] == "FULL_TIME"


async def test_a_name_cannot_break_out_of_the_page(http: httpx.AsyncClient, db: Database, recruiter: int, clock: ManualClock) -> None:
    evil = '</script><script>alert(1)</script>"'
    draft = VacancyDraft(evil, evil, evil)
    made = partial(acts.create, draft=draft, recruiter=recruiter, by=Actor("staff", recruiter), now=clock.now())
    html = (await http.get(f"/v/{await number_of(db, await db.write(made))}")).text
    assert "<script>alert" not in html
    assert posting(html)["title"].startswith("</script>")


@pytest.mark.parametrize("path", ["/v/999", "/v/0", "/v/-1", "/v/VAC-0015", "/v/99999999999", "/v/", "/no/such", "/v/%00"])
async def test_what_is_not_there_is_a_page_with_a_way_out(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.text
    assert 'href="/"' in answer.text


async def test_a_program_gets_no_page_but_words(http: httpx.AsyncClient) -> None:
    answer = await http.get("/no/such", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")


async def test_the_language_is_the_readers_and_is_remembered(http: httpx.AsyncClient, vacancy: int) -> None:
    assert 'lang="ru"' in (await http.get("/")).text
    assert "1 open vacancy" in (await http.get("/", headers={"Accept-Language": "en-GB,en;q=0.9,ru;q=0.8"})).text
    chosen = await http.get("/?lang=en")
    assert "otklik_language=en" in chosen.headers["set-cookie"]
    assert 'lang="en"' in (await http.get("/")).text
    assert 'lang="ru"' in (await http.get("/?lang=ru")).text


def talked(session: Session, clock: ManualClock, locale: str) -> str:
    """The token of a chat in which this language is spoken; it was opened from a Russian page."""
    now = clock.now()
    chat = chats.open_chat(session, "candidate", locale="ru", zone="Europe/Moscow", now=now)
    where = {"channel": CHANNEL, "account": ACCOUNT, "chat": chat.name, "persona": "candidate"}
    session.execute(insert(conversations).values(**where, locale=locale, zone="Europe/Moscow", seen_at=now))
    return chats.open_session(session, chat, now)


async def test_what_stands_around_a_chat_speaks_its_language(
    http: httpx.AsyncClient, db: Database, clock: ManualClock, vacancy: int
) -> None:
    http.cookies.set("otklik_language", "ru")
    http.cookies.set("otklik_candidate", await db.write(partial(talked, clock=clock, locale="en")))
    html = (await http.get("/chat")).text
    assert 'lang="en"' in html
    assert "1 open vacancy" in html
    assert 'placeholder="Message"' in html
    assert "Schedule: shift" in html
    assert 'lang="ru"' in (await http.get("/")).text


@pytest.mark.parametrize("path", ["/", "/chat", "/chat?seat=staff&embed=1"])
async def test_strangers_code_is_kept_out_of_pages(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 200
    headers = answer.headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"


async def test_static_files_are_asked_for_again_and_nothing_else_is_given(http: httpx.AsyncClient) -> None:
    found = await http.get("/static/base.css")
    assert (found.status_code, found.headers["cache-control"]) == (200, "no-cache")
    for path in ("/static/../page.py", "/static/%2e%2e/page.py", "/static/chat/../../page.py"):
        assert (await http.get(path)).status_code == 404
