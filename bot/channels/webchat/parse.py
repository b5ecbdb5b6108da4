"""An update of the web chat in our words; pure. The door has checked its form already and put the chat's language and zone beside it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.conversation.screens import FileRef, Incoming
from core.kernel.problems import Invalid
from core.kernel.storage.sealing import opened
from core.kernel.text.phones import normalise
from core.kernel.text.signs import clean

CHANNEL = "webchat"
ACCOUNT = "site"


def parse(body: Any, received_at: datetime) -> Incoming | None:
    kind = body["kind"]
    base = Incoming(CHANNEL, ACCOUNT, body["chat"], kind, received_at, locale=body["locale"], zone=body["zone"])
    base = replace(base, session=body.get("session", ""))
    if kind == "press":
        return replace(base, token=clean(body["token"]), ref=None if body.get("bubble") is None else str(body["bubble"]))
    if kind == "contact":
        return with_phone(base, clean(body["phone"]))
    if kind == "file":
        return replace(base, text=clean(opened(body.get("caption") or "")), file=FileRef(**body["file"]))
    if kind == "start":
        return replace(base, payload=clean(opened(body.get("payload") or "")))
    return of_text(base, clean(opened(body["text"])))


def with_phone(base: Incoming, phone: str) -> Incoming:
    """A number shared here was typed by hand: one that cannot be read is what was written, no more."""
    try:
        return replace(base, phone=normalise(phone))
    except Invalid:
        return replace(base, kind="text", text=phone)


def of_text(base: Incoming, text: str) -> Incoming:
    word, _, payload = text.partition(" ")
    if word == "/start":
        return replace(base, kind="start", payload=payload.strip()[:64])
    return replace(base, text=text)
