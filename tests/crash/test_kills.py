"""SIGKILL after SIGKILL while everybody is busy: nothing acknowledged is lost, nothing happens twice, nothing is half done."""

import random
import sys
import time
from pathlib import Path

import pytest

from tests.crash.play import DESKS, meanwhile, play, summary
from tests.crash.service import keep_alive, kill_at_random
from tests.crash.town import open_town
from tests.scale import SOAK, scaled

pytestmark = [pytest.mark.load, pytest.mark.timeout(3600 if SOAK else 900)]
KILLS = scaled(50)
"""By each of the two databases in each of the two modes: two hundred."""
AT_ONCE = 12 if SOAK else 6
"""Candidates on their way at the same time."""

CASES = [
    pytest.param("sqlite", "polling"),
    pytest.param("sqlite", "webhook", marks=pytest.mark.soak),
    pytest.param("postgresql", "polling", marks=[pytest.mark.postgres, pytest.mark.soak]),
    pytest.param("postgresql", "webhook", marks=pytest.mark.postgres),
]


@pytest.mark.parametrize(("empty_url", "mode"), CASES, indirect=["empty_url"])
async def test_killed_at_random_nothing_is_lost_doubled_or_half_done(empty_url: str, tmp_path: Path, mode: str) -> None:
    processes, seed = 1 if empty_url.startswith("sqlite") else 2, random.randrange(10**6)
    async with open_town(empty_url, tmp_path, mode=mode, channels=DESKS, processes=processes, seed=seed) as town:
        began = time.monotonic()
        killing = kill_at_random(town.served, KILLS, town.chance)
        found = await play(town, meanwhile(killing, keep_alive(town.served)), AT_ONCE)
        town.telegram.assert_clean()
    sys.stdout.write(f"\n{summary(town, began)}\n")
    assert sum(len(one.codes) for one in town.served) >= KILLS
    assert not found, f"{summary(town, began)}, seed {seed}\n" + "\n".join(found[:40])
