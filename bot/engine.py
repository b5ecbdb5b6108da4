"""The path of one update: one row of the inbox, one transaction, one turn.

`take` finds the lane's first row, lets whoever answers its source work on it and marks it done, all in the caller's transaction.
A Problem that a handler raises undoes the turn; `refuse` then tells the person, in a transaction of its own, and the row is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from markupsafe import Markup
from sqlalchemy.orm import Session

from bot import delivery, memory, reachability, sender
from bot.access import Access
from bot.conversation import Button, Conversation, Incoming, Screen, Turn
from bot.delivery import subject_of
from bot.forms import Forms, is_of_another, is_of_form, of_form
from bot.memory import Shown
from bot.owners import in_place_of
from bot.router import Book, Entry
from bot.sender import Capabilities, Sending
from bot.standing import as_screen, button_of, first_words, is_fresh, is_late, labelled, typed_of
from bot.words import spoken_arguments
from core.kernel import inbox, outbox
from core.kernel.failpoints import failpoint
from core.kernel.i18n import LOCALES, Texts
from core.kernel.inbox import Item
from core.kernel.notices import tell
from core.kernel.people import Person, staff
from core.kernel.problems import NotFound, Problem
from core.kernel.timers import Due
from core.staff import reads as staff_reads

log = structlog.get_logger()
SEEN_EVERY = timedelta(minutes=1)
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
class Engine:
    book: Book
    forms: Forms
    access: Access
    texts: Texts
    house: House
    channels: Mapping[str, Channel]
    timers: Mapping[str, OnTimer]
    sources: Mapping[str, Source]
    home: Callable[[Turn], Screen]

    def take(self, session: Session, lane: str, now: datetime, seen: list[int] | None = None) -> bool:
        """Works off the lane's first row and notes in `seen` which; False where nothing waits or another process has the lane."""
        item = inbox.head(session, lane, now)
        if item is None:
            return False
        if seen is not None:
            seen.append(item.id)
        wakes = self._asleep_until(session, item, now)
        if wakes is not None:
            inbox.postpone(session, item, wakes, now)
        else:
            self._work(session, item, now)
            inbox.done(session, item, now)
        failpoint("turn-before-commit")
        return True

    def refuse(self, session: Session, lane: str, problem: Problem, now: datetime, row: int | None = None) -> None:
        """The turn of the lane's first row came to nothing: says why, shows where the person stands, and the row is done.

        `row`: which one it was; where another process has said so already, another is first by now.
        """
        item = inbox.head(session, lane, now)
        if item is None or row not in {None, item.id}:
            return
        incoming = self._incoming(item)
        if incoming is not None:
            turn, before = self._turn(session, incoming, now)
            self._tell_problem(turn, incoming, problem)
            memory.keep(session, before, turn.conversation)
        else:
            log.warning("row-refused", source=item.source, item=item.id, reason=problem.key)
        inbox.done(session, item, now)
        failpoint("refusal-before-commit")

    def fail(self, session: Session, lane: str, error: str, now: datetime, *, row: int | None = None, tell: bool = True) -> None:
        """A fault of ours: the row will be tried again; at the last try the person is told and the chat goes on."""
        item = inbox.head(session, lane, now)
        if item is None or row not in {None, item.id} or not inbox.failed(session, item, error, now):
            return
        incoming = self._incoming(item) if tell else None
        if incoming is not None:
            turn, before = self._turn(session, incoming, now)
            sender.send(session, Sending(turn.conversation, now), Screen(turn.t("our-fault")))
            memory.keep(session, before, turn.conversation)

    def _work(self, session: Session, item: Item, now: datetime) -> None:
        if item.source in self.channels:
            self._update(session, item, now)
        elif item.source == "notice":
            self._notice(session, item, now)
        elif item.source == "timer":
            due = Due.of(item.json())
            if due.kind in self.timers:
                self.timers[due.kind](session, due, now)
        else:
            self.sources[item.source](session, item, now)

    def _incoming(self, item: Item) -> Incoming | None:
        channel = self.channels.get(item.source)
        incoming = channel.parse(item.json(), item.received_at) if channel else None
        return incoming and replace(incoming, key=item.key)

    # What a person did

    def _update(self, session: Session, item: Item, now: datetime) -> None:
        incoming = self._incoming(item)
        if incoming is None:
            return
        turn, before = self._turn(session, incoming, now)
        if incoming.kind not in {"stop", "resume"}:
            self._answer(turn, incoming)
        memory.keep(session, before, turn.conversation)

    def _turn(self, session: Session, incoming: Incoming, now: datetime) -> tuple[Turn, Conversation]:
        """The turn, and the conversation as it was before the update."""
        locale = incoming.locale if incoming.locale in LOCALES else self.house.locale
        zone = incoming.zone or self.house.zone
        conversation = memory.conversation(session, incoming, locale=locale, zone=zone, now=now)
        before = replace(conversation)
        turn = self._turn_of(session, conversation, now)
        turn.incoming = incoming
        reachability.heard(session, conversation, incoming, now)
        if now - conversation.seen_at > SEEN_EVERY:
            conversation.seen_at = now
        return turn, before

    def _turn_of(self, session: Session, conversation: Conversation, now: datetime) -> Turn:
        roles = frozenset[str]()
        if conversation.staff_id is not None:
            roles = staff_reads.roles(session, conversation.staff_id)
        house = self.house
        extra = {**house.facts, "book": self.book}
        return Turn(session, now, conversation, self.texts, house.company, house.address, roles=roles, extra=extra)

    def _answer(self, turn: Turn, incoming: Incoming) -> None:
        if incoming.kind == "press":
            self._press(turn, incoming)
            return
        form_before = turn.conversation.form
        screen = self._said(turn, incoming)
        if turn.closing is not None or turn.answered or (form_before is not None and (incoming.kind != "start" or self._on_keys(turn))):
            self._seal_current(turn)
        self._send(turn, self._with_form(turn, screen, form_before))

    def _press(self, turn: Turn, incoming: Incoming) -> None:
        token, _, number = incoming.token.rpartition(".")
        old = memory.by_token(turn.session, token)
        button = button_of(old, number) if old and old.live and old.conversation_id == turn.conversation.id else None
        if old is None or button is None:
            self._stale(turn, incoming)
            return
        if is_of_another(turn.conversation.form, button["action"], button.get("args", {})):
            sender.seal(turn.session, Sending(turn.conversation, turn.now), old)
            self._stale(turn, incoming)
            return
        self._show_result(turn, old, self._do(turn, old, button["action"], button.get("args", {})))

    def _do(self, turn: Turn, old: Shown, action: str, args: dict[str, Any]) -> Screen | None:
        """What a button's action shows."""
        if action == "back":
            return self._back(turn, old)
        if action == "home":
            return self.home(turn)
        if action.startswith("form."):
            if action != "form.cancel":
                self._guard_form(turn)
            return self.forms.press(turn, action, args)
        return self._after(turn, self._call(turn, self.book.entries[action], args))

    def _after(self, turn: Turn, screen: Screen | None) -> Screen | None:
        """A handler that opened a form and showed nothing gets the form's question."""
        return self.forms.open(turn) if screen is None and turn.conversation.form is not None else screen

    def _call(self, turn: Turn, entry: Entry, args: dict[str, Any]) -> Screen | None:
        self._put_on(turn.conversation, entry.persona)
        self.access.check(turn.session, turn.conversation, turn.roles, entry, args)
        return entry.call(turn, **args)

    def _guard_form(self, turn: Turn) -> None:
        """A form is allowed at every step, not only when it was opened: rights may have gone, objects may have changed hands."""
        state = turn.conversation.form
        form = self.forms.form(state["form"]) if state is not None else None
        if state is not None and form is not None and form.right is not None:
            self._put_on(turn.conversation, "staff")
            entry = Entry(form.name, form.done, form.right, "staff")
            self.access.check(turn.session, turn.conversation, turn.roles, entry, state["args"])

    def _put_on(self, conversation: Conversation, persona: str) -> None:
        """A colleague may look at the bot as a candidate and come back by any of his own buttons."""
        if persona == "candidate" or (persona == "staff" and conversation.staff_id is not None):
            conversation.persona = persona

    def _back(self, turn: Turn, old: Shown) -> Screen | None:
        if not old.stack:
            return self.home(turn)
        name, args = old.stack[-1]
        return self._call(turn, self.book.entries[name], args)

    def _said(self, turn: Turn, incoming: Incoming) -> Screen | None:
        """A text, a file or a contact: a command, a button's label, an answer, or words for a person."""
        if incoming.kind == "start":
            return self._after(turn, self._start(turn, incoming.payload))
        if incoming.text.startswith("/"):
            return self._after(turn, self._command(turn, incoming.text))
        return self._for_person(turn) if self._is_reply(turn, incoming) else self._typed(turn, incoming)

    def _typed(self, turn: Turn, incoming: Incoming) -> Screen | None:
        """An answer to what stands last in the chat, else words for a person."""
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        label = labelled(current, incoming.text) if current else None
        if current and label and (label["action"].startswith("form.") or not self._is_overtaken(turn, current, incoming)):
            return self._do(turn, current, label["action"], label.get("args", {}))
        if turn.conversation.form is not None:
            self._guard_form(turn)
            return self.forms.typed(turn, incoming)
        if current and current.live and current.typed and (incoming.text or incoming.file):
            return self._answered(turn, current, incoming)
        return self._for_person(turn)

    def _answered(self, turn: Turn, current: Shown, incoming: Incoming) -> Screen | None:
        """What stands last takes the words and is over; where something else came since, they may be meant for that: it is asked."""
        name, args = typed_of(current)
        turn.stack = current.stack
        if self._is_overtaken(turn, current, incoming):
            return self._ask_where(turn, current, incoming)
        screen = self._after(turn, self._call(turn, self.book.entries[name], {**args, "text": incoming.text}))
        turn.answered = screen is None or screen.at is None or current.at is None or screen.at[0] != current.at[0]
        return screen

    def _is_overtaken(self, turn: Turn, current: Shown, incoming: Incoming) -> bool:
        if incoming.ref is not None or is_fresh(current, turn.now) or self._on_keys(turn):
            return False
        return is_late(current, turn.now) or memory.has_newer(turn.session, current)

    def _ask_where(self, turn: Turn, current: Shown, incoming: Incoming) -> Screen | None:
        """Whether the words answer that question; a file is asked for once more, under the question."""
        if incoming.file is not None:
            turn.toast("typed-file-again")
            return self._question(turn)
        name, args = typed_of(current)
        yes = Button(turn.t("typed-yes"), name, {**args, "text": incoming.text}, style="primary")
        text = turn.t("typed-sure", asked=first_words(current), said=incoming.text)
        turn.answered = True
        return Screen(text, ((yes,), (Button(turn.t("typed-no"), "home"),)))

    def _for_person(self, turn: Turn) -> Screen | None:
        return self._after(turn, self._call(turn, self.book.texts[turn.conversation.persona], {}))

    def _is_reply(self, turn: Turn, incoming: Incoming) -> bool:
        """Whether the words answer an earlier message of ours, not the one that asks now: then they are for a person."""
        if incoming.ref is None or incoming.kind == "contact":
            return False
        old = memory.shown_at(turn.session, turn.conversation.id, incoming.ref)
        return old is not None and old != turn.conversation.current

    def _start(self, turn: Turn, payload: str) -> Screen | None:
        turn.conversation.form = None
        prefix, _, rest = payload.partition("_")
        entry = self.book.links.get(prefix)
        if entry is not None and rest:
            return entry.call(turn, rest)
        self._put_on(turn.conversation, "staff")
        return self.home(turn)

    def _command(self, turn: Turn, text: str) -> Screen | None:
        word, _, rest = text[1:].partition(" ")
        word = word.partition("@")[0].casefold()
        if word == "start":
            return self._start(turn, rest.strip())
        if word == "cancel":
            if turn.conversation.form is not None:
                return self.forms.cancel(turn)
            return self.home(turn)
        command = self._find_command(turn.conversation, word)
        if command is None:
            raise NotFound("command-unknown")
        self._put_on(turn.conversation, command.persona)
        self.access.check(turn.session, turn.conversation, turn.roles, command, {})
        return command.call(turn, rest.strip())

    def _find_command(self, conversation: Conversation, word: str) -> Entry | None:
        personas = [conversation.persona] + (["staff", "candidate"] if conversation.staff_id is not None else [])
        for persona in personas:
            command = self.book.commands.get((persona, word))
            if command is not None:
                return command.entry
        return None

    # What is shown

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
            way.queue(turn.session, "toast", {"text": str(Markup(" ").join(turn.notices))})
            return screen
        return sender.on_top(turn.notices, screen) if screen else Screen(Markup("\n\n").join(turn.notices))

    def _with_form(self, turn: Turn, screen: Screen | None, before: dict[str, Any] | None) -> Screen | None:
        """What was asked in the midst of a form carries a way back to it."""
        if screen is None or before is None or turn.conversation.form is not before or is_of_form(screen):
            return screen
        return screen.with_row(of_form(Button(turn.t("form-resume"), "form.resume"), before))

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
        """Shows the pressed screen as things are now, under what went wrong."""
        self._show_result(turn, old, self._anew(turn, old))

    def _anew(self, turn: Turn, old: Shown) -> Screen | None:
        """The screen as things are now, guarded and logged like any other; home where it may be shown no more."""
        try:
            return self._call(turn, self.book.entries[old.at[0]], old.at[1]) if old.at else as_screen(old)
        except Problem:
            return self.home(turn)

    # What others told

    def _asleep_until(self, session: Session, item: Item, now: datetime) -> datetime | None:
        """When a notice may be told whose reader sleeps: it is told as things are then, and what is over by then is not told at all."""
        if item.source != "notice":
            return None
        body = item.json()
        role, _, number = body["to"].partition(":")
        return None if body["args"].get("exact") else staff_reads.waking(session, Person(role, int(number)), now)

    def _notice(self, session: Session, item: Item, now: datetime) -> None:
        body = item.json()
        role, _, number = body["to"].partition(":")
        if role == "staff" and not self._may_hear(session, int(number), body["kind"], body["args"]):
            self._pass_on(session, item, body, now)
            return
        conversation = memory.of_person(session, Person(role, int(number)))
        if conversation is None:
            log.info("nobody-to-tell", kind=body["kind"], item=item.id)
            delivery.untold(session, subject_of(role, body["args"]))
            return
        turn = self._turn_of(session, replace(conversation, persona=role), now)
        screen = self._news(turn, self.book.notices.get((role, body["kind"])), body["args"])
        if screen is None:
            return
        way = Sending(turn.conversation, now, outbox.NORMAL, subject=subject_of(role, body["args"]))
        for said in turn.said:
            sender.send(session, way, said)
        sender.send(session, way, screen)

    def _pass_on(self, session: Session, item: Item, body: dict[str, Any], now: datetime) -> None:
        """Its reader has left, or may see it no more: it goes to those nearest to it who may, each once."""
        kind, args = body["kind"], body["args"]
        for group in in_place_of(session, args):
            heirs = [one for one in sorted(group) if self._may_hear(session, one, kind, args)]
            for one in heirs:
                tell(session, staff(one), kind, key=item.key.removeprefix(f"{body['to']}:{kind}:"), now=now, **args)
            if heirs:
                return
        log.warning("nobody-may-hear", kind=kind, item=item.id)

    def _may_hear(self, session: Session, staff_id: int, kind: str, args: dict[str, Any]) -> bool:
        entry, roles = self.book.notices.get(("staff", kind)), staff_reads.roles(session, staff_id)
        return entry is not None and bool(roles) and self.access.lets(session, staff_id, roles, entry, args)

    def _news(self, turn: Turn, entry: Entry | None, args: dict[str, Any]) -> Screen | None:
        """What a notice shows. A candidate was told while he might see it: whose right has gone since has the row refused."""
        if entry is None:
            return None
        if turn.conversation.persona != "staff":  # of whom _may_hear has asked it
            self.access.check(turn.session, turn.conversation, turn.roles, entry, args)
        return entry.call(turn, **args)
