"""The thread as it is shown."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from core.candidates import trust
from core.candidates.model import Attachment
from core.kernel.database.compiled import Prepared
from core.kernel.ids import CandidateId, FileId, MessageId, StaffId
from core.kernel.problems import NotFound
from core.messages.model import Message
from core.staff.model import StaffUser


class ThreadLine(NamedTuple):
    """One message; `author` and `author_id` are the colleague who wrote it, `failed` why it never arrived."""

    id: MessageId
    candidate_id: CandidateId
    direction: str
    author_id: StaffId | None
    author: str | None
    channel: str
    text: str
    attachment_id: FileId | None
    file_name: str | None
    at: datetime
    delivered_at: datetime | None
    failed: str | None


_LINE = (
    select(
        Message.id,
        Message.candidate_id,
        Message.direction,
        Message.author_id,
        StaffUser.name,
        Message.channel,
        Message.text,
        Message.attachment_id,
        Attachment.name,
        Message.at,
        Message.delivered_at,
        Message.failed,
    )
    .join(StaffUser, StaffUser.id == Message.author_id, isouter=True)
    .join(Attachment, Attachment.id == Message.attachment_id, isouter=True)
)
_BY_ID = Prepared(_LINE.where(Message.id == bindparam("wanted")))
_LAST = Prepared(
    select(Message.direction, Message.at)
    .where(Message.candidate_id == bindparam("wanted"), or_(Message.direction == "in", Message.author_id.is_not(None)))
    .order_by(Message.at.desc(), Message.id.desc())
    .limit(1),
)
_THREAD = Prepared(
    _LINE.where(Message.candidate_id == bindparam("wanted")).order_by(Message.at.desc(), Message.id.desc()).limit(bindparam("limit")),
)


def thread(session: Session, candidate_id: int, limit: int = 10) -> tuple[ThreadLine, ...]:
    """The last messages with the person, over all his records and channels, in the order they were written."""
    return of_records(session, trust.group(session, candidate_id), limit)


def of_chat(session: Session, record: int, limit: int) -> tuple[ThreadLine, ...]:
    """Those of them that the chat of this record may see."""
    return of_records(session, trust.records(session, record), limit)


def of_records(session: Session, records: Collection[int], limit: int) -> tuple[ThreadLine, ...]:
    found = [ThreadLine(*row) for one in records for row in _THREAD.rows(session, {"wanted": one, "limit": limit})]
    return tuple(sorted(found, key=lambda line: (line.at, line.id))[-limit:])


def last(session: Session, candidate_id: int) -> tuple[str, datetime] | None:
    """The direction of the newest message that a person wrote in this record's thread, and when."""
    row = _LAST.first(session, {"wanted": candidate_id})
    return (row[0], row[1]) if row else None


def run(session: Session, message_id: int, limit: int = 30) -> tuple[ThreadLine, ...]:
    """What the candidate wrote from this message on, up to the next answer; the newest `limit` of it, in order."""
    newest = session.execute(_LINE.where(*within_run(session, message_id)).order_by(Message.id.desc()).limit(limit)).all()
    return tuple(ThreadLine._make(row) for row in reversed(newest))


def count_run(session: Session, message_id: int) -> int:
    """How many messages that is."""
    return session.execute(select(func.count(Message.id)).where(*within_run(session, message_id))).scalar_one()


def within_run(session: Session, message_id: int) -> tuple[ColumnElement[bool], ...]:
    first = message(session, message_id)
    mine = (Message.candidate_id == first.candidate_id, Message.id >= first.id)
    answer = session.execute(select(func.min(Message.id)).where(*mine, Message.author_id.is_not(None))).scalar()
    return mine if answer is None else (*mine, Message.id < answer)


def message(session: Session, message_id: int) -> ThreadLine:
    row = _BY_ID.first(session, {"wanted": message_id})
    if row is None:
        raise NotFound("message-not-found")
    return ThreadLine(*row)
