"""Chats and the sessions that open them. A session's token is known to its owner only: here lies its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import and_, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from bot.channels.webchat.model import chats, sessions
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.conversation.model import conversations
from core.candidates import reads as candidates
from core.kernel.database.columns import Instant
from core.kernel.database.hints import hint
from core.privacy.reads import holds
from core.privacy.rules import ConsentKind
from core.staff import acts as staff_acts
from core.staff import reads as staff_reads

Seat = Literal["candidate", "staff"]
LIVES = {"candidate": timedelta(days=365), "staff": timedelta(days=30)}
"""How long a session lives after it was last used."""
RENEW = timedelta(minutes=5)
AGENT = 60
HANDLE = 16
"""So much of a token's hash names its session where people choose one."""


@dataclass(frozen=True, slots=True)
class Chat:
    id: int
    name: str
    seat: Seat
    locale: str
    zone: str
    key: str = ""
    """The hash of the token that opened it; empty where none did."""
    seen_at: datetime | None = None

    @property
    def session(self) -> str:
        return self.key[:HANDLE]

    @property
    def lane(self) -> str:
        return f"{CHANNEL}:{ACCOUNT}:{self.name}"


_COLUMNS = (chats.c.id, chats.c.name, chats.c.seat, chats.c.locale, chats.c.zone)

_FOUND = (
    select(*_COLUMNS, sessions.c.token_hash, sessions.c.seen_at, sessions.c.opened_at, conversations.c.staff_id)
    .join(sessions, sessions.c.chat_id == chats.c.id)
    .join(
        conversations,
        and_(conversations.c.channel == CHANNEL, conversations.c.account == ACCOUNT, conversations.c.chat == chats.c.name),
        isouter=True,
    )
    .where(
        sessions.c.token_hash == bindparam("token"),
        sessions.c.expires_at > bindparam("now", type_=Instant()),
        chats.c.seat == bindparam("seat"),
    )
)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_chat(session: Session, seat: Seat, *, locale: str, zone: str, now: datetime) -> Chat:
    """A new chat."""
    name = secrets.token_urlsafe(12)
    values = {"name": name, "seat": seat, "locale": locale, "zone": zone, "created_at": now}
    number = session.execute(insert(chats).values(values).returning(chats.c.id)).scalar_one()
    return Chat(number, name, seat, locale, zone)


def open_session(session: Session, chat: Chat, now: datetime, agent: str = "") -> str:
    """One more place from where the chat is seen; its token, told once. `agent` is what the list of sessions calls it."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": hashed(token), "chat_id": chat.id, "seen_at": now, "opened_at": now, "agent": agent[:AGENT]}
    session.execute(insert(sessions).values(**values, expires_at=now + LIVES[chat.seat]))
    return token


def chat_of(session: Session, token: str, seat: Seat, now: datetime, *, first: bool = False) -> Chat | None:
    """The chat that a token opens from this seat; None where it opens nothing any more. `first`: only if the first release opened it.

    Whoever works here and sits in it is asked for himself, whatever the seat: one who took an invitation in a candidate's chat too.
    """
    row = session.execute(_FOUND, {"token": hashed(token), "now": now, "seat": seat}).first()
    if row is None or (first and row.opened_at is not None):
        return None
    if row.staff_id is None:
        return None if seat == "staff" else Chat(*row[:6], seen_at=row.seen_at)
    fresh = row.seen_at + LIVES["staff"] > now
    return Chat(*row[:6], seen_at=row.seen_at) if fresh and staff_reads.admits(session, row.staff_id, row.opened_at) else None


def touch(session: Session, chat: Chat, now: datetime) -> None:
    """The session was used: it lives on. Written once in a few minutes."""
    if chat.key and (chat.seen_at is None or chat.seen_at < now - RENEW):
        mine = update(sessions).where(sessions.c.token_hash == chat.key)
        session.execute(mine.values(seen_at=now, expires_at=now + LIVES[chat.seat]))


def takes_files(session: Session, chat: Chat, now: datetime) -> bool:
    """Whether what is sent into this chat may be kept: a colleague's, or that of somebody whose consent is in force."""
    if chat.seat == "staff":
        return True
    whose = select(conversations.c.staff_id, conversations.c.candidate_id)
    row = session.execute(whose.where(conversations.c.channel == CHANNEL, conversations.c.chat == chat.name)).first()
    if row is None:
        return False
    return row.staff_id is not None or (row.candidate_id is not None and consented(session, row.candidate_id, now))


def consented(session: Session, candidate_id: int, now: datetime) -> bool:
    return holds(session, candidates.resolve_merged(session, candidate_id), ConsentKind.RECRUITING, now)


def end_session(session: Session, token: str) -> None:
    """Whoever holds the token is signed out; streams hear of it at once."""
    session.execute(delete(sessions).where(sessions.c.token_hash == hashed(token)))
    hint(session, "people")


def staff_chat(session: Session, staff_id: int, now: datetime) -> Chat:
    """A colleague's one chat, the same from every browser; made and bound to the person at the first login."""
    mine = (
        select(*_COLUMNS)
        .join(conversations, conversations.c.chat == chats.c.name)
        .where(conversations.c.channel == CHANNEL, conversations.c.staff_id == staff_id, chats.c.seat == "staff")
        .order_by(chats.c.id.desc())
        .limit(1)
    )
    row = session.execute(mine).first()
    if row is not None:
        return Chat(*row)
    person = staff_reads.staff(session, staff_id)
    chat = open_chat(session, "staff", locale=person.locale, zone=person.zone, now=now)
    staff_acts.bind_identity(session, staff_id, CHANNEL, ACCOUNT, chat.name, now=now)
    seat_colleague(session, chat, staff_id, now)
    return chat


def newcomer_chat(session: Session, invite: str, *, locale: str, zone: str, now: datetime) -> Chat:
    """Spends an invite and gives the new colleague his chat; raises NotFound or Conflict."""
    chat = open_chat(session, "staff", locale=locale, zone=zone, now=now)
    staff_id = staff_acts.accept_invite(session, invite, CHANNEL, ACCOUNT, chat.name, now=now)
    staff_acts.set_locale(session, staff_id, locale)
    staff_acts.set_zone(session, staff_id, zone)
    seat_colleague(session, chat, staff_id, now)
    return chat


def seat_colleague(session: Session, chat: Chat, staff_id: int, now: datetime) -> None:
    bound = {"channel": CHANNEL, "account": ACCOUNT, "chat": chat.name, "staff_id": staff_id, "persona": "staff"}
    session.execute(insert(conversations).values(**bound, locale=chat.locale, zone=chat.zone, seen_at=now))


def language_of(session: Session, name: str) -> str:
    """What the chat speaks now; empty before the first word, when nobody has chosen."""
    this = (conversations.c.channel == CHANNEL, conversations.c.account == ACCOUNT, conversations.c.chat == name)
    return session.scalar(select(conversations.c.locale).where(*this)) or ""
