"""A meeting is set by a press or in plain words, moved, confirmed, cancelled; after its end the recruiter is asked how it went."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.interviews import acts as interviews
from core.interviews import reads as times
from core.interviews.model import Slot
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.pipeline.model import Application
from tests.conversations.direct import Chat
from tests.conversations.hiring import PLACE
from tests.conversations.office import Office, accepted, met, opened

TOMORROW = "завтра, ср, 25 нояб."


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def called(office: Office, result: str) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses(result)


async def test_planned_from_the_first_call_in_the_same_message(office: Office) -> None:
    await called(office, "Назначить интервью")
    office.maria.sees("Выберите день", "ср, 25 нояб. · 4", "✏️ Своё время", "Пусть выберет кандидат")
    before = len(office.maria.messages)
    await office.maria.presses("25 нояб.")
    office.maria.sees("МСК", "10:00", "10:30", "11:00", "11:30")
    await office.maria.presses("10:30")
    assert len(office.maria.messages) == before, "all in one message"
    office.maria.sees("Время назначено", "Смирнова Анна Петровна", f"{TOMORROW}, 10:30 (МСК)", PLACE, "получит приглашение")
    office.anna.sees("10:30 (МСК)", PLACE)
    assert await office.codes() == ["response", "first_call.done", "interview.scheduled"]


async def test_a_time_taken_meanwhile_is_said_and_others_are_shown(office: Office) -> None:
    await called(office, "Назначить интервью")
    await office.maria.presses("25 нояб.")
    await office.comes("7")
    second = office.maria
    await second.presses("✅ В базу")
    await second.presses("🗓 Интервью")
    await second.presses("25 нояб.")
    await second.presses("10:00")
    screens = [message for message in second.messages if message.button("10:00")]
    assert len(screens) == 1
    await second.presses("10:00")
    second.sees("занято", "10:30")
    second.sees_not("10:00")


async def test_a_time_in_plain_words_takes_the_usual_place(office: Office) -> None:
    await called(office, "Назначить интервью")
    await office.maria.presses("✏️ Своё время")
    office.maria.sees("например «завтра 14:30»", "МСК")
    await office.maria.says("вчера 14:30")
    office.maria.sees("Назначаем интервью")
    await office.maria.says("завтра 14:30")
    office.maria.sees("Время назначено", f"{TOMORROW}, 14:30 (МСК)", PLACE)
    office.anna.sees("14:30 (МСК)", PLACE)


async def test_a_phone_interview_needs_no_place(office: Office) -> None:
    await called(office, "☎️ Тел. интервью")
    await office.maria.presses("✏️ Своё время")
    await office.maria.says("завтра 9:15")
    office.maria.sees("Время назначено", "Тел. интервью", "9:15 (МСК)")
    office.maria.sees_not(PLACE)
    assert (await office.codes())[-1] == "phone_interview.scheduled"


async def test_a_phone_interview_at_a_time_of_the_office_is_a_call(office: Office) -> None:
    """The slot has the office's address; nobody is to come there."""
    await called(office, "☎️ Тел. интервью")
    await office.maria.presses("25 нояб.")
    await office.maria.presses("10:00")
    office.maria.sees("Время назначено", "Тел. интервью", "📞 +7 912 345-67-89")
    office.maria.sees_not(PLACE, "📍")
    office.anna.sees("Позвоним вам: +7 912 345-67-89")
    office.anna.sees_not(PLACE)
    await office.maria.presses("Карточка")
    await office.maria.presses("🗓 Встреча")
    office.maria.sees("📞 +7 912 345-67-89")
    office.maria.sees_not(PLACE, "📍")


async def test_where_no_place_is_known_it_is_asked(office: Office) -> None:
    boris = await office.colleague("Борис", "lead")
    await accepted(office)
    await office.house.write(move_to_boris(boris))
    await boris.says("/candidate 1")
    await boris.presses("▸ Оператор")
    await boris.presses("🗓 Интервью")
    boris.sees("Свободных окон в расписании нет")
    await boris.presses("✏️ Своё время")
    await boris.says("завтра 16:00")
    boris.sees("Где встречаетесь?", "Пропустить")
    await boris.says("https://meet.example/otklik")
    boris.sees("Время назначено", "🔗 https://meet.example/otklik")
    await boris.presses("📍 Место")
    await boris.says("Казань, Кремлёвская, 1")
    boris.sees("Место встречи изменено", "📍 Казань, Кремлёвская, 1")


