"""A time is chosen, moved, confirmed and called off by buttons; reminders say what still holds and nothing else."""

from functools import partial

import pytest
from icalendar import Calendar
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.interviews import acts as interviews
from core.interviews import reads
from core.interviews.model import Slot
from core.interviews.reads import BookingCard
from core.pipeline import acts as pipeline
from core.pipeline import reads as applications
from core.pipeline.reads import ApplicationCard
from tests.conversations.direct import Chat
from tests.conversations.hiring import NOTICE, PLACE, Hiring, apply, booked, invited


async def meeting(hiring: Hiring, application: int) -> BookingCard | None:
    return await hiring.house.read(lambda session: reads.active(session, application))


async def application(hiring: Hiring, number: int) -> ApplicationCard:
    return await hiring.house.read(lambda session: applications.card(session, number))


async def event(chat: Chat) -> dict[str, str]:
    (found,) = Calendar.from_ical(chat.file()).walk("VEVENT")
    return {name: found.decoded(name) if name.startswith("DT") else str(found[name]) for name in ("UID", "SEQUENCE", "DTSTART", "LOCATION")}


async def test_days_then_times_then_booked_with_place_and_calendar(hiring: Hiring, anna: Chat) -> None:
    number = await invited(hiring, anna)
    anna.sees("приглашаем вас", "Мария Орлова")
    await anna.presses("Выбрать время")
    anna.sees("Выберите день", "ср, 25 нояб.")
    await anna.presses("25 нояб.")
    anna.sees("МСК", "10:00", "10:30", "11:00", "11:30")
    await anna.presses("10:30")
    anna.sees("ждём вас", "10:30 (МСК)", PLACE, "Перенести", "Отменить")
    assert "Вы выбрали" in anna.text
    held = await meeting(hiring, number)
    assert held is not None
    assert held.wall == "2026-11-25T10:30"
    entry = await event(anna)
    assert (entry["UID"], entry["SEQUENCE"], entry["LOCATION"]) == (f"booking-{held.id}@otklik", "0", PLACE)
    assert entry["DTSTART"] == held.start_at


@pytest.mark.parametrize("link", ["", "https://meet.example/otklik"])
async def test_a_phone_interview_is_a_call_whatever_place_its_slot_has(hiring: Hiring, anna: Chat, link: str) -> None:
    await apply(anna)
    accepted = await hiring.accepted()
    await hiring.house.write(lambda session: session.execute(update(Slot).values(link=link)))
    await hiring.invited(accepted.application, "phone_interview")
    for press in ("Выбрать время", "25 нояб.", "10:00"):
        await anna.presses(press)
    anna.sees("10:00 (МСК)", "Позвоним вам: +7 912 345-67-89")
    anna.sees_not(PLACE, "meet.example")
    assert (await event(anna))["LOCATION"] == "Телефонное интервью: +7 912 345-67-89"


async def test_times_are_the_candidates_own_and_the_offices_stand_beside(hiring: Hiring) -> None:
    vera = hiring.house.chat("vera", zone="Asia/Yekaterinburg")
    await invited(hiring, vera)
    await vera.presses("Выбрать время")
    await vera.presses("25 нояб.")
    vera.sees("МСК+2", "12:00")
    await vera.presses("12:00")
    vera.sees("12:00 (МСК+2)", "По местному времени офиса", "10:00 (МСК)")


async def test_the_clock_that_times_are_by_is_named_and_can_be_changed(hiring: Hiring, anna: Chat) -> None:
    await invited(hiring, anna)
    await anna.presses("Выбрать время")
    await anna.presses("25 нояб.")
    anna.sees("Время: Москва, МСК", "Другой часовой пояс")
    await anna.presses("Другой часовой пояс")
    anna.sees("Где вы живёте?", "✅ Москва, МСК")
    await anna.presses("Владивосток")
    anna.sees("У вас сейчас 19:00 (МСК+7)", "Выберите день")
    await anna.presses("25 нояб.")
    anna.sees("Время: Владивосток, МСК+7", "17:00", "18:30")
    await anna.presses("17:00")
    anna.sees("17:00 (МСК+7)", "10:00 (МСК)")
    await hiring.house.passes(hours=20)
    anna.sees("напоминаем", "17:00 (МСК+7)")


