"""A loop that falls is started again: after a growing pause where it is at fault, soon where the database was away."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel.process.supervisor import Supervisor

TIMES = 5


async def pauses(error: Exception, patch: pytest.MonkeyPatch) -> list[float]:
    """How long a loop that always falls is left alone, time after time."""
    found: list[float] = []
    ended = asyncio.Event()
    sleep = asyncio.sleep

    async def paused(seconds: float) -> None:
        found.append(seconds)
        if len(found) == TIMES:
            ended.set()
            await sleep(60)

    async def falls() -> None:
        raise error

    patch.setattr(asyncio, "sleep", paused)
    watched = Supervisor()
    watched.run("loop", falls)
    await asyncio.wait_for(ended.wait(), 10)
    await watched.stop()
    return found


async def test_a_fault_of_ours_is_left_alone_for_longer_and_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await pauses(ValueError(), monkeypatch) == [0.5, 1, 2, 4, 8]


@pytest.mark.parametrize("error", [PoolTimeout(), OperationalError("", {}, Exception())])
async def test_an_outage_holds_nothing_up_once_it_is_over(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    assert await pauses(error, monkeypatch) == [0.5, 1, 2, 2, 2]
