"""The whole bot in one book: who answers what, in which messenger, at which time."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import core.subjects  # noqa: F401 - from here on whoever subscribes to a signal hears it
from bot import admin, candidate, recruiter
from bot.channels.telegram import limits as telegram_limits
from bot.channels.telegram import parse as telegram
from bot.channels.webchat import limits as webchat_limits
from bot.channels.webchat import parse as webchat
from bot.conversation import owners
from bot.conversation.forms import Forms
from bot.conversation.router import Book, Router
from bot.engine.engine import Channel, Engine, House
from bot.home import home
from core.boards import intake
from core.kernel.text.i18n import Texts
from core.pipeline.timers import TIMERS

CHANNELS: Mapping[str, Channel] = {
    telegram.CHANNEL: Channel(telegram.parse, telegram_limits.CAN),
    webchat.CHANNEL: Channel(webchat.parse, webchat_limits.CAN),
}


def routers(*personas: ModuleType) -> Iterator[Router]:
    """Those of every module in the folders of these personas."""
    for persona in personas:
        for found in iter_modules(persona.__path__, f"{persona.__name__}."):
            router = getattr(import_module(found.name), "router", None)
            if isinstance(router, Router):
                yield router


def make_book() -> Book:
    book = Book()
    for router in routers(candidate, recruiter, admin):
        book.include(router)
    return book


def make_engine(texts: Texts, house: House) -> Engine:
    book = make_book()
    forms = Forms(book.forms, home, book.forms_were)
    return Engine(book, forms, owners.access(), texts, house, CHANNELS, TIMERS, intake.SOURCES, home)