async def test_a_zone_of_no_city_of_ours_goes_by_its_offset(hiring: Hiring) -> None:
    vera = hiring.house.chat("vera", zone="Asia/Novosibirsk")
    await invited(hiring, vera)
    await vera.presses("Выбрать время")
    await vera.presses("25 нояб.")
    vera.sees("Время: МСК+4")
    await vera.presses("Другой часовой пояс")
    vera.sees("✅ Красноярск, МСК+4")
    await vera.presses("Назад")
    vera.sees("Время: МСК+4")


async def test_a_guest_may_say_where_he_lives_beside_his_language(anna: Chat) -> None:
    await anna.says("/language")
    await anna.presses("Москва, МСК")
    await anna.presses("Омск")
    anna.sees("У вас сейчас", "(МСК+3)")
    await anna.says("/language")
    anna.sees("🕐 Омск, МСК+3")


async def test_a_time_taken_meanwhile_is_said_and_the_free_ones_are_shown(hiring: Hiring, anna: Chat) -> None:
    await invited(hiring, anna)
    await anna.presses("Выбрать время")
    await anna.presses("25 нояб.")
    boris = hiring.house.chat("boris")
    await booked(hiring, boris)
    await anna.presses("10:00")
    anna.sees("уже занято", "10:30")
    assert "10:00" not in anna.last.labels


async def test_the_last_time_of_a_day_leads_back_to_the_days(hiring: Hiring, anna: Chat) -> None:
    number = await invited(hiring, anna)
    await anna.presses("Выбрать время")
    await anna.presses("25 нояб.")

    def close(session: Session) -> None:
        day = reads.offered(session, hiring.recruiter, now=hiring.now, notice=NOTICE)[0].start_at.date()
        interviews.set_exception(session, hiring.recruiter, day.replace(day=25), (), now=hiring.now)

    await hiring.house.happens(close)
    await anna.presses("10:00")
    anna.sees("Выберите день", "26 нояб.")
    assert await meeting(hiring, number) is None


