"""Names that are stored and mean nothing any more: a person is shown where he stands, a row is set aside where an admin sees it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.conversation.forms import Forms, Question, start
from bot.conversation.model import conversations, shown
from bot.conversation.router import Book, Router, to
from bot.conversation.routes import ROUTES, Route, Routes, route, stored
from bot.conversation.screens import Screen, Turn
from bot.engine.worker import Worker
from core.kernel.database.session import Database
from core.kernel.problems import UnknownName
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import dead_letters, inbox, timers
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.staff.permissions import Right
from tests.conftest import NOW
from tests.conversations.direct import Chat, House, engine_of

router = Router("candidate")


class Tea:
    name = "tea"
    right: Right | None = None
    review = ""

    def questions(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Sequence[Question]:
        return (Question("many", Markup("Сколько?")), Question("with", Markup("С чем?")))

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        return Screen(Markup("Заказ: {many}, {with}").format(**answers), keep=True)


@route("unknown.shelf")
class Shelf(Route):
    number: int


@route("unknown.take", aliases=("old.grab",))
class Take(Route):
    number: int = stored(was=("place",))


@route("unknown.order")
class Ordering(Route):
    pass


@route("unknown.broken")
class Broken(Route):
    pass


@router.screen(Shelf)
def shelf(turn: Turn, number: int) -> Screen:
    return Screen(Markup("Полка {}").format(number), ((to("Дальше", Shelf(number=number + 1)), to("Взять", Take(number=number))),))


@router.action(Take)
def take(turn: Turn, number: int) -> Screen:
    return Screen(Markup("Взято с полки {}").format(number), keep=True)


@router.action(Ordering)
def order(turn: Turn) -> None:
    start(turn, "tea")


@router.action(Broken)
def broken(turn: Turn) -> Screen:
    raise ZeroDivisionError


@router.free_text()
def words(turn: Turn) -> Screen:
    return Screen(Markup("Передали"))


@router.notice("news")
def news(turn: Turn, what: str) -> Screen:
    return Screen(Markup.escape(what))


ROUTES.retire("old.cellar", Shelf)
router.retire_notice("weather")


def home(turn: Turn) -> Screen:
    doors = (to("Полка", Shelf(number=1)), to("Чай", Ordering()), to("Поломка", Broken()))
    return Screen(Markup("Меню"), (doors,), keep=True)


@pytest.fixture
async def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return House(db, clock, engine_of([router], [Tea()], home=home, book=Book()), Files(tmp_path / "files"))


@pytest.fixture
async def chat(house: House) -> Chat:
    chat = house.chat("anna")
    await chat.starts()
    return chat


async def renamed(house: House, old: str, new: str) -> None:
    """Every stored button of this release speaks of another name, as one of an old release would."""

    instead = {old: new}

    def rename(session: Session) -> None:
        for number, rows, at, stack in session.execute(select(shown.c.id, shown.c.rows, shown.c.at, shown.c.stack)).all():
            kept = [[{**button, "action": instead.get(button.get("action"), button.get("action"))} for button in row] for row in rows]
            place = [new if at[0] == old else at[0], at[1]] if at else None
            way = [[new if name == old else name, args] for name, args in stack]
            session.execute(update(shown).where(shown.c.id == number).values(rows=kept, at=place, stack=way))

    await house.write(rename)


async def test_a_button_that_leads_nowhere_shows_where_one_stands(house: House, chat: Chat) -> None:
    await chat.presses("Полка")
    await renamed(house, Take.id, "gone.away")
    await chat.presses("Взять")
    chat.sees("Эта кнопка больше не работает", "Полка 1")
    await chat.presses("Взять")
    chat.sees("Взято с полки 1")
    assert await house.read(inbox.waiting) == 0


async def test_a_screen_that_is_no_more_leads_home(house: House, chat: Chat) -> None:
    await chat.presses("Полка")
    await renamed(house, Shelf.id, "gone.shelf")
    await chat.presses("Дальше")
    chat.sees("Эта кнопка больше не работает", "Меню")
    await chat.says("привет")
    chat.sees("Передали")


async def test_old_names_of_a_renamed_and_of_a_retired_handler_work(house: House, chat: Chat) -> None:
    await chat.presses("Полка")
    await renamed(house, Take.id, "old.grab")
    await chat.presses("Взять")
    chat.sees("Взято с полки 1")
    await renamed(house, Shelf.id, "old.cellar")
    await chat.presses("Полка")
    chat.sees("Полка 1")


def test_a_name_means_one_thing() -> None:
    known = Routes()
    known.add(Shelf)
    with pytest.raises(ValueError, match="are or were called"):
        known.add(Shelf)
    with pytest.raises(ValueError, match="are or were called"):
        known.retire(Shelf.id, to=Take)


def test_a_field_is_read_by_its_earlier_name_and_what_is_no_field_is_left_aside() -> None:
    assert ROUTES.read("old.grab", {"place": 7, "colour": "green"}) == Take(number=7)
    with pytest.raises(UnknownName):
        ROUTES.read(Take.id, {"colour": "green"})


def test_a_handler_takes_what_its_route_carries() -> None:
    with pytest.raises(TypeError, match="carries"):
        Router("candidate").action(Take)(lambda _turn, place: None)


async def open_form_renamed(house: House, name: str) -> None:
    def rename(session: Session) -> None:
        form = session.execute(select(conversations.c.form)).scalar_one()
        session.execute(update(conversations).values(form={**form, "form": name}))

    await house.write(rename)


@pytest.mark.parametrize("does", ["says", "presses"])
async def test_an_open_form_that_is_no_more_is_closed_and_said_so(house: House, chat: Chat, does: str) -> None:
    await chat.presses("Чай")
    await chat.says("две")
    await open_form_renamed(house, "coffee")
    await (chat.says("с лимоном") if does == "says" else chat.presses("Назад"))
    chat.sees("её вопросы изменились", "Меню")
    await chat.says("привет")
    chat.sees("Передали")


async def test_an_old_name_of_a_form_goes_on(house: House, chat: Chat) -> None:
    house.engine = replace(house.engine, forms=Forms([Tea()], home, {"coffee": "tea"}))
    await chat.presses("Чай")
    await chat.says("две")
    await open_form_renamed(house, "coffee")
    await chat.says("с лимоном")
    chat.sees("Заказ: две, с лимоном")


# Rows that nobody presses


@pytest.fixture
async def worker(house: House, db: Database, clock: ManualClock) -> AsyncIterator[Worker]:
    supervisor = Supervisor()
    yield Worker(db, clock, supervisor, house.engine)
    await supervisor.stop(grace=0.1)


def unknown_source(session: Session) -> None:
    inbox.put(session, "pigeon", key="1", lane="row", body={}, now=NOW)


def unknown_timer(session: Session) -> None:
    body = {"kind": "tea.time", "subject": "x", "due": NOW.isoformat(), "args": {}}
    inbox.put(session, "timer", key="1", lane="row", body=body, now=NOW)


def unknown_notice(session: Session) -> None:
    inbox.put(session, "notice", key="1", lane="row", body={"kind": "rumour", "to": "candidate:1", "args": {}}, now=NOW)


def unknown_notice_to_staff(session: Session) -> None:
    inbox.put(session, "notice", key="1", lane="row", body={"kind": "rumour", "to": "staff:1", "args": {}}, now=NOW)


@pytest.mark.parametrize("put", [unknown_source, unknown_timer, unknown_notice, unknown_notice_to_staff])
async def test_a_row_of_an_unknown_kind_is_set_aside_at_once_and_its_lane_goes_on(
    worker: Worker, db: Database, put: Any, house: House
) -> None:
    await db.write(put)
    await db.write(lambda session: tell_on(session, "row"))
    while await worker.turn("row"):
        pass
    [letter] = await db.read(lambda session: dead_letters.page(session, limit=9))
    assert letter.attempts == 1
    assert (letter.error or "").startswith("unknown-name: ")
    assert await db.read(inbox.waiting) == 0


def tell_on(session: Session, lane: str) -> None:
    """Something that is known waits behind it."""
    inbox.put(session, "notice", key="2", lane=lane, body={"kind": "weather", "to": "candidate:1", "args": {}}, now=NOW)


async def test_a_retired_timer_is_let_go(worker: Worker, db: Database, house: House) -> None:
    worker._engine = replace(house.engine, timers={"tea.time": timers.let_go})
    await db.write(unknown_timer)
    await worker.turn("row")
    assert await db.read(dead_letters.count) == 0


async def test_a_fault_of_the_code_is_told_at_its_first_try_and_the_next_words_are_answered(
    worker: Worker, db: Database, house: House, chat: Chat
) -> None:
    button = next(button for row in chat.last.rows for button in row if button["text"] == "Поломка")
    lane = "webchat:0:anna"

    def put(session: Session) -> None:
        where = {"chat": "anna", "locale": "ru", "zone": "Europe/Moscow"}
        [known] = session.execute(select(inbox.inbox.c.lane).distinct()).scalars()
        nonlocal lane
        lane = known
        press = {"kind": "press", "token": button["token"], "bubble": 0, **where}
        inbox.put(session, "webchat", key="anna:98", lane=lane, body=press, now=NOW)
        inbox.put(session, "webchat", key="anna:99", lane=lane, body={"kind": "text", "text": "ау", **where}, now=NOW)

    await db.write(put)
    while await worker.turn(lane):
        pass
    await house.settle()
    said = [message.text for message in chat.messages]
    assert said[-1] == "Передали"
    assert sum("сломалось" in text for text in said) == 1
    [letter] = await db.read(lambda session: dead_letters.page(session, limit=9))
    assert (letter.attempts, letter.error) == (1, "ZeroDivisionError")
