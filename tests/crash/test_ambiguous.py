"""Where nobody can know whether Telegram has carried a message out, the row says so, and so does /health."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.crash.judge import at_rest, reading
from tests.crash.service import MADE_TO_DIE
from tests.crash.town import Town, open_town
from tests.emulators.telegram import User

pytestmark = pytest.mark.timeout(240)


def rows(town: Town, chat: int) -> list[dict[str, Any]]:
    """What went to a chat, as the outbox has it."""
    engine = reading(town.url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM outbox WHERE target = 'telegram' AND kind = 'send' ORDER BY id"))
        kept = [dict(row._mapping) for row in found]
    engine.dispose()
    return [row for row in kept if str(json.loads(row["body"])["chat"]) == str(chat)]


async def rests(town: Town) -> None:
    moving = ["everything"]
    async with asyncio.timeout(60):
        while moving:
            await asyncio.sleep(0.3)
            moving = await asyncio.to_thread(at_rest, town)


async def greeted(url: str, folder: Path, befalls: Callable[[Town, User], Awaitable[None]]) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Somebody opens a vacancy while something befalls: how often he was answered, the answer's row, and what /health says."""
    async with open_town(url, folder, channels=("webchat",)) as town:
        lev = town.telegram.user("Лев")
        await befalls(town, lev)
        await town.served[0].answers()
        await rests(town)
        health = (await town.http.get(f"{town.served[0].url}/health")).json()
        times = sum(call.chat_id == lev.id and call.status == 200 for call in town.telegram.called("sendMessage"))
        [row] = await asyncio.to_thread(rows, town, lev.id)
        seen = len([message for message in lev.sees() if message.by_bot])
        assert town.served[0].end() == 0
        assert seen >= times
        return seen, row, health


async def calmly(town: Town, lev: User) -> None:
    town.served[0].start()
    lev.opens("v_1")


async def torn_after(town: Town, lev: User) -> None:
    town.telegram.faults.reset(after_effect=True, method="sendMessage")
    await calmly(town, lev)


async def torn_before(town: Town, lev: User) -> None:
    town.telegram.faults.reset(after_effect=False, method="sendMessage")
    await calmly(town, lev)


async def proxy_error(town: Town, lev: User) -> None:
    town.telegram.faults.error(502, method="sendMessage", after_effect=True)
    await calmly(town, lev)


async def killed_between(town: Town, lev: User) -> None:
    """The menus have been sent before, so that the first call is the answer."""
    [served] = town.served
    served.start()
    await served.answers()
    await rests(town)
    assert served.end() == 0
    served.start("after-call@telegram:1")
    lev.opens("v_1")
    assert await served.dies(60) == MADE_TO_DIE
    served.start()


async def test_a_message_that_arrived_once_is_in_no_doubt(empty_sqlite: str, tmp_path: Path) -> None:
    seen, row, health = await greeted(empty_sqlite, tmp_path, calmly)
    assert (seen, row["state"], bool(row["ambiguous"]), row["attempts"]) == (1, "sent", False, 1)
    assert health["queues"]["in_doubt"] == 0


@pytest.mark.parametrize(
    ("befalls", "times"),
    [(torn_after, 2), (torn_before, 1), pytest.param(proxy_error, 2, marks=pytest.mark.soak), (killed_between, 2)],
)
async def test_a_message_that_may_have_arrived_is_repeated_and_flagged(
    empty_sqlite: str, tmp_path: Path, befalls: Callable[[Town, User], Awaitable[None]], times: int
) -> None:
    seen, row, health = await greeted(empty_sqlite, tmp_path, befalls)
    assert (seen, row["state"], bool(row["ambiguous"])) == (times, "sent", True)
    assert row["attempts"] > 1
    assert health["queues"]["in_doubt"] >= 1
