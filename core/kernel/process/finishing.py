"""Work on a connection that is begun comes to its end.

A caller may go away in the midst: a client of a stream, a loop that is told to end. A connection interrupted in its work would be lost to
its pool, stay read-only or stay open when the pool is closed; what was committed would be known to nobody.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Finishing:
    """`await run(work)` is what `await work` is, save that cancelling it ends the waiting only; `wait` returns when all has ended."""

    def __init__(self) -> None:
        self._begun: set[asyncio.Task[Any]] = set()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.get_running_loop().create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return await asyncio.shield(task)

    async def wait(self) -> None:
        while self._begun:
            await asyncio.wait(self._begun)
