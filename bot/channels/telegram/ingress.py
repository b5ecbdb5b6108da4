"""Raw updates into the inbox: by long polling or by the webhook, the same function keeps them. Nothing moves on before the commit."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter
from aiogram.methods.base import TelegramMethod
from sqlalchemy.orm import Session

from bot.channels.telegram.parse import CHANNEL, WANTED, place
from core.kernel.database import documents
from core.kernel.database.session import Database
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import inbox, outbox
from core.kernel.queue.leases import Lease
from core.kernel.storage.sealing import hidden
from core.kernel.time.clock import Clock

log = structlog.get_logger()
WAIT = 10
"""Seconds of one long poll; the lease is renewed meanwhile."""
PAUSE = 1.0
SPINNING = timedelta(seconds=30)
"""So long a pressed button is worth an answer."""


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` without reading what is inside: one odd update must not hold up the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def keep(session: Session, updates: list[dict[str, Any]], bot: int, now: datetime) -> None:
    """Keeps updates and acknowledges their presses at once, before they wait for their turn; all in one transaction."""
    found = [(*at, update) for update in updates if (at := place(update))]
    inbox.put_all(session, CHANNEL, [row_of(key, chat, update, bot) for key, chat, update in found], now)
    for key, _, _ in found:
        if key.startswith("press:"):
            acknowledge(session, key.removeprefix("press:"), now)
    failpoint("inbox-before-commit", CHANNEL)


def row_of(key: str, chat: str, update: dict[str, Any], bot: int) -> inbox.Row:
    """A link that lets somebody in lies sealed from here on: told, quoted in a reply, or in the message under a button."""
    return f"{bot}:{key}", f"{CHANNEL}:{bot}:{chat}", hidden(documents.written({"bot": bot, "update": update}))


def acknowledge(session: Session, callback: str, now: datetime) -> None:
    """Stops the button's spinner; once, however often the press comes."""
    name = f"answer:{callback}"[:160]
    outbox.send(
        session,
        CHANNEL,
        lane=name,
        kind="answer",
        body={"callback": callback},
        now=now,
        priority=outbox.INTERACTIVE,
        key=name,
        expires=now + SPINNING,
    )


class Poller:
    """Long polling by whichever process holds the lease."""

    def __init__(self, bot: Bot, database: Database, clock: Clock, *, holder: str = "", wait: int = WAIT) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._wait = wait
        self._lease = Lease(database, clock, f"poll:{CHANNEL}", holder)
        self._offset: int | None = None

    async def run(self) -> None:
        try:
            while True:
                if not await self._lease.hold():
                    await asyncio.sleep(PAUSE)
                    continue
                try:
                    await self._lease.during(self.poll())
                except TelegramRetryAfter as error:
                    await self._lease.during(asyncio.sleep(error.retry_after))
                except AiogramError as error:
                    log.warning("poll-failed", channel=CHANNEL, error=type(error).__name__)
                    await asyncio.sleep(PAUSE)
        finally:
            await self._lease.release()

    async def poll(self) -> int:
        """One call; the next one's offset tells Telegram that these are kept."""
        request = RawUpdates(offset=self._offset, timeout=self._wait, allowed_updates=WANTED)
        updates = await self._bot(request, request_timeout=self._wait + 10)
        self._database.pulse.beat("poll")
        if updates:
            failpoint("update-fetched")
            await self._database.write(partial(keep, updates=updates, bot=self._bot.id, now=self._clock.now()))
            failpoint("inbox-committed", CHANNEL)
            self._offset = max(update["update_id"] for update in updates) + 1
            failpoint("offset-moved")
        return len(updates)
