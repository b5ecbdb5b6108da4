"""Whoever blocks the bot is known not to be reached from that moment, and to be reached again from his next word."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from core.candidates import reads
from core.kernel.database.session import Database
from core.kernel.queue import inbox
from core.kernel.time.clock import ManualClock
from core.messages import acts as messages
from core.messages import reads as threads
from tests.conversations.office import Office, accepted, opened

STOP: dict[str, Any] = {"kind": "stop", "text": ""}
RESUME: dict[str, Any] = {"kind": "resume", "text": ""}


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def reached(office: Office) -> bool:
    return await office.house.read(lambda session: reads.reach(session, 1)) is not None


async def says_by_maria(office: Office) -> None:
    await office.maria.says("/candidate 1")
    await office.maria.presses("✉️ Написать")
    await office.maria.says("Ждём вас")


async def test_who_blocks_the_bot_cannot_be_written_to(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("✉️ Написать")
    await office.house.incoming(office.anna, STOP)
    await office.maria.says("Ждём вас")
    office.maria.sees("Написать ему отсюда нельзя")
    office.maria.sees_not("Отправлено")


@pytest.mark.parametrize("word", [RESUME, {"kind": "text", "text": "Я снова здесь"}, {"kind": "start", "payload": ""}])
async def test_who_comes_back_can_be_written_to_again(office: Office, word: dict[str, Any]) -> None:
    await accepted(office)
    await office.house.incoming(office.anna, STOP)
    assert not await reached(office)
    await office.house.incoming(office.anna, word)
    assert await reached(office)
    await says_by_maria(office)
    office.maria.sees("Отправлено")
    office.anna.sees("Ждём вас")


async def test_a_word_that_gets_no_answer_ends_the_block_too(office: Office) -> None:
    await accepted(office)
    await office.anna.says("Один")
    await office.house.incoming(office.anna, STOP)
    await office.anna.says("Два")
    await says_by_maria(office)
    office.anna.sees("Ждём вас")


async def test_what_no_chat_can_carry_is_not_delivered_in_the_thread(office: Office) -> None:
    """He blocked the bot between the answer and its way out."""
    await accepted(office)
    now = office.house.clock.now()
    row = {"chat": "anna", "locale": "ru", "zone": "Europe/Moscow", **STOP}
    lane = f"{CHANNEL}:{ACCOUNT}:anna"
    await office.house.write(partial(inbox.put, source=CHANNEL, key="gone", lane=lane, body=row, now=now))
    await office.house.happens(lambda session: messages.reply(session, 1, author=office.recruiter, text="Ждём вас", key="k", now=now))
    *_, line = await office.house.read(lambda session: threads.thread(session, 1))
    assert (line.delivered_at, line.failed) == (None, "no-chat")
    await office.maria.says("/candidate 1")
    await office.maria.presses("✉️ Переписка")
    office.maria.sees("Ждём вас", "не доставлено")
