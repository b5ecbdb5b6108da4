"""What every messenger's adapter shares: a target of the outbox that keeps message references and notices who is gone."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation import store as memory
from bot.conversation.screens import Conversation
from bot.delivery import messages as delivery
from bot.delivery import reachability
from core.kernel.problems import InDoubt, NeedsLogin, Trouble, Unreachable
from core.kernel.queue.delivery import Limiter
from core.kernel.queue.outbox import OutboxRow


class ChannelTarget:
    """One messenger's courier target; `call` is the adapter's delivery, which answers with the message's reference or None."""

    doubtful = frozenset({"send", "file"})
    """A message that is sent twice stands there twice."""

    def __init__(self, name: str, limiter: Limiter, call: Callable[[OutboxRow], Awaitable[str | None]]) -> None:
        self.name = name
        self.limiter = limiter
        self._call = call

    async def deliver(self, parcel: OutboxRow) -> Any:
        return await self._call(parcel)

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None:
        delivery.arrived(session, parcel, now)
        number = parcel.json().get("shown")
        if number is not None and answer is not None:
            memory.set_ref(session, number, str(answer), token_of(parcel.json()))

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        delivery.lost(session, parcel, trouble.reason)
        body = parcel.json()
        number = body.get("conversation")
        if number is None:
            return
        conversation = memory.by_id(session, number)
        if isinstance(trouble, InDoubt):
            self._unsure(session, parcel, conversation, now)
        elif body.get("shown") is not None:
            memory.forget(session, number, body["shown"], token_of(body))
        if isinstance(trouble, Unreachable):
            memory.block(session, conversation.id, now)
            reachability.gone(session, conversation, now)

    def _unsure(self, session: Session, parcel: OutboxRow, conversation: Conversation, now: datetime) -> None:
        """It may stand there: its buttons work, and whoever talks with the candidate is told."""
        shown = parcel.json().get("shown")
        if shown is not None:
            memory.unsure(session, conversation.id, shown)
        if conversation.staff_id is None and conversation.candidate_id is not None:
            delivery.unsure(session, parcel, conversation.candidate_id, now)

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None:
        """Nobody is told here: the messenger that refuses us is where he would read it. It stands in the log and in /health."""


def token_of(body: dict[str, Any]) -> str:
    """What the buttons of a screen on its way are known by; empty where it has none."""
    tokens = (button["token"] for row in body.get("rows", []) for button in row if "token" in button)
    return str(next(tokens, "")).rpartition(".")[0]
