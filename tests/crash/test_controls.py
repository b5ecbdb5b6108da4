"""Each guard is needed: without it the same people, the same crashes and the same judge see red."""

import asyncio
from pathlib import Path

import pytest

from tests.crash.play import play
from tests.crash.service import MADE_TO_DIE
from tests.crash.town import Town, open_town

pytestmark = [pytest.mark.load, pytest.mark.timeout(600)]
DESKS = ("telegram", "webchat", "webchat")


async def working(town: Town, failpoint: str) -> None:
    """All processes, the first of which dies once where it is told to."""
    for one in town.served:
        one.start(failpoint if one is town.served[0] else "")
    if failpoint:
        assert await town.served[0].dies(60) == MADE_TO_DIE, town.served[0].said()
        town.served[0].start()
    else:
        await asyncio.sleep(6)


async def seen_red(url: str, folder: Path, guard: str, failpoint: str = "", processes: int = 1) -> str:
    module = ("tests.crash.unguarded", guard) if guard else ("main",)
    async with open_town(url, folder, channels=DESKS, module=module, processes=processes) as town:
        return "\n".join(await play(town, working(town, failpoint), 4))


RED = [
    ("inbox-key", "", "is there 2 times"),
    ("acknowledgement", "inbox-before-commit@generic:3", "is there 0 times"),
    ("timer-transaction", "timers-committed:2", "is done and came 0 times"),
    ("doubt", "after-call@telegram:6", "and nothing says that it may"),
    ("sending", "before-call@telegram:6", "never came to an end|telegram got 0 of"),
]


@pytest.mark.parametrize(("guard", "failpoint", "words"), RED, ids=[guard for guard, _, _ in RED])
async def test_control_without_the_guard_the_judge_sees_red(
    empty_sqlite: str, tmp_path: Path, guard: str, failpoint: str, words: str
) -> None:
    found = await seen_red(empty_sqlite, tmp_path, guard, failpoint)
    assert any(said in found for said in words.split("|")), found[:2000]


@pytest.mark.postgres
async def test_control_without_the_lanes_lock_two_processes_do_things_twice(empty_postgres: str, tmp_path: Path) -> None:
    assert await seen_red(empty_postgres, tmp_path, "lane-lock", processes=2)
