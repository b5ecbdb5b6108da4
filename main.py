"""The command line and the only wiring: the one place where ports meet adapters."""

import asyncio
import os
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import structlog
from sqlalchemy.orm import Session

from bot.app import make_engine
from bot.channels.webchat.target import WebchatTarget
from bot.conversation.markup import plain
from bot.engine import alarms
from bot.engine.engine import Engine, House
from bot.engine.worker import Ticker, Worker
from bot.retention.housekeeping import tidying
from core.boards import intake
from core.boards.hh.check import described
from core.boards.hh.target import HhTarget
from core.kernel.config.settings import Settings
from core.kernel.database import migrate
from core.kernel.database.locks import exclusive, serialised
from core.kernel.database.session import Database, open_database
from core.kernel.operations import doctor as checks
from core.kernel.operations.heart import Heart, Tell
from core.kernel.problems import Problem, Trouble
from core.kernel.process import logs
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import outbox
from core.kernel.queue.delivery import ANSWER, Deliverer, Target, doubtful, settling, sweeper
from core.kernel.queue.ticks import Ticks
from core.kernel.storage import owner_only, sealing
from core.kernel.storage.files import Files
from core.kernel.text.i18n import Texts, texts
from core.kernel.time.clock import Clock, ShiftedClock, SystemClock
from core.operations.commands import COMMANDS
from core.operations.commands.common import Outside, Question, bring_up_to_date, load, readable_errors, speak
from core.pipeline.beginning import begin
from core.privacy import acts as privacy
from core.staff import acts as staff_acts
from webhooks.app import create_app
from webhooks.pages import demo_house
from webhooks.server import WebServer, open_door
from webhooks.state import State

if TYPE_CHECKING:
    from bot.channels.telegram.service import Telegram

log = structlog.get_logger()
T = TypeVar("T")
LOCALES = Path(__file__).resolve().parent / "bot" / "locales"
TICK, SWEEP, MENUS = 1, 1, 10
"""Seconds between looking for due timers, for lost parcels, for menus that have changed."""
GRACE, PORTS = 5.0, 20
"""Seconds for background work to end; how many ports the demo tries."""
EMBEDDED = "embedded"
"""The holder of all leases where one process serves the database."""


@dataclass(slots=True)
class Otklik:
    """Everything of one process, put together; tests replace the clock and the settings."""

    settings: Settings
    database: Database
    clock: Clock
    supervisor: Supervisor
    engine: Engine
    state: State
    facts: dict[str, str]
    telegram: "Telegram | None"
    targets: list[Target] = field(default_factory=list)
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def holder(self) -> str:
        return EMBEDDED if self.database.dialect == "sqlite" else ""

    def heart(self, tell: Tell | None = None) -> Heart:
        return Heart(self.database, self.clock, self.settings.data_dir, holder=self.holder, wanted=self.state.wanted, tell=tell)


@asynccontextmanager
async def assemble(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Otklik]:
    """Opens what the settings name and puts it together; everything is closed in order afterwards."""
    clock = clock or SystemClock()
    sealing.use(settings.keys)
    async with AsyncExitStack() as stack:
        database = await open_database(settings.database, settings.database_direct_url)
        stack.push_async_callback(database.close)
        supervisor = Supervisor()
        telegram = telegram_of(settings)
        if telegram is not None:
            stack.push_async_callback(telegram.close)
        words, files, facts = texts(LOCALES), Files(settings.files_dir, settings.free_disk_mb * 1024 * 1024), facts_of(settings)
        engine = engine_of(settings, words, facts)
        hooked = telegram.id if telegram and telegram.is_hooked else None
        state = State(settings, database, clock, files, words, supervisor, hooked, engine.book)
        built = Otklik(settings, database, clock, supervisor, engine, state, facts, telegram)
        built.targets = await targets_of(built, files, stack)
        built.engine = replace(engine, sources={**engine.sources, ANSWER: settling(built.targets)})
        stack.push_async_callback(supervisor.stop, grace=GRACE)
        yield built


