"""Limits and keyboards: what Telegram accepts under a message, and with which words it refuses the rest."""

from collections.abc import Callable
from typing import Any

from tests.emulators.telegram.errors import TEXT_BUTTON, BotApiError, bad
from tests.emulators.telegram.html_text import parse_html, trimmed, utf16
from tests.emulators.telegram.wire import Arguments, Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITIES_LIMIT = 100
CALLBACK_DATA_LIMIT = 64
ROW_LIMIT = 8
KEYBOARD_LIMIT = 100
ANSWER_LIMIT = 200
DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1000 * 1000
PHOTO_LIMIT = 10 * 1000 * 1000
COMMANDS_LIMIT = 100
COMMAND_LIMIT = 32
DESCRIPTION_LIMIT = 256
SECRET_LIMIT = 256

_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip


def read_text(arguments: Arguments, name: str = "text") -> tuple[str, list[Json]]:
    """A text parameter after its entities are parsed, trimmed and held against the limits."""
    text, entities = _parsed(arguments, name)
    text, entities = trimmed(text, entities)
    if name == "text" and not text:
        raise bad("message text is empty")
    if utf16(text) > (TEXT_LIMIT if name == "text" else CAPTION_LIMIT):
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return text, entities[:ENTITIES_LIMIT]


def _parsed(arguments: Arguments, name: str) -> tuple[str, list[Json]]:
    source = arguments.text(name)
    mode = arguments.text("parse_mode").lower()
    if mode == "html":
        return parse_html(source)
    if mode:
        raise bad("unsupported parse_mode")
    return source, arguments.json("entities" if name == "text" else "caption_entities", [])


def read_inline_keyboard(markup: Json) -> Json:
    """The checked inline keyboard, or None for an empty one (which removes it)."""
    rows = _rows(markup, "inline_keyboard", _check_inline_button)
    return {"inline_keyboard": rows} if rows else None


def read_reply_keyboard(markup: Json) -> Json:
    rows = _rows(markup, "keyboard", _check_reply_button)
    return {**markup, "keyboard": [[button if isinstance(button, dict) else {"text": button} for button in row] for row in rows]}


def _rows(markup: Json, name: str, check: Callable[[Any], None]) -> list[list[Json]]:
    rows = markup.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f"object expected as reply markup: field {name} must be an Array of Arrays")
    rows = [row for row in rows if row]
    for row in rows:
        for button in row:
            check(button)
    if any(len(row) > ROW_LIMIT for row in rows) or sum(map(len, rows)) > KEYBOARD_LIMIT:
        raise bad("reply markup is too long")
    return rows


def _check_inline_button(button: Json) -> None:
    if not isinstance(button, dict):
        raise _inline("expected an Object")
    if not isinstance(button.get("text"), str):
        raise _inline('field "text" must be of type String')
    if not _ACTIONS & button.keys() and "disabled" not in button:
        raise bad(TEXT_BUTTON)
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad("BUTTON_URL_INVALID")


def _check_reply_button(button: Json) -> None:
    if isinstance(button, str):
        return
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad('can\'t parse keyboard button: field "text" must be of type String')


def _inline(reason: str) -> BotApiError:
    return bad(f"can't parse inline keyboard button: {reason}")
