"""From rows of the outbox to calls of the Bot API, and from its errors to Trouble."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiohttp import ClientConnectorError

from bot.channels.telegram.limits import CAN, DOWNLOAD
from bot.conversation.markup import parts, plain, shortened
from core.candidates import papers
from core.kernel.problems import Invalid, NeedsLogin, NotFound, Refused, Trouble, TryLater, Unreachable
from core.kernel.queue.outbox import UNKNOWN, OutboxRow
from core.kernel.storage.files import Files
from core.kernel.storage.sealing import opened

Ref = Callable[[int], Awaitable[str | None]]
"""The message in which a shown screen stands."""
RESUME, UNFIT = "resume", "not-a-resume"
UNMODIFIED = "message is not modified"
LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")
HARMLESS = frozenset({"answer", "download", "commands"})
"""Calls that may be made twice and nobody is the wiser."""
GONE = ("chat not found", "user is deactivated", "bot was blocked")


class TelegramDelivery:
    """Makes the call a parcel asks for; answers with the message's id, a file's hash, or None."""

    def __init__(self, bot: Bot, files: Files, ref: Ref) -> None:
        self._bot = bot
        self._files = files
        self._ref = ref
        self._begun: dict[int, int] = {}
        """How many parts of a long text have gone out."""
        self._calls: dict[str, Callable[[dict[str, Any]], Awaitable[str | None]]] = {
            "send": self._send,
            "edit": self._edit,
            "file": self._file,
            "answer": self._answer,
            "download": self._download,
            "commands": self._commands,
        }

    async def __call__(self, parcel: OutboxRow) -> str | None:
        call = self._calls.get(parcel.kind)
        if call is None:
            raise Refused(UNKNOWN)
        with troubles(sure=parcel.kind in HARMLESS):
            return await call(readable(parcel.json()) | {"parcel": parcel.id, "doubts": parcel.doubts})

    async def _send(self, body: dict[str, Any]) -> str | None:
        """What is in doubt is not sent where its screen stands by now; see `_sent`."""
        stands = await self._ref(body["shown"]) if body["doubts"] and body.get("shown") is not None else None
        return stands or await self._sent(body)

    async def _sent(self, body: dict[str, Any]) -> str | None:
        """A long text in parts: where one is put off, those before it are not sent again."""
        *before, last = parts(body["text"], CAN.text, CAN.measure)
        for number, part in enumerate(before, 1):
            if number > self._begun.get(body["parcel"], 0):
                await self._bot.send_message(body["chat"], part)
                self._begun[body["parcel"]] = number
        markup = ReplyKeyboardRemove() if body.get("remove_keyboard") else keyboard(body.get("rows", []))
        message = await self._bot.send_message(body["chat"], last, reply_markup=markup)
        self._begun.pop(body["parcel"], None)
        return str(message.message_id)

    async def _edit(self, body: dict[str, Any]) -> str | None:
        """What grew too long for one message is sent anew; of a long one that only loses its buttons, the last part stands here."""
        ref = await self._ref(body["shown"])
        markup = keyboard(body["rows"])
        *before, last = parts(body["text"], CAN.text, CAN.measure)
        if ref is None or isinstance(markup, ReplyKeyboardMarkup) or (before and markup):
            return await self._sent(body)
        change = partial(self._bot.edit_message_text, last, chat_id=body["chat"], message_id=int(ref), reply_markup=markup)
        return ref if await is_changed(change) else await self._sent(body)

    async def _file(self, body: dict[str, Any]) -> None:
        file = body["file"]
        content = BufferedInputFile(self._files.read(file["sha256"]), filename=file["name"])
        await self._bot.send_document(body["chat"], content)

    async def _answer(self, body: dict[str, Any]) -> None:
        try:
            await self._bot.answer_callback_query(body["callback"])
        except TelegramBadRequest:
            return  # too late to matter: the press itself is kept

    async def _download(self, body: dict[str, Any]) -> str:
        found = await self._bot.get_file(body["remote"])
        if found.file_path is None or (found.file_size or 0) > DOWNLOAD:
            raise Refused("file-too-big")
        content = await self._bot.download_file(found.file_path)
        if content is None:
            raise TryLater("empty-file")
        return self._files.keep(fitting(content.read(), body.get("type")))

    async def _commands(self, body: dict[str, Any]) -> None:
        commands = [BotCommand(command=word, description=text) for word, text in body["commands"]]
        scope = BotCommandScopeChat(chat_id=int(body["chat"])) if body.get("chat") else BotCommandScopeDefault()
        await self._bot.set_my_commands(commands, scope=scope, language_code=body.get("language") or None)


def readable(body: dict[str, Any]) -> dict[str, Any]:
    """What lies sealed is opened for its reader alone."""
    return body | {"text": opened(body["text"])} if "text" in body else body


async def is_changed(change: Callable[[], Awaitable[Any]]) -> bool:
    """False where the message cannot be changed any more. Nobody sees it twice, so that a lost answer leaves no doubt."""
    with troubles(sure=True):
        try:
            await change()
        except TelegramBadRequest as error:
            reason = error.message.casefold()
            if any(words in reason for words in LOST):
                return False
            if UNMODIFIED not in reason:
                raise
    return True


def fitting(content: bytes, kind: str | None) -> bytes:
    """What was sent as a résumé has to be one; anything else is the sender's own business."""
    if kind == RESUME:
        try:
            papers.check_content(content)
        except Invalid as error:
            raise Refused(UNFIT) from error
    return content


