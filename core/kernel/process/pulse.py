"""What this process has lately managed to do, by the monotonic clock.

Every few seconds it is written down (core.kernel.queue.pulses), which proves at the same time that anything can be written at all.
"""

import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

WRITE, TICK = "write", "tick"
LATEST = {WRITE: 35, TICK: 35, "poll": 90}
"""Seconds after which something that goes on all the time is taken to stand still."""
FLOOR = 300 * 2**20
"""Bytes that have to be free where the data lie."""


class Stall(NamedTuple):
    """Something stands still: a `code` (write, tick, poll, turns, sending:<target>, disk) and for how many seconds, 0 where it has none."""

    code: str
    seconds: int


class Pulse:
    """What this process has managed to do, by name, and how long ago."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._born = steady()
        self._at: dict[str, float] = {}

    def beat(self, name: str) -> None:
        self._at[name] = self._steady()

    def ages(self) -> dict[str, float]:
        now = self._steady()
        return {name: now - at for name, at in self._at.items()}

    def age(self, name: str) -> float:
        """Seconds since it was done; since the process began, where it never was."""
        return self._steady() - self._at.get(name, self._born)


def standing_still(own: Pulse, done: Mapping[str, float], wanted: tuple[str, ...]) -> list[Stall]:
    """What goes on all the time and does not: this process must write, and somebody has to do each of what is `wanted`."""
    ages = {WRITE: own.age(WRITE)} | {name: min(own.age(name), done.get(name, own.age(name))) for name in wanted}
    return [Stall(name, int(age)) for name, age in ages.items() if age > LATEST[name]]


def short_of_space(folder: Path) -> list[Stall]:
    """Whether the disk under the data is nearly full."""
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return [Stall("disk", 0)] if shutil.disk_usage(place).free < FLOOR else []