def facts_of(settings: Settings) -> dict[str, str]:
    """What turns have to know of the house; the Telegram bot's name follows once it is known."""
    return {
        "telegram": "",
        "files": str(settings.files_dir),
        "horizon": str(settings.slot_horizon_days),
        "notice": str(settings.slot_notice_minutes),
        **{name: str(getattr(settings, name)) for name in ("digest_after", "erase_days", "guest_hours")},
    }


def engine_of(settings: Settings, words: Texts, facts: dict[str, str]) -> Engine:
    house = House(settings.company, settings.address, settings.zone, settings.locale, facts)
    return replace(make_engine(words, house), sources=intake.sources(settings.digest_after))


def telegram_of(settings: Settings) -> "Telegram | None":
    if not settings.telegram_token.get_secret_value():
        return None
    from bot.channels.telegram.service import Telegram

    return Telegram(settings)


async def targets_of(built: Otklik, files: Files, stack: AsyncExitStack) -> list[Target]:
    """Everybody a courier can call under these settings."""
    found: list[Target] = [WebchatTarget(files)]
    if built.telegram is not None:
        found.append(built.telegram.target(built.database, files))
    if built.settings.hh_access_token.get_secret_value():
        found.append(await stack.enter_async_context(HhTarget.opened(built.settings)))
    return found


def seed_defaults(session: Session, built: Otklik) -> None:
    """What every house starts with, where it is missing."""
    now = built.clock.now()
    serialised(session, "seed_defaults")
    staff_acts.seed_dictionaries(session)
    privacy.publish_samples(session, built.settings.company, built.settings.company_details, now=now)
    begin(session, now=now, horizon=built.settings.slot_horizon_days)


# Serving


async def start_work(built: Otklik) -> Ticks:
    """Turns, timers, couriers and polling; ended by the supervisor."""
    await built.database.write(partial(seed_defaults, built=built))
    if built.database.dialect == "sqlite":
        left = partial(outbox.recover, now=built.clock.now(), doubtful=doubtful(built.targets), alone=True)
        await built.database.write(left)
    run = built.supervisor.run
    run("heart", built.heart(tell=alarms.tell_admins).run)
    run("turns", Worker(built.database, built.clock, built.supervisor, built.engine).run)
    for target in built.targets:
        courier = Deliverer(built.database, built.clock, built.supervisor, target, holder=built.holder, renew=built.engine.renew)
        run(f"courier:{target.name}", courier.run)
    for name, work in tidying(built.database, built.clock, built.state.files, built.settings).items():
        run(name, work)
    if built.telegram is not None and not built.telegram.is_hooked:
        run("poll:telegram", built.telegram.poll(built.database, built.clock, built.holder))
    return ticks_of(built)


def ticks_of(built: Otklik) -> Ticks:
    """APScheduler only ticks: what is due lives in the database."""
    ticks = Ticks(built.database, built.clock)
    ticks.every(TICK, Ticker(built.database, built.clock).tick)
    ticks.every(SWEEP, sweeper(built.database, built.clock, built.targets))
    if built.telegram is not None:
        menus = built.telegram.menus(built.database, built.clock, built.engine)
        ticks.every(MENUS, menus)
        built.supervisor.start("menus", menus())
    ticks.start()
    built.supervisor.run("clock", ticks.watch)
    return ticks


async def meet(built: Otklik, telegram: "Telegram", *, work: bool) -> None:
    built.facts["telegram"] = built.state.telegram_name = await telegram.meet(built.supervisor, work=work)


async def serve(
    settings: Settings,
    door: socket.socket | None,
    *,
    work: bool = True,
    clock: Clock | None = None,
    ready: Callable[[State], Awaitable[None]] | None = None,
) -> None:
    """Runs until SIGTERM or SIGINT: new work is refused, what is in hand is finished or handed back. `door` None serves no pages."""
    async with assemble(settings, clock) as built:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, built.ending.set)
        if built.database.dialect == "postgresql":
            built.supervisor.run("listen", built.database.listen)
        ticks = await start_work(built) if work else None
        if not work:
            built.supervisor.run("heart", built.heart().run)
        if built.telegram is not None:
            built.supervisor.start("meet:telegram", meet(built, built.telegram, work=work))
        server = WebServer(create_app(built.state), door, built.ending.set, settings) if door is not None else None
        if server is not None:
            built.supervisor.start("web", server.run())
        log.info("started", host=settings.host, port=settings.port, version=version("otklik"))
        if ready is not None:
            await ready(built.state)
        await built.ending.wait()
        fell = server is not None and server.closed
        log.info("stopping")
        built.supervisor.stopping.set()
        if ticks is not None:
            ticks.stop()
        if server is not None:
            await server.end()
    if fell:
        raise click.ClickException("the web server fell")


