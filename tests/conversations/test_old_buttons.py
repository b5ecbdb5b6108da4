"""Buttons pressed late: what was asked about one meeting never touches another, and a stray word cancels nothing."""

from pathlib import Path

import pytest

from core.interviews.reads import BookingCard
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.direct import Chat
from tests.conversations.hiring import apply
from tests.conversations.office import Office, met, opened

CLOSED, MOVED = "Та встреча уже закрыта", "Встречу успели перенести"


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def presses(chat: Chat, *labels: str) -> None:
    for label in labels:
        await chat.presses(label)


async def answers(chat: Chat, words: str) -> None:
    """Types an answer; where something has come since, says that it is one."""
    await chat.says(words)
    if chat.last.button("Да, на это"):
        await chat.presses("Да, на это")


def places(chat: Chat, label: str) -> list[int]:
    return [place for place, message in enumerate(chat.messages) if message.button(label)]


async def standing(office: Office) -> tuple[BookingCard | None, list[str], int]:
    """What no late press may change: the meeting, the file, and what Anna has been told."""
    return await office.meeting(), await office.codes(), len(office.anna.messages)


# «Как прошло?»


async def asked_twice(office: Office) -> None:
    """The meeting is over, the question stands in the chat in two copies: as it was asked, and as Maria opened it herself."""
    await met(office)
    await office.house.passes(hours=23)
    await office.maria.says("/today")
    await presses(office.maria, "Смирнова", "Результат")
    assert len(places(office.maria, "Не пришёл")) == 2


async def next_is_set(office: Office) -> int:
    """One copy is answered and another meeting is set for Friday; where the other copy stands."""
    await asked_twice(office)
    await presses(office.maria, "✅ Одобрить", "🗓 Ещё одна встреча")
    await office.maria.says("пт 11:00")
    (old,) = places(office.maria, "Не пришёл")
    return old


@pytest.mark.parametrize("late", ["Не пришёл", "Состоялось, решу позже", "❌ Отклонить", "🤔 Думает", "Самоотказ", "✅ Одобрить"])
async def test_an_old_question_how_it_went_ends_no_other_meeting(office: Office, late: str) -> None:
    old = await next_is_set(office)
    before = await standing(office)
    assert before[0] is not None
    await office.maria.presses_at(old, late)
    office.maria.sees(CLOSED, "пт, 27 нояб., 11:00 (МСК)", "🗓 Встреча")
    assert await standing(office) == before


async def test_an_old_question_how_it_went_is_not_answered_twice(office: Office) -> None:
    await asked_twice(office)
    await office.maria.presses("✅ Одобрить")
    before = await standing(office)
    await office.maria.presses("Не пришёл")
    office.maria.sees(CLOSED, "Одобрен после интервью")
    assert await standing(office) == before


async def test_a_meeting_moved_on_is_not_over(office: Office) -> None:
    """The same booking at a later time."""
    await asked_twice(office)
    old, newer = places(office.maria, "Не пришёл")
    await office.maria.says("/candidate 1")
    await presses(office.maria, "▸ Оператор", "🗓 Встреча", "Перенести")
    await office.maria.says("пт 11:00")
    before = await standing(office)
    await office.maria.presses_at(newer, "Не пришёл")
    office.maria.sees(MOVED, "пт, 27 нояб., 11:00 (МСК)")
    await office.maria.presses_at(old, "🤔 Думает")
    office.maria.sees(MOVED, "пт, 27 нояб., 11:00 (МСК)")
    assert await standing(office) == before


@pytest.mark.parametrize("words", ["", "завтра 15:00"])
async def test_a_question_when_to_come_back_ends_no_other_meeting(office: Office, words: str) -> None:
    await met(office)
    await office.house.passes(hours=23)
    await office.maria.presses("🤔 Думает")
    olga = await office.colleague("Ольга", "lead")
    await olga.says("/candidate 1")
    await presses(olga, "▸ Оператор", "📝 Результат", "✅ Одобрить", "🗓 Ещё одна встреча")
    await olga.says("пт 11:00")
    before = await standing(office)
    assert before[0] is not None
    await (answers(office.maria, words) if words else office.maria.presses("Через 1 ч"))
    office.maria.sees(CLOSED, "пт, 27 нояб., 11:00 (МСК)")
    assert await standing(office) == before


# In reserve


async def test_whoever_goes_into_the_reserve_hears_that_his_meeting_is_off(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=23)
    await office.maria.presses("✅ Одобрить")
    (old,) = places(office.maria, "📦 В кадровый резерв")
    await office.maria.says("/candidate 1")
    await presses(office.maria, "▸ Оператор", "🗓 Ещё одна встреча")
    await office.maria.says("пт 11:00")
    told = len(office.anna.messages)
    await office.maria.presses_at(old, "📦 В кадровый резерв")
    office.maria.sees("пт, 27 нояб., 11:00 (МСК)", "Встреча отменится, кандидат сразу узнает")
    office.maria.sees_not("Сообщение ему не уйдёт")
    await office.maria.presses("Да, в резерв")
    office.maria.sees("Кадровый резерв", "Встреча отменена, кандидату ушло сообщение")
    assert await office.meeting() is None
    assert [message.text for message in office.anna.messages[told:]] == [office.anna.last.text]
    office.anna.sees("встречу", "пришлось отменить")


