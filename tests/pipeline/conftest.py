import pytest

from core.kernel.database.session import Database
from tests.pipeline.house import Desk, seed_defaults


@pytest.fixture
async def desk(db: Database) -> Desk:
    """A recruiter's desk with one response on it."""
    return Desk(db, await db.write(seed_defaults))
