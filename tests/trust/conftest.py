"""The office in which somebody tries to become somebody else."""

from pathlib import Path

import pytest

from core.kernel.clock import ManualClock
from core.kernel.database import Database
from tests.conversations.office import Office, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")
