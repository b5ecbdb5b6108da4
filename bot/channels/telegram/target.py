"""Telegram as a target of the outbox: what every messenger does, and files that people sent are fetched and kept."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.port import ChannelTarget
from bot.channels.telegram.limits import TelegramLimits
from bot.channels.telegram.parse import CHANNEL
from core.candidates import acts as candidates
from core.kernel.outbox import Parcel
from core.messages import acts as messages


class TelegramTarget(ChannelTarget):
    def __init__(self, limits: TelegramLimits, delivery: Callable[[Parcel], Awaitable[str | None]]) -> None:
        super().__init__(CHANNEL, limits, delivery)

    def settle(self, session: Session, parcel: Parcel, answer: Any, now: datetime) -> None:
        """A download answers with the hash of what is kept now."""
        if parcel.kind != "download":
            super().settle(session, parcel, answer, now)
            return
        body = parcel.json()
        candidates.fetched(session, body["attachment"], answer, body["size"])
        messages.file_came(session, body["attachment"], now=now)
