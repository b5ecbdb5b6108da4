"""The whole bot in one book: who answers what, in which messenger, at which time."""

from collections.abc import Mapping

import core.subjects  # noqa: F401 - from here on whoever subscribes to a signal hears it
from bot import admin
from bot.candidate import book as candidate
from bot.channels.telegram import limits as telegram_limits
from bot.channels.telegram import parse as telegram
from bot.channels.webchat import limits as webchat_limits
from bot.channels.webchat import parse as webchat
from bot.conversation import owners
from bot.conversation.forms import Forms
from bot.conversation.router import Book
from bot.engine.engine import Channel, Engine, House
from bot.home import home
from bot.recruiter import cards_book, desk_book
from core.boards import intake
from core.kernel.text.i18n import Texts
from core.pipeline.timers import TIMERS

CHANNELS: Mapping[str, Channel] = {
    telegram.CHANNEL: Channel(telegram.parse, telegram_limits.CAN),
    webchat.CHANNEL: Channel(webchat.parse, webchat_limits.CAN),
}


def make_book() -> Book:
    book = Book()
    for router in (*candidate.ROUTERS, *desk_book.ROUTERS, *cards_book.ROUTERS, *admin.ROUTERS):
        book.include(router)
    return book


def make_engine(texts: Texts, house: House) -> Engine:
    forms = Forms((*candidate.FORMS, *desk_book.FORMS, *cards_book.FORMS), home)
    return Engine(make_book(), forms, owners.access(), texts, house, CHANNELS, TIMERS, intake.SOURCES, home)
