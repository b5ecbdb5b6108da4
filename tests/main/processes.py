"""The real command line in real processes, with settings of their own and nothing of the machine's."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass(slots=True)
class Installation:
    """One data folder and its settings; commands run in `folder`, so that nobody's .env is read."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("OTKLIK_")}
        own = {"OTKLIK_DATA_DIR": str(self.data), "OTKLIK_PORT": str(self.port), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        return {**bare, **own, **self.settings}

    def otklik(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        command = [sys.executable, "-m", "main", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    @contextmanager
    def serving(self, *arguments: str, wait: bool = True) -> Iterator["Process"]:
        """A command that serves, ended by SIGTERM where the test has not done so."""
        process = Process(self, arguments or ("run",))
        try:
            if wait:
                process.answers()
            yield process
        finally:
            process.end()


class Process:
    def __init__(self, where: Installation, arguments: tuple[str, ...]) -> None:
        self.where = where
        command = [sys.executable, "-m", "main", *arguments]
        self._running = subprocess.Popen(
            command, cwd=where.folder, env=where.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self._readers = [
            Thread(target=self.out.extend, args=(self._running.stdout,), daemon=True),
            Thread(target=self.err.extend, args=(self._running.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self._running.pid

    def answers(self, url: str = "") -> None:
        """Returns once /health says that all is well."""
        self.until(lambda: self._is_well(url or self.where.url))

    def _is_well(self, url: str) -> bool:
        try:
            return httpx.get(f"{url}/health", timeout=5).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if self._running.poll() is not None:
                raise AssertionError(f"ended with {self._running.returncode}: {''.join(self.err)[-2000:]}")
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain: {''.join(self.err)[-2000:]}")
            time.sleep(0.05)

    def says(self, text: str) -> str:
        """The first line of the output that holds these words."""
        self.until(lambda: any(text in line for line in self.out))
        return next(line for line in self.out if text in line).strip()

    def end(self, number: int = signal.SIGTERM) -> int:
        """The exit status; a process that will not go within the time is killed and that is a failure."""
        if self._running.poll() is None:
            self._running.send_signal(number)
        try:
            return self._running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._running.kill()
            raise
        finally:
            for reader in self._readers:
                reader.join(5)
            for pipe in (self._running.stdout, self._running.stderr):
                if pipe is not None:
                    pipe.close()
