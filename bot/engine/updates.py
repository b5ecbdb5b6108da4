"""What a person did: a press, words, a file, a command; what it leads to, and how it is shown."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.conversation import store as memory
from bot.conversation.commands import meant
from bot.conversation.forms import is_of_another, is_parked, parked
from bot.conversation.router import Entry
from bot.conversation.routes import ROUTES
from bot.conversation.screens import Button, Conversation, Incoming, Screen, Turn
from bot.conversation.shown import button_of, first_words, is_fresh, is_late, labelled, typed_of
from bot.conversation.store import Shown
from bot.delivery import reachability
from bot.engine import albums, long_words
from bot.engine import sending as sender
from bot.engine.sending import Sending
from bot.engine.showing import Showing
from core.kernel.problems import NotFound, UnknownName
from core.kernel.queue import inbox
from core.kernel.queue.inbox import Item
from core.kernel.text.i18n import LOCALES
from core.privacy.reads import holds
from core.privacy.rules import ConsentKind
from core.staff import reads as staff_reads

log = structlog.get_logger()
SEEN_EVERY = timedelta(minutes=1)


def consents(session: Session, candidate: int | None, now: datetime) -> bool:
    return candidate is not None and holds(session, candidate, ConsentKind.RECRUITING, now)


@dataclass(frozen=True, slots=True)
class Updates(Showing):
    def _incoming(self, item: Item) -> Incoming | None:
        channel = self.channels.get(item.source)
        incoming = channel.parse(item.json(), item.received_at) if channel else None
        return incoming and replace(incoming, key=item.key)

    def _parts(self, session: Session, item: Item) -> list[tuple[Item, Incoming]]:
        """The update in our words, with those that go on with its text; empty where it does not concern us."""
        incoming = self._incoming(item)
        return long_words.parts(session, item, incoming, self.channels[item.source].can, self._incoming) if incoming else []

    def _whole(self, session: Session, item: Item, now: datetime) -> Incoming | None:
        """The update with what belongs to it, whose rows are done."""
        found = self._parts(session, item)
        for row, _ in found[1:]:
            inbox.done(session, row, now)
            inbox.forget(session, row)
        if len(found) > 1:
            return long_words.joined(found, self.channels[item.source].can)
        return found[0][1] if found else None

    def _in_parts_until(self, session: Session, item: Item, now: datetime) -> datetime | None:
        can = self.channels[item.source].can if item.source in self.channels else None
        if can is None or not 0 < can.splits <= len(item.body):
            return None
        found = self._parts(session, item)
        return long_words.awaited(found, can, now) if found else None

    def _update(self, session: Session, item: Item, now: datetime) -> None:
        incoming = self._whole(session, item, now)
        if incoming is None:
            return
        turn, before = self._turn(session, incoming, now)
        if incoming.kind not in {"stop", "resume"}:
            self._answer(turn, incoming)
        self._keep(session, item, before, turn.conversation)

    def _keep(self, session: Session, item: Item, before: Conversation, after: Conversation) -> None:
        """Writes the conversation back; of what somebody has said who has not consented, or no longer does, the inbox keeps nothing."""
        memory.keep(session, before, after)
        if after.staff_id is None and not consents(session, after.candidate_id, item.received_at):
            inbox.forget(session, item)

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
        """Where a stored name means nothing any more the person is shown where he stands: no fault of his, and none that a repeat mends."""
        try:
            self._react(turn, incoming)
        except UnknownName as unknown:
            log.warning("name-unknown", name=str(unknown))
            turn.said, turn.notices, turn.closing = [], [], None
            self._lead_on(turn, incoming)

    def _lead_on(self, turn: Turn, incoming: Incoming) -> None:
        form = turn.conversation.form
        is_form_gone = form is not None and not self.forms.knows(form)
        if is_form_gone:
            turn.conversation.form = None
        turn.toast("form-gone" if is_form_gone else "button-gone")
        old = memory.by_token(turn.session, incoming.token.rpartition(".")[0]) if incoming.kind == "press" else None
        if old is not None and old.at is not None and not is_form_gone:
            self._show_result(turn, old, self._anew(turn, old))
            return
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        self._seal_current(turn)
        self._send(turn, self._where(turn, current))

    def _where(self, turn: Turn, current: Shown | None) -> Screen | None:
        """Where the person stands, as things are now."""
        if turn.conversation.form is not None:
            return self.forms.open(turn)
        return self._anew(turn, current) if current is not None and current.at is not None else self.home(turn)

    def _react(self, turn: Turn, incoming: Incoming) -> None:
        if incoming.kind == "press":
            self._press(turn, incoming)
        elif incoming.edited:
            self._edited(turn, incoming)
        elif albums.goes_on(turn, incoming):
            self._of_album(turn, incoming)
        else:
            self._spoken(turn, incoming)

    def _spoken(self, turn: Turn, incoming: Incoming) -> None:
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
        screen = self._do(turn, old, button["action"], button.get("args", {}))
        self._show_result(turn, old, self._with_form(turn, screen, None))

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
        return self._after(turn, self._call(turn, *self.book.read(action, args)))

    def _after(self, turn: Turn, screen: Screen | None) -> Screen | None:
        """A handler that opened a form and showed nothing gets the form's question."""
        form = turn.conversation.form
        return self.forms.open(turn) if screen is None and form is not None and not is_parked(form) else screen

    def _guard_form(self, turn: Turn) -> None:
        """A form is allowed at every step, not only when it was opened: rights may have gone, objects may have changed hands."""
        state = turn.conversation.form
        form = self.forms.form(state["form"]) if state is not None else None
        if state is not None and form is not None and form.right is not None:
            self._put_on(turn.conversation, "staff")
            entry = Entry(form.name, form.done, form.right, "staff")
            self.access.check(turn.session, turn.conversation, turn.roles, entry, state["args"])

    def _back(self, turn: Turn, old: Shown) -> Screen | None:
        if not old.stack:
            return self.home(turn)
        name, args = old.stack[-1]
        return self._call(turn, *self.book.read(name, args))

    def _said(self, turn: Turn, incoming: Incoming) -> Screen | None:
        """A text, a file or a contact: a command, a button's label, an answer, or words for a person."""
        if incoming.kind == "start":
            return self._after(turn, self._start(turn, incoming.payload))
        if incoming.text.startswith("/"):
            return self._after(turn, self._command(turn, incoming))
        return self._words(turn, incoming)

    def _words(self, turn: Turn, incoming: Incoming) -> Screen | None:
        demanded = self.book.demanded(turn.conversation.persona, incoming.text) if incoming.text else None
        if demanded is not None:
            return self._after(turn, self._call(turn, demanded, {}))
        return self._for_person(turn) if self._is_reply(turn, incoming) else self._typed(turn, incoming)

    def _typed(self, turn: Turn, incoming: Incoming) -> Screen | None:
        """An answer to what stands last in the chat, else words for a person."""
        current = memory.shown_by_id(turn.session, turn.conversation.current)
        label = labelled(current, incoming.text) if current else None
        if current and label and (label["action"].startswith("form.") or not self._is_overtaken(turn, current, incoming)):
            return self._do(turn, current, label["action"], label.get("args", {}))
        if turn.conversation.form is not None and not is_parked(turn.conversation.form):
            self._guard_form(turn)
            screen = self.forms.typed(turn, incoming)
            albums.note_form(turn, incoming)
            return screen
        if current and current.live and current.typed and (incoming.text or incoming.file):
            return self._answered(turn, current, incoming)
        return self._for_person(turn)

    def _answered(self, turn: Turn, current: Shown, incoming: Incoming) -> Screen | None:
        """What stands last takes the words and is over; where something else came since, they may be meant for that: it is asked."""
        name, args = typed_of(current)
        turn.stack = current.stack
        if self._is_overtaken(turn, current, incoming):
            return self._ask_where(turn, current, incoming)
        screen = self._after(turn, self._call(turn, *self.book.read(name, {**args, "text": incoming.text})))
        albums.note(turn, incoming, "typed", name, args)
        turn.answered = screen is None or screen.at is None or current.at is None or not ROUTES.same(current.at[0], type(screen.at))
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
        if turn.incoming is not None:
            albums.note(turn, turn.incoming, "person")
        return self._after(turn, self._call(turn, self.book.texts[turn.conversation.persona], {}))

    def _edited(self, turn: Turn, incoming: Incoming) -> None:
        """The last version counts until the first was acted on: an answer of the open form, else whoever took the words says."""
        form = turn.conversation.form
        key = (form or {}).get("said", {}).get(incoming.message)
        if form is not None and key in form["answers"]:
            self._guard_form(turn)
            screen = self.forms.corrected(turn, incoming, key)
            if screen is not None:
                self._seal_current(turn, again=True)
            self._send(turn, screen)
        elif incoming.says_something:
            self._send(turn, self._call(turn, self.book.texts[turn.conversation.persona], {}))

    def _of_album(self, turn: Turn, incoming: Incoming) -> None:
        """Another file of an album goes where the first one went, and is answered by nothing more."""
        way = (turn.conversation.album or {}).get("way", [])
        if albums.is_in_form(turn.conversation.form, way):
            self._guard_form(turn)
            self.forms.add_file(turn, incoming, way[2])
            self._review(turn)
        elif way[0] == "typed":
            self._call(turn, *self.book.read(way[1], {**way[2], "text": incoming.text}))
        else:
            self._call(turn, self.book.texts[turn.conversation.persona], {})

    def _review(self, turn: Turn) -> None:
        """What stands last in the chat, where it tells of the answers."""
        current, screen = memory.shown_by_id(turn.session, turn.conversation.current), self.forms.open(turn)
        if current is not None and current.live and str(screen.text) != current.text and not self._on_keys(turn):
            sender.edit(turn.session, Sending(turn.conversation, turn.now), current, screen)

    def _is_reply(self, turn: Turn, incoming: Incoming) -> bool:
        """Whether the words answer an earlier message of ours, not the one that asks now: then they are for a person."""
        if incoming.ref is None or incoming.kind == "contact":
            return False
        old = memory.shown_at(turn.session, turn.conversation.id, incoming.ref)
        return old is not None and old != turn.conversation.current

    def _start(self, turn: Turn, payload: str) -> Screen | None:
        turn.conversation.form = parked(turn.conversation.form)
        prefix, _, rest = payload.partition("_")
        entry = self.book.links.get(prefix)
        if entry is not None and rest:
            return entry.call(turn, rest)
        self._put_on(turn.conversation, "staff")
        return self.home(turn)

    def _command(self, turn: Turn, incoming: Incoming) -> Screen | None:
        word, _, rest = incoming.text[1:].partition(" ")
        word = word.partition("@")[0].casefold()
        if word == "start":
            return self._start(turn, rest.strip())
        if word == "cancel":
            if turn.conversation.form is not None:
                return self.forms.cancel(turn)
            return self.home(turn)
        command = self._find_command(turn.conversation, word)
        if command is None:
            return self._no_command(turn, incoming, word)
        self._put_on(turn.conversation, command.persona)
        self.access.check(turn.session, turn.conversation, turn.roles, command, {})
        return command.call(turn, rest.strip())

    def _no_command(self, turn: Turn, incoming: Incoming, word: str) -> Screen | None:
        """Words after a slash are words: they go where words go, with a hint where a command was meant."""
        personas = {turn.conversation.persona, "staff" if turn.conversation.staff_id is not None else "candidate"}
        known = [known for persona, known in self.book.commands if persona in personas]
        like = meant(word, known)
        if like and (turn.conversation.form is not None or turn.conversation.persona == "staff" or turn.conversation.candidate_id is None):
            raise NotFound("command-meant", command=like)
        if turn.conversation.persona == "staff" and word.isascii() and word:
            raise NotFound("command-unknown")
        if like:
            turn.toast("command-meant-passed-on", command=like)
        return self._words(turn, incoming)

    def _find_command(self, conversation: Conversation, word: str) -> Entry | None:
        personas = [conversation.persona] + (["staff", "candidate"] if conversation.staff_id is not None else [])
        for persona in personas:
            command = self.book.commands.get((persona, word))
            if command is not None:
                return command.entry
        return None