def move_to_boris(boris: Chat) -> Callable[[Session], object]:
    number = int(boris.name.removeprefix("staff"))
    return lambda session: session.execute(update(Application).values(owner_id=number))


async def test_a_meeting_that_is_moved_stays_as_long_and_where_it_was(office: Office) -> None:
    await called(office, "Назначить интервью")
    await office.maria.presses("25 нояб.")
    await office.maria.presses("10:00")
    before = await office.house.read(lambda session: times.active(session, 1))
    assert before is not None
    await office.house.write(
        lambda session: session.execute(
            update(Slot).where(Slot.id == before.slot_id).values(end_at=before.start_at + timedelta(minutes=45))
        )
    )
    await office.maria.presses("Карточка")
    await office.maria.presses("🗓 Встреча")
    await office.maria.presses("Перенести")
    office.maria.sees("Переносим интервью, сейчас", "10:00 (МСК)")
    await office.maria.says("завтра 15:00")
    office.maria.sees("15:00 (МСК)", PLACE)
    after = await office.house.read(lambda session: times.active(session, 1))
    assert after is not None
    assert after.end_at - after.start_at == timedelta(minutes=45)


async def test_the_candidate_chooses_and_the_recruiter_hears(office: Office) -> None:
    await called(office, "Назначить интервью")
    await office.maria.presses("Пусть выберет кандидат")
    office.maria.sees("Кандидату ушло приглашение выбрать время")
    await office.anna.presses("Выбрать время")
    await office.anna.presses("25 нояб.")
    await office.anna.presses("11:00")
    office.maria.sees("Кандидат выбрал время", "Смирнова", f"{TOMORROW}, 11:00 (МСК)", "Карточка")


async def test_nobody_is_invited_who_cannot_be_written_to(office: Office) -> None:
    await office.comes()
    await office.maria.presses("✅ В базу")
    assert office.maria.last.button("Написать") is None
    await office.maria.presses("🗓 Интервью")
    office.maria.sees_not("Пусть выберет кандидат")
    await office.maria.presses("25 нояб.")
    await office.maria.presses("10:00")
    office.maria.sees("Время назначено", "скажите ему о встрече сами", "+7 916 000-00-01")


async def test_what_the_candidate_does_with_it_is_told(office: Office) -> None:
    await met(office)
    await office.anna.presses("Перенести")
    await office.anna.presses("26 нояб.")
    await office.anna.presses("11:30")
    office.maria.sees("Кандидат перенёс встречу", "Было: завтра, ср, 25 нояб., 10:00 (МСК)", "чт, 26 нояб., 11:30 (МСК)")
    await office.house.passes(days=1)
    await office.anna.presses("одтвер")
    office.maria.sees("Кандидат подтвердил встречу", "подтверждено")


async def test_moved_and_cancelled_by_the_recruiter(office: Office) -> None:
    await met(office)
    await office.maria.presses("Карточка")
    await office.maria.presses("🗓 Встреча")
    office.maria.sees("ещё не подтверждено", "Перенести", "Отменить", "✅ Кандидат подтвердил")
    await office.maria.presses("✅ Кандидат подтвердил")
    office.maria.sees("подтверждено")
    await office.maria.presses("Перенести")
    await office.maria.presses("26 нояб.")
    await office.maria.presses("10:00")
    office.anna.sees("время изменилось", "Было: ср, 25 нояб., 10:00 (МСК)", "26 нояб.", "10:00")
    await office.maria.presses("Карточка")
    await office.maria.presses("🗓 Встреча")
    await office.maria.presses("Отменить")
    office.maria.sees("Отменить встречу?")
    await office.maria.says("Заболел руководитель")
    office.maria.sees("Отменить встречу?", "💬 Заболел руководитель", "Да, отменить", "Оставить")
    await office.maria.presses("Да, отменить")
    office.maria.sees("Встреча отменена", "Интервью отменено", "💬 Заболел руководитель", "🗓 Интервью")
    assert await office.meeting() is None
    assert "Заболел" not in office.anna.text


