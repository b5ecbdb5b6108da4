"""The product on a machine whose clock people set: `python -m tests.crash.clocked [guard] run`; the file `clock` says by how many seconds.

The wall clock jumps for everything that reads it, the scheduler included; the monotonic one runs on. OTKLIK_HASTE=1 makes seconds of half
minutes: before /health says that nothing can be written, and before what is in doubt is repeated.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.executors import base as executors
from apscheduler.schedulers import base as schedulers
from apscheduler.triggers import interval

import main
from core.kernel.operations import heart
from core.kernel.process import pulse
from core.kernel.queue import outbox, ticks
from core.kernel.time.clock import SystemClock

CLOCK = "clock"
HASTE = "OTKLIK_HASTE"


class Machine:
    """Reads the offset anew at every look; what is half written is as it was."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._offset = 0.0

    def offset(self) -> float:
        try:
            self._offset = float(self._file.read_text())
        except (OSError, ValueError):
            return self._offset
        return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset())  # noqa: TID251 - this is the machine


def set_by(machine: Machine) -> None:
    """Whoever asks for the time in this process is told the machine's."""
    real = time.time  # noqa: TID251 - this is the machine

    class Now(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return machine.now().astimezone(tz)

    for module in (schedulers, executors, interval):
        module.datetime = Now
    SystemClock.now = lambda self: machine.now()  # type: ignore[method-assign]
    time.time = lambda: real() + machine.offset()  # noqa: TID251 - likewise


def hurry() -> None:
    heart.BEAT = 1.0
    outbox.DOUBT_PAUSE = timedelta(seconds=3)
    pulse.LATEST[pulse.WRITE] = 5


def steps() -> None:
    """Nobody minds that the clock was set back."""
    ticks.bring_back = lambda *_args, **_more: None


GUARDS: dict[str, Callable[[], None]] = {"steps": steps}

if __name__ == "__main__":
    set_by(Machine(Path(CLOCK)))
    if os.environ.get(HASTE):
        hurry()
    if sys.argv[1] in GUARDS:
        GUARDS[sys.argv.pop(1)]()
    main.cli()
