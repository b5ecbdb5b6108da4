"""Chats and the sessions that open them. A session's token is known to its owner only: here lies its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.channels.webchat.model import chats, sessions
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.model import conversations
from core.candidates import reads as candidates
from core.privacy.reads import holds
from core.privacy.rules import ConsentKind
from core.staff import acts as staff_acts
from core.staff import reads as staff_reads

Seat = Literal["candidate", "staff"]
LIVES = {"candidate": timedelta(days=365), "staff": timedelta(days=30)}
"""How long a session lives after it was last used."""
RENEW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chat:
    id: int
    name: str
    seat: Seat
    locale: str
    zone: str

    @property
    def lane(self) -> str:
        return f"{CHANNEL}:{ACCOUNT}:{self.name}"


_COLUMNS = (chats.c.id, chats.c.name, chats.c.seat, chats.c.locale, chats.c.zone)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_chat(session: Session, seat: Seat, *, locale: str, zone: str, now: datetime) -> Chat:
    """A new chat."""
    name = secrets.token_urlsafe(12)
    values = {"name": name, "seat": seat, "locale": locale, "zone": zone, "created_at": now}
    number = session.execute(insert(chats).values(values).returning(chats.c.id)).scalar_one()
    return Chat(number, name, seat, locale, zone)


def open_session(session: Session, chat: Chat, now: datetime) -> str:
    """One more place from where the chat is seen; its token, told once."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": hashed(token), "chat_id": chat.id, "seen_at": now, "expires_at": now + LIVES[chat.seat]}
    session.execute(insert(sessions).values(values))
    return token


def chat_of(session: Session, token: str, seat: Seat, now: datetime) -> Chat | None:
    """The chat that a token opens from this seat; None where it opens nothing any more."""
    found = (
        select(*_COLUMNS)
        .join(sessions, sessions.c.chat_id == chats.c.id)
        .where(sessions.c.token_hash == hashed(token), sessions.c.expires_at > now, chats.c.seat == seat)
    )
    row = session.execute(found).first()
    if row is None or (seat == "staff" and not works_here(session, row.name)):
        return None
    return Chat(*row)


def works_here(session: Session, name: str) -> bool:
    """Whether the colleague whose chat this is has not left."""
    whose = select(conversations.c.staff_id).where(conversations.c.channel == CHANNEL, conversations.c.chat == name)
    staff_id = session.execute(whose).scalar()
    return staff_id is not None and bool(staff_reads.roles(session, staff_id))


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
    return holds(session, candidates.living(session, candidate_id), ConsentKind.RECRUITING, now)


def touch(session: Session, token: str, seat: str, now: datetime) -> None:
    """The session was used: it lives on. Written once a day."""
    mine = update(sessions).where(sessions.c.token_hash == hashed(token), sessions.c.seen_at < now - RENEW)
    session.execute(mine.values(seen_at=now, expires_at=now + LIVES[seat]))


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
