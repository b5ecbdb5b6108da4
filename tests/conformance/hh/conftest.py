"""One simulator a test, and a plain HTTP client that speaks to it as a careful product would."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from core.kernel.time.clock import ManualClock
from tests.emulators.hh import AGENT, Account, HhSimulator, Vacancy


@pytest.fixture
def hh(clock: ManualClock) -> Iterator[HhSimulator]:
    with HhSimulator(clock=clock) as simulator:
        yield simulator


@pytest.fixture
def anna(hh: HhSimulator) -> Account:
    return hh.account()


@pytest.fixture
def welder(hh: HhSimulator, anna: Account) -> Vacancy:
    return hh.vacancy(anna)


@pytest.fixture
async def http(hh: HhSimulator, anna: Account) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"User-Agent": AGENT, "HH-User-Agent": AGENT, "Authorization": f"Bearer {anna.token}"}
    async with httpx.AsyncClient(base_url=hh.url, headers=headers, trust_env=False) as client:
        yield client
