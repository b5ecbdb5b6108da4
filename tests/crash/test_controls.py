"""Each guard is needed: without it the same people, the same crashes and the same judge see red."""

import asyncio
from pathlib import Path

import pytest

from tests.crash import play as the_play
from tests.crash.play import play
from tests.crash.service import MADE_TO_DIE
from tests.crash.town import Town, open_town
from tests.scale import SOAK

pytestmark = [
    pytest.mark.load,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not SOAK, reason="waits for what is lost: only in the soak; tests/kernel/test_guards.py breaks these guards too"),
]
DESKS = ("telegram", "webchat", "webchat")
SHORT, LONG = 6.0, 40.0
"""Where two processes have to meet, more people give them more chances."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is lost here is waited for in vain."""
    monkeypatch.setattr(the_play, "PATIENCE", 60.0)
    monkeypatch.setattr(the_play, "REST", 30.0)


async def working(town: Town, failpoint: str, deaths: int, seconds: float) -> None:
    """All processes, the first of which dies where it is told to, until that was in a message to somebody.

    Where people wait for what was lost already, nothing more may come to that point.
    """
    first, *others = town.served
    for one in others:
        one.start()
    for _ in range(deaths):
        first.start(failpoint)
        code = await first.dies(60)
        assert code == MADE_TO_DIE or (code is None and first.codes), first.said()
        if code is None:
            break
        if failpoint.startswith("after-call") and newest_call(town) == "sendMessage":
            break
    if first.running is None:
        first.start()
    await first.answers()
    await asyncio.sleep(seconds)


def newest_call(town: Town) -> str:
    with town.telegram.world.lock:
        return next(call.method for call in reversed(town.telegram.calls) if call.method != "getUpdates")


async def seen_red(
    url: str, folder: Path, guard: str, failpoint: str = "", deaths: int = 0, *, processes: int = 1, seconds: float = SHORT
) -> str:
    """What the judge says; `seconds`: how long new people still come once the deaths are over."""
    async with open_town(url, folder, channels=DESKS, module=("tests.crash.unguarded", guard), processes=processes) as town:
        return "\n".join(await play(town, working(town, failpoint, deaths, seconds), 3))


RED = [
    ("inbox-key", "", 0, "is there 2 times"),
    ("acknowledgement", "inbox-before-commit@generic:2", 5, "is there 0 times"),
    ("timer-transaction", "timers-committed:2", 1, "is done and came 0 times"),
    ("doubt", "after-call@telegram:3", 20, "and nothing says that it may"),
    ("sending", "before-call@telegram:4", 5, "never came to an end|telegram got 0 of"),
]


@pytest.mark.parametrize(("guard", "failpoint", "deaths", "words"), RED, ids=[row[0] for row in RED])
async def test_control_without_the_guard_the_judge_sees_red(
    empty_sqlite: str, tmp_path: Path, guard: str, failpoint: str, deaths: int, words: str
) -> None:
    found = await seen_red(empty_sqlite, tmp_path, guard, failpoint, deaths)
    assert any(said in found for said in words.split("|")), found[:2000]


@pytest.mark.postgres
async def test_control_without_the_lanes_lock_two_processes_do_things_twice(empty_postgres: str, tmp_path: Path) -> None:
    assert await seen_red(empty_postgres, tmp_path, "lane-lock", processes=2, seconds=LONG)
