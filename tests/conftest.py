"""What all tests stand on: real databases, a clock that is moved by hand, no network but loopback."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import core
import core.subjects  # noqa: F401 - whoever subscribes to a signal hears it
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database, open_database
from core.kernel.database.sqlite import writing_engine
from core.kernel.queue import inbox, leases, outbox, timers
from core.kernel.time.clock import ManualClock
from tests.databases import choose
from tests.kit.compiled import share_compiled
from tests.kit.databases import Emptied, made_postgres, made_template
from tests.kit.logs import speak_plainly
from tests.kit.servers import postgres_server, write_into_memory

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Tuesday, noon in Moscow."""
KERNEL = (inbox, leases, outbox, timers)


def loopback_only() -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for the network: {address[0]}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]


write_into_memory()
loopback_only()
share_compiled()
speak_plainly()
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
settings.load_profile("tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    choose(config, items)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server without a database name; skipped, saying so, where none can be had."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    engine = writing_engine(path)
    load_models("core", "bot").create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The same server, with the schema's database to make others of."""
    with made_template(postgres) as server:
        yield server


@pytest.fixture(scope="session")
def emptied(postgres_template: str) -> Iterator[Emptied]:
    with closing(Emptied(postgres_template)) as one:
        yield one


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database with the schema, on each of the two."""
    if request.param == "postgresql":
        one: Emptied = request.getfixturevalue("emptied")
        return one.url()
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """The URL of a database of PostgreSQL without a schema."""
    with made_postgres(postgres, "otklik_empty") as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a schema, on each of the two."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    url: str = request.getfixturevalue("empty_postgres")
    return url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()
