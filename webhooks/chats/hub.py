"""One listener a process for all open streams: a hint or, at the latest, a look every second wakes those whose chat has moved."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.channels.webchat import entries
from bot.channels.webchat.limits import STREAMS
from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor

LOOK = 1.0
LONG = 60.0


class Hub:
    def __init__(self, database: Database, supervisor: Supervisor) -> None:
        self._database = database
        self._supervisor = supervisor
        self._hints = database.hints.listen("webchat")
        self._people = database.hints.listen("people")
        self._streams: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._known: dict[str, int] = {}
        self._running = False
        self._asking = False

    @property
    def stopping(self) -> bool:
        return self._supervisor.stopping.is_set()

    def is_full(self, chat: str) -> bool:
        return len(self._streams.get(chat, ())) >= STREAMS

    @contextmanager
    def follow(self, chat: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something may have happened in the chat."""
        if not self._running:
            self._running = True
            self._supervisor.run("webchat", self._run)
        if not self._asking:
            self._asking = True
            self._supervisor.run("webchat:people", self._run_people)
        moved = asyncio.Event()
        self._streams[chat].add(moved)
        try:
            yield moved
        finally:
            self._streams[chat].discard(moved)
            if not self._streams[chat]:
                del self._streams[chat]
                self._known.pop(chat, None)

    async def _run(self) -> None:
        self._running = True
        try:
            while True:
                heard = await self._hints.wait(LOOK)
                self._tell(heard & self._streams.keys())
                if self._streams and (not heard or "" in heard):
                    await self._look()
        finally:
            self._running = False
            self._tell(set(self._streams))

    async def _run_people(self) -> None:
        """Somebody left or was signed out: every stream asks whether it is his."""
        while True:
            if await self._people.wait(LONG):
                self._tell(set(self._streams))

    async def _look(self) -> None:
        """Another process may have moved any of the open chats."""
        found = await self._database.read(partial(entries.numbers, names=list(self._streams)))
        self._tell({chat for chat, seq in found.items() if self._known.get(chat) != seq})
        self._known = found

    def _tell(self, moved: set[str]) -> None:
        for chat in moved:
            for event in self._streams.get(chat, ()):
                event.set()
