"""From a screen to rows of the outbox: what is sent new, what is edited, what the messenger can show."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.conversation import store as memory
from bot.conversation.markup import Measure
from bot.conversation.routes import ROUTES, Route
from bot.conversation.screens import Attached, Conversation, Screen
from bot.conversation.store import Shown
from core.kernel.queue import outbox

STACK = 12
"""How many screens back a chat remembers."""
LEAVES = frozenset({"page", "mine", "everybody"})
"""Arguments that show another part of the same screen."""

GOOD = timedelta(minutes=1)
"""So long the words of a notice are true; «через 15 мин» among them."""
COLLEAGUES = {outbox.INTERACTIVE: outbox.COLLEAGUE, outbox.NORMAL: outbox.TO_COLLEAGUE}


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a messenger can show; the renderers keep to it."""

    text: int
    columns: int
    rows: int
    buttons: int
    label: int
    payload: int
    toast: bool
    contact: str
    """`inline`: the contact button stands under the text; `keyboard`: it takes the place of the keyboard and of all other buttons."""
    measure: Measure = len
    """How it counts the length of a text."""
    splits: int = 0
    """A text at least so long may be the first part of a longer one that the client has split; 0 where none does."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One way of sending: to which chat, how urgent, about what."""

    conversation: Conversation
    now: datetime
    priority: int = outbox.INTERACTIVE
    subject: str | None = None
    notice: dict[str, Any] | None = None
    """What is told, where it is a notice: one that leaves late is made anew."""

    @property
    def urgency(self) -> int:
        """Colleagues come first: they work while others look in."""
        return COLLEAGUES.get(self.priority, self.priority) if self.conversation.staff_id is not None else self.priority

    def queue(
        self, session: Session, kind: str, body: dict[str, Any], *, place: str | None = None, expires: datetime | None = None
    ) -> None:
        outbox.send(
            session,
            self.conversation.channel,
            lane=f"{self.conversation.account}:{self.conversation.chat}",
            kind=kind,
            body={"conversation": self.conversation.id, "chat": self.conversation.chat, **body},
            now=self.now,
            priority=self.urgency,
            subject=self.subject,
            place=place,
            expires=expires,
        )


def send(session: Session, way: Sending, screen: Screen, stack: list[list[Any]] | None = None) -> int:
    """Sends a screen as a new message; its id among the shown ones."""
    number, token = memory.show(session, way.conversation.id, screen, stack or [], way.now)
    told = {"notice": way.notice} if way.notice is not None else {}
    way.queue(session, "send", {"shown": number, **told, **body(screen, token)}, expires=way.now + GOOD if told else None)
    for file in screen.files:
        way.queue(session, "file", {"file": plain(file)})
    return number


def edit(session: Session, way: Sending, old: Shown, screen: Screen, *, live: bool = True) -> bool:
    """Puts a screen in the place of another; False where the old one is gone already."""
    token = memory.change(session, old, screen, pushed(old, screen), way.now, live=live)
    if token is None:
        return False
    way.queue(session, "edit", {"shown": old.id, **body(screen, token)}, place=f"shown:{old.id}")
    for file in screen.files:
        way.queue(session, "file", {"file": plain(file)})
    return True


def seal(session: Session, way: Sending, old: Shown, text: Markup | None = None) -> bool:
    """Takes the buttons off a screen that is over, leaving `text` or what it said; False where they are gone already."""
    return edit(session, way, old, Screen(Markup(old.text) if text is None else text, keep=True), live=False)  # noqa: S704 - was escaped when shown


def retire(session: Session, way: Sending, about: str) -> None:
    """Takes the buttons off what asked the same before."""
    for old in memory.asked_before(session, way.conversation.id, about) if about else ():
        seal(session, way, old)


def put_away(session: Session, way: Sending, old: Shown, words: Markup | None) -> None:
    """Ends a screen whose buttons stand in the place of the keyboard: it cannot be edited; `words` are sent to give the keyboard back."""
    over = Screen(Markup(old.text), keep=True)  # noqa: S704 - was escaped when shown
    if memory.change(session, old, over, old.stack, way.now, live=False) is not None and words is not None:
        way.queue(session, "send", {"text": str(words), "rows": [], "remove_keyboard": True})


def pushed(old: Shown, screen: Screen) -> list[list[Any]]:
    """The way back from the new screen: the old one's, and the old one itself where it can be shown again."""
    if screen.at is None or old.at is None or place(*screen.at.stored()) == place(*ROUTES.settled(*old.at)):
        return old.stack
    if leads_to(old.stack, screen.at):
        return old.stack[:-1]
    return [*old.stack, old.at][-STACK:]


def leads_to(stack: list[list[Any]], at: Route) -> bool:
    """Whether the last place of a way back is this one, by whatever id it was laid down."""
    return bool(stack) and ROUTES.settled(*stack[-1]) == at.stored()


def place(name: str, args: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A screen whatever its page: turning pages leads nowhere one would want to go back from."""
    return name, {key: value for key, value in args.items() if key not in LEAVES}


def before(stack: list[list[Any]], screen: Screen) -> list[list[Any]]:
    """The way back from a screen that follows what was typed: the question itself is not on it."""
    return stack[:-1] if screen.at is not None and leads_to(stack, screen.at) else stack


def body(screen: Screen, token: str) -> dict[str, Any]:
    """What a channel gets: text in safe markup, rows of buttons with their tokens."""
    number = 0
    rows: list[list[dict[str, str]]] = []
    for row in screen.rows:
        rows.append([])
        for button in row:
            face = {"text": button.text, "style": button.style}
            if button.url:
                face["url"] = button.url
            elif button.contact:
                face["ask"] = "contact"
            else:
                face["token"] = f"{token}.{number}"
            rows[-1].append({key: value for key, value in face.items() if value})
            number += 1
    return {"text": str(screen.text), "rows": rows}


def plain(file: Attached) -> dict[str, str]:
    return {"sha256": file.sha256, "name": file.name, "media_type": file.media_type}


def on_top(notices: list[Markup], screen: Screen) -> Screen:
    """Notices stand above the text, where the messenger has no toast."""
    return replace(screen, text=Markup("\n\n").join([*notices, screen.text])) if notices else screen
