"""Telegram as a target of the outbox: what every messenger does, and files that people sent are fetched and kept."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.port import ChannelTarget
from bot.channels.telegram.deliver import UNFIT
from bot.channels.telegram.limits import TelegramLimits
from bot.channels.telegram.parse import CHANNEL
from bot.conversation import store as memory
from core.candidates import acts as candidates
from core.kernel.problems import Trouble
from core.kernel.queue.notices import tell
from core.kernel.queue.outbox import OutboxRow
from core.messages import acts as messages


class TelegramTarget(ChannelTarget):
    def __init__(self, limits: TelegramLimits, delivery: Callable[[OutboxRow], Awaitable[str | None]]) -> None:
        super().__init__(CHANNEL, limits, delivery)

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None:
        """A download answers with the hash of what is kept now."""
        if parcel.kind != "download":
            super().on_delivered(session, parcel, answer, now)
            return
        body = parcel.json()
        candidates.fetched(session, body["attachment"], answer, body["size"])
        messages.file_came(session, body["attachment"], now=now)

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        """Of a file that cannot be had whoever sent it is told."""
        super().on_failed(session, parcel, trouble, now)
        if parcel.kind == "download":
            file, chat = parcel.json()["attachment"], parcel.json()["conversation"]
            whose = candidates.lose_file(session, file)
            messages.file_lost(session, file, trouble.reason)
            sender = memory.by_id(session, chat).actor
            if sender is not None:
                tell(
                    session,
                    sender,
                    "file.unfit" if trouble.reason == UNFIT else "file.lost",
                    key=str(file),
                    now=now,
                    candidate=whose,
                    file=file,
                )
