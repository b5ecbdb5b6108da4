"""Two forms, one after the other: what belongs to the first says nothing in the second."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from bot.conversation.forms import Option, Question, start
from bot.conversation.router import Router, to
from bot.conversation.routes import Route, route
from bot.conversation.screens import Screen, Turn
from core.kernel.database.session import Database
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.staff.permissions import Right
from tests.conversations.direct import Chat, House, engine_of

router = Router("candidate")


class Order:
    """Asks how many of what its argument says; `done` shows what was ordered."""

    name = "order"
    right: Right | None = None
    review = "button-send"

    def questions(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Sequence[Question]:
        one, two = Option(1, "Одна"), Option(2, "Две")
        many = Question("many", Markup("Сколько: {}?").format(args["what"]), "choice", (one, two), label="Сколько")
        lemon = Question("with", Markup("С чем?"), "choice", (Option("lemon", "С лимоном"),))
        return (many, lemon) if args["what"] == "чай" else (many,)

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        return Screen(Markup("Заказ: {} {}").format(args["what"], answers["many"]), keep=True)


@route("test-forms.order")
class Ordering(Route):
    what: str


@router.action(Ordering)
def order(turn: Turn, what: str) -> None:
    start(turn, "order", what=what)


def home(turn: Turn) -> Screen:
    return Screen(Markup("Меню"), ((to("Чай", Ordering(what="чай")), to("Сок", Ordering(what="сок"))),), keep=True)


@pytest.fixture
async def chat(db: Database, clock: ManualClock, tmp_path: Path) -> Chat:
    house = House(db, clock, engine_of([router], [Order()], home=home), Files(tmp_path / "files"))
    chat = house.chat("anna")
    await chat.starts()
    return chat


def standing(chat: Chat, words: str) -> int:
    """The place of the newest message that holds these words."""
    return max(place for place, message in enumerate(chat.messages) if words in message.text)


async def test_a_button_of_an_older_question_does_not_answer_the_newer_one(chat: Chat) -> None:
    await chat.presses("Чай")
    older = standing(chat, "Сколько: чай?")
    await chat.presses("Сок")
    await chat.presses_at(older, "Две")
    chat.sees("Этот шаг уже пройден", "Сколько: сок?")
    assert not chat.messages[older].labels
    await chat.presses("Одна")
    await chat.presses("Отправить")
    chat.sees("Заказ: сок 1")


async def test_send_under_an_older_summary_sends_nothing_else(chat: Chat) -> None:
    await chat.presses("Чай")
    await chat.presses("Две")
    await chat.presses("С лимоном")
    older = standing(chat, "Проверьте")
    await chat.presses("Сок")
    await chat.presses("Одна")
    await chat.presses_at(older, "Отправить")
    chat.sees("Этот шаг уже пройден")
    assert not any("Заказ" in message.text for message in chat.messages)
    await chat.presses("Отправить")
    chat.sees("Заказ: сок 1")


async def test_one_press_does_not_drop_many_answers(chat: Chat) -> None:
    await chat.presses("Чай")
    await chat.presses("Две")
    await chat.presses("С лимоном")
    await chat.presses("Отмена")
    chat.sees("Закрыть?", "Нет, продолжить")
    await chat.presses("Нет, продолжить")
    chat.sees("Проверьте")
    await chat.presses("Отмена")
    await chat.presses("Да, закрыть")
    chat.sees("Меню", "Ничего не отправлено")


async def test_words_at_the_summary_lead_nowhere_else(chat: Chat) -> None:
    await chat.presses("Сок")
    await chat.presses("Одна")
    await chat.says("и что?")
    chat.sees("Проверьте", "Выберите кнопку")
    assert "Продолжить анкету" not in chat.last.labels


async def test_cancel_under_an_older_question_leaves_the_newer_form_open(chat: Chat) -> None:
    await chat.presses("Чай")
    older = standing(chat, "Сколько: чай?")
    await chat.presses("Сок")
    await chat.presses_at(older, "Отмена")
    await chat.says("Две")
    await chat.presses("Отправить")
    chat.sees("Заказ: сок 2")
