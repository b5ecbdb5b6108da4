"""The bot's own account: its name, where its updates go, and the menus of commands people see."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import LinkPreviewOptions
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.channels.telegram.deliver import troubles
from bot.channels.telegram.parse import CHANNEL, RUSSIAN, WANTED
from bot.channels.telegram.session import PlainSession
from bot.conversation.commands import commands_for
from bot.conversation.markup import plain
from bot.conversation.router import Book
from core.kernel.database import documents
from core.kernel.problems import Trouble, TryLater
from core.kernel.process.failpoints import failpoint
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import outbox
from core.kernel.queue.outbox import outbox as rows
from core.kernel.text.i18n import Texts
from core.staff import reads

log = structlog.get_logger()
PAUSE = 30.0
LANGUAGES = {"": "en", **dict.fromkeys(sorted(RUSSIAN), "ru")}
"""A phone's language, and the language its owner is answered in: `parse.language`, as Telegram's menus have it."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands offered in one place: to everybody whose phone speaks `language`, or in one `chat`."""

    chat: str
    language: str
    commands: tuple[tuple[str, str], ...]

    def lane(self, account: int) -> str:
        return f"menu:{account}:{self.chat}:{self.language}"

    def body(self) -> dict[str, Any]:
        return {"chat": self.chat, "language": self.language, "commands": [list(command) for command in self.commands]}


def open_bot(token: str, api: str) -> Bot:
    """The library's client, set up as our texts want it."""
    session = PlainSession(api=TelegramAPIServer.from_base(api))
    return Bot(token, session, default=DefaultBotProperties(parse_mode="HTML", link_preview=LinkPreviewOptions(is_disabled=True)))


async def name_of(bot: Bot) -> str:
    """The name that links need; raises Trouble."""
    with troubles():
        return (await bot.get_me()).username or ""


async def take_updates(bot: Bot, url: str, secret: str) -> None:
    """Updates come to `url` from now on, or, where it is empty, to whoever polls; raises Trouble."""
    with troubles():
        if url:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED)
        else:
            await bot.delete_webhook()


async def meet(bot: Bot, supervisor: Supervisor, url: str | None, secret: str) -> str:
    """The bot's name, once its updates go where they should; tried until Telegram has answered or the service stops.

    `url` None leaves the updates as they are.
    """
    while not supervisor.stopping.is_set():
        try:
            failpoint("before-meeting")
            name = await name_of(bot)
            if url is not None:
                await take_updates(bot, url, secret)
            failpoint("met")
        except Trouble as trouble:
            log.warning("telegram-not-met", channel=CHANNEL, reason=trouble.reason)
            with suppress(TimeoutError):
                await asyncio.wait_for(supervisor.stopping.wait(), PAUSE)
        else:
            return name
    return ""


async def described(bot: Bot, url: str) -> str:
    """Who the bot is and how its updates come, for the doctor; raises Trouble where they do not come to `url`."""
    name = await name_of(bot)
    with troubles():
        hook = await bot.get_webhook_info()
    if hook.url != url:
        raise TryLater(f"@{name} answers; its updates go elsewhere until the service starts")
    if hook.last_error_message:
        raise TryLater(f"@{name} answers; the last update did not come: {hook.last_error_message}"[:200])
    return f"@{name} answers, updates {'come to ' + url if url else 'are fetched'}"


def offered(session: Session, book: Book, texts: Texts, account: int) -> Iterator[Menu]:
    """Everybody's menu by language, and every colleague's own by his roles; one who has left sees what candidates see."""
    for language, locale in LANGUAGES.items():
        yield Menu("", language, commands(book, texts, locale, "candidate", frozenset()))
    for person, chat in reads.on_account(session, CHANNEL, str(account)):
        persona = "staff" if person.active else "candidate"
        yield Menu(chat, "", commands(book, texts, person.locale, persona, person.roles))


def commands(book: Book, texts: Texts, locale: str, persona: str, roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    found = commands_for(book, persona, roles)
    return tuple((command.word, plain(texts(locale, command.help_key))) for command in found)


def sent(session: Session) -> dict[str, dict[str, Any]]:
    """The menus that were sent last, by lane."""
    queued = select(rows.c.lane, rows.c.body).where(rows.c.target == CHANNEL, text("kind = 'commands'")).order_by(rows.c.id)
    return {lane: documents.read(body) for lane, body in session.execute(queued)}


def send_menus(session: Session, account: int, menus: Iterable[Menu], now: datetime) -> int:
    """Queues the menus that differ from those sent last; their number."""
    before, count = sent(session), 0
    for menu in menus:
        lane = menu.lane(account)
        if before.get(lane) != menu.body():
            outbox.send(session, CHANNEL, lane=lane, kind="commands", body=menu.body(), now=now, priority=outbox.BULK, place=lane[:64])
            count += 1
    return count
