"""What stands in a chat and what passes through it, numbered without gaps or overtaking: whoever adds holds the chat's row."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.channels.webchat.model import chats, entries, files
from core.kernel.database.hints import hint
from core.kernel.queue.inbox import inbox

PASSING = ("toast", "update")
PASSES = timedelta(minutes=1)
"""How long a toast or a note waits for a stream that is just reconnecting."""
PAGE = 400
_NEXT = update(chats).where(chats.c.name == bindparam("chat")).values(seq=chats.c.seq + 1).returning(chats.c.id, chats.c.seq)
_ADD = insert(entries).returning(entries.c.id)
_COLUMNS = tuple(entries.c[name] for name in ("id", "seq", "kind", "author", "html", "buttons", "files", "update_id", "edited", "at"))
_AFTER = (
    select(*_COLUMNS)
    .where(entries.c.chat_id == bindparam("chat"), entries.c.seq > bindparam("after"))
    .order_by(entries.c.seq)
    .limit(bindparam("limit"))
)
_PENDING = select(inbox.c.key).where(inbox.c.lane == bindparam("lane"), inbox.c.state == "new", inbox.c.source == "webchat")


class Entry(NamedTuple):
    id: int
    seq: int
    kind: str
    author: str
    html: str
    buttons: list[list[dict[str, str]]]
    files: list[dict[str, Any]]
    update_id: str | None
    edited: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Bubble:
    """What one bubble says."""

    html: str = ""
    buttons: Sequence[Sequence[dict[str, str]]] = ()
    files: Sequence[dict[str, Any]] = ()


def add(session: Session, chat: str, kind: str, author: str, bubble: Bubble, *, now: datetime, update_id: str | None = None) -> int | None:
    """Adds one entry to the chat called `chat`; its id, None where there is no such chat any more."""
    place = session.execute(_NEXT, {"chat": chat}).first()
    if place is None:
        return None
    values = {
        "chat_id": place.id,
        "seq": place.seq,
        "kind": kind,
        "author": author,
        "html": bubble.html,
        "buttons": list(bubble.buttons),
        "files": list(bubble.files),
        "update_id": update_id,
        "at": now,
    }
    if kind in PASSING:
        forget_passed(session, place.id, now)
    hint(session, "webchat", chat)
    number: int = session.execute(_ADD, values).scalar_one()
    return number


def change(session: Session, chat: str, number: int, bubble: Bubble) -> bool:
    """Puts something else in a bubble's place; False where the chat has no such bubble."""
    place = session.execute(_NEXT, {"chat": chat}).first()
    if place is None:
        return False
    mine = update(entries).where(entries.c.id == number, entries.c.chat_id == place.id).returning(entries.c.id)
    done = session.execute(mine.values(seq=place.seq, html=bubble.html, buttons=list(bubble.buttons), edited=True)).first()
    hint(session, "webchat", chat)
    return done is not None


def forget_passed(session: Session, chat_id: int, now: datetime) -> None:
    passed = delete(entries).where(entries.c.chat_id == chat_id, entries.c.kind.in_(PASSING), entries.c.at < now - PASSES)
    session.execute(passed)


def after(session: Session, chat_id: int, seq: int, limit: int = PAGE) -> list[Entry]:
    """What happened after `seq`, at most `limit` entries."""
    return [Entry(*row) for row in session.execute(_AFTER, {"chat": chat_id, "after": seq, "limit": limit})]


def newest(session: Session, chat_id: int, limit: int, before: int | None = None) -> tuple[list[Entry], bool]:
    """What stands last in the chat, or last before a bubble, in its order; and whether there is anything before that."""
    mine = select(*_COLUMNS).where(entries.c.chat_id == chat_id, *([] if before is None else [entries.c.id < before]))
    found = [Entry(*row) for row in session.execute(mine.order_by(entries.c.id.desc()).limit(limit + 1))]
    return found[:limit][::-1], len(found) > limit


def number(session: Session, chat_id: int) -> int:
    """How far the chat has come."""
    return int(session.execute(select(chats.c.seq).where(chats.c.id == chat_id)).scalar_one())


def pending(session: Session, lane: str) -> frozenset[str]:
    """The ids of updates that still wait for their turn."""
    return frozenset(key.rpartition(":")[2] for key in session.execute(_PENDING, {"lane": lane}).scalars())


def numbers(session: Session, names: Sequence[str]) -> dict[str, int]:
    """How far each chat has come."""
    return {row.name: row.seq for row in session.execute(select(chats.c.name, chats.c.seq).where(chats.c.name.in_(names)))}


def add_file(session: Session, chat_id: int, file: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Lets a kept file be fetched from this chat; its face for a bubble. `file`: sha256, name, media_type, size."""
    number = secrets.token_urlsafe(12)
    face = {"name": file["name"][:200], "media_type": file["media_type"][:120], "size": file["size"]}
    session.execute(insert(files).values(id=number, chat_id=chat_id, sha256=file["sha256"], at=now, **face))
    return {**face, "url": f"/webchat/v1/files/{number}"}


def sent_since(session: Session, chat_id: int, since: datetime) -> int:
    """Bytes of files that came into the chat since, ours included."""
    found = select(func.coalesce(func.sum(files.c.size), 0)).where(files.c.chat_id == chat_id, files.c.at > since)
    return int(session.execute(found).scalar_one())


def file_of(session: Session, chat_id: int, number: str) -> dict[str, Any] | None:
    """The file `number` if it belongs to the chat: sha256, name, media_type."""
    found = select(files.c.sha256, files.c.name, files.c.media_type).where(files.c.id == number, files.c.chat_id == chat_id)
    row = session.execute(found).first()
    return dict(row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name for it


def chat_id(session: Session, name: str) -> int | None:
    return session.execute(select(chats.c.id).where(chats.c.name == name)).scalar()
