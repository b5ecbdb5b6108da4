"""The command line and the only wiring: the one place where ports meet adapters."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import structlog
import uvicorn
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import memory
from bot.book import make_engine
from bot.channels.telegram.deliver import TelegramDelivery
from bot.channels.telegram.ingress import Poller
from bot.channels.telegram.limits import TelegramLimits
from bot.channels.telegram.target import TelegramTarget
from bot.channels.webchat.target import WebchatTarget
from bot.engine import Engine, House
from bot.worker import Ticker, Worker
from core.boards.hh.target import HhTarget
from core.kernel import outbox
from core.kernel.clock import Clock, SystemClock
from core.kernel.courier import Courier, Target, sweeper
from core.kernel.database import Database, open_database
from core.kernel.files import Files
from core.kernel.i18n import Texts, texts
from core.kernel.postgres import PostgresDatabase
from core.kernel.settings import Settings
from core.kernel.supervisor import Supervisor
from webhooks.app import create_app
from webhooks.state import State

log = structlog.get_logger()
LOCALES = Path(__file__).resolve().parent / "bot" / "locales"
TICK = 1
SWEEP = 30
EMBEDDED = "embedded"
"""The holder of all leases where one process serves the database."""


@dataclass(slots=True)
class Otklik:
    """Everything of one process, put together; tests replace the clock and the settings."""

    settings: Settings
    database: Database
    clock: Clock
    supervisor: Supervisor
    files: Files
    texts: Texts
    engine: Engine
    bot: Bot | None
    targets: list[Target] = field(default_factory=list)

    @property
    def holder(self) -> str:
        return EMBEDDED if self.database.dialect == "sqlite" else ""

    def state(self) -> State:
        bot = self.bot.id if self.bot and self.settings.telegram_mode == "webhook" else None
        return State(self.settings, self.database, self.clock, self.files, self.texts, self.supervisor, bot)


@asynccontextmanager
async def assemble(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Otklik]:
    """Opens what the settings name and puts it together; everything is closed in order afterwards."""
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        database = await open_database(settings.database)
        stack.push_async_callback(database.close)
        supervisor = Supervisor()
        stack.push_async_callback(supervisor.stop)
        words = texts(LOCALES)
        house = House(settings.company, settings.address, settings.zone, settings.locale)
        files = Files(settings.data_dir / "files")
        bot = telegram_bot(settings)
        if bot is not None:
            stack.push_async_callback(bot.session.close)
        built = Otklik(settings, database, clock, supervisor, files, words, make_engine(words, house, settings), bot)
        built.targets = await targets_of(built, stack)
        yield built


def telegram_bot(settings: Settings) -> Bot | None:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api))
    return Bot(token, session, default=DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True))


async def targets_of(built: Otklik, stack: AsyncExitStack) -> list[Target]:
    """Everybody a courier can call under these settings."""
    found: list[Target] = [WebchatTarget(built.database)]
    if built.bot is not None:
        ref = partial(shown_ref, built.database)
        found.append(TelegramTarget(TelegramLimits(), TelegramDelivery(built.bot, built.files, ref)))
    if built.settings.hh_access_token.get_secret_value():
        found.append(await stack.enter_async_context(HhTarget.opened(built.settings)))
    return found


async def shown_ref(database: Database, number: int) -> str | None:
    found = await database.read(partial(memory.shown_by_id, number=number))
    return found.ref if found else None


async def start_work(built: Otklik) -> AsyncIOScheduler:
    """Turns, timers, couriers and polling; ended by the supervisor."""
    if built.database.dialect == "sqlite":
        await built.database.write(partial(outbox.recover, now=built.clock.now() + outbox.LEASE * 2))
    run = built.supervisor.run
    if isinstance(built.database, PostgresDatabase):
        run("listen", built.database.listen)
    run("turns", Worker(built.database, built.clock, built.supervisor, built.engine).run)
    for target in built.targets:
        run(f"courier:{target.name}", Courier(built.database, built.clock, built.supervisor, target, holder=built.holder).run)
    if built.bot is not None and built.settings.telegram_mode == "polling":
        run("poll:telegram", Poller(built.bot, built.database, built.clock, holder=built.holder).run)
    return start_ticks(built)


def start_ticks(built: Otklik) -> AsyncIOScheduler:
    """APScheduler only ticks: due timers every second, lost parcels every half minute; what is due lives in the database."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
    scheduler.add_job(Ticker(built.database, built.clock).tick, "interval", seconds=TICK)
    scheduler.add_job(sweeper(built.database, built.clock), "interval", seconds=SWEEP)
    scheduler.start()
    return scheduler


class Server(uvicorn.Server):
    """Uvicorn without signal handlers of its own: `serve` decides when everything ends."""

    def install_signal_handlers(self) -> None: ...


async def serve(settings: Settings, *, web: bool, work: bool) -> None:
    """Runs until SIGTERM or SIGINT: new work is refused, what is in hand is finished or handed back."""
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    async with assemble(settings) as built:
        scheduler = await start_work(built) if work else None
        server = web_server(built) if web else None
        if server is not None:
            built.supervisor.start("web", server._serve())  # noqa: SLF001 - `serve` would take the signals from us
        log.info("started", host=settings.host, port=settings.port)
        await ending.wait()
        log.info("stopping")
        if scheduler is not None:
            scheduler.shutdown(wait=False)
        if server is not None:
            server.should_exit = True
        await built.supervisor.stop()


def web_server(built: Otklik) -> Server:
    config = uvicorn.Config(
        create_app(built.state()),
        host=built.settings.host,
        port=built.settings.port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    return Server(config)
