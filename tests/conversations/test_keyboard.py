"""A messenger whose contact button takes the keyboard's place: it is given back once, and no question is said twice."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from bot.channels.webchat.limits import CAN
from bot.conversation.forms import Question, start
from bot.conversation.router import Router
from bot.conversation.screens import Screen, Turn
from core.kernel.database.session import Database
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.staff.permissions import Right
from tests.conversations.direct import Chat, House, engine_of

router = Router("candidate")


class Contacts:
    name = "contacts"
    right: Right | None = None
    review = ""

    def questions(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> tuple[Question, ...]:
        return (Question("phone", Markup("Телефон?"), "phone"), Question("city", Markup("Город?")))

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        return Screen(Markup("{phone} {city}").format(**answers))


@router.command("call")
def call(turn: Turn, _rest: str) -> Screen | None:
    start(turn, "contacts")
    return None


def home(_turn: Turn) -> Screen:
    return Screen(Markup("Начало"))


@pytest.fixture
async def chat(db: Database, clock: ManualClock, tmp_path: Path) -> Chat:
    can = replace(CAN, contact="keyboard", toast=False)
    house = House(db, clock, engine_of([router], [Contacts()], home=home, can=can), Files(tmp_path))
    chat = house.chat("anna")
    await chat.says("/call")
    return chat


async def test_a_shared_number_gives_the_keyboard_back(chat: Chat) -> None:
    await chat.shares("+7 912 345-67-89")
    assert [message.text.splitlines()[-1] for message in chat.messages] == ["Телефон?", "Хорошо.", "Город?"]


async def test_a_wrong_number_only_brings_the_question_again(chat: Chat) -> None:
    await chat.says("12")
    assert [message.text.splitlines()[-1] for message in chat.messages] == ["Телефон?", "Телефон?"]
    await chat.says("+7 912 345-67-89")
    await chat.says("Пермь")
    chat.sees("+79123456789 Пермь")


async def test_start_gives_the_keyboard_back_too(chat: Chat) -> None:
    await chat.starts()
    assert [message.text.splitlines()[-1] for message in chat.messages] == ["Телефон?", "Хорошо.", "Начало"]
