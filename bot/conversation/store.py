"""Conversations and shown screens in the database: loading, locking, keeping. Statements are built once, for they run in every turn."""

import secrets
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.conversation.model import conversations, shown
from bot.conversation.routes import ROUTES, Route
from bot.conversation.screens import Button, Conversation, Incoming, Screen
from core.candidates import trust
from core.kernel.actors import Person
from core.kernel.database.compiled import Prepared

COLUMNS = [conversations.c[field.name] for field in fields(Conversation)]
_BY_CHAT = Prepared(
    select(*COLUMNS)
    .where(
        conversations.c.channel == bindparam("channel"),
        conversations.c.account == bindparam("account"),
        conversations.c.chat == bindparam("chat"),
    )
    .with_for_update(),
)
_NEW_NAMES = ("channel", "account", "chat", "locale", "zone", "seen_at")
_NEW_VALUES: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in _NEW_NAMES}
_NEW = {
    "sqlite": sqlite.insert(conversations).values(_NEW_VALUES).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(conversations).values(_NEW_VALUES).on_conflict_do_nothing(),
}
_HEARD_LAST = (conversations.c.seen_at.desc(), conversations.c.id.desc())
_IS_OF = {"staff": conversations.c.staff_id == bindparam("wanted"), "candidate": conversations.c.candidate_id == bindparam("wanted")}
_OF = {
    role: Prepared(
        select(*COLUMNS).where(is_his, conversations.c.blocked_at.is_(None)).order_by(*_HEARD_LAST).limit(1).with_for_update(),
    )
    for role, is_his in _IS_OF.items()
}
_CHANGING = tuple(field.name for field in fields(Conversation) if field.name not in {"id", "channel", "account", "chat"})
_KEEP = Prepared(
    update(conversations).where(conversations.c.id == bindparam("row")).values({name: bindparam(f"new_{name}") for name in _CHANGING}),
)
_FACE = tuple(field.name for field in fields(Button))
_SHOWN = [shown.c.id, shown.c.conversation_id, shown.c.token, shown.c.text, shown.c.rows, shown.c.at, shown.c.stack, shown.c.typed]
_SHOWN += [shown.c.keep, shown.c.live, shown.c.ref, shown.c.shown_at]
_BY_TOKEN = Prepared(select(*_SHOWN).where(shown.c.token == bindparam("wanted")))
_BY_ID = Prepared(select(*_SHOWN).where(shown.c.id == bindparam("wanted")))
_BY_REF = Prepared(select(shown.c.id).where(shown.c.conversation_id == bindparam("whose"), shown.c.ref == bindparam("wanted")))
_SHOW_NAMES = ("conversation_id", "token", "text", "rows", "at", "stack", "typed", "keep", "live", "shown_at", "about")
_SHOW = Prepared(shown.insert().values({name: bindparam(name) for name in _SHOW_NAMES}).returning(shown.c.id))
_CHANGE = Prepared(
    update(shown)
    .where(shown.c.id == bindparam("row"), shown.c.token == bindparam("seen"), shown.c.live)
    .values({name: bindparam(f"new_{name}") for name in _SHOW_NAMES if name != "conversation_id"})
    .returning(shown.c.id),
)


class Shown(NamedTuple):
    """One screen as it stands in the chat, with what its buttons mean."""

    id: int
    conversation_id: int
    token: str
    text: str
    rows: list[list[dict[str, Any]]]
    at: list[Any] | None
    stack: list[list[Any]]
    typed: list[Any] | None
    keep: bool
    live: bool
    ref: str | None
    shown_at: datetime

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All of them, in order."""
        return [button for row in self.rows for button in row]


def conversation(session: Session, incoming: Incoming, *, locale: str, zone: str, now: datetime) -> Conversation:
    """The chat's conversation, locked until the turn ends; made at the first word."""
    where = {"channel": incoming.channel, "account": incoming.account, "chat": incoming.chat}
    row = _BY_CHAT.first(session, where)
    if row is None:
        session.execute(_NEW[session.get_bind().dialect.name], {**where, "locale": locale, "zone": zone, "seen_at": now})
        [row] = _BY_CHAT.rows(session, where)
    return Conversation(*row)


def by_id(session: Session, number: int) -> Conversation:
    return Conversation(*session.execute(select(*COLUMNS).where(conversations.c.id == number).with_for_update()).one())


def of_person(session: Session, person: Person, *, own: bool = False) -> Conversation | None:
    """Where a person was heard last and can be reached, locked; None where there is no such chat.

    Of a candidate: a chat that may act for the record, or (`own`) the record's own chat only.
    """
    number = person.id or 0
    whose = {number} if own or person.role == "staff" else trust.voices(session, number)
    found = [Conversation(*row) for one in sorted(whose) for row in _OF[person.role].rows(session, {"wanted": one})]
    return max(found, key=lambda chat: (chat.seen_at, chat.id), default=None)