# The command line


def listening(host: str, port: int) -> socket.socket:
    try:
        return open_door(host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}") from error


def start(settings: Settings, *, web: bool, work: bool) -> None:
    logs.set_up(settings.log_level)
    checks.warn(settings)
    if settings.is_embedded and not (web and work):
        raise click.ClickException("SQLite is served by one process: use otklik run, or set OTKLIK_DATABASE_URL to PostgreSQL")
    with readable_errors():
        bring_up_to_date(settings)
        with exclusive(settings.database):
            asyncio.run(serve(settings, listening(settings.host, settings.port) if web else None, work=work))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("otklik"), message="%(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Otklik: a recruiting assistant that lives in messengers. Settings come from OTKLIK_… and .env; see .env.example."""
    context.obj = Outside(asked, links)
    owner_only.hide()


@cli.command()
def run() -> None:
    """Serve pages, webhooks, chats and reminders until SIGTERM."""
    start(load(), web=True, work=True)


@cli.command()
def web() -> None:
    """Serve pages and webhooks only (PostgreSQL)."""
    start(load(), web=True, work=False)


@cli.command()
def worker() -> None:
    """Do the work behind the pages only (PostgreSQL)."""
    start(load(), web=False, work=True)


@cli.command()
@click.option("--data", type=click.Path(path_type=Path), help="Keep the demo in this folder; by default it is forgotten at the end.")
def demo(data: Path | None) -> None:
    """Play it in the browser: invented people, a clock that can be set ahead, no tokens."""
    logs.set_up("WARNING")
    with ExitStack() as stack, readable_errors():
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="otklik-demo-")))
        settings = load(data_dir=folder, **demo_house.SETTINGS)
        settings, door = with_free_port(settings)
        stack.enter_context(exclusive(settings.database))
        migrate.upgrade(settings.database)
        asyncio.run(serve(settings, door, clock=ShiftedClock(), ready=say_where))


def with_free_port(settings: Settings) -> tuple[Settings, socket.socket]:
    """The port of the settings or the next that is free."""
    for port in range(settings.port, settings.port + PORTS):
        with suppress(click.ClickException):
            return settings.model_copy(update={"port": port}), listening(settings.host, port)
    raise click.ClickException(f"no free port from {settings.port} on")


async def say_where(state: State) -> None:
    click.echo(await demo_house.opened(state))


async def ask_telegram(telegram: "Telegram | None") -> str:
    if telegram is None:
        return "not set up"
    try:
        return await telegram.described()
    finally:
        await telegram.close()


async def bot_name(settings: Settings) -> str:
    """Empty where there is no bot or Telegram does not tell."""
    telegram = telegram_of(settings)
    if telegram is None:
        return ""
    try:
        return await telegram.name()
    except Trouble:
        return ""
    finally:
        await telegram.close()


def asked(settings: Settings) -> dict[str, Question]:
    """What the doctor asks of those outside."""
    return {"telegram": partial(ask_telegram, telegram_of(settings)), "hh.ru": partial(described, settings)}


async def links(settings: Settings, payload: str) -> AsyncIterator[str]:
    """Ways into messengers that begin with `payload`."""
    if bot := await bot_name(settings):
        yield f"https://t.me/{bot}?start={payload}"


def in_english(problem: Problem) -> str:
    return plain(texts(LOCALES)("en", problem.key, **problem.arguments))


speak(in_english)
for command in COMMANDS:
    cli.add_command(command)

if __name__ == "__main__":
    cli()
