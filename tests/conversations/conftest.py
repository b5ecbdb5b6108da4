"""A company that is hiring, for scripts of candidates."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.kernel.database.session import Database, open_database
from core.kernel.time.clock import ManualClock
from tests.conversations.direct import Chat
from tests.conversations.hiring import Hiring, company


@pytest.fixture
async def hiring(db: Database, clock: ManualClock, tmp_path: Path) -> Hiring:
    return await company(db, clock, tmp_path / "files")


@pytest.fixture
def anna(hiring: Hiring) -> Chat:
    return hiring.house.chat("anna")


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return path


@pytest.fixture
async def sqlite(sqlite_file: Path) -> AsyncIterator[Database]:
    """For what does not depend on the database."""
    database = await open_database(f"sqlite:///{sqlite_file}")
    yield database
    await database.close()
