"""aiogram 3.31 as a judge."""

import io
from collections.abc import Awaitable
from typing import Any, TypeVar

from aiogram import Bot, exceptions, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod

from tests.conformance.telegram.clients import BotClient, Incoming, Refused, Rows, Sent

_Answer = TypeVar("_Answer")
_KINDS: list[tuple[type[exceptions.AiogramError], str]] = [
    (exceptions.TelegramRetryAfter, "flood"),
    (exceptions.TelegramForbiddenError, "forbidden"),
    (exceptions.TelegramUnauthorizedError, "unauthorized"),
    (exceptions.TelegramConflictError, "conflict"),
    (exceptions.TelegramNotFound, "not_found"),
    (exceptions.TelegramBadRequest, "bad"),
    (exceptions.TelegramServerError, "network"),
    (exceptions.TelegramNetworkError, "network"),
    (exceptions.ClientDecodeError, "undecodable"),
]


class SendGhost(TelegramMethod[bool]):
    __returning__ = bool
    __api_method__ = "sendGhost"


async def _neutral(call: Awaitable[_Answer]) -> _Answer:
    try:
        return await call
    except exceptions.AiogramError as error:
        kind = next(name for known, name in _KINDS if isinstance(error, known))
        raise Refused(kind, str(error), getattr(error, "retry_after", None)) from error


class AiogramClient(BotClient):
    name = "aiogram"

    def __init__(self, url: str, token: str) -> None:
        self.bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(url)))

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
        button = types.KeyboardButton(text=label, request_contact=True)
        markup = types.ReplyKeyboardMarkup(keyboard=[[button]], one_time_keyboard=True)
        return _sent(await _neutral(self.bot.send_message(chat, text, reply_markup=markup)))

    async def remove_keyboard(self, chat: int, text: str) -> Sent:
        return _sent(await _neutral(self.bot.send_message(chat, text, reply_markup=types.ReplyKeyboardRemove())))

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows | None = None) -> Sent:
        call = self.bot.edit_message_text(text=text, chat_id=chat, message_id=message_id, reply_markup=_inline(rows))
        return _sent(await _neutral(call))

    async def edit_keyboard(self, chat: int, message_id: int, rows: Rows | None) -> Sent:
        return _sent(await _neutral(self.bot.edit_message_reply_markup(chat_id=chat, message_id=message_id, reply_markup=_inline(rows))))

    async def delete(self, chat: int, message_id: int) -> bool:
        return await _neutral(self.bot.delete_message(chat, message_id))

    async def send_document(self, chat: int, name: str, content: bytes, caption: str = "") -> Sent:
        document = types.BufferedInputFile(content, name)
        return _sent(await _neutral(self.bot.send_document(chat, document, caption=caption)))

    async def send_photo(self, chat: int, content: bytes) -> Sent:
        return _sent(await _neutral(self.bot.send_photo(chat, types.BufferedInputFile(content, "p.jpg"))))

    async def send_album(self, chat: int, names: list[str]) -> list[Sent]:
        media: list[Any] = [types.InputMediaDocument(media=types.BufferedInputFile(b"x", name)) for name in names]
        return [_sent(message) for message in await _neutral(self.bot.send_media_group(chat, media))]

    async def answer(self, press_id: str, text: str = "", *, alert: bool = False) -> bool:
        return await _neutral(self.bot.answer_callback_query(press_id, text, show_alert=alert))

    async def set_commands(self, commands: dict[str, str], chat: int | None = None, language: str | None = None) -> bool:
        listed = [types.BotCommand(command=name, description=words) for name, words in commands.items()]
        return await _neutral(self.bot.set_my_commands(listed, scope=_scope(chat), language_code=language))

    async def get_commands(self, chat: int | None = None, language: str | None = None) -> list[str]:
        return [item.command for item in await _neutral(self.bot.get_my_commands(scope=_scope(chat), language_code=language))]

    async def delete_commands(self, chat: int | None = None, language: str | None = None) -> bool:
        return await _neutral(self.bot.delete_my_commands(scope=_scope(chat), language_code=language))

    async def download(self, file_id: str) -> bytes:
        file = await _neutral(self.bot.get_file(file_id))
        target = io.BytesIO()
        await self.bot.download(file, target)
        return target.getvalue()

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
        await _neutral(self.bot(SendGhost()))

    async def close(self) -> None:
        await self.bot.session.close()


def _inline(rows: Rows | None) -> types.InlineKeyboardMarkup | None:
    if rows is None:
        return None
    buttons = [[types.InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in rows]
    return types.InlineKeyboardMarkup(inline_keyboard=buttons)


def _scope(chat: int | None) -> types.BotCommandScopeChat | None:
    return None if chat is None else types.BotCommandScopeChat(chat_id=chat)


def _sent(message: types.Message | bool) -> Sent:
    assert isinstance(message, types.Message)
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return Sent(
        message.message_id,
        message.text or message.caption or "",
        [(entity.type, entity.offset, entity.length) for entity in message.entities or ()],
        [[button.text for button in row] for row in rows],
        message.document.file_id if message.document else None,
        message.document.file_name if message.document else None,
    )


def _incoming(update: types.Update) -> Incoming:
    if update.callback_query:
        press = update.callback_query
        return Incoming(
            update.update_id,
            "callback_query",
            press.from_user.id,
            press_id=press.id,
            data=press.data or "",
            accessible=isinstance(press.message, types.Message),
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
