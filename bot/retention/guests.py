"""What is left of people who gave no consent: their words go after hours, their chats once nobody comes back to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, false, literal, or_, select, update
from sqlalchemy.orm import Session

from bot.channels.webchat.model import chats, entries, files, sessions
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.conversation.model import conversations, shown
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox

BATCH = 200
OPENED = timedelta(days=2)
"""So long a chat may be open in which nobody has said anything."""
_GUEST = and_(conversations.c.candidate_id.is_(None), conversations.c.staff_id.is_(None))


class Place(NamedTuple):
    """A conversation and the chat it is held in."""

    id: int
    channel: str
    account: str
    chat: str


class Queued(NamedTuple):
    """Rows of the queues that name a chat."""

    came: Sequence[int]
    went: Sequence[int]


def forget_words(session: Session, before: datetime) -> int:
    """Takes away what guests who were last heard `before` have typed, as the web chat shows it, and their files; how much.

    The inbox keeps no word of a guest's once it is worked off.
    """
    silent = and_(_GUEST, conversations.c.seen_at < before)
    whose = exists().where(conversations.c.channel == CHANNEL, conversations.c.chat == chats.c.name, silent)
    theirs = select(chats.c.id).where(chats.c.seat == "candidate", whose)
    words = select(entries.c.id).where(entries.c.author == "me", entries.c.chat_id.in_(theirs)).limit(BATCH)
    said = session.execute(words).scalars().all()
    session.execute(delete(entries).where(entries.c.id.in_(said)))
    kept = session.execute(select(files.c.id).where(files.c.chat_id.in_(theirs)).limit(BATCH)).scalars().all()
    session.execute(delete(files).where(files.c.id.in_(kept)))
    return len(said) + len(kept)


def silent(session: Session, before: datetime) -> list[Place]:
    """Conversations of guests last heard `before`, some of them."""
    columns = (conversations.c.id, conversations.c.channel, conversations.c.account, conversations.c.chat)
    return [Place(*row) for row in session.execute(select(*columns).where(_GUEST, conversations.c.seen_at < before).limit(BATCH))]


def queued(session: Session, places: Sequence[Place]) -> Queued:
    """For a reader: no index leads there, and the writer is not to be held up by looking."""
    came = or_(false(), *(and_(inbox.c.source == one.channel, inbox.c.lane == f"{one.channel}:{one.account}:{one.chat}") for one in places))
    went = or_(false(), *(and_(outbox.c.target == one.channel, outbox.c.lane == f"{one.account}:{one.chat}") for one in places))
    found = (session.execute(select(table.c.id).where(which)).scalars().all() for table, which in ((inbox, came), (outbox, went)))
    return Queued(*found)


def forget_silent(session: Session, places: Sequence[Place], rows: Queued, before: datetime, now: datetime) -> int:
    """Takes away whole chats of guests, unless they were heard meanwhile; how many."""
    still = select(conversations.c.id).where(conversations.c.id.in_([one.id for one in places]), _GUEST, conversations.c.seen_at < before)
    numbers = frozenset(session.execute(still.with_for_update()).scalars())
    if len(numbers) == len(places):
        forget_queued(session, rows, now)
    end_conversations(session, [one for one in places if one.id in numbers])
    return len(numbers)


def forget_unused(session: Session, now: datetime) -> int:
    """Takes away web chats that were opened and in which nothing was ever said; how many."""
    spoken = exists().where(conversations.c.channel == CHANNEL, conversations.c.account == ACCOUNT, conversations.c.chat == chats.c.name)
    unused = and_(chats.c.seat == "candidate", chats.c.created_at < now - OPENED, ~spoken)
    empty = session.execute(select(chats.c.id).where(unused).limit(BATCH)).scalars().all()
    end_chats(session, chats.c.id.in_(empty))
    return len(empty)


def end_conversations(session: Session, places: Sequence[Place]) -> None:
    """Nothing stays of these conversations but rows of the queues: see `forget_queued`."""
    numbers = [one.id for one in places]
    end_chats(session, chats.c.name.in_([one.chat for one in places if one.channel == CHANNEL]))
    session.execute(delete(shown).where(shown.c.conversation_id.in_(numbers)))
    session.execute(delete(conversations).where(conversations.c.id.in_(numbers)))


def forget_queued(session: Session, rows: Queued, now: datetime) -> None:
    """Rows of the queues lose what they held and whose they were; they themselves stay, for a number is never given twice."""
    came, went = update(inbox).where(inbox.c.id.in_(rows.came)), update(outbox).where(outbox.c.id.in_(rows.went))
    session.execute(came.where(inbox.c.state.in_(("new", "dead"))).values(state="done", done_at=now))
    nameless = {"key": literal("erased:") + cast(inbox.c.id, String), "lane": "erased", "body": "{}", "error": None}
    session.execute(came.values(nameless))
    session.execute(went.where(outbox.c.state.in_(("new", "sending", "dead"))).values(state="cancelled", ended_at=now))
    session.execute(went.values(lane="erased", body="{}", error=None, key=None))


def end_chats(session: Session, which: ColumnElement[bool]) -> None:
    """Web chats with all that stands in them, and the sessions that open them."""
    theirs = select(chats.c.id).where(which)
    for table in (entries, files, sessions):
        session.execute(delete(table).where(table.c.chat_id.in_(theirs)))
    session.execute(delete(chats).where(which))
