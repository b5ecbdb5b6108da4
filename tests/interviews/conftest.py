from functools import partial

import pytest

from core.kernel.database.session import Database
from tests.interviews.seed import House, seed_defaults


@pytest.fixture
async def house(db: Database) -> House:
    """Two hosts and nine people."""
    return await db.write(partial(seed_defaults, hosts=2, people=9))
