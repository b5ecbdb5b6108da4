"""A recruiter's hours and day: slots, today, search."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from core.interviews import reads as interviews
from core.kernel.actors import SYSTEM, staff
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.pipeline import acts as pipeline
from core.privacy.model import AccessLog
from tests.conversations.desk_house import applicant, colleague, desk_house, number_of, vacancy_of
from tests.conversations.direct import Chat, House

SKIP = "Пропустить"


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return desk_house(db, clock, tmp_path / "files")


async def keeps_hours(chat: Chat, place: str = "ул. Баумана, 5", said: str = "10-18") -> None:
    await chat.says("/slots")
    await chat.presses("➕ Добавить правило")
    await chat.says("пн-пт")
    await chat.says(said)
    await chat.presses("30 мин")
    await chat.presses("1")
    await chat.presses("10 мин")
    await (chat.says(place) if place != SKIP else chat.presses(SKIP))
    await chat.presses("✅ Сохранить часы")


async def moves_to_yekaterinburg(chat: Chat) -> None:
    await chat.says("/me")
    await chat.presses("Часовой пояс")
    await chat.presses("Екатеринбург")


async def test_hours_are_kept_in_six_answers(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/slots")
    anna.sees("Расписания пока нет")
    await anna.presses("➕ Добавить правило")
    anna.sees("По каким дням", "пн–пт", "вт, чт")
    await anna.says("когда-нибудь")
    anna.sees("Не разобрали дни")
    await anna.presses("пн–пт")
    anna.sees("В какие часы?", "Время: МСК")
    await anna.says("18-10")
    anna.sees("Уточните, пожалуйста: 18:00–22:00 или 18:00–10:00?")
    await anna.says("когда удобно")
    anna.sees("Не разобрали часы")
    await anna.says("с 10 до 18")
    await anna.says("40 минут")
    await anna.presses("2")
    await anna.presses("0 мин")
    await anna.says("https://meet.example/anna")
    anna.sees("Дни: пн–пт", "Часы: 10:00 – 18:00", "Длительность: 40 мин", "Человек: 2", "Перерыв: 0 мин", "https://meet.example/anna")
    await anna.presses("✅ Сохранить часы")
    anna.sees("кандидаты уже могут выбирать", "📅 пн–пт, 10:00–18:00", "Ближайшее свободное", "сегодня, вт, 24 нояб., 13:20 (МСК)")
    (rule,) = await house.read(partial(interviews.rules_of, owner=number_of(anna)))
    assert (rule.weekdays, rule.duration, rule.capacity, rule.link) == ((0, 1, 2, 3, 4), 40, 2, "https://meet.example/anna")


async def test_a_rule_that_is_ended_offers_nothing_more(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await anna.presses("📅 пн–пт")
    anna.sees("Встреча: 30 мин", "Перерыв между встречами: 10 мин", "ул. Баумана, 5")
    await anna.presses("Убрать правило")
    anna.sees("Убрать это правило?")
    await anna.presses("Да, убрать")
    anna.sees("Правило убрано", "Расписания пока нет")
    free = partial(interviews.offered, owner=number_of(anna), now=house.clock.now(), notice=timedelta())
    assert await house.read(free) == ()


async def test_hours_without_a_place_say_so_and_take_one(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna, place=SKIP)
    anna.sees("кандидаты уже могут выбирать", "Адреса нет: кандидат не узнает, куда прийти")
    await anna.presses("📍 Добавить место")
    anna.sees("Куда приходить?")
    await anna.says("ул. Баумана, 5")
    anna.sees("Проверьте", "Часы: 10:00 – 18:00", "ул. Баумана, 5")
    await anna.presses("✅ Сохранить часы")
    anna.sees("Часы изменены", "📅 пн–пт, 10:00–18:00")
    (rule,) = await house.read(partial(interviews.rules_of, owner=number_of(anna)))
    assert (rule.place, rule.duration, rule.after) == ("ул. Баумана, 5", 30, 10)


async def test_hours_are_changed_in_one_answer_and_stay_on_their_clock(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await moves_to_yekaterinburg(anna)
    await anna.says("/slots")
    await anna.presses("📅 пн–пт")
    anna.sees_not("Адреса нет")
    await anna.presses("✏️ Изменить")
    anna.sees("Проверьте", "Дни: пн–пт", "Часы: 10:00 – 18:00", "Длительность: 30 мин", "Перерыв: 10 мин", "ул. Баумана, 5")
    await anna.presses("✏️ Часы")
    anna.sees("Время: МСК.")
    await anna.says("12-14")
    await anna.presses("✅ Сохранить часы")
    anna.sees("Часы изменены", "📅 пн–пт, 12:00–14:00 (МСК)")
    (rule,) = await house.read(partial(interviews.rules_of, owner=number_of(anna)))
    assert (rule.zone, rule.place) == ("Europe/Moscow", "ул. Баумана, 5")
    free = partial(interviews.offered, owner=number_of(anna), now=house.clock.now(), notice=timedelta())
    assert {slot.start_at.hour for slot in await house.read(free)} <= {9, 10}, "noon to two in Moscow"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("завтра выходной", "ср, 25 нояб.: выходной"),
        ("завтра не работаю", "ср, 25 нояб.: выходной"),
        ("27.11", "пт, 27 нояб.: выходной"),
        ("пт 12-16", "пт, 27 нояб.: 12:00–16:00 (МСК)"),
        ("1 декабря с 9:30 до 14", "вт, 1 дек.: 09:30–14:00"),
        ("отпуск 1–14 декабря", "вт, 1 дек. – пн, 14 дек.: выходной"),
        ("с 1 по 14.12", "вт, 1 дек. – пн, 14 дек.: выходной"),
        ("28.12 - 8.01", "пн, 28 дек. – пт, 8 янв.: выходной"),
        ("30.12-31.12 10-13", "ср, 30 дек. – чт, 31 дек.: 10:00–13:00 (МСК)"),
        ("пт 10-12, 15-17", "пт, 27 нояб.: 10:00–12:00, 15:00–17:00 (МСК)"),
        ("пт с 18 до 24", "пт, 27 нояб.: 18:00–24:00 (МСК)"),
        ("две недели с 1 декабря", "вт, 1 дек. – пн, 14 дек.: выходной"),
        ("с понедельника по среду", "пн, 30 нояб. – ср, 2 дек.: выходной"),
    ],
)
async def test_a_day_that_differs_is_one_line(house: House, typed: str, told: str) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await anna.presses("📆 Особые дни")
    await anna.says(typed)
    anna.sees(told, "Не как обычно")
    await anna.presses("✖️")
    anna.sees_not("Не как обычно")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("14 декабря - 1 декабря 2026", "Не разобрали день"),
        ("1 декабря - когда-нибудь", "Не разобрали день"),
        ("5-8", "Не разобрали день"),
        ("1 декабря - 1 мая", "не больше 62 дней"),
    ],
)
async def test_days_that_cannot_be_read_close_nothing(house: House, typed: str, told: str) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await anna.presses("📆 Особые дни")
    await anna.says(typed)
    anna.sees(told)
    anna.sees_not("Не как обычно")
    await anna.says("завтра")
    anna.sees("ср, 25 нояб.: выходной")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("с 18 до 24", ["18:00-00:00"]),
        ("18:00-00:00", ["18:00-00:00"]),
        ("22-6", ["22:00-06:00"]),
        ("22-2", ["22:00-02:00"]),
        ("20-8", ["20:00-08:00"]),
        ("круглосуточно", ["00:00-00:00"]),
        ("9-13, 14-18", ["09:00-13:00", "14:00-18:00"]),
        ("9-6", ["09:00-18:00"]),
    ],
)
async def test_hours_until_midnight_over_it_and_in_two_spans(house: House, typed: str, hours: list[str]) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna, said=typed)
    anna.sees("кандидаты уже могут выбирать", f"📅 пн–пт, {hours[0][:5]}–{'24:00' if hours[0][6:] == '00:00' else hours[0][6:]}")
    kept = await house.read(partial(interviews.rules_of, owner=number_of(anna)))
    assert [f"{rule.opens:%H:%M}-{rule.closes:%H:%M}" for rule in kept] == hours


async def test_a_rule_of_two_spans_in_place_of_another(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await anna.says("/slots")
    await anna.presses("📅 пн–пт")
    await anna.presses("✏️ Изменить")
    await anna.presses("✏️ Часы")
    await anna.says("9-18, перерыв 13-14")
    anna.sees("Часы: 09:00 – 13:00, 14:00 – 18:00")
    await anna.presses("✅ Сохранить часы")
    anna.sees("Часы изменены", "📅 пн–пт, 09:00–13:00", "📅 пн–пт, 14:00–18:00")


async def test_a_length_is_read_with_its_unit(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/slots")
    await anna.presses("➕ Добавить правило")
    await anna.says("пн-пт")
    await anna.says("10-18")
    await anna.says("30-40 минут")
    anna.sees("Названы два числа: 30 и 40", "Сколько длится встреча?")
    await anna.says("2 дня")
    anna.sees("Не разобрали, сколько это времени")
    await anna.says("1 час")
    await anna.says("2-3 человека")
    anna.sees("Названы два числа: 2 и 3", "Сколько человек")
    await anna.says("три человека")
    await anna.says("полчаса")
    await anna.presses(SKIP)
    anna.sees("Длительность: 60 мин", "Человек: 3", "Перерыв: 30 мин")


async def test_two_rules_that_overlap_offer_each_time_once(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await keeps_hours(anna)
    free = partial(interviews.next_free, owner=number_of(anna), now=house.clock.now(), notice=timedelta(), n=5)
    starts = [slot.start_at for slot in await house.read(free)]
    assert len(set(starts)) == len(starts) == 5
    assert anna.last.text.count("24 нояб., 13:20 (МСК)") == 1


async def test_a_day_over_midnight_ends_with_its_day(house: House) -> None:
    """What runs into the next day is closed with the day it belongs to, and only that."""
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna, said="20-2")
    await anna.says("/slots")
    await anna.presses("📆 Особые дни")
    await anna.says("завтра выходной")
    free = partial(interviews.offered, owner=number_of(anna), now=house.clock.now(), notice=timedelta())
    moscow = ZoneInfo("Europe/Moscow")
    walls = [slot.start_at.astimezone(moscow) for slot in await house.read(free)]
    shown = sorted({(wall.day, wall.hour) for wall in walls if wall.day in {24, 25, 26}})
    assert shown == [(24, hour) for hour in range(20, 24)] + [(25, 0), (25, 1)] + [(26, hour) for hour in range(20, 24)]


async def test_hours_are_kept_on_the_clock_that_is_named(house: House) -> None:
    """Anna has moved to Yekaterinburg; her rule was made in Moscow, and so runs the day that she gives other hours."""
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await moves_to_yekaterinburg(anna)
    await anna.says("/slots")
    anna.sees("📅 пн–пт, 10:00–18:00 (МСК)")
    await anna.presses("📅 пн–пт")
    anna.sees("(МСК)")
    anna.sees_not("Europe/Moscow")
    await anna.presses("Назад")
    await anna.presses("📆 Особые дни")
    anna.sees("Время: МСК.")
    await anna.says("пт 12-13")
    anna.sees("пт, 27 нояб.: 12:00–13:00 (МСК)")
    free = partial(interviews.offered, owner=number_of(anna), now=house.clock.now(), notice=timedelta())
    first = min(slot.start_at for slot in await house.read(free) if slot.start_at.day == 27)
    assert f"{first:%H:%M}" == "09:00", "noon in Moscow"


async def test_quiet_hours_name_their_clock(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/me")
    await anna.presses("Тихие часы")
    anna.sees("время: МСК")
    await anna.presses("–0")
    anna.sees("(МСК)")


async def test_tomorrow_off_is_one_press_and_is_offered_no_more(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await keeps_hours(anna)
    await anna.presses("📆 Особые дни")
    await anna.presses("🏖 Завтра выходной")
    anna.sees("ср, 25 нояб.: выходной")
    await anna.says("не знаю")
    anna.sees("Не разобрали день")
    free = partial(interviews.offered, owner=number_of(anna), now=house.clock.now(), notice=timedelta())
    days = {slot.start_at.date().day for slot in await house.read(free)}
    assert 25 not in days
    assert 26 in days


async def test_hours_are_shown_to_nobody_else(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    boris = await colleague(house, "Борис Лавров", "recruiter")
    await keeps_hours(anna)
    await boris.says("/slots")
    boris.sees("Расписания пока нет")
    boris.sees_not("пн–пт")


async def test_today_tells_meetings_calls_and_decisions(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    vacancy = await vacancy_of(house, anna)
    meets = await applicant(house, "Пётр Иванов", "+79161234567", vacancy)
    calls = await applicant(house, "Ольга Петрова", "+79161234568", vacancy)
    await applicant(house, "Раиса Белова", "+79161234569", vacancy)
    now, by = house.clock.now(), staff(number_of(anna))
    start = now + timedelta(hours=4)
    await house.happens(
        partial(pipeline.schedule_at, application=meets, start=start, kind="interview", minutes=30, place="офис", by=by, now=now)
    )
    await house.happens(
        partial(pipeline.call_back, application=calls, code="first_call.no_answer", due=now + timedelta(hours=1), by=by, now=now)
    )
    await anna.says("/today")
    anna.sees("Сегодня, вт, 24 нояб.", "время: МСК", "Встречи: 1", "16:00 Пётр Иванов", "ждём подтверждения")
    anna.sees("Перезвонить: 1", "13:00 Ольга Петрова", "📞 Перезвонить · 1", "Ждут решения: 2")
    await house.happens(partial(pipeline.confirm, application=meets, by=SYSTEM, now=now))
    await anna.says("/today")
    anna.sees("✅ придёт")
    await anna.presses("📞 Перезвонить")
    anna.sees("Ольга Петрова")
    await anna.says("/today")
    await anna.presses("16:00 Пётр Иванов")
    anna.sees("Пётр Иванов", "Продавец-консультант")
    await house.passes(hours=4)
    await anna.says("/today")
    anna.sees("16:00 Пётр Иванов", "📝 ждём результата")
    anna.sees_not("✅ придёт", "ждём подтверждения")


async def test_people_are_found_by_name_and_by_the_end_of_a_phone(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    vacancy = await vacancy_of(house, anna)
    await applicant(house, "Пётр Иванов", "+79161234567", vacancy)
    await applicant(house, "Ольга Петрова", "+79161239999", vacancy)
    await anna.says("/find иванов")
    anna.sees("1 человек", "Пётр Иванов", "Казань", "+7 916 123-45-67")
    await anna.says("99-99")
    anna.sees("Ольга Петрова")
    anna.sees_not("Пётр Иванов")
    await anna.says("Сидоров")
    anna.sees("никого не нашли")
    await anna.says("/find")
    anna.sees("Кого ищем?")
    await anna.says("казань")
    anna.sees("2 человека")
    await anna.presses("Ольга Петрова")
    anna.sees("Ольга Петрова", "+7 916 123-99-99")
    seen = await house.read(lambda session: session.execute(select(func.count()).select_from(AccessLog)).scalar_one())
    assert seen >= 5


async def test_an_operator_cannot_look_for_anybody(house: House) -> None:
    operator = await colleague(house, "Олег Оператор", "operator")
    await operator.says("/find Иванов")
    operator.sees("Это действие вам недоступно")


async def test_a_lead_sees_the_whole_team_or_his_own(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    lead = await colleague(house, "Лидия Главная", "lead")
    theirs, own = await vacancy_of(house, anna), await vacancy_of(house, lead)
    meets = await applicant(house, "Пётр Иванов", "+79161234567", theirs)
    calls = await applicant(house, "Ольга Петрова", "+79161234568", theirs)
    await applicant(house, "Раиса Белова", "+79161234569", own)
    now, by = house.clock.now(), staff(number_of(anna))
    about: dict[str, Any] = {"kind": "interview", "minutes": 30, "place": "офис"}
    schedule = partial(pipeline.schedule_at, application=meets, start=now + timedelta(hours=4), by=by, now=now, **about)
    await house.happens(schedule)
    call_back = partial(pipeline.call_back, application=calls, code="first_call.no_answer", due=now + timedelta(hours=1), by=by, now=now)
    await house.happens(call_back)
    await lead.starts()
    lead.sees("📞 Перезвонить · 1", "📅 Сегодня · 1", "⚖️ Решить · 2")
    await lead.presses("📅 Сегодня")
    lead.sees("16:00 Пётр Иванов", "Ольга Петрова", "· Анна Серова", "Ждут решения: 2", "👤 Только мои")
    await lead.presses("👤 Только мои")
    lead.sees("Встреч сегодня нет", "Перезванивать сегодня никому", "Ждут решения: 1", "👥 Вся команда")
    await lead.presses("⚖️ Решить · 1")
    lead.sees("Раиса Белова", "👥 Вся команда")
    lead.sees_not("Ольга Петрова")
    await lead.presses("👥 Вся команда")
    lead.sees("Ольга Петрова, Продавец-консультант · Анна Серова")
    await lead.says("/callbacks")
    lead.sees("Ольга Петрова")
    await lead.presses("👤 Только мои")
    lead.sees("Перезванивать никому не нужно")


async def test_a_recruiter_has_nothing_to_switch(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    for command in ("/today", "/callbacks"):
        await anna.says(command)
        anna.sees_not("Вся команда", "Только мои")
