"""The web service in a thread of its own, for callers that know nothing of asyncio."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import uvicorn
from pydantic import SecretStr

from bot.channels.webchat import chats
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database, open_database
from core.kernel.process.pulse import TICK, WRITE
from core.kernel.process.supervisor import Supervisor
from core.kernel.storage.files import Files
from core.kernel.time.clock import SystemClock
from tests.channels.webchat.house import free_port
from tests.channels.webchat.tiny_bot import anybodys, tiny_engine, words
from webhooks.app import create_app
from webhooks.chats.rate_limits import Desk, Newcomers, Rate
from webhooks.state import State

SECRET = "made-up-secret-of-a-test"
EVERY_RATE = 10**9


@dataclass(slots=True)
class Service:
    """`failures` is what fell in the background."""

    port: int
    token: str
    state: State

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Server(uvicorn.Server):
    def install_signal_handlers(self) -> None: ...


@contextmanager
def running(template: Path, folder: Path) -> Iterator[Service]:
    """Ready to be called; stopped afterwards."""
    (folder / "otklik.sqlite3").write_bytes(template.read_bytes())
    ready, ending = threading.Event(), threading.Event()
    found: list[Service] = []
    thread = threading.Thread(target=lambda: asyncio.run(serve(folder, found, ready, ending)))
    thread.start()
    try:
        assert ready.wait(30)
        yield found[0]
    finally:
        ending.set()
        thread.join(30)


async def serve(folder: Path, found: list[Service], ready: threading.Event, ending: threading.Event) -> None:
    secrets = dict.fromkeys(("intake_secret", "hh_webhook_secret", "telegram_webhook_secret"), SecretStr(SECRET))
    given = {**secrets, "hh_access_token": SecretStr("made-up")}
    settings = Settings(_env_file=None, data_dir=folder, file_limit_mb=1, port=free_port(), **given)  # type: ignore[arg-type]
    database, clock, supervisor = await open_database(settings.database), SystemClock(), Supervisor()
    engine, files = tiny_engine(), Files(folder / "files")
    state = State(settings, database, clock, files, words(), supervisor, telegram=1, takes_files=anybodys, book=engine.book)
    token = await database.write(partial(new_session, state=state))
    hooks = create_app(state)
    desk = hooks.pages.state.webchat  # type: ignore[attr-defined]
    hooks.pages.state.webchat = Desk(desk.hub, Rate(EVERY_RATE, EVERY_RATE), Newcomers(EVERY_RATE, EVERY_RATE))  # type: ignore[attr-defined]
    supervisor.run("heart", partial(beats, database))
    server = Server(
        uvicorn.Config(hooks, port=settings.port, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    )
    supervisor.start("web", server._serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells in no other way
        await asyncio.sleep(0.01)
    found.append(Service(settings.port, token, state))
    ready.set()
    await asyncio.to_thread(ending.wait)
    server.should_exit = True
    await supervisor.stop()
    await database.close()


async def beats(database: Database) -> None:
    """Whoever does the work elsewhere does it."""
    while True:
        for name in (WRITE, TICK):
            database.pulse.beat(name)
        await asyncio.sleep(1)


def new_session(session, state: State) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    now = state.clock.now()
    return chats.open_session(session, chats.open_chat(session, "candidate", locale="ru", zone="Europe/Moscow", now=now), now)
