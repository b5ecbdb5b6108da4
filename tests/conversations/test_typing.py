"""What a typed text answers, and when it is asked which question was meant."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.routes import Route, route
from bot.conversation.screens import Button, Screen, Turn
from core.kernel.actors import staff
from core.kernel.database.session import Database
from core.kernel.problems import Invalid
from core.kernel.queue.notices import tell
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.staff import acts
from tests.conversations.direct import Chat, House, engine_of

router = Router("staff")
BACK = Button("← Назад", "back")


@route("test-typing.ask")
class Ask(Route):
    who: str


@route("test-typing.send")
class Send(Route):
    who: str
    text: str = ""


@router.screen(Ask)
def ask(turn: Turn, who: str) -> Screen:
    return Screen(Markup("Что написать: {}?").format(who), ((to("Ничего", Ask(who="никому")), BACK),), typed=Send(who=who))


@router.action(Send)
def send(turn: Turn, who: str, text: str) -> Screen:
    if len(text) < 3:
        turn.toast("form-empty")
        raise Invalid("form-choose")
    return Screen(Markup("Отправлено: {} — {}").format(who, text), keep=True)


@router.notice("news")
def news(turn: Turn) -> Screen:
    return Screen(Markup("Вам написали"), keep=True)


@router.free_text()
def nothing(turn: Turn) -> Screen:
    return Screen(Markup("Никуда"))


def home(turn: Turn) -> Screen:
    return Screen(Markup("Меню"), ((to("Анне", Ask(who="Анна")),),), keep=True)


@pytest.fixture
async def chat(db: Database, clock: ManualClock, tmp_path: Path) -> Chat:
    house = House(db, clock, engine_of([router], home=home), Files(tmp_path / "files"))
    me = await house.write(partial(acts.add_staff, name="Ольга Новикова", roles=["recruiter"], now=clock.now()))
    chat = await house.staff_chat(me)
    await chat.starts()
    await chat.presses("Анне")
    return chat


async def something_else_comes(chat: Chat) -> None:
    chat.house.clock.at += timedelta(minutes=3)
    now = chat.house.clock.now()
    await chat.house.happens(lambda session: tell(session, staff(1), "news", key="1", now=now))


async def test_the_question_is_over_once_it_is_answered(chat: Chat) -> None:
    """Else its buttons would answer it a second time."""
    await chat.says("Добрый день")
    chat.sees("Отправлено: Анна — Добрый день")
    assert [message.labels for message in chat.messages if "Что написать" in message.text] == [[]]


async def test_what_went_wrong_before_is_not_repeated(chat: Chat) -> None:
    for _ in range(3):
        await chat.says("ау")
    question = [message for message in chat.messages if "Что написать" in message.text][-1]
    assert question.text.count("Что написать") == 1
    assert len(question.text.split("\n\n")) == 2
    await chat.says("Добрый день")
    chat.sees("Отправлено: Анна")


async def test_a_label_without_its_signs_is_that_button(chat: Chat) -> None:
    await chat.says("назад")
    chat.sees("Меню")


async def test_words_after_something_else_came_are_asked_about(chat: Chat) -> None:
    await something_else_comes(chat)
    await chat.says("В десять")
    chat.sees("ответ на «Что написать: Анна?»", "В десять", "Да, на это")
    assert not any("Отправлено" in message.text for message in chat.messages)
    assert [message.labels for message in chat.messages if message.text.startswith("Что написать")] == [[]]
    await chat.presses("Да, на это")
    chat.sees("Отправлено: Анна — В десять")


async def test_whoever_was_asked_a_moment_ago_is_answering(chat: Chat) -> None:
    await something_else_comes(chat)
    await chat.presses("Анне")
    now = chat.house.clock.now() + timedelta(seconds=90)
    chat.house.clock.at = now
    await chat.house.happens(lambda session: tell(session, staff(1), "news", key="2", now=now))
    await chat.says("В десять")
    chat.sees("Отправлено: Анна — В десять")


async def test_a_typed_label_after_something_else_came_presses_nothing(chat: Chat) -> None:
    await something_else_comes(chat)
    await chat.says("ничего")
    chat.sees("ответ на «Что написать: Анна?»")


async def test_so_are_words_after_an_hour(chat: Chat) -> None:
    await chat.house.passes(hours=2)
    await chat.says("В десять")
    await chat.presses("Нет, не сюда")
    chat.sees("Меню")
    assert not any("Отправлено" in message.text for message in chat.messages)
