"""python-telegram-bot 22.8 as a judge."""

from collections.abc import Awaitable
from typing import Any, TypeVar

import telegram
from telegram import error as errors

from tests.conformance.telegram.clients import BotClient, Incoming, Refused, Rows, Sent

_Answer = TypeVar("_Answer")
_KINDS: list[tuple[type[errors.TelegramError], str]] = [
    (errors.RetryAfter, "flood"),
    (errors.Forbidden, "forbidden"),
    (errors.InvalidToken, "unauthorized"),
    (errors.Conflict, "conflict"),
    (errors.EndPointNotFound, "not_found"),
    (errors.BadRequest, "bad"),
    (errors.NetworkError, "network"),
    (errors.TelegramError, "undecodable"),
]


async def _neutral(call: Awaitable[_Answer]) -> _Answer:
    """What PTB cannot decode surfaces as whatever its constructors raise."""
    try:
        return await call
    except errors.TelegramError as error:
        kind = next(name for known, name in _KINDS if isinstance(error, known))
        wait = error._retry_after.total_seconds() if isinstance(error, errors.RetryAfter) else None
        raise Refused(kind, str(error), wait) from error
    except (TypeError, KeyError, AttributeError, ValueError, OverflowError) as error:
        raise Refused("undecodable", repr(error)) from error


class PtbClient(BotClient):
    name = "python-telegram-bot"

    def __init__(self, url: str, token: str) -> None:
        self.bot = telegram.Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")

    async def me(self) -> tuple[int, str]:
        user = await _neutral(self.bot.get_me())
        return user.id, user.username or ""

    async def updates(
        self, offset: int | None = None, *, limit: int | None = None, wait: int = 1, allowed: list[str] | None = None
    ) -> list[Incoming]:
        found = await _neutral(self.bot.get_updates(offset=offset, limit=limit, timeout=wait, allowed_updates=allowed))
        return [_incoming(update) for update in found]

    async def send(self, chat: int, text: str, rows: Rows | None = None, *, html: bool = False) -> Sent:
        call = self.bot.send_message(chat, text, parse_mode="HTML" if html else None, reply_markup=_inline(rows))
        return _sent(await _neutral(call))

    async def ask_contact(self, chat: int, text: str, label: str) -> Sent:
        button = telegram.KeyboardButton(label, request_contact=True)
        markup = telegram.ReplyKeyboardMarkup([[button]], one_time_keyboard=True)
        return _sent(await _neutral(self.bot.send_message(chat, text, reply_markup=markup)))

    async def remove_keyboard(self, chat: int, text: str) -> Sent:
        return _sent(await _neutral(self.bot.send_message(chat, text, reply_markup=telegram.ReplyKeyboardRemove())))

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows | None = None) -> Sent:
        call = self.bot.edit_message_text(text, chat_id=chat, message_id=message_id, reply_markup=_inline(rows))
        return _sent(await _neutral(call))

    async def edit_keyboard(self, chat: int, message_id: int, rows: Rows | None) -> Sent:
        return _sent(await _neutral(self.bot.edit_message_reply_markup(chat_id=chat, message_id=message_id, reply_markup=_inline(rows))))

    async def delete(self, chat: int, message_id: int) -> bool:
        return await _neutral(self.bot.delete_message(chat, message_id))

    async def send_document(self, chat: int, name: str, content: bytes, caption: str = "") -> Sent:
        return _sent(await _neutral(self.bot.send_document(chat, content, caption=caption, filename=name)))

    async def send_photo(self, chat: int, content: bytes) -> Sent:
        return _sent(await _neutral(self.bot.send_photo(chat, content)))

    async def send_album(self, chat: int, names: list[str]) -> list[Sent]:
        media = [telegram.InputMediaDocument(b"x", filename=name) for name in names]
        return [_sent(message) for message in await _neutral(self.bot.send_media_group(chat, media))]

    async def answer(self, press_id: str, text: str = "", *, alert: bool = False) -> bool:
        return await _neutral(self.bot.answer_callback_query(press_id, text, show_alert=alert))

    async def set_commands(self, commands: dict[str, str], chat: int | None = None, language: str | None = None) -> bool:
        listed = [telegram.BotCommand(name, words) for name, words in commands.items()]
        return await _neutral(self.bot.set_my_commands(listed, scope=_scope(chat), language_code=language))

    async def get_commands(self, chat: int | None = None, language: str | None = None) -> list[str]:
        return [item.command for item in await _neutral(self.bot.get_my_commands(scope=_scope(chat), language_code=language))]

    async def delete_commands(self, chat: int | None = None, language: str | None = None) -> bool:
        return await _neutral(self.bot.delete_my_commands(scope=_scope(chat), language_code=language))

    async def download(self, file_id: str) -> bytes:
        file = await _neutral(self.bot.get_file(file_id))
        return bytes(await file.download_as_bytearray())

    async def typing(self, chat: int) -> bool:
        return await _neutral(self.bot.send_chat_action(chat, "typing"))

    async def chat_type(self, chat: int) -> str:
        return (await _neutral(self.bot.get_chat(chat))).type

    async def set_webhook(self, url: str, secret: str | None = None, *, drop: bool = False) -> bool:
        return await _neutral(self.bot.set_webhook(url, secret_token=secret, drop_pending_updates=drop))

    async def delete_webhook(self) -> bool:
        return await _neutral(self.bot.delete_webhook())

    async def webhook_info(self) -> tuple[str, int, str | None]:
        info = await _neutral(self.bot.get_webhook_info())
        return info.url, info.pending_update_count, info.last_error_message

    async def unknown_method(self) -> None:
        """Only a bot that has seen its token work can tell an unknown method from a wrong token."""
        await self.bot.initialize()
        await _neutral(self.bot.do_api_request("sendGhost"))

    async def close(self) -> None:
        for request in self.bot._request:
            await request.shutdown()


def _inline(rows: Rows | None) -> telegram.InlineKeyboardMarkup | None:
    if rows is None:
        return None
    return telegram.InlineKeyboardMarkup(
        [[telegram.InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


def _scope(chat: int | None) -> telegram.BotCommandScopeChat | None:
    return None if chat is None else telegram.BotCommandScopeChat(chat)


def _sent(message: telegram.Message | bool) -> Sent:
    assert isinstance(message, telegram.Message)
    rows: Any = message.reply_markup.inline_keyboard if message.reply_markup else []
    return Sent(
        message.message_id,
        message.text or message.caption or "",
        [(entity.type, entity.offset, entity.length) for entity in message.entities or ()],
        [[button.text for button in row] for row in rows],
        message.document.file_id if message.document else None,
        message.document.file_name if message.document else None,
    )


def _incoming(update: telegram.Update) -> Incoming:
    if update.callback_query:
        press = update.callback_query
        return Incoming(
            update.update_id,
            "callback_query",
            press.from_user.id,
            press_id=press.id,
            data=press.data or "",
            accessible=bool(press.message and press.message.is_accessible),
        )
    if update.my_chat_member:
        change = update.my_chat_member
        return Incoming(update.update_id, "my_chat_member", change.from_user.id, status=change.new_chat_member.status)
    message = update.message or update.edited_message
    assert message
    assert message.from_user
    return Incoming(
        update.update_id,
        "message" if update.message else "edited_message",
        message.from_user.id,
        text=message.text or "",
        phone=message.contact.phone_number if message.contact else "",
        contact_user_id=message.contact.user_id if message.contact else None,
        file_id=message.document.file_id if message.document else "",
        file_name=(message.document.file_name or "") if message.document else "",
        date=int(message.date.timestamp()),
    )
