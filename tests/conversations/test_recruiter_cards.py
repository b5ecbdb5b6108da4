"""The application's card, the first call with its nine results, promises to call back, refusals: all by buttons and plain words."""

from pathlib import Path

import pytest

from core.interviews import acts as interviews
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.pipeline.statuses.codes import FIRST_CALL_RESULTS
from tests.conversations.direct import Message
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def test_the_first_call_has_its_nine_results_and_the_phone(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    card = office.maria.sees("+7 912 345-67-89", "отметьте, чем закончился разговор")
    assert len(card.labels) == len(FIRST_CALL_RESULTS) + 2
    await office.maria.presses("Решить позже")
    office.maria.sees("Записано: Первый звонок состоялся", "На решение осталось 5 дней")
    assert await office.codes() == ["response", "first_call.done"]


@pytest.mark.parametrize(
    ("press", "said"),
    [
        ("Через 1 ч", "сегодня, вт, 24 нояб., 13:00 (МСК)"),
        ("Через 3 ч", "сегодня, вт, 24 нояб., 15:00 (МСК)"),
        ("Завтра 10:00", "завтра, ср, 25 нояб., 10:00 (МСК)"),
        ("в пятницу 11:30", "пт, 27 нояб., 11:30 (МСК)"),
        ("в районе двух", "сегодня, вт, 24 нояб., 14:00 (МСК)"),
        ("в пт 9-10", "пт, 27 нояб., 09:00 (МСК)"),
    ],
)
async def test_a_miss_asks_when_and_says_when(office: Office, press: str, said: str) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("📵 Недозвон")
    office.maria.sees("Когда перезвонить?", "МСК")
    await (office.maria.says(press) if press.startswith("в ") else office.maria.presses(press))
    office.maria.sees("Записано: Недозвон", f"Напомним {said}", "Смирнова Анна Петровна")
    assert await office.codes() == ["response", "first_call.no_answer"]


async def test_one_press_corrects_when_to_call(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("📵 Недозвон")
    await office.maria.says("минут через 20")
    office.maria.sees("Напомним сегодня, вт, 24 нояб., 12:20 (МСК)")
    await office.maria.presses("🕑 Другое время")
    office.maria.sees("Сейчас записано: сегодня, вт, 24 нояб., 12:20 (МСК)", "Через 3 ч")
    await office.maria.says("2 часа")
    office.maria.sees("это час или срок?")
    await office.maria.says("в два")
    office.maria.sees("Отложили", "сегодня, вт, 24 нояб., 14:00 (МСК)")
    assert (await office.codes())[1:] == ["first_call.no_answer", "callback.snoozed"]


async def test_a_time_that_is_past_or_unclear_is_asked_again(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("⏰ Перезвонить позже")
    await office.maria.says("сегодня 9:00")
    office.maria.sees("уже прошло")
    await office.maria.says("завтра 12:00")
    office.maria.sees("Напомним завтра, ср, 25 нояб., 12:00 (МСК)")


async def missed(office: Office, when: str = "Через 1 ч") -> Message:
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("📵 Недозвон")
    return await office.maria.presses(when)


async def test_at_that_minute_the_callback_card_comes_with_its_buttons(office: Office) -> None:
    await accepted(office)
    await missed(office)
    await office.maria.presses("💬 Комментарий")
    await office.maria.says("Просила звонить после обеда")
    await office.house.passes(minutes=59)
    office.maria.sees_not("Пора перезвонить")
    await office.house.passes(minutes=1)
    card = office.maria.sees("Пора перезвонить", "+7 912 345-67-89", "Оператор", "Не дозвонились 1 раз", "после обеда", "📵 Недозвон")
    assert [label for label in card.labels if label.startswith("⏰ +")] == ["⏰ +15 мин", "⏰ +1 ч"]
    await office.maria.presses("Решить позже")
    assert (await office.codes())[-1] == "first_call.done"
    await office.house.passes(days=2)
    assert office.maria.text.count("Пора перезвонить") == 0, "the card was changed in place and came once"


async def test_putting_off_and_the_list_by_time(office: Office) -> None:
    await accepted(office)
    await missed(office)
    await office.maria.says("/callbacks")
    office.maria.sees("Перезвонить: 1", "13:00 · Смирнова Анна Петровна")
    await office.house.passes(hours=1)
    await office.maria.presses("⏰ +15 мин")
    office.maria.sees("Отложили. Напомним сегодня, вт, 24 нояб., 13:15 (МСК)")
    await office.house.passes(minutes=15)
    office.maria.sees("Пора перезвонить")
    await office.maria.presses("⏰ Завтра")
    office.maria.sees("завтра, ср, 25 нояб., 10:00")


async def test_a_new_result_ends_the_promise(office: Office) -> None:
    await accepted(office)
    await missed(office)
    await office.maria.says("/candidate 1")
    await office.maria.presses("Недозвон")
    office.maria.sees("⏰ Перезвонить")
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Решить позже")
    await office.house.passes(hours=3)
    assert "Пора перезвонить" not in office.maria.text
    await office.maria.says("/callbacks")
    office.maria.sees("Перезванивать никому не нужно")


async def test_after_three_misses_a_message_is_proposed_and_then_giving_up(office: Office) -> None:
    await accepted(office)
    for number in range(3):
        await missed(office)
        if number < 2:
            office.maria.sees_not("Пусть выберет время")
            await office.maria.presses("Карточка")
    office.maria.sees("Это уже 3-й раз", "✉️ Пусть выберет время")
    await office.maria.presses("✉️ Пусть выберет время")
    await office.maria.presses("Отправить")
    office.maria.sees("Недозвон, отправлено сообщение", "с выбором времени")
    office.anna.sees("время")
    assert (await office.codes())[-2:] == ["first_call.no_answer_sent", "phone_interview.invited"]
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Отказ: не на связи")
    await office.maria.presses("Да, написать")
    office.maria.sees("Отклонён: Не выходит на связь", "Отклонён рекрутером", "Повторно отобрать")


async def test_refusing_from_the_card_keeps_the_reason_inside(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("Ещё…")
    await office.maria.presses("Отклонить")
    await office.maria.presses("Личные качества")
    await office.maria.says("Грубила <по телефону>")
    await office.maria.presses("Да, написать")
    office.maria.sees("Отклонён: Личные качества", "вежливый отказ", "Повторно отобрать")
    assert "качества" not in office.anna.text
    assert "Грубила" not in office.anna.text
    await office.maria.presses("Ещё…")
    await office.maria.presses("📖 Личное дело")
    office.maria.sees("Отклонён рекрутером", "Мария Орлова", "Причина: Личные качества", "Грубила <по телефону>", "Отклик на вакансию")


async def test_a_withdrawal_has_reasons_of_its_own_and_can_be_undone(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Не заинтересован")
    office.maria.sees("Почему кандидат отказался?", "Принял другое предложение")
    office.maria.sees_not("Личные качества")
    await office.maria.presses("Принял другое предложение")
    await office.maria.presses("Пропустить")
    office.maria.sees("Самоотказ", "Повторно отобрать")
    await office.maria.presses("Повторно отобрать")
    await office.maria.presses("Да, вернуть")
    office.maria.sees("снова в работе", "📞 Первый звонок")
    assert (await office.card()).is_active


async def test_comments_are_typed_or_spoken(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("💬 Комментарий")
    await office.maria.sends("voice.ogg", b"OggS", media_type="audio/ogg")
    office.maria.sees("Комментарий сохранён")
    await office.maria.presses("Ещё…")
    await office.maria.presses("📖 Личное дело")
    office.maria.sees("Комментарий", "📎 voice.ogg")
    await office.maria.presses("Назад")
    await office.maria.presses("📎 Файлы")
    await office.maria.presses("📎 voice.ogg")
    assert office.maria.file() == b"OggS"


async def test_the_candidates_card_by_number_shows_all_applications(office: Office) -> None:
    await accepted(office)
    before = await office.looks()
    await office.maria.says("/candidate 1")
    office.maria.sees("Смирнова Анна Петровна · № 1", "+7 912 345-67-89", "Город: Казань", "▸ Оператор call-центра · Отклик на вакансию")
    assert await office.looks() == before + 1
    await office.maria.presses("▸ Оператор")
    office.maria.sees("📞 Первый звонок")
    await office.maria.says("/candidate")
    office.maria.sees("Напишите номер кандидата")
    await office.maria.says("/candidate 999")
    office.maria.sees_not("Смирнова")


async def test_nobody_finds_a_candidate_who_was_not_accepted(office: Office) -> None:
    await apply(office.anna)
    await office.maria.says("/candidate 1")
    office.maria.sees_not("Смирнова")


async def test_a_foreign_application_is_seen_and_not_touched(office: Office) -> None:
    await accepted(office)
    boris = await office.colleague("Борис", "recruiter")
    await boris.says("/candidate 1")
    await boris.presses("▸ Оператор")
    boris.sees("Смирнова", "✉️ Написать")
    boris.sees_not("📞 Первый звонок", "💬 Комментарий")
    manager = await office.colleague("Глеб", "hiring_manager")
    await manager.says("/candidate 1")
    manager.sees("ведёт другой рекрутер")
    assert "Смирнова" not in manager.text


async def test_where_there_is_nothing_to_choose_from_the_message_asks_when_it_suits(office: Office) -> None:
    await office.house.write(lambda session: interviews.end_rule(session, 1, now=office.house.clock.now()))
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("✉️ Недозвон, написать")
    await office.maria.presses("Отправить")
    office.maria.sees("когда удобно поговорить", "Недозвон, отправлено сообщение")
    office.anna.sees("Не смогли до вас дозвониться", "«Оператор call-центра»", "когда вам удобно")
    await office.anna.says("После шести")
    office.maria.sees("После шести", "Ответить")


async def test_buttons_of_a_step_that_is_over_do_nothing_more(office: Office) -> None:
    """The control: pressed where it still stands, the same button counts again."""
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("📵 Недозвон")
    await office.maria.presses("Через 1 ч")
    for _ in range(3):
        await office.maria.presses_again()
        office.maria.sees("Этот шаг уже пройден")
    assert (await office.card()).attempt_no == 1
    await office.maria.presses("Карточка")
    await missed(office)
    assert (await office.card()).attempt_no == 2


@pytest.mark.parametrize(
    ("press", "last"), [("Отклонить", ("Личные качества", "Да, написать")), ("Самоотказ", ("Принял другое предложение", "Да, записать"))]
)
async def test_the_comment_of_an_end_may_be_spoken(office: Office, press: str, last: tuple[str, str]) -> None:
    await accepted(office)
    for label in ("Ещё…", press, last[0]):
        await office.maria.presses(label)
    await office.maria.sends("voice.ogg", b"OggS", media_type="audio/ogg", caption="Послушайте")
    office.maria.sees(last[1])
    await office.maria.presses(last[1])
    for label in ("Ещё…", "📖 Личное дело"):
        await office.maria.presses(label)
    office.maria.sees("Послушайте", "📎 voice.ogg")
    (event, *_) = [code for code in reversed(await office.codes()) if code != "comment"]
    assert event in {"rejected", "withdrawn"}


async def test_a_remark_after_a_result_can_be_kept_as_a_comment(office: Office) -> None:
    await accepted(office)
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Недозвон")
    await office.maria.presses("Через 1 ч")
    await office.maria.says("Толковая, но занята")
    await office.maria.presses("💬 В комментарий: Смирнова")
    office.maria.sees("💬 Толковая, но занята")
