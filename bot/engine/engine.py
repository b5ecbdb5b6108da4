"""The path of one update: one row of the inbox, one transaction, one turn.

`take` finds the lane's first row, lets whoever answers its source work on it and marks it done, all in the caller's transaction.
A Problem that a handler raises undoes the turn; `refuse` then tells the person, in a transaction of its own, and the row is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.conversation import store as memory
from bot.conversation.markup import plain
from bot.conversation.owners import fallback_readers
from bot.conversation.router import Entry
from bot.conversation.screens import Screen, Turn
from bot.delivery import messages as delivery
from bot.delivery.messages import subject_of
from bot.engine import sending as sender
from bot.engine.sending import Sending
from bot.engine.showing import Channel, House, OnTimer, Parser, Source
from bot.engine.updates import Updates
from core.kernel.actors import Person, staff
from core.kernel.problems import Problem, UnknownName
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import inbox, outbox
from core.kernel.queue.inbox import Item
from core.kernel.queue.notices import tell
from core.kernel.queue.outbox import OutboxRow
from core.kernel.queue.timers import Due
from core.messages import acts as messages
from core.staff import reads as staff_reads

__all__ = ["Channel", "Engine", "House", "OnTimer", "Parser", "Source"]
log = structlog.get_logger()
T = TypeVar("T")
IN_THREAD = ("interview.", "response.", "application.")
"""Notices to candidates that a colleague finds in the thread; others may hold what is nobody else's, a code for one."""


@dataclass(frozen=True, slots=True)
class Engine(Updates):
    def take(self, session: Session, lane: str, now: datetime, seen: list[int] | None = None) -> bool:
        """Works off the lane's first row and notes in `seen` which; False where nothing waits or another process has the lane."""
        item = inbox.head(session, lane, now)
        if item is None:
            return False
        if seen is not None:
            seen.append(item.id)
        wakes = self._asleep_until(session, item, now)
        rest = self._in_parts_until(session, item, now)
        if wakes is not None:
            inbox.postpone(session, item, wakes, now)
        elif rest is not None:
            inbox.hold(session, item, rest)
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
        incoming = self._whole(session, item, now)
        if incoming is not None:
            turn, before = self._turn(session, incoming, now)
            self._tell_problem(turn, incoming, problem)
            self._keep(session, item, before, turn.conversation)
        else:
            log.warning("row-refused", source=item.source, item=item.id, reason=problem.key)
        inbox.done(session, item, now)
        failpoint("refusal-before-commit")

    def fail(
        self, session: Session, lane: str, error: str, now: datetime, *, row: int | None = None, tell: bool = True, last: bool = False
    ) -> None:
        """A fault of ours: at the last try the person is told and the chat goes on, until then the row will be tried again.

        `last`: no further try would go better.
        """
        item = inbox.head(session, lane, now)
        if item is None or row not in {None, item.id} or not inbox.failed(session, item, error, now, last=last):
            return
        incoming = self._whole(session, item, now) if tell else None
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
            known(self.timers, due.kind, "timer")(session, due, now)
        else:
            known(self.sources, item.source, "source")(session, item, now)

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
        entry = self.book.notice(role, body["kind"])
        if entry is None:
            return
        if role == "staff" and not self._may_hear(session, int(number), entry, body["args"]):
            self._pass_on(session, item, body, now)
            return
        conversation = memory.of_person(session, Person(role, int(number)), own=bool(body["args"].get("own")))
        if conversation is None:
            log.info("nobody-to-tell", kind=body["kind"], item=item.id)
            delivery.untold(session, subject_of(role, body["args"]))
            return
        turn = self._turn_of(session, replace(conversation, persona=role), now)
        screen = self._news(turn, entry, body["args"])
        if screen is None:
            return
        way = Sending(turn.conversation, now, outbox.NORMAL, subject=subject_of(role, body["args"]))
        for said in turn.said:
            sender.send(session, way, said)
        sender.retire(session, way, screen.about)
        sender.send(session, replace(way, notice=body), screen)
        if role == "candidate" and body["kind"].startswith(IN_THREAD):
            words = plain(screen.text)
            messages.note_told(session, int(number), channel=conversation.channel, text=words, key=f"notice:{item.id}", now=now)

    def renew(self, session: Session, parcel: OutboxRow, now: datetime) -> OutboxRow | None:
        """What a notice that could not leave in time says now; None where nothing of it holds any more, or it was no notice.

        One that was in doubt and stands there by now has arrived: its reader may be further on, and is not thrown back.
        """
        body = parcel.json()
        if "notice" not in body:
            return None
        old = memory.shown_by_id(session, body["shown"])
        if parcel.doubts and old is not None and old.ref is not None:
            return None
        screen = self._news_now(session, body, now)
        token = memory.change(session, old, screen, old.stack, now) if screen is not None and old is not None else None
        if screen is None or token is None:
            delivery.untold(session, parcel.subject)
            return None
        return outbox.renew(session, parcel, {**body, **sender.body(screen, token)}, now + sender.GOOD)

    def _news_now(self, session: Session, body: dict[str, Any], now: datetime) -> Screen | None:
        notice, conversation = body["notice"], memory.by_id(session, body["conversation"])
        role, _, number = notice["to"].partition(":")
        entry = self.book.notice(role, notice["kind"])
        if entry is None or (role == "staff" and not self._may_hear(session, int(number), entry, notice["args"])):
            return None
        try:
            return self._news(self._turn_of(session, replace(conversation, persona=role), now), entry, notice["args"])
        except Problem:
            return None

    def _pass_on(self, session: Session, item: Item, body: dict[str, Any], now: datetime) -> None:
        """Its reader has left, or may see it no more: it goes to those nearest to it who may, each once."""
        kind, args = body["kind"], body["args"]
        entry = self.book.notices["staff", kind]
        for group in fallback_readers(session, args):
            successors = [one for one in sorted(group) if self._may_hear(session, one, entry, args)]
            for one in successors:
                tell(session, staff(one), kind, key=item.key.removeprefix(f"{body['to']}:{kind}:"), now=now, **args)
            if successors:
                return
        log.warning("nobody-may-hear", kind=kind, item=item.id)

    def _may_hear(self, session: Session, staff_id: int, entry: Entry, args: dict[str, Any]) -> bool:
        roles = staff_reads.roles(session, staff_id)
        return bool(roles) and self.access.lets(session, staff_id, roles, entry, args)

    def _news(self, turn: Turn, entry: Entry, args: dict[str, Any]) -> Screen | None:
        """What a notice shows. A candidate was told while he might see it: whose right has gone since has the row refused."""
        if turn.conversation.persona != "staff":  # of whom _may_hear has asked it
            self.access.check(turn.session, turn.conversation, turn.roles, entry, args)
        return entry.call(turn, **args)


def known(names: Mapping[str, T], name: str, what: str) -> T:
    """What a stored name means; raises UnknownName."""
    if name not in names:
        raise UnknownName(f"{what} {name}")
    return names[name]