async def test_the_reserve_ends_with_the_meeting_that_was_named(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=23)
    await presses(office.maria, "✅ Одобрить", "📦 В кадровый резерв")
    question = len(office.maria.messages) - 1
    await office.maria.says("/candidate 1")
    await presses(office.maria, "▸ Оператор", "🗓 Ещё одна встреча")
    await office.maria.says("пт 11:00")
    before = await standing(office)
    await office.maria.presses_at(question, "Да, в резерв")
    office.maria.sees(CLOSED, "Перевести в кадровый резерв?", "пт, 27 нояб., 11:00 (МСК)")
    assert await standing(office) == before


# «Да, отменить»


async def test_the_recruiter_cancels_no_time_that_he_has_not_seen(office: Office) -> None:
    await met(office)
    await presses(office.maria, "Карточка", "🗓 Встреча", "Отменить")
    await presses(office.anna, "Перенести", "26 нояб.", "10:30")
    before = await standing(office)
    await office.maria.presses("Да, отменить")
    office.maria.sees(MOVED, "чт, 26 нояб., 10:30 (МСК)", "Перенести", "Отменить")
    assert await standing(office) == before
    await presses(office.maria, "Отменить", "Да, отменить")
    assert await office.meeting() is None


async def test_the_recruiter_confirms_no_time_that_he_has_not_seen(office: Office) -> None:
    await met(office)
    await presses(office.maria, "Карточка", "🗓 Встреча")
    await presses(office.anna, "Перенести", "26 нояб.", "10:30")
    before = await standing(office)
    await office.maria.presses("✅ Кандидат подтвердил")
    office.maria.sees(MOVED, "чт, 26 нояб., 10:30 (МСК)", "ещё не подтверждено")
    assert await standing(office) == before


async def test_nor_is_a_note_kept_for_another_time(office: Office) -> None:
    await met(office)
    await presses(office.maria, "Карточка", "🗓 Встреча", "Отменить")
    await presses(office.anna, "Перенести", "26 нояб.", "10:30")
    before = await standing(office)
    await answers(office.maria, "Заболел руководитель")
    office.maria.sees(MOVED, "чт, 26 нояб., 10:30 (МСК)", "Перенести")
    assert await standing(office) == before


async def test_a_place_is_that_of_the_meeting_that_was_asked_about(office: Office) -> None:
    await met(office)
    await presses(office.maria, "📍 Место")
    await presses(office.anna, "Перенести", "26 нояб.", "10:30")
    before = await standing(office)
    await answers(office.maria, "Тверская, 1")
    office.maria.sees(MOVED, "чт, 26 нояб., 10:30 (МСК)")
    assert await standing(office) == before


async def test_the_candidate_cancels_no_time_that_he_has_not_seen(office: Office) -> None:
    await met(office)
    await office.anna.presses("Отменить")
    question = len(office.anna.messages) - 1
    await presses(office.maria, "Карточка", "🗓 Встреча", "Перенести", "26 нояб.", "10:30")
    before = await standing(office)
    await office.anna.presses_at(question, "Да, отменить")
    office.anna.sees(MOVED, "26 нояб., 10:30 (МСК)")
    assert await standing(office) == before


# Words


async def test_a_name_typed_hours_later_cancels_nothing(office: Office) -> None:
    await met(office)
    await presses(office.maria, "Карточка", "🗓 Встреча", "Отменить")
    before = await standing(office)
    await office.house.passes(hours=5)
    await answers(office.maria, "Громов")
    office.maria.sees("💬 Громов", "Отменить встречу?", "25 нояб., 10:00 (МСК)", "Да, отменить", "Оставить")
    await office.maria.presses("Оставить")
    office.maria.sees("25 нояб., 10:00 (МСК)", "Перенести")
    assert await standing(office) == before


async def test_a_name_typed_hours_later_ends_nobodys_application(office: Office) -> None:
    await apply(office.anna)
    await office.maria.presses("✅ В базу")
    await presses(office.maria, "📞 Первый звонок", "Не заинтересован", "Личные обстоятельства")
    before = await standing(office)
    await office.house.passes(hours=5)
    await answers(office.maria, "Громов")
    office.maria.sees("💬 Громов", "Записать самоотказ?", "Да, записать")
    assert await standing(office) == before
    await office.maria.presses("Да, записать")
    office.maria.sees("Самоотказ записан")
    office.anna.sees("закрыли отклик")
