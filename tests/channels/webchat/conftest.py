"""A running service and a client of its web chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.client import Client
from tests.channels.webchat.house import House, open_house


@pytest.fixture
async def house(db: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(db, clock, tmp_path / "data") as house:
        yield house


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=house.url, timeout=10) as client:
        yield client


@pytest.fixture
async def client(http: httpx.AsyncClient) -> Client:
    """A candidate with an open session."""
    found = Client(http)
    await found.open(locale="ru", zone="Asia/Yekaterinburg")
    return found
