"""Updates into the inbox, and what the chat shows of them, in one transaction: acknowledged is kept, and kept once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.webchat import entries
from bot.channels.webchat.chats import Chat, touch
from bot.channels.webchat.entries import Bubble
from bot.channels.webchat.parse import CHANNEL
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import inbox
from core.kernel.storage.sealing import hidden


def keep(session: Session, chat: Chat, number: str, body: dict[str, Any], bubble: Bubble | None, now: datetime) -> bool:
    """Keeps one update; `number` is the client's id for it. False where it came before."""
    whole = {**hidden_in(body), "chat": chat.name, "locale": chat.locale, "zone": chat.zone, "session": chat.session}
    if not inbox.put(session, CHANNEL, key=f"{chat.name}:{number}", lane=chat.lane, body=whole, now=now):
        return False
    if bubble is not None and body.get("file", {}).get("sha256"):
        bubble = replace(bubble, files=[entries.add_file(session, chat.id, body["file"], now)])
    bubble = replace(bubble, html=hidden(bubble.html)) if bubble is not None else None
    entries.add(session, chat.name, "update" if bubble is None else "bubble", "me", bubble or Bubble(), now=now, update_id=number)
    touch(session, chat, now)
    failpoint("inbox-before-commit", CHANNEL)
    return True


def hidden_in(body: dict[str, Any]) -> dict[str, Any]:
    """A link that lets somebody in lies sealed from here on."""
    return {name: hidden(value) if name in {"text", "payload", "caption"} else value for name, value in body.items()}
