"""What can be found out about an installation without serving it: each finding is a line with its state."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog
from sqlalchemy.exc import DBAPIError

from core.kernel.config import settings
from core.kernel.config.settings import Settings
from core.kernel.database import migrate
from core.kernel.database.sqlite import is_cured, library_version
from core.kernel.problems import Trouble, TryLater
from core.kernel.storage.owner_only import loose

PATIENCE = 10


MENDED_BY = "restore a copy that a release has made, or go on with the build that has made this one and have the data moved"
EVENTS_WAIT = "OTKLIK_HH_WEBHOOK_SECRET is set and OTKLIK_HH_ACCESS_TOKEN is not: events are kept, but no response can be read"


@dataclass(frozen=True, slots=True)
class Finding:
    """`fail` keeps the service from its work, `warn` is worth knowing."""

    state: Literal["ok", "warn", "fail"]
    what: str
    said: str


def warn(given: Settings) -> None:
    """What would go unnoticed until somebody misses it; for the start of the service."""
    if given.events_wait:
        structlog.get_logger().warning("hh-events-wait", why=EVENTS_WAIT)
    for finding in others_eyes(given):
        structlog.get_logger().warning("loose-rights", reason=finding.said)


def of_house(given: Settings) -> Iterator[Finding]:
    """What the kernel stands on."""
    for name in settings.unknown():
        yield Finding("warn", "settings", f"{name} is set, and there is no such setting")
    yield data_folder(given)
    yield from others_eyes(given)
    if given.database.startswith("sqlite"):
        yield sqlite_version()
    yield database(given)
    yield secret_key(given)
    if given.events_wait:
        yield Finding("fail", "hh.ru events", EVENTS_WAIT)
    if not given.company_details:
        yield Finding("warn", "consent", "OTKLIK_COMPANY_DETAILS is empty: the consent names neither address nor tax number")


def data_folder(given: Settings) -> Finding:
    try:
        given.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=given.data_dir):
            pass
    except OSError as error:
        return Finding("fail", "data", f"{given.data_dir} cannot be written to: {os.strerror(error.errno or 0)}")
    return Finding("ok", "data", f"{given.data_dir} can be written to")


def others_eyes(given: Settings) -> Iterator[Finding]:
    """What another user of this machine could read: an earlier release left it to the umask."""
    found = loose([given.data_dir, *sorted(given.data_dir.glob("*")), Path(".env")])
    if found:
        names = " ".join(map(str, found))
        yield Finding("warn", "rights", f"others on this machine may read what should be its owner's only: chmod -R go= {names}")


def sqlite_version() -> Finding:
    release = library_version()
    if is_cured(release):
        return Finding("ok", "sqlite", f"{release} is free of the WAL-reset fault")
    return Finding(
        "warn", "sqlite", f"{release} may damage a database under several connections (sqlite.org/wal.html#walresetbug): use 3.51.3"
    )


def database(given: Settings) -> Finding:
    """Whether it answers and its schema is this release's."""
    kind = given.database.partition(":")[0]
    try:
        current = migrate.current(given.database)
    except DBAPIError as error:
        return Finding("fail", "database", f"{kind} does not answer ({type(error.orig).__name__})")
    if current == migrate.head() and (found := migrate.difference(given.database)):
        return Finding(
            "fail", "database", f"the schema calls itself {current}, but its tables are not this release's ({found}): {MENDED_BY}"
        )
    if current == migrate.head():
        return Finding("ok", "database", f"{kind} answers, its schema is {current}")
    if current is not None and not migrate.is_known(current):
        return Finding("fail", "database", f"the schema is {current}, of a newer release; this one knows them up to {migrate.head()}")
    if kind == "sqlite":
        return Finding("warn", "database", f"the schema is {current or 'not made yet'}; the next start brings it to {migrate.head()}")
    return Finding("fail", "database", f"the schema is {current or 'not made yet'}, not {migrate.head()}: run otklik migrate")


def secret_key(given: Settings) -> Finding:
    if given.secret_key.get_secret_value():
        return Finding("ok", "secret key", "from the settings")
    path = given.data_dir / "secret.key"
    if path.exists():
        return Finding("ok", "secret key", f"kept in {path}; back it up with the data")
    return Finding("warn", "secret key", f"none yet: one will be made in {path}")


async def asked(what: str, ask: Callable[[], Awaitable[str]]) -> Finding:
    """What somebody outside answers: no answer now may be one later, a refusal will not."""
    try:
        async with asyncio.timeout(PATIENCE):
            return Finding("ok", what, await ask())
    except TimeoutError:
        return Finding("warn", what, f"no answer within {PATIENCE} seconds")
    except TryLater as trouble:
        return Finding("warn", what, trouble.reason)
    except Trouble as trouble:
        return Finding("fail", what, trouble.reason)