async def test_moving_keeps_the_meeting_and_raises_the_calendars_sequence(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    first = await meeting(hiring, number)
    await anna.presses("Перенести")
    anna.sees("Сейчас назначено", "10:00 (МСК)")
    await anna.presses("26 нояб.")
    await anna.presses("11:00")
    anna.sees("время изменено", "26 нояб.")
    second = await meeting(hiring, number)
    assert first is not None
    assert second is not None
    assert (second.id, second.version) == (first.id, first.version + 1)
    assert (await event(anna))["SEQUENCE"] == "1"


async def test_cancelling_asks_first_and_offers_to_move(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    await anna.presses("Отменить")
    anna.sees("Отменить встречу?", "Перенести", "Да, отменить", "Оставить как есть")
    await anna.presses("Оставить как есть")
    assert await meeting(hiring, number) is not None
    await anna.presses("Отменить")
    await anna.presses("Да, отменить")
    anna.sees("отменили", "Другое время")
    assert await meeting(hiring, number) is None
    await anna.presses("Другое время")
    anna.sees("Выберите день")


async def test_reminders_come_a_day_and_two_hours_before_and_can_be_confirmed(hiring: Hiring, anna: Chat) -> None:
    number = await invited(hiring, anna)
    await anna.presses("Выбрать время")
    await anna.presses("27 нояб.")
    await anna.presses("10:00")
    await hiring.house.passes(days=1, hours=22)
    anna.sees("напоминаем", "завтра, пт, 27 нояб., 10:00 (МСК)", "Подтвердить", "Перенести", "Отменить", "Больше не интересно")
    await anna.presses("Подтвердить")
    anna.sees("Спасибо, ждём вас", "Перенести")
    anna.sees_not("Подтвердить")
    held = await meeting(hiring, number)
    assert held is not None
    assert held.state == "confirmed"
    await hiring.house.passes(hours=22)
    anna.sees("напоминаем", "сегодня", "Вы подтвердили")


async def test_a_meeting_moved_meanwhile_is_shown_not_confirmed(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    pressed = anna.last
    assert pressed.button("Подтвердить")

    def move(session: Session) -> None:
        slot = reads.offered(session, hiring.recruiter, now=hiring.now, notice=NOTICE)[-1]
        pipeline.schedule(session, number, slot.id, kind="interview", by=hiring.by, now=hiring.now, notice=NOTICE)

    before = len(anna.messages)
    await hiring.house.happens(move)
    anna.sees("время изменилось", "Подтвердить")
    del anna.messages[before:]
    await anna.presses("Подтвердить")
    anna.sees("успели перенести")
    held = await meeting(hiring, number)
    assert held is not None
    assert held.state == "booked"


async def test_a_reminder_of_what_was_called_off_shows_nothing(hiring: Hiring, anna: Chat) -> None:
    await booked(hiring, anna)
    await anna.presses("Отменить")
    await anna.presses("Да, отменить")
    count = len(anna.messages)
    await hiring.house.passes(days=1)
    assert len(anna.messages) == count


@pytest.mark.parametrize("label", ["Перенести", "Подтвердить"])
async def test_a_meeting_that_has_begun_is_not_changed(hiring: Hiring, anna: Chat, label: str) -> None:
    number = await booked(hiring, anna)
    kept = list(anna.messages)
    await hiring.house.passes(days=1)
    anna.messages[:] = kept
    await anna.presses(label)
    anna.sees("уже началась")
    held = await meeting(hiring, number)
    assert held is not None
    assert held.state == "booked"


async def test_no_longer_interested_from_a_reminder_ends_it_with_a_reason(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    await hiring.house.passes(hours=20)
    await anna.presses("Больше не интересно")
    anna.sees("Выберите причину", "Далеко ездить")
    await anna.presses("Далеко ездить")
    anna.sees("закрыт")
    card = await application(hiring, number)
    assert (card.status, card.is_active) == ("withdrawn", False)
    assert await meeting(hiring, number) is None
    newest = (await hiring.house.read(lambda session: applications.history(session, number, 1)))[0]
    assert newest.reason == "location"


async def test_what_the_recruiter_sets_moves_and_cancels_is_told(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    number = (await hiring.accepted()).application

    def schedule(session: Session, place: int) -> int:
        slot = reads.offered(session, hiring.recruiter, now=hiring.now, notice=NOTICE)[place]
        return pipeline.schedule(session, number, slot.id, kind="phone_interview", by=hiring.by, now=hiring.now, notice=NOTICE)

    await hiring.house.happens(partial(schedule, place=0))
    anna.sees("Телефонное интервью: вам назначили время", "Позвоним вам: +7 912 345-67-89", "Подтвердить")
    await hiring.house.happens(partial(schedule, place=3))
    anna.sees("время изменилось")
    await hiring.house.happens(lambda session: pipeline.cancel_meeting(session, number, by=hiring.by, now=hiring.now))
    anna.sees("пришлось отменить", "Другое время")


async def test_nothing_fits_is_an_answer(hiring: Hiring, anna: Chat) -> None:
    await invited(hiring, anna)
    await anna.presses("Выбрать время")
    await anna.presses("Ничего не подходит")
    anna.sees("Мария Орлова прочитает")
    await anna.says("После шести вечера")
    anna.sees("Передали рекрутеру")


async def test_another_ones_meeting_cannot_be_touched(hiring: Hiring, anna: Chat) -> None:
    """The button is Anna's, the chat is not: nothing is shown and nothing happens."""
    number = await booked(hiring, anna)
    boris = hiring.house.chat("boris")
    await boris.starts()
    button = anna.last.button("Отменить")
    assert button is not None
    await hiring.house.incoming(boris, {"kind": "press", "token": button["token"], "bubble": 0})
    boris.sees_not("Отменить встречу?")
    assert await meeting(hiring, number) is not None


async def test_who_did_not_come_is_offered_another_time_without_reproach(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    await hiring.house.passes(days=1)
    await hiring.house.happens(lambda session: pipeline.result(session, number, "interview.no_show", by=hiring.by, now=hiring.now))
    anna.sees("Не получилось встретиться", "Выбрать время", "Больше не интересно")
    await anna.presses("Выбрать время")
    anna.sees("Выберите день")


async def test_who_asked_for_silence_is_not_offered_anything(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    await hiring.house.passes(days=1)
    await anna.says("/stop")
    count = len(anna.messages)
    await hiring.house.happens(lambda session: pipeline.result(session, number, "interview.no_show", by=hiring.by, now=hiring.now))
    assert len(anna.messages) == count
