"""Admins hear in their chats what stands still, once, also at night; and that it goes on again."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.engine import alarms
from core.kernel.database.session import Database
from core.kernel.operations.heart import Heart
from core.kernel.process.pulse import TICK, Pulse
from core.kernel.queue import outbox, pulses
from core.kernel.time.clock import ManualClock
from tests.conversations.desk_house import colleague, desk_house
from tests.conversations.direct import Chat, House

NIGHT = timedelta(hours=13)


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return desk_house(db, clock, tmp_path / "files")


@pytest.fixture
async def root(house: House) -> Chat:
    return await colleague(house, "Игорь Громов", "admin")


@pytest.fixture
def heart(house: House, tmp_path: Path) -> Heart:
    return Heart(house.database, house.clock, tmp_path, holder="this", wanted=(TICK,), tell=alarms.tell_admins)


async def beats(house: House, heart: Heart, times: int, *, ticking: bool = True) -> None:
    for _ in range(times):
        if ticking:
            house.database.pulse.beat(TICK)
        await heart.beat()
        await house.passes(seconds=10)


async def test_a_call_that_waits_is_told_once_and_so_is_its_end(house: House, root: Chat, heart: Heart) -> None:
    house.clock.at += NIGHT
    send = partial(outbox.send, target="hh", lane="1", kind="test", body={}, now=house.clock.at)
    await house.write(send)
    house.clock.at += timedelta(minutes=6)
    await beats(house, heart, 12)
    root.sees("hh: сообщения не уходят 7 мин", "Ничего не потеряно", "Состояние")
    assert root.text.count("сообщения не уходят") == 1
    await root.says("/health")
    root.sees("⚠️ hh: сообщения не уходят", "Ждут обработки")
    root.sees_not("Всё работает")
    await house.write(partial(outbox.claim, target="hh", limit=1, now=house.clock.at))
    await beats(house, heart, 2)
    root.sees("hh: сообщения снова уходят")


async def test_control_without_the_note_of_what_was_told_it_is_told_again(house: House, root: Chat, heart: Heart) -> None:
    await house.write(partial(outbox.send, target="hh", lane="1", kind="test", body={}, now=house.clock.at))
    house.clock.at += timedelta(minutes=6)
    for _ in range(2):
        await beats(house, heart, 8)
        await house.write(lambda session: session.execute(pulses.alarms.update().values(told=False)))
    await beats(house, heart, 2)
    assert root.text.count("сообщения не уходят") > 1


async def test_a_hiccup_is_not_told(house: House, root: Chat, heart: Heart) -> None:
    steady = [0.0]
    house.database.pulse = Pulse(lambda: steady[0])
    steady[0] = 40.0
    await beats(house, heart, 1, ticking=False)
    await beats(house, heart, 8)
    root.sees_not("не срабатывают")


async def test_an_outage_is_told_afterwards(house: House, root: Chat, heart: Heart) -> None:
    steady = [0.0]
    house.database.pulse = Pulse(lambda: steady[0])
    await beats(house, heart, 1)
    steady[0] = 600.0
    await beats(house, heart, 2)
    root.sees("Снова всё записывается", "Около 10 мин")
