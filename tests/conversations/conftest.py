"""A company that is hiring, for scripts of candidates."""

from pathlib import Path

import pytest

from core.kernel.clock import ManualClock
from core.kernel.database import Database
from tests.conversations.direct import Chat
from tests.conversations.hiring import Hiring, company


@pytest.fixture
async def hiring(db: Database, clock: ManualClock, tmp_path: Path) -> Hiring:
    return await company(db, clock, tmp_path / "files")


@pytest.fixture
def anna(hiring: Hiring) -> Chat:
    return hiring.house.chat("anna")
