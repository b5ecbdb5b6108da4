"""What every messenger's adapter shares: a target of the outbox that keeps message references and notices who is gone."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot import delivery, memory, reachability
from core.kernel.courier import Limiter
from core.kernel.outbox import Parcel
from core.kernel.problems import Trouble, Unreachable


class ChannelTarget:
    """One messenger's courier target; `call` is the adapter's delivery, which answers with the message's reference or None."""

    def __init__(self, name: str, limiter: Limiter, call: Callable[[Parcel], Awaitable[str | None]]) -> None:
        self.name = name
        self.limiter = limiter
        self._call = call

    async def deliver(self, parcel: Parcel) -> Any:
        return await self._call(parcel)

    def settle(self, session: Session, parcel: Parcel, answer: Any, now: datetime) -> None:
        delivery.arrived(session, parcel, now)
        number = parcel.json().get("shown")
        if number is not None and answer is not None:
            memory.set_ref(session, number, str(answer))

    def returned(self, session: Session, parcel: Parcel, trouble: Trouble, now: datetime) -> None:
        delivery.lost(session, parcel, trouble.reason)
        number = parcel.json().get("conversation")
        if isinstance(trouble, Unreachable) and number is not None:
            conversation = memory.by_id(session, number)
            memory.block(session, conversation.id, now)
            reachability.gone(session, conversation, now)