def keep(session: Session, before: Conversation, after: Conversation) -> None:
    """Writes the conversation back where the turn changed it."""
    if after != before:
        _KEEP.rows(session, {"row": after.id, **{f"new_{name}": getattr(after, name) for name in _CHANGING}})


def by_token(session: Session, token: str) -> Shown | None:
    row = _BY_TOKEN.first(session, {"wanted": token})
    return Shown(*row) if row else None


def shown_by_id(session: Session, number: int | None) -> Shown | None:
    row = _BY_ID.first(session, {"wanted": number}) if number is not None else None
    return Shown(*row) if row else None


def asked_before(session: Session, conversation_id: int, about: str) -> list[Shown]:
    """Live screens that ask the same."""
    query = select(*_SHOWN).where(shown.c.conversation_id == conversation_id, shown.c.about == about, shown.c.live)
    return [Shown(*row) for row in session.execute(query.order_by(shown.c.id))]


def has_newer(session: Session, old: Shown) -> bool:
    """Whether something else was shown in the chat since."""
    newer = select(shown.c.id).where(shown.c.conversation_id == old.conversation_id, shown.c.shown_at > old.shown_at)
    return session.execute(newer.limit(1)).first() is not None


def live_of(session: Session, conversation_id: int, kind: type[Route], argument: str, value: int) -> list[Shown]:
    """Live screens of this route in a chat that are about `value`, the newest first; of the last hundred that live."""
    mine = select(*_SHOWN).where(shown.c.conversation_id == conversation_id, shown.c.live).order_by(shown.c.id.desc()).limit(100)
    found = [Shown(*row) for row in session.execute(mine)]
    return [old for old in found if old.at is not None and ROUTES.same(old.at[0], kind) and old.at[1].get(argument) == value]


def shown_at(session: Session, conversation_id: int, ref: str | None) -> int | None:
    """Which screen stands in the message `ref` of a chat."""
    if ref is None:
        return None
    row = _BY_REF.first(session, {"whose": conversation_id, "wanted": ref})
    return row[0] if row else None


def show(session: Session, conversation_id: int, screen: Screen, stack: list[list[Any]], now: datetime) -> tuple[int, str]:
    """Keeps a new screen; its id and token."""
    values = as_row(screen, stack, now)
    [(number,)] = _SHOW.rows(session, {"conversation_id": conversation_id, **values})
    return number, values["token"]


def change(session: Session, old: Shown, screen: Screen, stack: list[list[Any]], now: datetime, *, live: bool = True) -> str | None:
    """Puts another screen in the place of `old`, whose buttons die; the new token, None where somebody was faster."""
    values = as_row(screen, stack, now) | {"live": live}
    params = {"row": old.id, "seen": old.token, **{f"new_{name}": value for name, value in values.items()}}
    return values["token"] if _CHANGE.first(session, params) else None


def as_row(screen: Screen, stack: list[list[Any]], now: datetime) -> dict[str, Any]:
    return {
        "token": secrets.token_urlsafe(9),
        "text": str(screen.text),
        "rows": [[brief(button) for button in row] for row in screen.rows],
        "at": list(screen.at.stored()) if screen.at else None,
        "stack": stack,
        "typed": list(screen.typed.stored()) if screen.typed else None,
        "keep": screen.keep,
        "live": True,
        "shown_at": now,
        "about": screen.about or None,
    }


def brief(button: Button) -> dict[str, Any]:
    return {name: value for name in _FACE if (value := getattr(button, name))}


def set_ref(session: Session, number: int, ref: str, token: str = "") -> None:
    """The screen stands in the message `ref`; that of `token` can be pressed now, even where it had been given up (see `forget`)."""
    arrived = or_(shown.c.live, shown.c.token == token)
    session.execute(update(shown).where(shown.c.id == number).values(ref=ref, live=arrived))


def forget(session: Session, conversation_id: int, number: int, token: str) -> None:
    """A screen that never arrived, unless another has taken its place: whoever presses what still stands there is shown where he is."""
    never_seen = update(shown).where(shown.c.id == number, shown.c.token == token, shown.c.live).values(live=False)
    if session.execute(never_seen.returning(shown.c.id)).first() is not None:
        where_he_is = update(conversations).where(conversations.c.id == conversation_id, conversations.c.current == number)
        session.execute(where_he_is.values(current=None))


def unsure(session: Session, conversation_id: int, number: int) -> None:
    """A screen that may have arrived: its buttons work if it has, but what is typed answers nothing that was perhaps never seen."""
    where_he_is = update(conversations).where(conversations.c.id == conversation_id, conversations.c.current == number)
    session.execute(where_he_is.values(current=None))


def lanes_of_colleagues(session: Session) -> frozenset[str]:
    """The lanes of the inbox in which colleagues' chats come."""
    found = select(conversations.c.channel, conversations.c.account, conversations.c.chat).where(conversations.c.staff_id.is_not(None))
    return frozenset(":".join(row) for row in session.execute(found))


def block(session: Session, conversation_id: int, now: datetime) -> None:
    session.execute(update(conversations).where(conversations.c.id == conversation_id).values(blocked_at=now))
