"""One notice while unread: whatever a candidate writes, a colleague hears of it once, and the notice grows while nobody has looked.

What comes later than `RINGS` after the last ring rings anew, in place of the notice that stands: it may be urgent. In between the
notice is brought up to date, once in `GATHERS` seconds, by a timer.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.candidates import trust
from core.kernel.actors import staff
from core.kernel.queue import timers
from core.kernel.queue.notices import tell
from core.kernel.queue.timers import Due
from core.messages.model import Message, Unread

RINGS = timedelta(minutes=5)
GATHERS = 10
"""Seconds of messages that one change of the notice tells of."""
GROWS = "message.grows"


def note(session: Session, reader: int, candidate: int, message: int, now: datetime) -> None:
    """Tells the reader of a message: with a notice of its own, or by the one that waits for him."""
    row = session.get(Unread, (reader, candidate), with_for_update=True)
    if row is not None and now - row.rang_at < RINGS:
        grow(session, row, now)
        return
    if row is None:
        row = Unread(staff_id=reader, candidate_id=candidate, first_id=message, told_id=0, rang_at=now)
        session.add(row)
    row.rang_at = now
    session.flush()
    tell(session, staff(reader), "message.received", key=str(message), now=now, message=row.first_id, candidate=candidate)


def grow(session: Session, row: Unread, now: datetime) -> None:
    step = int(now.timestamp()) // GATHERS + 1
    about = {"staff": row.staff_id, "candidate": row.candidate_id, "message": row.first_id}
    key = f"{GROWS}:{row.staff_id}:{row.first_id}:{step}"
    due = datetime.fromtimestamp(step * GATHERS, now.tzinfo)
    timers.schedule(session, GROWS, subject=f"unread:{row.staff_id}", lane=f"unread:{row.staff_id}", due=due, key=key, args=about)


def grown(session: Session, due: Due, now: datetime) -> None:
    """The timer: nobody has looked yet, so the notice says how much it is by now."""
    reader, candidate, message = due.args["staff"], due.args["candidate"], due.args["message"]
    row = session.get(Unread, (reader, candidate))
    if row is not None and row.first_id == message:
        key = f"{message}:{due.due_at.isoformat()}"
        tell(session, staff(reader), GROWS, key=key, now=now, message=message, candidate=candidate)


def told(session: Session, reader: int, candidate: int, newest: int) -> int:
    """Notes what the notice shows by now; up to which message it showed before."""
    row = session.get(Unread, (reader, candidate), with_for_update=True)
    if row is None:
        return newest
    before, row.told_id = row.told_id, max(row.told_id, newest)
    return before


def looked(session: Session, reader: int, candidate: int) -> None:
    """The colleague has seen what was written: the next message is news."""
    session.execute(delete(Unread).where(Unread.staff_id == reader, Unread.candidate_id.in_(trust.group(session, candidate))))


def answered(session: Session, candidate: int) -> None:
    """Somebody has answered: it waits for nobody any more."""
    session.execute(delete(Unread).where(Unread.candidate_id == candidate))


def count_since(session: Session, candidate: int, since: datetime, most: int) -> int:
    """How many messages the person has written since, at most `most`."""
    mine = select(Message.id).where(Message.candidate_id == candidate, Message.direction == "in", Message.at > since)
    return len(session.execute(mine.limit(most)).all())
