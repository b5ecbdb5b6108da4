"""The web chat as a target of the outbox. There is nobody to call: what is delivered is written when the row is settled."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.webchat.deliver import KINDS, show
from bot.channels.webchat.parse import CHANNEL
from bot.conversation import store as memory
from bot.delivery import messages as delivery
from core.kernel.problems import NeedsLogin, Refused, Trouble
from core.kernel.queue import outbox
from core.kernel.queue.delivery import Limiter, Unlimited
from core.kernel.queue.outbox import OutboxRow
from core.kernel.storage.files import Files


class WebchatTarget:
    name = CHANNEL
    doubtful: frozenset[str] = frozenset()
    """What is shown is written as the row is settled: once."""

    def __init__(self, files: Files) -> None:
        self.limiter: Limiter = Unlimited()
        self._files = files

    async def deliver(self, parcel: OutboxRow) -> dict[str, Any]:
        """What to show; a file's size is looked up."""
        if parcel.kind not in KINDS:
            raise Refused(outbox.UNKNOWN)
        body = parcel.json()
        if parcel.kind == "file":
            path = self._files.path(body["file"]["sha256"])
            if not path.exists():
                raise Refused("file-not-found")
            body["file"]["size"] = path.stat().st_size
        return body

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None:
        delivery.arrived(session, parcel, now)
        number = show(session, parcel.kind, answer, now)
        if number is not None:
            memory.set_ref(session, answer["shown"], str(number))

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:  # noqa: ARG002 - the port's form
        """Nobody blocks a chat of ours: beside the row that was set aside, only the thread has to know."""
        delivery.lost(session, parcel, trouble.reason)

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None:
        """A chat of ours needs no account."""
