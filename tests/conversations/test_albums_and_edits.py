"""Albums, changed messages, split texts, a start in the midst of a form, words after a slash: nothing is lost, what happened is said."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.telegram.ingress import keep
from core.candidates.model import Attachment
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.messages import reads as threads
from core.messages.reads import ThreadLine
from tests.conversations.telegram_house import BOT, Bureau, Phone, applied, bureau, to_resume


@pytest.fixture
async def office(sqlite: Database, clock: ManualClock, tmp_path: Path) -> Bureau:
    return await bureau(sqlite, clock, tmp_path / "files")


async def files(office: Bureau) -> list[tuple[str, str]]:
    query = select(Attachment.type, Attachment.name).order_by(Attachment.id)
    return [(row.type, row.name) for row in await office.house.read(lambda session: session.execute(query).all())]


async def thread(office: Bureau) -> list[str]:
    """What people wrote; the bot's own notices stand between it."""
    return [line.text for line in await lines_of(office)]


async def lines_of(office: Bureau) -> list[ThreadLine]:
    found = await office.house.read(lambda session: threads.thread(session, 1, 50))
    return [line for line in found if line.direction == "in" or line.author_id is not None]


def sent_since(chat: Phone, log: int) -> list[str]:
    return [line for line in chat.log[log:] if line.startswith(("send", "edit"))]


# Albums


async def test_an_album_at_the_file_step_is_one_answer_with_all_its_files(office: Bureau) -> None:
    await to_resume(office.anna)
    before = len(office.anna.log)
    await office.anna.sends_album("1.pdf", "2.pdf", "3.pdf")
    office.anna.sees("Сколько лет опыта?")
    assert sum("Сколько лет опыта" in line for line in sent_since(office.anna, before)) == 1
    assert not [line for line in sent_since(office.anna, before) if "Здесь нужен ответ" in line]
    await office.anna.says("3")
    await office.anna.presses("Да")
    await office.anna.presses("Пропустить")
    office.anna.sees("1.pdf, 2.pdf, 3.pdf")
    await office.anna.presses("Отправить")
    assert await files(office) == [("resume", "1.pdf"), ("resume", "2.pdf"), ("resume", "3.pdf")]


async def test_where_the_file_is_the_last_question_the_summary_names_them_all(office: Bureau) -> None:
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Согласен, продолжить")
    await office.anna.says("Смирнова Анна Петровна")
    await office.anna.shares("8 (912) 345-67-89")
    await office.anna.says("Казань")
    await office.anna.sends_album("1.pdf", "2.pdf")
    office.anna.sees("Проверьте", "1.pdf, 2.pdf")


async def test_an_album_where_no_file_is_asked_for_is_refused_once(office: Bureau) -> None:
    await applied(office.anna)
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Город")
    before = len(office.anna.log)
    await office.anna.sends_album("1.pdf", "2.pdf", "3.pdf")
    assert sum("Здесь нужен ответ текстом" in line for line in sent_since(office.anna, before)) == 1


