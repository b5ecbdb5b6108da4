"""A bot of three screens, enough to see how the web chat behaves under the real engine."""

import hashlib
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentResource
from markupsafe import Markup

from bot.channels.webchat.limits import CAN
from bot.channels.webchat.parse import parse
from bot.conversation.access import Access
from bot.conversation.forms import Forms
from bot.conversation.router import Book, Router, to
from bot.conversation.routes import Route, route
from bot.conversation.screens import Attached, Button, Screen, Turn
from bot.engine.engine import Channel, Engine, House
from core.kernel.problems import Conflict
from core.kernel.text.i18n import Texts

LOCALES = Path(__file__).parents[3] / "bot" / "locales"
OWN = "command-help = Что я умею"
LANGUAGES = {"English, please": "en", "По-русски": "ru"}
router = Router("candidate")
staff = Router("staff")


def anybodys(*_about: object) -> bool:
    """Files of guests are kept here: this bot asks for no consent."""
    return True


@route("tiny.menu")
class Menu(Route):
    pass


@route("tiny.step")
class Step(Route):
    number: int


@route("tiny.busy")
class Busy(Route):
    pass


@route("tiny.calendar")
class Calendar(Route):
    pass


@router.screen(Menu)
def menu(turn: Turn) -> Screen:
    phone = Button("Поделиться номером", contact=True)
    rows = (
        (to("Дальше", Step(number=1)), to("Занято", Busy())),
        (to("Файл", Calendar()),),
        (Button("Сайт", url="https://example.com"), phone),
    )
    return Screen(Markup("<b>Меню</b>\nна выбор"), rows)


@router.screen(Step)
def step(turn: Turn, number: int) -> Screen:
    return Screen(Markup("Шаг {}").format(number), ((to("Ещё", Step(number=number + 1)), Button("Назад", "back")),))


@router.action(Busy)
def busy(turn: Turn) -> Screen:
    raise Conflict("step-over")


@router.action(Calendar)
def calendar(turn: Turn) -> Screen:
    return Screen(Markup("Вот файл"), files=(Attached(ICS, "Собеседование.ics", "text/calendar"),), keep=True)


@router.command("help")
def help_screen(turn: Turn, rest: str) -> Screen:
    return Screen(Markup("Помощь {}").format(rest))


@router.free_text()
def echo(turn: Turn) -> Screen:
    incoming = turn.incoming
    if incoming is None:
        return menu(turn)
    if incoming.kind == "contact":
        return Screen(Markup("Телефон {}").format(incoming.phone))
    if incoming.file is not None:
        return Screen(Markup("Файл {} {} {}").format(incoming.file.name, incoming.file.size, incoming.text))
    turn.conversation.locale = LANGUAGES.get(incoming.text, turn.conversation.locale)
    return Screen(Markup("Вы написали: {}").format(incoming.text))


@staff.free_text()
def staff_echo(turn: Turn) -> Screen:
    return Screen(Markup("Коллега, вы написали: {}").format(turn.incoming.text if turn.incoming else ""))


def home(turn: Turn) -> Screen:
    if turn.conversation.persona == "staff":
        return Screen(Markup("Рабочий день"))
    payload = turn.incoming.payload if turn.incoming else ""
    return Screen(Markup("Начало {}").format(payload), menu(turn).rows)


CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
ICS = hashlib.sha256(CALENDAR).hexdigest()


@lru_cache
def words() -> Texts:
    """The product's texts and what the tiny bot says beside them."""
    found = Texts(LOCALES)
    for book in found._bundles.values():
        book.add_resource(FluentResource(OWN), allow_overrides=True)
    return found


def tiny_engine() -> Engine:
    book = Book()
    book.include(router)
    book.include(staff)
    house = House("Северный ветер", "http://localhost", "Europe/Moscow", "ru")
    return Engine(book, Forms((), home), Access({}, {}), words(), house, {"webchat": Channel(parse, CAN)}, {}, {}, home)
