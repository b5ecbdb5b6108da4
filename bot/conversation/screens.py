"""The neutral vocabulary of a conversation: what comes in, what a turn knows, what is shown. No messenger is named here.

A *screen* is a function of the database that returns text and buttons; a *button* names an action and its arguments;
a *form* is a list of questions whose half-filled answers are stored (see `forms`). Handlers are plain functions `(turn, …) → Screen`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.conversation.routes import Route
from core.kernel.actors import Actor, candidate, staff
from core.kernel.text.i18n import Texts

Style = Literal["", "primary", "danger"]
Kind = Literal["text", "press", "contact", "file", "start", "stop", "resume"]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that came in: kept already (`sha256`), or still with the messenger (`remote`); a guest's is neither."""

    name: str
    media_type: str
    size: int
    sha256: str | None = None
    remote: str | None = None

    @property
    def is_there(self) -> bool:
        return self.sha256 is not None or self.remote is not None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of a messenger in our words. `stop` and `resume` say that the person blocked or unblocked us; `key` is the inbox row's.

    `other` is what is neither words nor a file: its kind in the messenger's own word, and what can be read in it.
    `ref` is our message that was pressed, or that the words reply to; `message` the person's own, which `edited` says has come before.
    `album` is shared by the files of one. `quote`, `origin`, `card`: what a reply quotes, who first said what is forwarded, whose phone.
    `session` names where the person is signed in, in a messenger that has sessions of ours.
    """

    channel: str
    account: str
    chat: str
    kind: Kind
    at: datetime
    text: str = ""
    token: str = ""
    ref: str | None = None
    phone: str | None = None
    file: FileRef | None = None
    payload: str = ""
    locale: str = ""
    zone: str = ""
    name: str = ""
    key: str = ""
    message: str = ""
    edited: bool = False
    album: str = ""
    quote: str = ""
    origin: str = ""
    card: str = ""
    other: tuple[str, str] | None = None
    session: str = ""
    vouched: bool = False
    """The messenger itself says that `phone` is the sender's own number."""

    @property
    def says_something(self) -> bool:
        return bool(self.text or self.phone or self.file)


@dataclass(frozen=True, slots=True)
class Button:
    """`action` is a route's id or one of the engine's own (`back`, `form.…`); a link has `url`; `contact` asks for the phone."""

    text: str
    action: str = ""
    args: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    contact: bool = False
    style: Style = ""


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file shown with a screen."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown. `keep`: it stays in the history, what comes next is a new message. `typed`: the action that takes a text or a file.

    `about`: what a notice asks, once: told again, only the newest has buttons.
    """

    text: Markup
    rows: tuple[Row, ...] = ()
    files: tuple[Attached, ...] = ()
    keep: bool = False
    typed: Route | None = None
    at: Route | None = None
    about: str = ""

    def with_row(self, *buttons: Button) -> "Screen":
        return replace(self, rows=(*self.rows, buttons)) if buttons else self

    def kept(self) -> "Screen":
        return replace(self, keep=True)


@dataclass(slots=True)
class Conversation:
    """One chat of one person; written back after the turn where it changed."""

    id: int
    channel: str
    account: str
    chat: str
    staff_id: int | None
    candidate_id: int | None
    persona: str
    locale: str
    zone: str
    current: int | None
    form: dict[str, Any] | None
    blocked_at: datetime | None
    seen_at: datetime
    album: dict[str, Any] | None = None
    """Which album came last, and where its first file went (bot.engine.albums)."""

    @property
    def actor(self) -> Actor | None:
        """Who acts in this chat at present; None is a guest."""
        if self.persona == "staff" and self.staff_id is not None:
            return staff(self.staff_id)
        return candidate(self.candidate_id) if self.candidate_id is not None else None


@dataclass(slots=True)
class Turn:
    """Everything a handler may use: the transaction, who acts, when, in which language and zone."""

    session: Session
    now: datetime
    conversation: Conversation
    texts: Texts
    company: str
    address: str
    incoming: Incoming | None = None
    roles: frozenset[str] = frozenset()
    said: list[Screen] = field(default_factory=list)
    notices: list[Markup] = field(default_factory=list)
    closing: Markup | None = None
    answered: bool = False
    """Whether the words that were typed have ended the question they answer: its buttons go."""
    stack: list[list[Any]] = field(default_factory=list)
    """What the screen that answers a typed text goes back to."""
    extra: dict[str, Any] = field(default_factory=dict)

    def t(self, key: str, /, **args: Any) -> Markup:
        """The text `key` in the person's language."""
        return self.texts(self.conversation.locale, key, **args)

    @property
    def locale(self) -> str:
        return self.conversation.locale

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.conversation.zone)

    @property
    def actor(self) -> Actor:
        """Who acts; only handlers that need a known person may ask."""
        actor = self.conversation.actor
        if actor is None:
            raise RuntimeError("a guest acts here")
        return actor

    def say(self, screen: Screen) -> None:
        """Shows one more message, before the screen that the handler returns."""
        self.said.append(screen)

    def toast(self, key: str, /, **args: Any) -> None:
        """A short notice: over the chat where the messenger can, else on top of the screen that follows."""
        self.notices.append(self.t(key, **args))

    def close(self, text: Markup) -> None:
        """Leaves `text` without buttons in place of the screen that was pressed; what the handler returns is a new message."""
        self.closing = text


Handler = Callable[..., Screen | None]


def rows(buttons: Sequence[Button], columns: int = 1) -> tuple[Row, ...]:
    """Buttons laid out in rows of `columns`."""
    return tuple(tuple(buttons[n : n + columns]) for n in range(0, len(buttons), columns))
