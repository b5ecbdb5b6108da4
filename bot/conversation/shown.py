"""What stands in a chat, read back: which button was pressed or typed, and what was shown, once more."""

from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from bot.conversation.markup import plain
from bot.conversation.routes import AsStored
from bot.conversation.screens import Button, Screen
from bot.conversation.store import Shown

FRESH = timedelta(minutes=2)
"""Who was asked so shortly ago is answering, whatever else came in between."""
LATE = timedelta(hours=1)
"""So old a question may be forgotten: what is typed then may be meant for something else."""
FIRST_WORDS = 120


def button_of(old: Shown, number: str) -> dict[str, Any] | None:
    """The button a press meant."""
    found = old.buttons[int(number)] if number.isdecimal() and int(number) < len(old.buttons) else None
    return found if found and found.get("action") else None


def labelled(current: Shown, text: str) -> dict[str, Any] | None:
    """The button whose label was typed: what a keyboard that types its labels sends, or «назад» for «← Назад»."""
    wanted = words_of(text)
    if not current.live or not wanted:
        return None
    return next((b for b in current.buttons if b.get("action") and words_of(b["text"]) == wanted), None)


def words_of(label: str) -> str:
    """A label without the signs around it."""
    first = next((place for place, letter in enumerate(label) if letter.isalnum()), len(label))
    return label[first:].casefold().rstrip(" .!…")


def as_screen(old: Shown) -> Screen:
    """What was shown, once more."""
    rows = tuple(tuple(Button(**button) for button in row) for row in old.rows)
    at = AsStored(*old.at) if old.at else None
    typed = AsStored(*old.typed) if old.typed else None
    return Screen(Markup(old.text), rows, keep=old.keep, at=at, typed=typed)  # noqa: S704 - was escaped when shown


def typed_of(old: Shown) -> tuple[str, dict[str, Any]]:
    """The action that takes what is typed, and its arguments."""
    name, args = old.typed or ("", {})
    return name, args


def first_words(old: Shown) -> str:
    """Enough of what was shown to know it by."""
    line = plain(old.text).strip().partition("\n")[0]
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rstrip() + "…"


def is_fresh(old: Shown, now: datetime) -> bool:
    return now - old.shown_at <= FRESH


def is_late(old: Shown, now: datetime) -> bool:
    return now - old.shown_at > LATE