@contextmanager
def troubles(*, sure: bool = False) -> Iterator[None]:
    """Telegram's errors as Trouble; what the network lost may have been done. `sure`: it makes no difference if it was."""
    try:
        yield
    except (TelegramAPIError, ClientDecodeError) as error:
        raise trouble(error, sure=sure) from error
    except NotFound as error:
        raise Refused("file-not-found") from error


def trouble(error: TelegramAPIError | ClientDecodeError, *, sure: bool) -> Trouble:
    """An answer that says no was understood: nothing was done. In doubt is only what has none that can be read."""
    if isinstance(error, TelegramRetryAfter):
        return TryLater("too-many-requests", float(error.retry_after))
    if isinstance(error, TelegramEntityTooLarge | TelegramMigrateToChat):  # the first is an error of the network to the library
        return Refused(type(error).__name__)
    if isinstance(error, TelegramNetworkError):
        return TryLater("network", ambiguous=not (sure or isinstance(error.__context__, ClientConnectorError)))
    if isinstance(error, TelegramServerError | ClientDecodeError):
        return TryLater("server-error", ambiguous=not sure)
    if isinstance(error, TelegramUnauthorizedError):
        return NeedsLogin("token-refused")
    return refusal(error)


def refusal(error: TelegramAPIError) -> Trouble:
    if isinstance(error, TelegramForbiddenError):
        return Unreachable("blocked")
    if isinstance(error, TelegramBadRequest):
        gone = any(words in error.message.casefold() for words in GONE)
        return Unreachable("chat-gone") if gone else Refused(f"bad-request: {error.message}"[:200])
    return TryLater(type(error).__name__)


def keyboard(rows: list[list[dict[str, str]]]) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Buttons under the text, or in place of the keyboard where one of them asks for the phone."""
    if not rows:
        return None
    if any("ask" in button for row in rows for button in row):
        keys = [[KeyboardButton(text=button["text"], request_contact="ask" in button or None) for button in row] for row in rows]
        return ReplyKeyboardMarkup(keyboard=keys, resize_keyboard=True, one_time_keyboard=True)
    return InlineKeyboardMarkup(inline_keyboard=[[inline(button) for button in row] for row in rows])


def inline(button: dict[str, str]) -> InlineKeyboardButton:
    label = plain(button["text"])
    short = shortened(label, CAN.label, CAN.measure)
    return InlineKeyboardButton(text=short, url=button.get("url"), callback_data=button.get("token"), style=button.get("style"))
