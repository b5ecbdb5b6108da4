"""What goes of the correspondence with somebody who is erased: the words and the files; that there was a message, and when, stays."""

from collections.abc import Sequence

from sqlalchemy import String, cast, delete, literal, update
from sqlalchemy.orm import Session

from core.messages.model import Message, Unread


def erase(session: Session, numbers: Sequence[int]) -> int:
    """How many messages lost their words."""
    mine = update(Message).where(Message.candidate_id.in_(numbers))
    key = literal("erased:") + cast(Message.id, String)
    gone = session.execute(mine.values(text="", attachment_id=None, failed=None, key=key).returning(Message.id)).all()
    session.execute(delete(Unread).where(Unread.candidate_id.in_(numbers)))
    return len(gone)
