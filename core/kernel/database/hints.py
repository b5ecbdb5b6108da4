"""Hints that something was committed, so that nobody has to wait for the next poll. Losing one costs a second, never a row."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy.orm import Session

Hint = tuple[str, str]
"""A topic (`inbox`, `outbox`, `timers`, `webchat`) and what moved in it, e.g. a lane."""


class Listener:
    """Collects the hints of one topic until somebody takes them."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._seen: set[str] = set()

    def hear(self, what: str) -> None:
        self._seen.add(what)
        self._event.set()

    async def wait(self, seconds: float) -> set[str]:
        """What has moved, at the latest after `seconds`; empty then."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
        self._event.clear()
        seen, self._seen = self._seen, set()
        return seen


class Hints:
    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}

    def listen(self, topic: str) -> Listener:
        listener = Listener()
        self._listeners.setdefault(topic, set()).add(listener)
        return listener

    def forget(self, topic: str, listener: Listener) -> None:
        self._listeners.get(topic, set()).discard(listener)

    def fire(self, wakes: Iterable[Hint]) -> None:
        for topic, what in wakes:
            for listener in self._listeners.get(topic, ()):
                listener.hear(what)


def hint(session: Session, topic: str, what: str = "") -> None:
    """Fires after this session's transaction has been committed."""
    session.info.setdefault("wakes", set()).add((topic, what))


def wake_all(session: Session, topic: str, moved: Iterable[str]) -> None:
    """The same for many at once."""
    session.info.setdefault("wakes", set()).update((topic, what) for what in moved)


def taken(session: Session) -> set[Hint]:
    found: set[Hint] = session.info.pop("wakes", set())
    return found
