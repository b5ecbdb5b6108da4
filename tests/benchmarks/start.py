"""How soon `otklik run` answers and how much memory it takes, against a process that only imports aiogram and FastAPI.

Ours serves a data folder that is there already, on SQLite, with a Telegram bot, so that aiogram is in it; the emulated Telegram is in
this process. Memory is read from /proc once /health has answered and the bot has been met. The sides take turns. Both are compiled
beforehand, as after a first start: where the environment forbids Python to keep its bytecode, the compiler would be measured.
"""

import asyncio
import http.client
import re
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import click

from tests.benchmarks.idle import spent
from tests.emulators.telegram import TelegramEmulator
from tests.main.processes import PATIENCE, Installation

ROUNDS, AIM, MEGABYTE = 3, 1.5, 1024
BARE = "import aiogram, fastapi, time; print(time.process_time()); print(open('/proc/self/status').read())"


class Start(NamedTuple):
    """Seconds by the clock and of CPU until then; memory in MB."""

    seconds: float
    cpu: float
    megabytes: float


async def main() -> None:
    compiled(sysconfig.get_path("purelib"), "core", "bot", "webhooks", "main.py")
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder, TelegramEmulator() as world:
        house = Installation(Path(folder), {"OTKLIK_TELEGRAM_API": world.url, "OTKLIK_TELEGRAM_TOKEN": world.token})
        house.otklik("migrate")
        rounds = [(ours(house), floor()) for _ in range(ROUNDS + 1)][1:]
    mine, bare = zip(*rounds, strict=True)
    for name, unit, of in (("cold start", "s", 0), ("cold start, CPU", "s", 1), ("resident memory", "MB", 2)):
        one, other = (statistics.median(start[of] for start in side) for side in (mine, bare))
        click.echo(
            f"{name}: ours {one:.2f} {unit}, imports of aiogram and FastAPI {other:.2f} {unit}, ratio {one / other:.2f} (aim <= {AIM})"
        )


def compiled(*places: str) -> None:
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-q", *places], check=False)  # some bring templates, which do not compile


def ours(house: Installation) -> Start:
    """Until /health answers."""
    begun = time.perf_counter()
    with house.serving(wait=False) as running:
        while not answers(house.port):
            if time.perf_counter() - begun > PATIENCE:
                raise TimeoutError("no answer of /health")
            time.sleep(0.005)
        lasted, cpu = time.perf_counter() - begun, spent(running.pid)
        time.sleep(1)
        status = Path(f"/proc/{running.pid}/status").read_text(encoding="utf-8")
    return Start(lasted, cpu, resident(status))


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/health")
        return asked.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


def floor() -> Start:
    """Until the imports are through."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=True)
    return Start(time.perf_counter() - begun, float(done.stdout.partition("\n")[0]), resident(done.stdout))


def resident(status: str) -> float:
    """What /proc says is held in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / MEGABYTE if found else 0.0


if __name__ == "__main__":
    asyncio.run(main())