async def test_before_the_meeting_and_after_it(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=20)
    office.maria.sees("Встреча не подтверждена", "+7 912 345-67-89")
    await office.house.passes(hours=1, minutes=45)
    office.maria.sees("Через 15 мин встреча", "Смирнова", PLACE)
    await office.house.passes(minutes=45)
    card = office.maria.sees("Как прошло интервью?", "✅ Одобрить", "❌ Отклонить", "Не пришёл", "Состоялось, решу позже")
    assert len(card.labels) == 8 + 2
    await office.maria.presses("✅ Одобрить")
    office.maria.sees("Записано: Одобрен после интервью", "осталось 5 дней", "Что дальше?")
    await office.house.passes(days=1)
    assert office.maria.text.count("Как прошло") == 0, "answered once, asked no more"


async def test_unanswered_it_comes_back(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=22, minutes=30)
    await office.house.passes(hours=3)
    assert office.maria.text.count("Как прошло интервью?") == 2
    await office.maria.presses("Не пришёл")
    office.maria.sees("Не пришёл на интервью", "🗓 Интервью")
    await office.house.passes(days=2)
    assert office.maria.text.count("Как прошло интервью?") == 1


async def test_a_refusal_after_the_meeting_asks_why(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=23)
    for press in ("❌ Отклонить", "Недостаточная квалификация", "Пропустить", "Нет, без сообщения"):
        await office.maria.presses(press)
    office.maria.sees("Отклонён после интервью", "Повторно отобрать")
    assert (await office.codes())[-1] == "interview.rejected"


async def test_a_withdrawal_of_the_candidates_own_is_told_with_its_reason(office: Office) -> None:
    await met(office)
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Выбираю другое место")
    office.maria.sees("Кандидат больше не участвует", "Смирнова", "Причина: Принял другое предложение")
    assert await office.meeting() is None


async def test_who_thinks_after_a_meeting_is_come_back_to(office: Office) -> None:
    await met(office)
    await office.house.passes(days=1)
    office.maria.sees("Как прошло интервью?")
    await office.maria.presses("🤔 Думает")
    office.maria.sees("Думает после интервью. Когда перезвонить?", "Завтра 10:00", "Без напоминания")
    await office.maria.says("завтра 15:00")
    office.maria.sees("Записано: Думает после интервью", "Напомним")
    assert await office.meeting() is None
    await office.house.passes(days=2)
    office.maria.sees("Пора перезвонить", "✅ Одобрить", "В резерв", "❌ Отклонить", "Самоотказ", "🤔 Думает", "Назначить снова")
    office.maria.sees_not("Недозвон", "Решить позже")
    await office.maria.presses("✅ Одобрить")
    office.maria.sees("Записано: Одобрен после интервью")


async def test_who_thinks_after_a_meeting_may_be_left_to_think(office: Office) -> None:
    await met(office)
    await office.house.passes(days=1)
    await office.maria.presses("🤔 Думает")
    await office.maria.presses("Без напоминания")
    office.maria.sees("Записано: Думает после интервью")
    assert await office.meeting() is None


async def test_another_place_is_told_and_what_was_confirmed_stays_so(office: Office) -> None:
    await met(office)
    await office.anna.presses("✅ Подтвердить")
    await office.maria.presses("📍 Место")
    await office.maria.says("Москва, Тверская, 1")
    office.maria.sees("📍 Москва, Тверская, 1", "подтверждено")
    office.anna.sees("изменилось место", "📍 Москва, Тверская, 1", "Вы подтвердили, что будете")
    count = len(office.anna.messages)
    await office.maria.presses("📍 Место")
    await office.maria.says("Москва, Тверская, 1")
    assert len(office.anna.messages) == count, "nothing has changed, nothing is told"


async def test_a_time_of_ones_own_is_typed_under_the_days_at_once(office: Office) -> None:
    await called(office, "Назначить интервью")
    await office.maria.says("завтра 14:30")
    office.maria.sees("Время назначено", f"{TOMORROW}, 14:30 (МСК)", PLACE)


