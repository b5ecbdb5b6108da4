"""The one place where background work is started: it is watched, restarted when it falls, and ended in order."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from core.kernel.process.faults import is_outage

log = structlog.get_logger()
LONGEST_PAUSE = 30.0
LONGEST_OUTAGE = 2.0
"""What falls with the database goes on soon after it."""
HEALTHY = 60.0
"""Seconds after which a loop that falls is taken to fall for the first time."""


class Supervisor:
    """Runs loops until `stop`; a loop that fails is started again after a growing pause."""

    def __init__(self, *, pause: float = 0.5) -> None:
        self._pause = pause
        self._loops: dict[str, asyncio.Task[None]] = {}
        self._jobs: set[asyncio.Task[None]] = set()
        self.stopping = asyncio.Event()
        self.failures: dict[str, int] = {}

    def run(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        """Keeps `loop` running under `name`; one that returns by itself is not started again."""
        self._loops[name] = asyncio.get_running_loop().create_task(self._keep(name, loop), name=name)

    def start(self, name: str, job: Awaitable[None]) -> None:
        """Runs one job to its end; `stop` waits for it. Its failure is logged, nobody else's business."""
        task = asyncio.get_running_loop().create_task(self._once(name, job), name=name)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    async def stop(self, *, grace: float = 10.0) -> None:
        """Tells loops to end, lets jobs finish within `grace` seconds, then cancels what is left."""
        self.stopping.set()
        loops = set(self._loops.values())
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        if self._jobs:
            _, late = await asyncio.wait(self._jobs, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    @property
    def alive(self) -> dict[str, bool]:
        return {name: not task.done() for name, task in self._loops.items()}

    async def _keep(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        pause, clock = self._pause, asyncio.get_running_loop().time
        while not self.stopping.is_set():
            begun = clock()
            try:
                await loop()
            except Exception as error:
                self.failures[name] = self.failures.get(name, 0) + 1
                pause = self._pause if clock() - begun > HEALTHY else pause
                pause = min(pause, LONGEST_OUTAGE) if is_outage(error) else pause
                log.exception("loop-failed", loop=name, pause=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    async def _once(self, name: str, job: Awaitable[None]) -> None:
        try:
            await job
        except Exception:
            self.failures[name] = self.failures.get(name, 0) + 1
            log.exception("job-failed", job=name)
