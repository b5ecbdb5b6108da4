"""Real processes of the product that are started again as soon as they are dead."""

import asyncio
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.main.processes import ROOT

PATIENCE = 300.0
MADE_TO_DIE = 77
"""The exit code of a failpoint."""
FAULTS = ('"turn-failed"', '"loop-failed"', '"job-failed"', '"delivery-failed"', '"hook-failed"', "Traceback")
"""What no process may have to say, however it is ended."""
AWAY = re.compile(r'"error": "(OperationalError|OSError|AdminShutdown|InterfaceError)"')
EXCUSED = re.compile(r'"event": "(loop-failed|job-failed|hook-failed|delivery-failed)"')
"""What it may say where the disk was full or the database away."""


@dataclass(slots=True)
class Served:
    """One command on one port; `module` is what is run, the product's own `main` or a launcher that takes a guard away first."""

    folder: Path
    port: int
    settings: dict[str, str]
    arguments: tuple[str, ...] = ("run",)
    module: tuple[str, ...] = ("main",)
    weathered: bool = False
    """Whether the disk may be full and the database away, and that may be said."""
    codes: list[int] = field(default_factory=list)
    running: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.port}.log"

    def start(self, failpoint: str = "") -> None:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("OTKLIK_")}
        own = {"OTKLIK_PORT": str(self.port), "PYTHONPATH": str(ROOT)} | ({"OTKLIK_FAILPOINT": failpoint} if failpoint else {})
        command = [sys.executable, "-m", *self.module, *self.arguments]
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(command, cwd=self.folder, env={**bare, **self.settings, **own}, stdout=log, stderr=log)

    def is_dead(self) -> bool:
        """Whether it has ended; its exit code is noted."""
        if self.running is None:
            return True
        code = self.running.poll()
        if code is None:
            return False
        self.codes.append(code)
        self.running = None
        return True

    def kill(self) -> bool:
        """Ends it without a word; False where it was dead."""
        if self.running is None or self.running.poll() is not None:
            return False
        self.running.kill()
        self.running.wait()
        return True

    def fill_disk(self, most: int = resource.RLIM_INFINITY) -> None:
        """From now on nothing that this process writes goes beyond so many bytes of a file; the least that there is fills the disk."""
        if self.running is not None and self.running.poll() is None:
            with suppress(ProcessLookupError):
                resource.prlimit(self.running.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    async def answers(self) -> None:
        """Returns once /health says that all is well."""
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as http:
            while not await self._is_well(http):
                assert self.running is None or self.running.poll() in {None, MADE_TO_DIE, -signal.SIGKILL}, self.said()
                await asyncio.sleep(0.05)

    async def _is_well(self, http: httpx.AsyncClient) -> bool:
        try:
            return (await http.get(f"{self.url}/health", timeout=20)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    async def dies(self, seconds: float) -> int | None:
        """The exit code once it has ended by itself; None where it lives on."""
        end = time.monotonic() + seconds
        while not self.is_dead():
            if time.monotonic() > end:
                return None
            await asyncio.sleep(0.02)
        return self.codes[-1]

    def end(self) -> int:
        """The exit status after SIGTERM; one that will not go is killed, and that is a failure."""
        if self.running is None:
            return 0
        self.running.terminate()
        try:
            return self.running.wait(30)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
            raise
        finally:
            self.running = None

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""

    def faults(self) -> list[str]:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        said = [line for line in lines if any(fault in line for fault in FAULTS) and not self._may_say(line)]
        return [f"{self.port}: {line[:200]} … {line[-900:]}" for line in said]

    def _may_say(self, line: str) -> bool:
        return self.weathered and bool(AWAY.search(line)) and bool(EXCUSED.search(line))


async def keep_alive(everything: list[Served]) -> None:
    """Starts again whatever is dead, until cancelled; whoever ends in his own way is a failure."""
    while True:
        for one in everything:
            if one.is_dead():
                assert not one.codes or one.codes[-1] in {-signal.SIGKILL, MADE_TO_DIE}, f"ended with {one.codes[-1]}: {one.said()}"
                one.start()
        await asyncio.sleep(0.02)


async def kill_at_random(everything: list[Served], times: int, chance: random.Random, longest: float = 2.5) -> None:
    """SIGKILL after SIGKILL: mostly in the midst of work, now and then in the midst of a start."""
    done = 0
    while done < times:
        victim = chance.choice(everything)
        if chance.random() < 0.85:
            await victim.answers()
        await asyncio.sleep(chance.uniform(0.05, longest))
        done += victim.kill()
