"""One notice while unread: a flood of a candidate's words is one card that grows, and nothing of it is lost."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.messages import unread
from core.messages.model import Message
from tests.conversations.office import Office, accepted, opened

FLOOD = 69


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    found = await opened(db, clock, tmp_path / "files")
    await accepted(found)
    return found


async def flood(office: Office, count: int = FLOOD) -> None:
    """So many texts within ten seconds."""
    for number in range(count):
        office.house.clock.at += timedelta(seconds=10 / count)
        await office.anna.says(f"Вопрос {number}")


def cards(office: Office) -> int:
    """How many messages in her chat tell of Anna's words and can be pressed."""
    return sum("✉️" in message.text and bool(message.rows) for message in office.maria.messages)


async def kept(office: Office) -> int:
    return await office.house.read(lambda session: session.scalar(select(func.count(Message.id)).where(Message.direction == "in")) or 0)


async def test_a_flood_is_one_notice_that_grows(office: Office) -> None:
    before = len(office.maria.messages)
    await flood(office)
    assert len(office.maria.messages) == before + 1
    await office.house.passes(seconds=11)
    assert len(office.maria.messages) == before + 1
    office.maria.sees(f"{FLOOD} сообщений", "Вопрос 68", "Ответить")
    assert await kept(office) == FLOOD


async def test_control_without_its_row_each_text_is_a_notice(office: Office) -> None:
    """What `note` remembers is what holds the others back."""
    before = len(office.maria.messages)
    for number in range(5):
        await office.anna.says(f"Вопрос {number}")
        await office.house.write(partial(unread.answered, candidate=1))
    assert len(office.maria.messages) == before + 5


async def test_whoever_has_looked_hears_of_the_next_word_at_once(office: Office) -> None:
    await office.anna.says("Можно вопрос?")
    await office.maria.presses("Вся переписка")
    before = len(office.maria.messages)
    await office.anna.says("Я опаздываю")
    assert len(office.maria.messages) == before + 1
    office.maria.sees("Я опаздываю")
    office.maria.sees_not("Можно вопрос?")


async def test_what_comes_later_rings_anew_and_one_card_stays(office: Office) -> None:
    await office.anna.says("Добрый день")
    before = len(office.maria.messages)
    await office.house.passes(minutes=20)
    await office.anna.says("Я опаздываю")
    assert len(office.maria.messages) == before + 1
    office.maria.sees("2 сообщения", "Добрый день", "Я опаздываю")
    assert cards(office) == 1


async def test_an_answer_begins_anew(office: Office) -> None:
    await office.anna.says("Можно вопрос?")
    await office.maria.presses("Ответить")
    await office.maria.says("Конечно")
    await office.anna.says("Какой график?")
    office.maria.sees("Какой график?")
    office.maria.sees_not("Можно вопрос?")


async def test_the_candidate_is_told_once_that_nothing_is_lost(office: Office) -> None:
    before = len(office.anna.messages)
    await flood(office)
    said = [message.text for message in office.anna.messages[before:]]
    assert [text for text in said if "сохранились" in text] == said[1:]
    assert len(said) == 2


async def test_more_than_a_person_writes_in_a_day_is_refused_in_words(office: Office) -> None:
    def written(session: Session) -> None:
        about = {"candidate_id": 1, "direction": "in", "channel": "webchat", "text": "а", "at": office.house.clock.now()}
        session.add_all(Message(**about, key=f"old:{number}") for number in range(200))

    await office.house.write(written)
    await office.anna.says("Ещё вопрос")
    office.anna.sees("Это сообщение мы не сохранили", "напишите завтра")
    assert await kept(office) == 200
    await office.house.passes(days=1, minutes=1)
    await office.anna.says("Ещё вопрос")
    assert await kept(office) == 201
