"""Telegram's webhook: the secret header is compared, the update is kept, then 200."""

import json
from http import HTTPStatus
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.telegram.ingress import keep
from bot.channels.telegram.parse import CHANNEL
from core.kernel.process.failpoints import failpoint
from core.kernel.queue.batching import Batch
from webhooks.hooks.port import Headers
from webhooks.secret import is_secret
from webhooks.state import State

HEADER = b"x-telegram-bot-api-secret-token"


class TelegramDoor:
    """`POST /hook/telegram`."""

    def __init__(self, state: State, bot: int) -> None:
        self._state = state
        self._bot = bot
        self._updates: Batch[dict[str, Any]] = Batch(state.database, state.supervisor, self._keep)

    async def __call__(self, rest: str, headers: Headers, body: bytes) -> HTTPStatus:
        if rest:
            return HTTPStatus.NOT_FOUND
        if not is_secret(headers.get(HEADER, b"").decode("latin-1"), self._state.settings.telegram_webhook_secret):
            return HTTPStatus.FORBIDDEN
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return HTTPStatus.BAD_REQUEST
        if isinstance(update, dict):
            await self._updates.add(update)
            failpoint("inbox-committed", CHANNEL)
        return HTTPStatus.OK

    def _keep(self, session: Session, updates: list[dict[str, Any]]) -> None:
        keep(session, updates, self._bot, self._state.clock.now())
