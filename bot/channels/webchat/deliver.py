"""From rows of the outbox to bubbles, in the transaction that marks the row as sent: nothing shows twice, nothing is lost between."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.webchat import entries
from bot.channels.webchat.entries import Bubble
from bot.conversation import store as memory
from bot.conversation.markup import plain

KINDS = frozenset({"send", "edit", "file", "toast"})


def show(session: Session, kind: str, body: dict[str, Any], now: datetime) -> int | None:
    """Does what one row of the outbox asks; the bubble's id where a screen stands in it."""
    if kind == "toast":
        passing(session, body, now)
        return None
    if kind == "file":
        with_file(session, body, now)
        return None
    return edited(session, body, now) if kind == "edit" else sent(session, body, now)


def sent(session: Session, body: dict[str, Any], now: datetime) -> int | None:
    return entries.add(session, body["chat"], "bubble", "bot", bubble_of(body), now=now)


def edited(session: Session, body: dict[str, Any], now: datetime) -> int | None:
    """Changes the bubble in which the screen stands; a screen that stands nowhere is sent."""
    shown = memory.shown_by_id(session, body["shown"])
    if shown is None or shown.ref is None or not entries.change(session, body["chat"], int(shown.ref), bubble_of(body)):
        return sent(session, body, now)
    return int(shown.ref)


def passing(session: Session, body: dict[str, Any], now: datetime) -> None:
    entries.add(session, body["chat"], "toast", "bot", Bubble(plain(body["text"])), now=now)


def with_file(session: Session, body: dict[str, Any], now: datetime) -> None:
    chat = entries.chat_id(session, body["chat"])
    if chat is not None:
        face = entries.add_file(session, chat, body["file"], now)
        entries.add(session, body["chat"], "bubble", "bot", Bubble(files=[face]), now=now)


def bubble_of(body: dict[str, Any]) -> Bubble:
    return Bubble(body["text"], body.get("rows", []))