async def test_an_album_for_the_recruiter_is_kept_whole_and_answered_once(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    before = len(office.anna.log)
    await office.anna.sends_album("паспорт.pdf", "диплом.pdf", caption="Документы")
    assert [name for _, name in await files(office)] == ["Смирнова.pdf", "паспорт.pdf", "диплом.pdf"]
    assert sum("Передали" in line for line in sent_since(office.anna, before)) == 1


async def test_an_album_of_a_colleague_goes_where_its_first_file_goes(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    await office.anna.says("Здравствуйте")
    await office.maria.presses("Ответить")
    before = len(office.maria.log)
    await office.maria.sends_album("памятка.pdf", "карта.pdf", caption="Почитайте")
    lines = await lines_of(office)
    assert [line.file_name for line in lines if line.direction == "out"] == ["памятка.pdf", "карта.pdf"]
    assert len(sent_since(office.maria, before)) <= 2


# Changed messages


async def test_a_changed_answer_is_the_answer_until_it_is_sent(office: Bureau) -> None:
    await office.anna.starts("v_1")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Согласен, продолжить")
    name = await office.anna.writes(text="Смирнова Ана")
    await office.anna.edits(name, text="Смирнова Анна")
    office.anna.sees("Исправили", "Смирнова Анна", "телефон")
    await office.anna.edits(name, text="Смирнова Анна")
    await office.anna.shares("8 (912) 345-67-89")
    city = await office.anna.writes(text="Казан")
    for answer in ("Пропустить",):
        await office.anna.presses(answer)
    await office.anna.says("3")
    await office.anna.presses("Да")
    await office.anna.presses("Пропустить")
    await office.anna.edits(city, text="Казань")
    office.anna.sees("Проверьте", "Казань", "Смирнова Анна")
    await office.anna.presses("Отправить")
    office.maria.sees("Смирнова Анна", "Казань")
    await office.anna.edits(city, text="Москва")
    office.anna.sees("Исправление передали")
    assert await thread(office) == ["✏️ Исправление: Москва"]


async def test_a_changed_answer_that_is_none_is_refused_and_the_first_stays(office: Bureau) -> None:
    await to_resume(office.anna)
    name = office.anna.number - 2
    await office.anna.edits(name, text="12345")
    office.anna.sees("имя")
    await office.anna.presses("Пропустить")
    await office.anna.says("3")
    await office.anna.presses("Да")
    await office.anna.presses("Пропустить")
    office.anna.sees("Смирнова Анна Петровна")


async def test_the_last_version_of_a_message_counts_and_only_it_can_be_answered(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    number = await office.anna.writes(text="Приду в деcять")
    await office.anna.edits(number, text="Приду в одиннадцать")
    assert await thread(office) == ["Приду в одиннадцать"]
    office.maria.sees("исправил", "Приду в одиннадцать")
    assert sum(message.button("Ответить") is not None for message in office.maria.messages) == 1
    before = len(office.maria.messages)
    await office.anna.edits(number, text="Приду в одиннадцать")
    assert len(office.maria.messages) == before


async def test_after_an_answer_a_change_is_a_message_of_its_own_and_that_is_said(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    number = await office.anna.writes(text="Приду в десять")
    await office.maria.presses("Ответить")
    await office.maria.says("Хорошо, ждём в десять")
    await office.anna.edits(number, text="Приду в полдень")
    office.anna.sees("Прежний вариант уже ушёл рекрутеру")
    assert await thread(office) == ["Приду в десять", "Хорошо, ждём в десять", "✏️ Исправление: Приду в полдень"]


async def test_a_colleague_hears_that_a_change_comes_too_late(office: Bureau) -> None:
    number = await office.maria.writes(text="Смирнова")
    await office.maria.edits(number, text="Громов")
    office.maria.sees("исправление не учтено")


async def test_a_place_that_moves_on_is_no_message(office: Bureau) -> None:
    await applied(office.anna)
    number = await office.anna.writes(location={"latitude": 1.5, "longitude": 2.5})
    before = len(office.anna.log)
    await office.anna.edits(number, location={"latitude": 1.6, "longitude": 2.5})
    assert sent_since(office.anna, before) == []


async def test_nothing_of_a_guest_is_kept_by_a_change(office: Bureau) -> None:
    number = await office.anna.writes(text="Здравствуйте")
    before = len(office.anna.log)
    await office.anna.edits(number, text="Здравствуйте!")
    assert sent_since(office.anna, before) == []


# Split texts


async def test_a_long_text_that_the_client_splits_is_one_text(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    letter = "Опыт работы. " * 700
    pieces = [letter[:4096], letter[4096:8192], letter[8192:]]
    messages = [office.anna.update(office.anna.message(text=piece)) for piece in pieces]
    await office.house.write(partial(keep, updates=messages[:1], bot=BOT, now=office.house.clock.now()))
    await office.house.settle()
    assert await thread(office) == []
    await office.house.passes(seconds=1)
    await office.house.write(partial(keep, updates=messages[1:], bot=BOT, now=office.house.clock.now()))
    await office.house.passes(seconds=1)
    (line,) = await thread(office)
    assert line.replace("\n", " ").split() == letter.split()
    assert await office.waiting() == 0


async def test_a_long_text_without_more_is_taken_after_a_moment(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    await office.anna.writes(text="я" * 4096)
    assert await thread(office) == []
    await office.house.passes(seconds=2)
    assert await thread(office) == ["я" * 4096]


async def test_what_is_said_later_is_a_message_of_its_own(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    office.house.clock.at += timedelta(seconds=1)
    await office.anna.writes(text="я" * 4096)
    await office.house.passes(minutes=1)
    await office.anna.writes(text="И ещё")
    assert await thread(office) == ["я" * 4096, "И ещё"]


async def test_a_long_answer_of_a_colleague_is_taken_whole(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    await office.anna.says("Расскажите о работе")
    await office.maria.presses("Ответить")
    pieces = ["Р" * 4096, "Р" * 1000]
    await office.house.arrive([office.maria.update(office.maria.message(text=piece)) for piece in pieces])
    await office.house.passes(seconds=2)
    assert (await thread(office))[-1] == "Р" * 5096
    office.maria.sees("Отправлено")


# A start in the midst of a form


@pytest.mark.parametrize("payload", ["", "v_1", "v_2"])
async def test_a_start_loses_no_answers(office: Bureau, payload: str) -> None:
    await to_resume(office.anna)
    await office.anna.starts(payload)
    office.anna.sees("Продолжить анкету")
    await office.anna.says("Скажите, а ночные смены есть?")
    assert "ночные смены" in "".join(await thread(office))
    await office.anna.presses("Продолжить анкету")
    office.anna.sees("резюме")
    await office.anna.presses("Пропустить")
    await office.anna.says("3")
    await office.anna.presses("Да")
    await office.anna.presses("Пропустить")
    office.anna.sees("Проверьте", "Смирнова Анна Петровна", "Казань")


async def test_the_same_vacancy_once_more_goes_on_where_it_was(office: Bureau) -> None:
    await to_resume(office.anna)
    await office.anna.starts("v_1")
    await office.anna.presses("Откликнуться")
    office.anna.sees("резюме", "Вопрос 4")


async def test_another_vacancy_keeps_the_first_form_below(office: Bureau) -> None:
    await to_resume(office.anna)
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.says("Смирнова Анна")
    await office.anna.presses("Отмена")
    office.anna.sees("Продолжить анкету")
    await office.anna.presses("Продолжить анкету")
    office.anna.sees("резюме", "Вопрос 4")


async def test_a_form_without_answers_is_just_left(office: Bureau) -> None:
    await office.anna.starts("v_1")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Согласен, продолжить")
    await office.anna.starts()
    office.anna.sees_not("Продолжить анкету")


# Words after a slash


@pytest.mark.parametrize("words", ["/ есть вопрос", "/привет", "/Когда ответ?", "//"])
async def test_words_after_a_slash_reach_the_recruiter(office: Bureau, words: str) -> None:
    await applied(office.anna)
    await office.accepted()
    await office.anna.says(words)
    office.anna.sees("Передали")
    assert await thread(office) == [words]


async def test_a_misspelt_command_is_passed_on_with_a_hint(office: Bureau) -> None:
    await applied(office.anna)
    await office.accepted()
    await office.anna.says("/statsu")
    office.anna.sees("Может быть" if "Может быть" in office.anna.face() else "может быть", "/status", "передали рекрутеру")
    assert await thread(office) == ["/statsu"]
    await office.maria.says("/tody")
    office.maria.sees("Может быть, /today?")
    await office.maria.says("/qqqq")
    office.maria.sees("Такой команды нет")


async def test_in_a_form_a_misspelt_command_is_no_answer(office: Bureau) -> None:
    await applied(office.anna)
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Город")
    await office.anna.says("/statsu")
    office.anna.sees("Может быть, /status?", "городе")
