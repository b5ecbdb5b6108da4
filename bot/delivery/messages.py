"""What becomes of a message of the thread: the rows of the outbox that carry it name it, and whoever settles them tells here."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.owners import of_thread
from core.kernel.actors import staff
from core.kernel.queue.notices import tell
from core.kernel.queue.outbox import OutboxRow
from core.messages import acts as messages

MESSAGE = "message:"
NO_CHAT = "no-chat"


def subject_of(role: str, args: dict[str, Any]) -> str | None:
    """What a notice's rows are known by: an application takes its own back when it closes, a message to a candidate is followed."""
    if args.get("application"):
        return f"application:{args['application']}"
    return f"{MESSAGE}{args['message']}" if role == "candidate" and args.get("message") else None


def message_of(subject: str | None) -> int | None:
    return int(subject.removeprefix(MESSAGE)) if subject and subject.startswith(MESSAGE) else None


def arrived(session: Session, parcel: OutboxRow, now: datetime) -> None:
    number = message_of(parcel.subject)
    if number is not None:
        messages.mark_delivered(session, number, now=now)


def lost(session: Session, parcel: OutboxRow, reason: str) -> None:
    number = message_of(parcel.subject)
    if number is not None:
        messages.mark_failed(session, number, reason)


def unsure(session: Session, parcel: OutboxRow, candidate: int, now: datetime) -> None:
    """Nobody can know whether it arrived, and it is not sent once more: whoever talks with the candidate is told."""
    for reader in sorted(of_thread(session, candidate)):
        tell(session, staff(reader), "message.unsure", key=str(parcel.id), now=now, candidate=candidate)


def untold(session: Session, subject: str | None) -> None:
    """There is no chat left that could carry it."""
    number = message_of(subject)
    if number is not None:
        messages.mark_failed(session, number, NO_CHAT)
