"""/health says whether the work goes on: a database that answers is not enough, it has to take something down, and clocks have to tick."""

import resource
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from core.kernel.database.session import Database
from core.kernel.database.sqlite import SqliteDatabase
from core.kernel.operations.heart import Heart
from core.kernel.process import pulse
from core.kernel.process.pulse import TICK, WRITE, Pulse
from core.kernel.queue import inbox, outbox, pulses
from core.kernel.time.clock import ManualClock
from webhooks.state import State

MINUTE = timedelta(minutes=1)


class Steady:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def steady(db: Database) -> Steady:
    steady = Steady()
    db.pulse = Pulse(steady)
    return steady


@pytest.fixture
def heart(state: State) -> Heart:
    return Heart(state.database, state.clock, state.settings.data_dir, holder="this", wanted=state.wanted)


Ask = Callable[[], Awaitable[tuple[int, str, list[Any]]]]


@pytest.fixture
def ask(http: httpx.AsyncClient) -> Ask:
    async def asked() -> tuple[int, str, list[Any]]:
        answer = await http.get("/health")
        said = answer.json()
        return answer.status_code, said["status"], [reason["code"] for reason in said["reasons"]]

    return asked


@contextmanager
def full_disk(database: Path) -> Iterator[None]:
    """No file grows beyond what the database's log has reached."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{database}-wal").stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_house_that_works_is_well(ask: Ask, heart: Heart, db: Database, steady: Steady) -> None:
    for _ in range(5):
        steady.at += 30
        await heart.beat()
        db.pulse.beat(TICK)
    assert await ask() == (200, "ok", [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_disk_is_seen_and_so_is_its_end(ask: Ask, heart: Heart, db: SqliteDatabase, steady: Steady) -> None:
    await heart.beat()
    with full_disk(db.path):
        for _ in range(4):
            steady.at += 10
            db.pulse.beat(TICK)
            await heart.beat()
        assert await ask() == (503, "degraded", [WRITE])
    await heart.beat()
    assert await ask() == (200, "ok", [])


async def test_ticks_that_stand_still_are_seen(ask: Ask, heart: Heart, db: Database, steady: Steady, clock: ManualClock) -> None:
    db.pulse.beat(TICK)
    for _ in range(5):
        steady.at += 10
        clock.at += timedelta(seconds=10)
        await heart.beat()
    assert await ask() == (503, "degraded", [TICK])
    db.pulse.beat(TICK)
    assert await ask() == (200, "ok", [])


async def test_another_process_may_tick(ask: Ask, heart: Heart, db: Database, steady: Steady, clock: ManualClock) -> None:
    for _ in range(5):
        steady.at += 10
        clock.at += timedelta(seconds=10)
        await heart.beat()
        await db.write(partial(pulses.keep, holder="worker", ages={TICK: 1.0}, now=clock.at))
    assert await ask() == (200, "ok", [])
    clock.at -= timedelta(hours=1)  # what was written down before the clock was set back proves nothing
    assert await ask() == (503, "degraded", [TICK])


async def test_a_messenger_that_is_silent_degrades_and_does_not_stop(
    ask: Ask, state: State, heart: Heart, db: Database, steady: Steady
) -> None:
    state.settings.telegram_token = SecretStr("1:made-up")
    for _ in range(10):
        steady.at += 10
        db.pulse.beat(TICK)
        await heart.beat()
    assert await ask() == (200, "degraded", ["poll"])


async def test_what_waits_for_too_long_is_told_by_name(ask: Ask, heart: Heart, db: Database, steady: Steady, clock: ManualClock) -> None:
    await db.write(partial(inbox.put, source="test", key="1", lane="a", body={}, now=clock.at))
    await db.write(partial(outbox.send, target="telegram", lane="1:2", kind="send", body={}, now=clock.at))
    clock.at += 6 * MINUTE
    db.pulse.beat(TICK)
    await heart.beat()
    assert await ask() == (200, "degraded", ["turns", "sending:telegram"])


async def test_a_disk_that_is_nearly_full_is_told(
    ask: Ask, heart: Heart, db: Database, steady: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "FLOOR", 2**62)
    db.pulse.beat(TICK)
    await heart.beat()
    assert await ask() == (200, "degraded", ["disk"])


def test_a_folder_that_is_not_there_yet_is_looked_at_all_the_same(tmp_path: Path) -> None:
    assert pulse.short_of_space(tmp_path / "not" / "there") == []
