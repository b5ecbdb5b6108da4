"""A fault of ours in the wrong place, while a refusal or the fault itself is being told, holds up nobody's chat for ever."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from structlog.testing import capture_logs

from bot.conversation.screens import Incoming
from bot.engine.engine import Channel
from core.kernel.database.session import Database
from core.kernel.queue import inbox
from core.kernel.queue.inbox import ATTEMPTS
from core.kernel.text.i18n import Texts
from core.kernel.time.clock import ManualClock
from tests.fuzz.town import Inhabitant, Town


@pytest.fixture
async def town(db: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Town]:
    with capture_logs():
        yield Town(db, clock, tmp_path)


class Torn(Texts):
    """One text is broken."""

    def __init__(self, whole: Texts, key: str) -> None:
        self._whole = whole
        self._key = key

    def __call__(self, locale: str, key: str, /, **args: Any) -> Markup:
        if key == self._key:
            raise ZeroDivisionError
        return self._whole(locale, key, **args)

    def keys(self, locale: str) -> frozenset[str]:
        return self._whole.keys(locale)


async def goes_on(town: Town, clock: ManualClock, person: Inhabitant) -> None:
    """What failed is set aside after its last try, and the next update is answered."""
    for _ in range(ATTEMPTS):
        clock.at = clock.at.replace(hour=clock.at.hour + 1)
        await town.settle()
    assert await town.database.read(inbox.dead) == 1
    assert await town.database.read(inbox.waiting) == 0
    before = await town.answers(person)
    await town.says(person, "/help")
    assert await town.answers(person) > before


async def test_a_fault_while_a_refusal_is_told(town: Town, clock: ManualClock) -> None:
    anna = await town.guest("Anna", 1)
    await town.says(anna, "/start")
    town.worker._engine = replace(town.engine, texts=Torn(town.engine.texts, "command-meant"))
    await town.says(anna, "/statsu")
    await goes_on(town, clock, anna)


async def test_a_fault_while_a_fault_is_told(town: Town, clock: ManualClock) -> None:
    """Nobody can be told by an update that cannot be read any more."""

    def unreadable(body: Any, at: Any) -> Incoming | None:
        if body["update"]["message"]["text"] == "ау":
            raise RecursionError
        return known.parse(body, at)

    known = town.engine.channels["telegram"]
    town.worker._engine = replace(town.engine, channels={"telegram": Channel(unreadable, known.can)})
    anna = await town.guest("Anna", 1)
    await town.says(anna, "ау")
    await goes_on(town, clock, anna)
