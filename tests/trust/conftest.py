"""The office in which somebody tries to become somebody else."""

from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.office import Office, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")
