"""Telegram's update in our words; pure. What is not from a private chat, or not what it says it is, does not concern us."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.channels.telegram import content
from bot.channels.telegram.updates import CallbackQuery, ChatMemberUpdated, Contact, File, Message, Update
from bot.conversation.screens import FileRef, Incoming
from core.kernel.storage.sealing import opened
from core.kernel.text.phones import international
from core.kernel.text.signs import LONGEST, clean, clean_file_name, clean_line

CHANNEL = "telegram"
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
GONE = frozenset({"kicked", "left"})
RUSSIAN = frozenset({"ru", "be", "uk", "kk", "uz", "ky", "tg", "hy", "tt"})
"""Languages of phones whose owners mostly read Russian."""
NAME = 120
PRIVATE = {"type": "private"}
LARGEST = 2**31 - 1
"""Bytes of a file, as far as they are counted: Telegram carries larger ones, and gives bots none of them."""


def place(raw: dict[str, Any]) -> tuple[str, str] | None:
    """The key and the chat of a raw update; None for what we never asked for and for groups. A press comes twice under one id."""
    press = raw.get("callback_query")
    if isinstance(press, dict):
        where = press.get("message") if isinstance(press.get("message"), dict) else {"chat": PRIVATE}
        return _place(f"press:{press.get('id')}", press.get("from")) if is_private(where) else None
    for kind in ("message", "edited_message", "my_chat_member"):
        event = raw.get(kind)
        if isinstance(event, dict):
            return _place(f"update:{raw.get('update_id')}", event.get("chat")) if is_private(event) else None
    return None


def is_private(event: Any) -> bool:
    chat = event.get("chat")
    return isinstance(chat, dict) and chat.get("type") == PRIVATE["type"]


def _place(key: str, whose: Any) -> tuple[str, str] | None:
    chat = whose.get("id") if isinstance(whose, dict) else None
    return (clean(key[:160]), str(chat)) if isinstance(chat, int) and abs(chat) < 2**53 else None


def parse(body: Any, received_at: datetime) -> Incoming | None:
    try:
        update = Update.model_validate(body["update"])
    except (ValidationError, KeyError, TypeError, ValueError, OverflowError):
        return None
    account = str(body.get("bot", ""))
    if update.message is not None:
        return of_message(update.message, body["update"]["message"], account, received_at)
    if update.edited_message is not None:
        found = of_message(update.edited_message, body["update"]["edited_message"], account, received_at)
        return found and with_kind(found, edited=True)
    if update.callback_query is not None:
        return of_press(update.callback_query, account, received_at)
    if update.my_chat_member is not None:
        return of_membership(update.my_chat_member, account, received_at)
    return None


def of_message(message: Message, raw: dict[str, Any], account: str, at: datetime) -> Incoming | None:
    sender = message.from_user
    if message.chat.type != "private" or sender is None or sender.is_bot or content.is_report(raw):
        return None
    base = Incoming(
        CHANNEL,
        account,
        str(message.chat.id),
        "text",
        at,
        text=text_of(message, raw),
        ref=str(message.reply_to_message.message_id) if message.reply_to_message else None,
        locale=language(sender.language_code),
        name=clean_line(sender.full_name, NAME),
        file=file_of(message),
        message=str(message.message_id),
        album=clean(message.media_group_id)[:64],
        quote=content.quote(raw),
        origin=content.origin(raw),
    )
    if message.contact is not None:
        return with_contact(base, message.contact, own=message.contact.user_id == sender.id)
    if base.file is not None:
        return with_kind(base, kind="file")
    word, _, payload = base.text.partition(" ")
    if word == "/start":
        return with_kind(base, kind="start", payload=payload.strip()[:64])
    return with_kind(base, other=content.other(raw, said=bool(base.text)))


def text_of(message: Message, raw: dict[str, Any]) -> str:
    """The words, however they are set, with the addresses behind them."""
    if message.text or message.caption:
        entities = raw.get("entities" if message.text else "caption_entities")
        return clean(content.with_links(opened(message.text or message.caption or ""), entities))
    return content.told(raw.get(content.RICH), LONGEST)


def with_kind(base: Incoming, **changes: Any) -> Incoming:
    return replace(base, **changes)


def with_contact(base: Incoming, contact: Contact, *, own: bool) -> Incoming:
    """A contact is proof only of the sender's own number; another's is as good as typed, and comes with its name.

    Its digits are international, whether they come with a plus or without.
    """
    number, card = international(contact.phone_number), clean_line(contact.full_name, NAME)
    if number is not None and own:
        return with_kind(base, kind="contact", phone=number, text="", card=card, vouched=True)
    typed = clean_line(contact.phone_number, 32)
    return with_kind(base, text=typed if number is None or "+" in typed else number, card=card)


def file_of(message: Message) -> FileRef | None:
    if message.document is not None:
        return kept(message.document, message.document.file_name, message.document.mime_type)
    if message.photo:
        return kept(message.photo[-1], "photo.jpg", "image/jpeg")
    for found, name, media_type in heard_and_seen(message):
        if found is not None:
            return kept(found, found.file_name or name, found.mime_type or media_type)
    return None


def heard_and_seen(message: Message) -> tuple[tuple[File | None, str, str], ...]:
    """What may be recorded or sent to be played, each with what it is called where the messenger does not say."""
    return (
        (message.voice, "voice.ogg", "audio/ogg"),
        (message.audio, "audio.mp3", "audio/mpeg"),
        (message.video, "video.mp4", "video/mp4"),
        (message.video_note, "video.mp4", "video/mp4"),
    )


def kept(found: File, name: str | None, media_type: str | None) -> FileRef:
    """Nothing in it is longer or larger than what the product stores."""
    size = min(max(found.file_size or 0, 0), LARGEST)
    return FileRef(clean_file_name(name), clean(media_type)[:120], size, remote=clean(found.file_id))


def of_press(press: CallbackQuery, account: str, at: datetime) -> Incoming | None:
    if press.message is None or press.message.chat.type != "private":
        return None
    return Incoming(
        CHANNEL,
        account,
        str(press.message.chat.id),
        "press",
        at,
        token=clean(press.data)[:64],
        ref=str(press.message.message_id),
        locale=language(press.from_user.language_code),
        name=clean_line(press.from_user.full_name, NAME),
    )


def of_membership(change: ChatMemberUpdated, account: str, at: datetime) -> Incoming | None:
    if change.chat.type != "private":
        return None
    gone = change.new_chat_member.status in GONE
    return Incoming(CHANNEL, account, str(change.chat.id), "stop" if gone else "resume", at)


def language(code: str | None) -> str:
    """Russian for those whose phone speaks Russian or says nothing, English for the rest."""
    return "ru" if not code or code.split("-")[0] in RUSSIAN else "en"