@pytest.mark.parametrize(
    ("words", "said"),
    [("завтра 10-12", "10:00"), ("завтра в два", "14:00"), ("завтра часов в 11", "11:00"), ("завтра полпятого", "16:30")],
)
async def test_what_was_taken_is_shown_and_one_press_corrects_it(office: Office, words: str, said: str) -> None:
    await called(office, "Назначить интервью")
    await office.maria.says(words)
    office.maria.sees("Время назначено", f"{TOMORROW}, {said} (МСК)")
    await office.maria.presses("Перенести")
    await office.maria.says("завтра в 15:15")
    office.maria.sees(f"{TOMORROW}, 15:15 (МСК)")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("2 дня", "это час или срок?"),
        ("через день", "чт, 26 нояб."),
        ("завтра 10-15", "10:15 или 10:00–15:00?"),
        ("на следующей неделе", "Неделя понятна, а день нет"),
        ("завтра", "День понятен, а час нет"),
    ],
)
async def test_what_can_be_read_in_two_ways_is_asked(office: Office, words: str, asked: str) -> None:
    await called(office, "Назначить интервью")
    await office.maria.says(words)
    office.maria.sees(asked)
    office.maria.sees_not("Время назначено")


@pytest.mark.parametrize(
    ("words", "said"), [("14:30", "чт, 26 нояб., 14:30 (МСК)"), ("пт 11:00", "пт, 27 нояб., 11:00 (МСК)"), ("9:15", "9:15 (МСК)")]
)
async def test_an_hour_typed_under_the_times_of_a_day_is_of_that_day(office: Office, words: str, said: str) -> None:
    await called(office, "Назначить интервью")
    await office.maria.presses("26 нояб.")
    await office.maria.says("когда-нибудь")
    office.maria.sees("Не разобрали время", "11:30")
    await office.maria.says(words)
    office.maria.sees("Время назначено", said)


async def test_without_free_times_ones_own_is_typed_too(office: Office) -> None:
    await office.house.write(lambda session: interviews.end_rule(session, 1, now=office.house.clock.now()))
    await called(office, "Назначить интервью")
    office.maria.sees("напишите своё время")
    await office.maria.says("завтра 14:30")
    office.maria.sees("Где встречаетесь?", "14:30 (МСК)")


async def test_a_voice_note_is_no_place(office: Office) -> None:
    await office.house.write(lambda session: interviews.end_rule(session, 1, now=office.house.clock.now()))
    await called(office, "Назначить интервью")
    await office.maria.says("завтра 14:30")
    await office.maria.sends("voice.ogg", b"OggS", media_type="audio/ogg")
    office.maria.sees("текстом", "Где встречаетесь?")
    assert await office.meeting() is None
    await office.maria.says("Тверская, 1")
    office.maria.sees("Время назначено", "📍 Тверская, 1")


async def test_why_it_was_cancelled_may_be_spoken(office: Office) -> None:
    await met(office)
    for press in ("Карточка", "🗓 Встреча", "Отменить"):
        await office.maria.presses(press)
    await office.maria.sends("voice.ogg", b"OggS", media_type="audio/ogg")
    office.maria.sees("Отменить встречу?", "📎 voice.ogg")
    await office.maria.presses("Да, отменить")
    office.maria.sees("Встреча отменена")
    for press in ("Ещё…", "📖 Личное дело"):
        await office.maria.presses(press)
    office.maria.sees("Интервью отменено", "📎 voice.ogg")


async def passed(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=23)
    await office.maria.presses("✅ Одобрить")


async def test_after_a_yes_there_are_real_next_steps(office: Office) -> None:
    await passed(office)
    office.maria.sees("Что дальше?", "🗓 Ещё одна встреча", "📦 В кадровый резерв", "Отклонить", "✉️ Написать")
    await office.maria.presses("🗓 Ещё одна встреча")
    await office.maria.says("пт 11:00")
    office.maria.sees("Время назначено", "пт, 27 нояб., 11:00 (МСК)")
    assert (await office.codes())[-1] == "interview.scheduled"


async def test_into_the_reserve_and_back(office: Office) -> None:
    await passed(office)
    before = len(office.anna.messages)
    await office.maria.presses("📦 В кадровый резерв")
    office.maria.sees("Работа по этой вакансии закончится")
    await office.maria.presses("Да, в резерв")
    office.maria.sees("Кадровый резерв", "Повторно отобрать")
    assert (await office.codes())[-1] == "reserve"
    assert len(office.anna.messages) == before, "nothing is promised, nothing is sent"
    await office.maria.presses("Повторно отобрать")
    await office.maria.presses("Да, вернуть")
    assert (await office.card()).is_active


async def test_a_no_after_a_yes_is_still_the_meetings(office: Office) -> None:
    await passed(office)
    for press in ("Отклонить", "Личные качества", "Пропустить", "Нет, без сообщения"):
        await office.maria.presses(press)
    assert (await office.codes())[-1] == "interview.rejected"
