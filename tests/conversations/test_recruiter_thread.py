"""The conversation with a candidate runs through the company's bot: once there, once back, and never to the wrong person."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.channels.webchat.limits import CAN
from bot.channels.webchat.parse import CHANNEL, parse
from bot.conversation.screens import Incoming
from bot.engine.engine import Channel
from core.candidates import acts as candidates
from core.kernel.actors import Person
from core.kernel.database.session import Database
from core.kernel.queue import notices
from core.kernel.time.clock import ManualClock
from core.messages import acts as messages
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, met, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def test_what_the_candidate_writes_comes_with_answer_and_the_answer_arrives(office: Office) -> None:
    await accepted(office)
    await office.anna.says("А есть ли <парковка>?")
    office.maria.sees("Смирнова Анна Петровна", "А есть ли <парковка>?", "Ответить", "Вся переписка")
    await office.maria.presses("Ответить")
    office.maria.sees("Напишите сообщение", "получит его от имени")
    await office.maria.says("Да, бесплатная.")
    office.maria.sees("Отправлено: Смирнова Анна Петровна", "Написать ещё")
    office.anna.sees("Да, бесплатная.")
    await office.maria.presses("Вся переписка")
    office.maria.sees("А есть ли <парковка>?", "Да, бесплатная.", "Мария Орлова, сегодня, вт, 24 нояб., 12:00 ✓", "Кандидат")


async def test_a_message_says_what_it_is_about_and_a_time_is_one_press_away(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("Вы получили отклик?")
    office.maria.sees("VAC-0001 · Оператор call-центра", "Открыть отклик")
    office.maria.sees_not("🗓 Интервью")
    await office.maria.presses("Открыть отклик")
    await office.maria.presses("✅ В базу")
    await office.anna.says("По вечерам после 19")
    office.maria.sees("VAC-0001 · Оператор call-центра", "По вечерам после 19", "🗓 Интервью", "☎️ Тел. интервью")
    await office.maria.presses("🗓 Интервью")
    office.maria.sees("Назначаем интервью", "Смирнова Анна Петровна")
    await office.maria.says("завтра 19:00")
    office.maria.sees("Время назначено")
    await office.anna.says("Как вас найти?")
    office.maria.sees("VAC-0001", "Как вас найти?", "🗓 Встреча")
    office.maria.sees_not("🗓 Интервью")


async def test_whose_candidate_it_is_not_sees_the_vacancy_but_sets_no_time(office: Office) -> None:
    await accepted(office)
    boris = await office.colleague("Борис Лавров", "recruiter")
    await office.anna.says("Здравствуйте")
    now = office.house.clock.now()
    about = {"message": 1, "candidate": 1}
    await office.house.happens(lambda session: notices.tell(session, Person("staff", 2), "message.received", key="1", now=now, **about))
    boris.sees("Здравствуйте", "VAC-0001 · Оператор call-центра", "Ответить")
    boris.sees_not("Интервью", "Тел. интервью")


async def test_two_answers_in_a_row_are_two_messages(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("✉️ Написать")
    await office.maria.says("Ждём вас")
    await office.maria.presses("Написать ещё")
    await office.maria.says("Ждём вас")
    assert office.anna.text.count("Ждём вас") == 2


async def test_files_go_both_ways(office: Office) -> None:
    await accepted(office)
    await office.anna.sends("диплом.pdf", b"diploma")
    assert office.maria.file() == b"diploma"
    await office.maria.presses("📎 Открыть файл")
    assert office.maria.file() == b"diploma"
    await office.maria.presses("Ответить")
    await office.maria.sends("схема.pdf", b"map", caption="Схема проезда")
    office.maria.sees("Отправлено")
    assert office.anna.file() == b"map"
    assert "Схема проезда" in office.anna.text


async def test_a_file_that_is_still_with_the_messenger_is_asked_for(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("💬 Комментарий")
    await office.maria.sends_remote("voice.ogg", "file-7")
    office.maria.sees("Комментарий сохранён")
    assert [body["remote"] for body in office.house.downloads] == ["file-7"]


async def test_who_is_not_in_the_base_yet_can_be_answered_too(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("Вы получили отклик?")
    office.maria.sees("Вы получили отклик?", "Ответить")
    office.maria.sees_not("👤 Кандидат")
    await office.maria.presses("Ответить")
    await office.maria.says("Да, смотрим.")
    office.anna.sees("Да, смотрим.")


async def test_who_cannot_be_written_to_is_said_before_anything_is_typed(office: Office) -> None:
    await accepted(office)
    await office.house.write(lambda session: candidates.opt_out(session, 1, now=office.house.clock.now()))
    await office.maria.presses("✉️ Написать")
    office.maria.sees("попросил больше не писать", "Написать отсюда нельзя")
    assert office.maria.last.button("✉️ Написать") is None, "the card as it is now offers it no more"
    await office.comes()
    await office.maria.presses("✅ В базу")
    office.maria.sees("Написать отсюда нельзя")
    assert office.maria.last.button("✉️ Написать") is None


async def test_words_that_answer_nothing_look_for_somebody_or_get_a_hint(office: Office) -> None:
    await accepted(office)
    await office.maria.says("/help")
    await office.maria.says("Смирнова")
    office.maria.sees("Смирнова Анна Петровна")
    await office.maria.says("/help")
    await office.maria.says("Здравствуйте, пропуск на вас уже заказан, ждём")
    office.maria.sees("нажмите «Ответить»")
    assert "пропуск" not in office.anna.text


async def test_an_empty_conversation_says_so(office: Office) -> None:
    await office.comes()
    await office.maria.presses("✅ В базу")
    await office.maria.says("/candidate 1")
    await office.maria.presses("✉️ Переписка")
    office.maria.sees("Пока ничего не писали")


async def test_operators_do_not_read_conversations(office: Office) -> None:
    operator = await office.colleague("Олег", "operator")
    await accepted(office)
    await operator.says("/candidate 1")
    operator.sees("недоступно")


def parse_reply(body: Any, at: datetime) -> Incoming | None:
    """A messenger that says which message was replied to."""
    incoming = parse(body, at)
    return replace(incoming, ref=body["replies"]) if incoming and "replies" in body else incoming


async def test_a_reply_to_a_message_goes_to_its_writer_whatever_is_asked_meanwhile(office: Office) -> None:
    office.house.engine = replace(office.house.engine, channels={CHANNEL: Channel(parse_reply, CAN)})
    await accepted(office)
    await office.anna.says("Во сколько приходить?")
    place = next(n for n, message in enumerate(office.maria.messages) if "Во сколько" in message.text)
    await office.comes()
    await office.maria.presses("✅ В базу")
    await office.maria.presses("💬 Комментарий")
    await office.house.incoming(office.maria, {"kind": "text", "text": "К десяти", "replies": str(place)})
    office.maria.sees("Отправлено: Смирнова Анна Петровна")
    office.anna.sees("К десяти")
    assert "comment" not in await office.codes(2)


async def test_a_colleagues_file_reaches_the_candidate_once_it_is_fetched(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("✉️ Написать")
    await office.maria.sends_remote("схема.pdf", "file-8")
    office.maria.sees("Отправлено")
    (asked,) = office.house.downloads
    digest = office.house.files.keep(b"the map")

    def fetched(session: Session) -> None:
        candidates.fetched(session, asked["attachment"], digest, 7)
        messages.file_came(session, asked["attachment"], now=office.house.clock.now())

    await office.house.happens(fetched)
    await office.house.happens(fetched)
    assert office.anna.file() == b"the map"
    assert sum(message.file is not None for message in office.anna.messages) == 1


async def test_what_the_bot_told_stands_in_the_thread_too(office: Office) -> None:
    await met(office)
    await office.anna.says("Спасибо, буду")
    await office.maria.presses("Вся переписка")
    office.maria.sees("🤖 Северный ветер", "вам назначили время", "Спасибо, буду")
    office.anna.sees("Передали рекрутеру")
