"""What is shown in a chat: results of a press, answers to words, notices, refusals; and the ports that one engine is wired with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.conversation import store as memory
from bot.conversation.access import Access
from bot.conversation.forms import Forms, is_of_form, is_parked, of_form
from bot.conversation.router import Book, Entry
from bot.conversation.screens import Button, Conversation, Incoming, Screen, Turn
from bot.conversation.shown import as_screen
from bot.conversation.store import Shown
from bot.engine import albums
from bot.engine import sending as sender
from bot.engine.sending import Capabilities, Sending
from bot.wording.formats import spoken_arguments
from core.kernel.problems import Problem, UnknownName
from core.kernel.queue.inbox import Item
from core.kernel.queue.timers import Due
from core.kernel.text.i18n import Texts

PASSING = timedelta(minutes=1)
"""So long a toast is worth showing."""
Parser = Callable[[Any, datetime], Incoming | None]
"""A channel's pure reading of one raw update; None for what does not concern us."""
Source = Callable[[Session, Item, datetime], None]
"""Whoever works on the rows of a source that is not a chat, e.g. a board."""
OnTimer = Callable[[Session, Due, datetime], None]


@dataclass(frozen=True, slots=True)
class Channel:
    """What the engine knows of a messenger."""

    parse: Parser
    can: Capabilities


