"""Durable acknowledgement of webhooks: hh.ru's door on SQLite, synced to the disk before each answer, against a server that does nothing.

Both are processes of their own with the same uvicorn; the floor answers 200 to whatever comes. `python -m tests.benchmarks.webhook`
"""

import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import click
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from core.kernel.config.settings import Settings
from core.kernel.database.columns import load_models
from core.kernel.database.session import open_database
from core.kernel.database.sqlite import writing_engine
from core.kernel.process.supervisor import Supervisor
from core.kernel.storage.files import Files
from core.kernel.text.i18n import texts
from core.kernel.time.clock import SystemClock
from tests.benchmarks.load import Figures, load, post
from tests.channels.webchat.house import free_port
from webhooks.hooks.hh import HhDoor
from webhooks.hooks.port import Hooks, answer, read
from webhooks.state import State

ROUNDS = 5
SECONDS = 2.5
WARM_UP = 1.0
CONNECTIONS = 32
AIM = 0.50
SECRET = "a-secret-of-the-benchmark"
LOCALES = Path(__file__).resolve().parents[2] / "bot" / "locales"


# The two servers


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """The floor: the body is read, as any server must, and 200 is said."""
    await read(receive)
    await answer(send, HTTPStatus.OK)


async def serve_floor(port: int) -> None:
    await serving(nothing, port)


async def serve_ours(port: int, folder: Path) -> None:
    settings = Settings(_env_file=None, data_dir=folder, hh_webhook_secret=SECRET, hh_access_token="made-up")
    database = await open_database(settings.database)
    supervisor = Supervisor()
    state = State(settings, database, SystemClock(), Files(folder / "files"), texts(LOCALES), supervisor)
    try:
        await serving(Hooks(nothing, {"hh": HhDoor(state)}), port)
    finally:
        await supervisor.stop()
        await database.close()


async def serving(app: ASGIApp, port: int) -> None:
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, lifespan="off", server_header=False)
    await uvicorn.Server(config).serve()


def with_schema(folder: Path) -> Path:
    engine = writing_engine(folder / "otklik.sqlite3")
    load_models("core", "bot").create_all(engine)
    engine.dispose()
    return folder


@asynccontextmanager
async def process(*arguments: str) -> AsyncIterator[int]:
    """A server of ours in a process of its own; its port."""
    port = free_port()
    running = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.benchmarks.webhook", str(port), *arguments)
    try:
        await listening(port)
        yield port
    finally:
        running.terminate()
        await running.wait()


async def listening(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            await writer.wait_closed()
            return


# The load


def events(round_: int) -> Callable[[int], bytes]:
    """Each a new event about a response of its own, as hh.ru writes them."""

    def event(number: int) -> bytes:
        topic = f"{round_}{number:08}"
        payload = {
            "topic_id": topic,
            "vacancy_id": "110000001",
            "resume_id": f"{number:038x}",
            "chat_id": topic,
            "employer_id": "8001",
            "negotiation_date": "2026-11-24T12:00:00+0300",
        }
        told = {"id": topic, "subscription_id": "sub000001", "action_type": "NEW_NEGOTIATION_VACANCY", "user_id": "0", "payload": payload}
        return post(f"/hook/hh/{SECRET}", json.dumps(told).encode())

    return event


async def measured(ours: int, floor: int) -> tuple[list[Figures], list[Figures]]:
    """Turn about, so that whatever else the machine does falls on both."""
    found: tuple[list[Figures], list[Figures]] = ([], [])
    for port in (ours, floor):
        await load(port, events(1), connections=CONNECTIONS, seconds=WARM_UP)
    for round_ in range(2, ROUNDS + 2):
        for port, figures in zip((ours, floor), found, strict=True):
            figures.append(await load(port, events(round_), connections=CONNECTIONS, seconds=SECONDS))
    return found


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with process(str(with_schema(Path(folder)))) as ours_port, process() as floor_port:
            ours, floor = await measured(ours_port, floor_port)
    bad = sum(figures.bad for figures in (*ours, *floor))
    mine, bare = (statistics.median(figures.per_second for figures in side) for side in (ours, floor))
    slow, bare_slow = (statistics.median(figures.p99_ms for figures in side) for side in (ours, floor))
    ratio = statistics.median(one.per_second / other.per_second for one, other in zip(ours, floor, strict=True))
    refused = f", {bad} refused" if bad else ""
    click.echo(
        f"durable webhook: ours {mine:.0f}/s, floor {bare:.0f}/s, ratio {ratio:.2f} (aim {AIM:.2f}), "
        f"p99 {slow:.1f} ms against {bare_slow:.1f} ms{refused}"
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case [number, place]:
            asyncio.run(serve_ours(int(number), Path(place)))
        case [number]:
            asyncio.run(serve_floor(int(number)))
        case _:
            asyncio.run(main())
