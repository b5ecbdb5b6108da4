"""Receiving from a candidate and answering him.

Problems raised: message-empty, consent-missing, candidate-opted-out, candidate-unreachable.
Notices told: `message.received`, `message.grows` (message, candidate: the first unread one) and `message.edited` (message, candidate) to
staff; to the candidate `message.reply` (message, `file`: whether its file comes along) and `message.file` (message).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from core.candidates import reads as candidates
from core.candidates import trust
from core.candidates.model import Attachment
from core.candidates.reads import Reach
from core.kernel.actors import candidate, staff
from core.kernel.database.compiled import Prepared
from core.kernel.problems import Conflict, Forbidden, Invalid
from core.kernel.queue.notices import tell
from core.kernel.signals import emit
from core.messages import unread
from core.messages.model import Message
from core.messages.signals import MessageReceived
from core.privacy.reads import holds
from core.privacy.rules import ConsentKind

_BY_KEY = Prepared(select(Message.id).where(Message.key == bindparam("wanted")))
rows = cast("Table", Message.__table__)
_NAMES = ("candidate_id", "direction", "author_id", "channel", "text", "attachment_id", "at", "key", "delivered_at")
_NEW = Prepared(insert(rows).values({name: bindparam(name) for name in _NAMES}).returning(rows.c.id))


def receive(
    session: Session,
    candidate_id: int,
    *,
    channel: str,
    text: str,
    key: str,
    now: datetime,
    attachment_id: int | None = None,
    readers: Collection[int] = (),
) -> int:
    """Keeps what the candidate wrote and tells the `readers`, who are staff; the id. The same key is the same message."""
    where: dict[str, Any] = {"candidate_id": candidate_id, "channel": channel, "key": key}
    number, fresh = keep(session, direction="in", text=text, attachment_id=attachment_id, at=now, delivered_at=now, **where)
    if fresh:
        for reader in sorted(readers):
            unread.note(session, reader, candidate_id, number, now)
        emit(session, MessageReceived(candidate(candidate_id), now, number, candidate_id))
    return number


def reply(
    session: Session,
    candidate_id: int,
    *,
    author: int,
    text: str,
    key: str,
    now: datetime,
    attachment_id: int | None = None,
) -> int:
    """Keeps a colleague's answer and tells whoever may act for this record, where he was heard last; the id.

    The same key is the same message.
    """
    way = way_to(session, candidate_id, now)
    where: dict[str, Any] = {"candidate_id": candidate_id, "author_id": author, "channel": way.channel, "key": key}
    number, fresh = keep(session, direction="out", text=text, attachment_id=attachment_id, at=now, **where)
    if fresh:
        unread.answered(session, candidate_id)
        kept = attachment_id is None or candidates.file(session, attachment_id).sha256 is not None
        if kept or text.strip():
            tell(session, candidate(candidate_id), "message.reply", key=str(number), now=now, message=number, file=kept)
    return number


def correct(session: Session, key: str, text: str, *, readers: Collection[int], now: datetime) -> str:
    """The candidate has changed a message; what that came to.

    `same`: it says what it said. `changed`: the last version counts, the `readers` are told. `acted-on`: it was answered meanwhile, or was
    no message of the thread; then it stands as it was.
    """
    row = session.scalars(select(Message).where(Message.key == key).with_for_update()).first()
    if row is not None and row.text == text:
        return "same"
    if row is None or not text.strip() or is_answered(session, row):
        return "acted-on"
    row.text = text
    for reader in sorted(readers):
        about = {"message": row.id, "candidate": row.candidate_id}
        tell(session, staff(reader), "message.edited", key=f"{row.id}:{now.isoformat()}", now=now, **about)
    return "changed"


def is_answered(session: Session, row: Message) -> bool:
    later = select(Message.id).where(Message.candidate_id == row.candidate_id, Message.author_id.is_not(None), Message.id > row.id)
    return session.execute(later.limit(1)).first() is not None


def file_came(session: Session, attachment_id: int, *, now: datetime) -> None:
    """A file that was still with the colleague's messenger is kept now: the candidate gets it."""
    own = (Attachment.id == attachment_id, Message.candidate_id == Attachment.candidate_id, Message.direction == "out")
    query = select(Message.id, Message.candidate_id).join(Attachment, Attachment.id == Message.attachment_id).where(*own)
    for number, person in session.execute(query).all():
        tell(session, candidate(person), "message.file", key=str(number), now=now, message=number)


def note_told(session: Session, candidate_id: int, *, channel: str, text: str, key: str, now: datetime) -> None:
    """What the bot itself told the candidate stands in the thread too, between what people wrote; it answers nobody."""
    if text.strip():
        keep(session, candidate_id=candidate_id, direction="out", channel=channel, text=text, attachment_id=None, at=now, key=key)


def way_to(session: Session, candidate_id: int, now: datetime, *, alone: bool = False) -> Reach:
    """Where whoever may act for this record may be written to; a Problem says why he may not. `alone`: the person has no other record."""
    speakers = frozenset({candidate_id}) if alone else trust.voices(session, candidate_id)
    if not any(holds(session, speaker, ConsentKind.RECRUITING, now) for speaker in speakers):
        raise Forbidden("consent-missing")
    way = candidates.reach_of(session, speakers)
    if way is None:
        silent = any(candidates.is_opted_out(session, speaker) for speaker in speakers)
        raise Conflict("candidate-opted-out" if silent else "candidate-unreachable")
    return way


def keep(session: Session, *, text: str, attachment_id: int | None, key: str, **values: Any) -> tuple[int, bool]:
    """The message's id and whether it is new."""
    if not text.strip() and attachment_id is None:
        raise Invalid("message-empty")
    known = _BY_KEY.first(session, {"wanted": key})
    if known is not None:
        return known[0], False
    told = {"text": text, "attachment_id": attachment_id, "key": key, **values}
    [(number,)] = _NEW.rows(session, {name: told.get(name) for name in _NAMES})
    return number, True


def mark_delivered(session: Session, message_id: int, *, now: datetime) -> None:
    """The messenger has it."""
    waiting = update(Message).where(Message.id == message_id, Message.delivered_at.is_(None))
    session.execute(waiting.values(delivered_at=now, failed=None))


def mark_failed(session: Session, message_id: int, reason: str) -> None:
    """It never arrived; `reason` is shown to staff in the thread."""
    session.execute(update(Message).where(Message.id == message_id, Message.delivered_at.is_(None)).values(failed=reason[:64]))


def file_lost(session: Session, attachment_id: int, reason: str) -> None:
    """A colleague's file that cannot be had: what it was to go with never arrived, unless its words have."""
    waiting = update(Message).where(Message.attachment_id == attachment_id, Message.direction == "out", Message.delivered_at.is_(None))
    session.execute(waiting.values(failed=reason[:64]))
