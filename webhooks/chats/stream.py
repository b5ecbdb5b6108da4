"""A chat's stream of events: what happened after the last number the client has seen, then whatever happens."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.webchat import entries
from bot.channels.webchat.chats import Chat, language_of
from bot.channels.webchat.entries import PAGE, Entry
from core.kernel.database.session import Database
from core.kernel.storage.sealing import opened
from core.kernel.time.clock import Clock
from webhooks.chats.hub import Hub

BEAT = 15.0
WATCH = 1.0
"""How often it is looked whether updates have been worked off, while any wait."""
RETRY_MS = 1500


@dataclass(slots=True)
class Stream:
    database: Database
    clock: Clock
    hub: Hub
    chat: Chat
    seq: int
    valid: Callable[[Session], bool]
    """Whether the session may still see this chat; asked together with what there is to see."""
    last: int = 0
    """Of the history only so many bubbles; 0: all of it."""
    over: bool = False
    live: bool = False
    """The history is over; what comes now happens now."""
    spoke: float = 0.0
    language: str = ""
    """The chat's, as last seen; empty before the first word."""
    expected: set[str] = field(default_factory=set)
    """Updates that were not worked off when last seen."""

    async def events(self) -> AsyncIterator[str]:
        """Text of the stream, until the client leaves or the service stops."""
        with self.hub.follow(self.chat.name) as moved:
            yield f"retry: {RETRY_MS}\n\n"
            self.live = self.seq > 0
            earlier = False
            if self.last and not self.seq:
                self.over, opening, earlier = await self.database.read(self._opening)
                for event in opening:
                    yield event
            async for event in self._news():
                yield event
            if not self.over:
                yield self._say("ready", {"seq": self.seq, **({"earlier": earlier} if self.last else {})})
            self.live = True
            while not (self.hub.stopping or self.over):
                await self._wait(moved)
                async for event in self._news():
                    yield event
                if self._now() - self.spoke >= BEAT and not self.over:
                    yield self._say("beat", {})

    async def _wait(self, moved: asyncio.Event) -> None:
        """Until the chat has moved; while updates wait for their turn it is looked at every second."""
        with suppress(TimeoutError):
            await asyncio.wait_for(moved.wait(), WATCH if self.expected else BEAT)
        moved.clear()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _say(self, name: str, data: dict[str, Any], number: int | None = None) -> str:
        self.spoke = self._now()
        head = f"id: {number}\n" if number is not None else ""
        return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

    async def _news(self) -> AsyncIterator[str]:
        full = True
        while full:
            self.over, found, pending, language = await self.database.read(self._read)
            if self.over:
                return
            full = len(found) == PAGE
            for entry in found:
                self.seq = entry.seq
                yield self._shown(entry, pending)
            for update in self.expected - pending:
                yield self._say("seen", {"update": update})
            self.expected &= pending
            if language != self.language:
                if self.language:
                    yield self._say("language", {"locale": language})
                self.language = language

    def _opening(self, session: Session) -> tuple[bool, list[str], bool]:
        """The end of the history and whether something stands before it. Numbered only when whole: a break in it begins it anew."""
        if not self.valid(session):
            return True, [], False
        found, earlier = entries.newest(session, self.chat.id, self.last)
        pending = entries.pending(session, self.chat.lane)
        self.seq = entries.number(session, self.chat.id)
        shown = [self._shown(entry, pending, is_numbered=False) for entry in found if entry.kind != "toast"]
        return False, [*shown, number_of(self.seq)], earlier

    def _read(self, session: Session) -> tuple[bool, list[Entry], frozenset[str], str]:
        if not self.valid(session):
            return True, [], frozenset(), ""
        found = entries.after(session, self.chat.id, self.seq)
        return False, found, entries.pending(session, self.chat.lane), language_of(session, self.chat.name)

    def _shown(self, entry: Entry, pending: frozenset[str], *, is_numbered: bool = True) -> str:
        if entry.kind == "bubble":
            if entry.update_id in pending:
                self.expected.add(entry.update_id)
            said = bubble(entry, seen=entry.update_id not in pending)
            return self._say("bubble", said, entry.seq if is_numbered else None)
        if entry.kind == "update":
            self.expected.add(entry.update_id or "")
            return number_of(entry.seq) if is_numbered else ""
        return self._say("toast", {"text": entry.html}, entry.seq) if self._fresh(entry.at) else number_of(entry.seq)

    def _fresh(self, at: datetime) -> bool:
        """A toast that was meant for somebody who has gone since is not shown to who comes later."""
        return self.live and self.clock.now() - at < entries.PASSES


def bubble(entry: Entry, *, seen: bool) -> dict[str, Any]:
    face = {"id": entry.id, "seq": entry.seq, "author": entry.author, "html": opened(entry.html), "at": entry.at.isoformat()}
    face |= {"buttons": entry.buttons, "files": entry.files, "edited": entry.edited}
    return face | ({"update": entry.update_id, "seen": seen} if entry.author == "me" else {})


def number_of(number: int) -> str:
    """Nothing to show, but not to be asked for again: an event without data is passed to nobody, its id is kept."""
    return f"id: {number}\n\n"