@dataclass(frozen=True, slots=True)
class House:
    """Whom the bot speaks for, and how. `facts` are what links and /health say: `telegram` (the bot's name), `files` (the folder)."""

    company: str
    address: str
    zone: str
    locale: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Showing:
    book: Book
    forms: Forms
    access: Access
    texts: Texts
    house: House
    channels: Mapping[str, Channel]
    timers: Mapping[str, OnTimer]
    sources: Mapping[str, Source]
    home: Callable[[Turn], Screen]

    def _call(self, turn: Turn, entry: Entry, args: dict[str, Any]) -> Screen | None:
        self._put_on(turn.conversation, entry.persona)
        self.access.check(turn.session, turn.conversation, turn.roles, entry, args)
        return entry.call(turn, **args)

    def _put_on(self, conversation: Conversation, persona: str) -> None:
        """A colleague may look at the bot as a candidate and come back by any of his own buttons."""
        if persona == "candidate" or (persona == "staff" and conversation.staff_id is not None):
            conversation.persona = persona

    def _show_result(self, turn: Turn, old: Shown, screen: Screen | None) -> None:
        way = Sending(turn.conversation, turn.now)
        for said in turn.said:
            sender.send(turn.session, way, said)
        screen = self._noticed(turn, screen)
        if turn.closing is not None:
            sender.seal(turn.session, way, old, turn.closing)
            if screen is not None:
                turn.conversation.current = sender.send(turn.session, way, screen)
        elif screen is not None and old.keep:
            turn.conversation.current = sender.send(turn.session, way, screen, sender.pushed(old, screen))
        elif screen is not None:
            sender.edit(turn.session, way, old, screen)
            turn.conversation.current = old.id

    def _send(self, turn: Turn, screen: Screen | None) -> None:
        way = Sending(turn.conversation, turn.now)
        for said in turn.said:
            sender.send(turn.session, way, said)
        screen = self._noticed(turn, screen)
        if screen is not None:
            turn.conversation.current = sender.send(turn.session, way, screen, sender.before(turn.stack, screen))

    def _noticed(self, turn: Turn, screen: Screen | None) -> Screen | None:
        """Notices as toasts, or on top of the screen, or alone."""
        if not turn.notices:
            return screen
        if self.channels[turn.conversation.channel].can.toast and turn.incoming and turn.incoming.kind == "press":
            way = Sending(turn.conversation, turn.now)
            way.queue(turn.session, "toast", {"text": str(Markup(" ").join(turn.notices))}, expires=turn.now + PASSING)
            return screen
        return sender.on_top(turn.notices, screen) if screen else Screen(Markup("\n\n").join(turn.notices))

    def _with_form(self, turn: Turn, screen: Screen | None, before: dict[str, Any] | None) -> Screen | None:
        """What was asked in the midst of a form, or while one waits, carries a way back to it."""
        form = turn.conversation.form
        if screen is None or form is None or not (form is before or is_parked(form)) or is_of_form(screen):
            return screen
        return screen.with_row(of_form(Button(turn.t("form-resume"), "form.resume"), form))

    def _seal_current(self, turn: Turn, *, again: bool = False) -> None:
        """Takes the buttons off the current screen; `again`: what follows is the same screen, with the same buttons."""
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        if current is None or not current.live or current.keep or not current.rows:
            return
        way = Sending(turn.conversation, turn.now)
        if self._on_keys(turn):
            sender.put_away(turn.session, way, current, None if again else turn.t("form-noted"))
        else:
            sender.seal(turn.session, way, current, turn.closing)

    def _on_keys(self, turn: Turn) -> bool:
        """Whether the current screen's buttons stand in the place of the keyboard."""
        if self.channels[turn.conversation.channel].can.contact != "keyboard":
            return False
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        return current is not None and any(button.get("contact") for row in current.rows for button in row)

    def _stale(self, turn: Turn, incoming: Incoming) -> None:
        """A button of a step that is over: a short notice and, where it is out of sight, the current screen. Nothing happens twice."""
        turn.toast("step-over")
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        toasts = self.channels[turn.conversation.channel].can.toast
        in_sight = current is not None and (current.ref is None or current.ref == incoming.ref)
        if in_sight and not toasts:
            return
        again = None if current is None or in_sight or not current.live else self._anew(turn, current)
        if again is not None:
            self._seal_current(turn, again=True)
        elif current is None:
            again = self._with_form(turn, self.home(turn), turn.conversation.form)
        self._send(turn, again)

    def _tell_problem(self, turn: Turn, incoming: Incoming, problem: Problem) -> None:
        if albums.is_told(turn, incoming, problem.key):
            return
        turn.notices.append(turn.t(problem.key, **spoken_arguments(turn, problem.arguments)))
        old = memory.by_token(turn.session, incoming.token.rpartition(".")[0]) if incoming.kind == "press" else None
        if old is not None and old.live and old.conversation_id == turn.conversation.id:
            self._refresh(turn, old)
        elif turn.conversation.form is not None and incoming.kind != "press":
            self._seal_current(turn, again=True)
            self._send(turn, self.forms.open(turn))
        else:
            self._send(turn, None if incoming.kind == "press" else self._question(turn) or self._only_home(turn))

    def _only_home(self, turn: Turn) -> Screen:
        """What went wrong, and a way on."""
        notices, turn.notices = turn.notices, []
        return Screen(Markup("\n\n").join(notices), ((Button(turn.t("button-home"), "home"),),))

    def _question(self, turn: Turn) -> Screen | None:
        """What a typed text was to answer, once more under what went wrong: the next words answer it still."""
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        if current is None or not current.live or not current.typed:
            return None
        self._seal_current(turn, again=True)
        turn.stack = current.stack
        return self._anew(turn, current)

    def _refresh(self, turn: Turn, old: Shown) -> None:
        """Shows the pressed screen as things are now, under what went wrong; what stays in the chat loses buttons that hold no more."""
        if old.keep:
            sender.seal(turn.session, Sending(turn.conversation, turn.now), old)
        self._show_result(turn, old, self._anew(turn, old))

    def _anew(self, turn: Turn, old: Shown) -> Screen | None:
        """The screen as things are now, guarded and logged like any other; home where it may be shown no more, or only told what was."""
        if old.at is None:
            return self.home(turn) if old.keep else as_screen(old)
        try:
            return self._call(turn, *self.book.read(*old.at))
        except (Problem, UnknownName):
            return self.home(turn)
