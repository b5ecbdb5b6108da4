"""The emulated world's clock and the signal which tells everybody waiting that the world changed."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from core.kernel.time.clock import Clock, SystemClock

_Found = TypeVar("_Found")


class WorldClock:
    """Real time, or the clock a test injects, moved by what the test adds."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._moved = timedelta()

    def now(self) -> datetime:
        return self._clock.now() + self._moved

    def stamp(self) -> int:
        """Seconds since the epoch, as dates travel in the Bot API."""
        return int(self.now().timestamp())

    def advance(self, seconds: float) -> None:
        self._moved += timedelta(seconds=seconds)


class Signal:
    """Hints waiters of any event loop, in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def fire(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        for loop, event in waiting:
            with suppress(RuntimeError):  # that loop is closed: nobody waits there any more
                loop.call_soon_threadsafe(event.set)

    async def wait_until(self, found: Callable[[], _Found | None], seconds: float) -> _Found | None:
        """The first thing found that is not None, looked for again at every change; None when the time is over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            place = (loop, asyncio.Event())
            with self._lock:
                self._waiting.add(place)
            try:
                if (result := found()) is not None or loop.time() >= deadline:
                    return result
                with suppress(TimeoutError):  # wait_for of Python 3.11 may swallow a cancellation that comes with the event
                    async with asyncio.timeout_at(deadline):
                        await place[1].wait()
            finally:
                with self._lock:
                    self._waiting.discard(place)
