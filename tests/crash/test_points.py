"""A crash at every named point, before and after each commit and each external call, in the midst of work."""

import re
import sys
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from core.kernel.process.failpoints import APART, POINTS
from tests.crash.play import DESKS, play, summary
from tests.crash.service import MADE_TO_DIE
from tests.crash.town import Town, open_town
from tests.main.processes import ROOT
from tests.scale import SOAK

SOURCES = ("telegram", "webchat", "generic", "hh")
TARGETS = ("telegram", "webchat", "hh")
IN = ("inbox-before-commit", "inbox-committed")
OUT = ("outbox-before-claim", "outbox-claimed", "before-call", "after-call", "outbox-before-settle", "outbox-settled")
POLLING = ("update-fetched", "offset-moved")
TIMES = (1, 5) if SOAK else (2,)
"""At which passing the process dies."""
REACHED = 300.0
"""Seconds within which a point is passed often enough."""
PART = ("before-commit", "after-commit", "inbox-committed@webchat", "turn-before-commit", "turn-committed", "after-call@telegram")
"""What PostgreSQL is asked too: there others have to wait for the leases of the dead."""
HOOKED = ("inbox-before-commit@telegram", "inbox-committed@telegram", "before-commit", "met")
"""What the webhook is asked too."""


def places(mode: str) -> Iterator[str]:
    """Every point, for each door and each target of its own."""
    for name in sorted(POINTS - set(POLLING if mode == "webhook" else ())):
        whose = SOURCES if name in IN else TARGETS if name in OUT else ()
        yield from (f"{name}@{one}" for one in whose) if whose else (name,)


def share(wanted: list[str]) -> Iterator[str]:
    """What is not played on PostgreSQL or by the webhook anyhow, for one door and one target each, in their turn."""
    elsewhere = {place.partition("@")[0] for place in (*PART, *HOOKED)} - {"inbox-committed"}
    for number, (name, group) in enumerate(groupby(wanted, lambda place: place.partition("@")[0])):
        if name not in elsewhere:
            all_of_it = list(group)
            yield all_of_it[number % len(all_of_it)]


def once_only(place: str) -> bool:
    """What a process passes but once, at its start."""
    return place in {"before-meeting", "met"}


async def die_at(town: Town, wanted: list[str]) -> None:
    """One process after another, each of which dies at its point."""
    [served] = town.served
    for place in wanted:
        for number in TIMES:
            began = time.monotonic()
            served.start(f"{place}:{1 if once_only(place) else number}")
            code = await served.dies(REACHED)
            sys.stdout.write(f"{place}:{number} in {time.monotonic() - began:.1f} s\n")
            assert code == MADE_TO_DIE, f"{place} was not passed {number} times: {code}\n{served.said()}"
    served.start()


async def judged(url: str, folder: Path, mode: str, wanted: list[str]) -> None:
    async with open_town(url, folder, mode=mode, channels=DESKS) as town:
        began = time.monotonic()
        found = await play(town, die_at(town, wanted), 4)
        town.telegram.assert_clean()
    sys.stdout.write(f"\n{summary(town, began)}\n")
    assert not found, f"{summary(town, began)}\n" + "\n".join(found[:40])


def test_every_point_is_in_the_code_and_in_the_list() -> None:
    files = [path for folder in ("core", "bot", "webhooks") for path in (ROOT / folder).rglob("*.py")]
    used = {name for path in files for name in re.findall(r'failpoint\("([a-z-]+)"', path.read_text())}
    assert used == POINTS | APART


@pytest.mark.load
@pytest.mark.timeout(2400)
async def test_a_crash_at_every_point_loses_doubles_and_halves_nothing(empty_sqlite: str, tmp_path: Path) -> None:
    wanted = list(places("polling"))
    assert {place.partition("@")[0] for place in wanted} == POINTS
    await judged(empty_sqlite, tmp_path, "polling", wanted if SOAK else list(share(wanted)))


@pytest.mark.load
@pytest.mark.timeout(600)
async def test_a_crash_at_the_webhooks_points_loses_doubles_and_halves_nothing(empty_sqlite: str, tmp_path: Path) -> None:
    await judged(empty_sqlite, tmp_path, "webhook", list(HOOKED))


@pytest.mark.load
@pytest.mark.postgres
@pytest.mark.timeout(900)
async def test_a_crash_at_the_points_of_postgresql_loses_doubles_and_halves_nothing(empty_postgres: str, tmp_path: Path) -> None:
    await judged(empty_postgres, tmp_path, "polling", list(PART))
