"""The scripts' own phone: what a person does reaches the engine, what the engine sends is seen."""

from functools import partial
from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.problems import Conflict
from core.kernel.queue import dead_letters, inbox
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.tiny_bot import home, router
from tests.conftest import NOW
from tests.conversations.direct import House, engine_of


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return House(db, clock, engine_of([router], home=home), Files(tmp_path / "files"))


async def test_presses_edit_the_message_and_typed_words_send_another(house: House) -> None:
    chat = house.chat("anna")
    await chat.starts("v_15")
    chat.sees("Начало v_15")
    await chat.presses("Дальше")
    chat.sees("Шаг 1")
    await chat.says("ау")
    chat.sees("Вы написали: ау")
    assert [message.text for message in chat.messages] == ["Шаг 1", "Вы написали: ау"]


async def test_files_and_numbers_arrive(house: House) -> None:
    chat = house.chat("anna")
    await chat.sends("cv.pdf", b"12345")
    chat.sees("Файл cv.pdf 5")
    await chat.shares("8 912 345-67-89")
    chat.sees("+79123456789")


async def test_a_problem_is_told_and_the_same_press_again_is_over(house: House) -> None:
    chat = house.chat("anna")
    await chat.starts()
    await chat.presses("Занято")
    chat.sees("Этот шаг уже пройден", "Дальше")
    await chat.presses("Дальше")
    await chat.presses_again()
    chat.sees("Шаг 1", "Этот шаг уже пройден")


async def test_a_screen_that_the_messenger_refused_is_made_up_for_at_the_next_press(house: House) -> None:
    """The old buttons still stand in the chat, and nobody would answer them."""
    chat = house.chat("anna")
    await chat.starts()
    house.refused = {"edit"}
    await chat.presses("Дальше")
    house.refused = set()
    await chat.presses("Дальше")
    chat.sees("Начало", "Этот шаг уже пройден")
    await chat.presses("Дальше")
    chat.sees("Шаг 1")


async def test_a_refused_screen_that_is_sent_once_more_can_be_pressed(house: House) -> None:
    """An admin has it tried again, and its buttons are to work."""
    chat = house.chat("anna")
    house.refused = {"send"}
    await chat.starts()
    house.refused = set()
    [letter] = await house.read(partial(dead_letters.page, limit=9))
    await house.happens(partial(dead_letters.retry, way="out", number=letter.id, now=house.clock.now()))
    await chat.presses("Дальше")
    chat.sees("Шаг 1")


async def test_what_two_processes_refuse_at_once_is_refused_once(db: Database) -> None:
    """The second comes when the row it failed at is done and another is first: that one has not been worked off by anybody."""
    engine = engine_of([router], home=home)
    for key in ("1", "2"):
        await db.write(partial(inbox.put, source="test", key=key, lane="lane", body={}, now=NOW))
    first = await db.read(partial(inbox.head, lane="lane", now=NOW))
    assert first is not None
    for _ in range(2):
        await db.write(partial(engine.refuse, lane="lane", problem=Conflict("step-over"), now=NOW, row=first.id))
        await db.write(partial(engine.fail, lane="lane", error="KeyError", now=NOW, row=first.id))
    left = await db.read(partial(inbox.head, lane="lane", now=NOW))
    assert left is not None
    assert (left.key, left.attempts) == ("2", 0)
