"""Old notices lose buttons that hold no more, what is asked again has one live copy, nights are quiet, an end names the meeting."""

from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import update

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from core.staff import reads, rules
from core.staff.model import StaffUser
from tests.conversations.direct import Chat, Message
from tests.conversations.office import Office, met, opened


@pytest.fixture
async def office(sqlite: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(sqlite, clock, tmp_path / "files")


def holding(chat: Chat, label: str) -> list[Message]:
    return [message for message in chat.messages if message.button(label)]


# A notice under which nothing is true any more


async def called_off(office: Office) -> int:
    """Maria set the meeting and called it off; where Anna's invitation stands."""
    await met(office)
    (place,) = [place for place, message in enumerate(office.anna.messages) if message.button("Подтвердить")]
    await office.maria.presses("Карточка")
    await office.maria.presses("🗓 Встреча")
    await office.maria.presses("Отменить")
    await office.maria.presses("Да, отменить")
    office.anna.sees("отмен")
    return place


@pytest.mark.parametrize("label", ["Подтвердить", "Отменить"])
async def test_an_invitation_to_a_meeting_that_is_off_is_not_sent_anew(office: Office, label: str) -> None:
    place = await called_off(office)
    await office.anna.presses_at(place, label)
    assert office.anna.messages[place].labels == []
    assert holding(office.anna, "Подтвердить") == []
    office.anna.sees("Оператор call-центра")
    office.anna.sees_not("Вам назначили", "назначена встреча")
    assert await office.meeting() is None


async def test_any_kept_notice_loses_its_buttons_with_the_problem(office: Office) -> None:
    """The kind, not the instance: the invitation of a meeting that has begun."""
    await met(office)
    (place,) = [place for place, message in enumerate(office.anna.messages) if message.button("Подтвердить")]
    await office.house.passes(hours=22, minutes=10)
    await office.anna.presses_at(place, "Подтвердить")
    assert office.anna.messages[place].labels == []


# One live copy


async def test_how_it_went_has_one_live_copy_however_often_it_is_asked(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=23)
    for _ in range(4):
        await office.house.passes(hours=3, minutes=5)
    asked = [message for message in office.maria.messages if "Как прошло" in message.text]
    assert len(asked) == 4
    assert [bool(message.labels) for message in asked] == [False, False, False, True]


# Quiet hours that nobody has chosen


async def unchosen(office: Office) -> None:
    await office.house.write(
        lambda session: session.execute(update(StaffUser).values(quiet_from=None, quiet_to=None, quiet_chosen=False)),
    )


async def test_the_night_is_quiet_by_default_on_the_colleagues_own_clock(office: Office) -> None:
    """The meeting ends at half past two of his night: it is asked about at eight, once."""
    await met(office)
    await unchosen(office)
    before = len(office.maria.messages)
    await office.house.write(lambda session: staff.set_zone(session, office.recruiter, "America/New_York"))
    await office.house.passes(hours=23)
    assert not [one for one in office.maria.messages[before:] if "Как прошло" in one.text]
    await office.house.passes(hours=3)
    assert not [one for one in office.maria.messages[before:] if "Как прошло" in one.text]
    await office.house.passes(hours=2, minutes=5)
    asked = [message.text for message in office.maria.messages[before:] if "Как прошло" in message.text]
    assert len(asked) == 1


async def test_control_who_has_chosen_none_hears_at_night(office: Office) -> None:
    await met(office)
    await office.house.write(lambda session: staff.set_zone(session, office.recruiter, "America/New_York"))
    await office.house.passes(hours=23)
    assert [one for one in office.maria.messages if "Как прошло" in one.text]


async def test_who_cancels_at_night_a_meeting_of_the_early_morning_wakes_the_host(office: Office) -> None:
    await met(office)
    await office.house.write(lambda session: staff.set_quiet_hours(session, office.recruiter, time(20), time(9, 30)))
    await office.house.passes(hours=20)
    await office.anna.presses("Отменить")
    await office.anna.presses("Да, отменить")
    office.maria.sees("отменил")


def test_chosen_hours_and_those_of_the_house() -> None:
    assert rules.quiet_hours(None, None, False) == (time(22), time(8)) == rules.QUIET
    assert rules.quiet_hours(None, None, True) is None
    assert rules.quiet_hours(time(20), time(9), True) == rules.quiet_hours(time(20), time(9), False) == (time(20), time(9))


async def test_a_new_colleague_has_those_of_the_house_and_may_end_them(office: Office) -> None:
    number = await office.house.write(lambda session: staff.add_staff(session, "Новый", ["recruiter"], now=office.house.clock.now()))
    assert await office.house.read(lambda session: reads.quiet_hours(session, number)) == rules.QUIET
    await office.house.write(lambda session: staff.set_quiet_hours(session, number, None, None))
    assert await office.house.read(lambda session: reads.quiet_hours(session, number)) is None


# An end that takes a meeting with it


async def test_a_withdrawal_says_to_both_that_the_meeting_is_off(office: Office) -> None:
    await met(office)
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Уже не ищу работу")
    office.anna.sees("Встреча завтра, ср, 25 нояб., 10:00 (МСК) отменена")
    office.maria.sees("Встреча завтра, ср, 25 нояб., 10:00 (МСК) отменена", "снова свободно")


async def test_a_refusal_says_to_both_that_the_meeting_is_off(office: Office) -> None:
    await met(office)
    await office.maria.presses("Карточка")
    await office.maria.presses("Ещё…")
    await office.maria.presses("Отклонить")
    await office.maria.presses(next(iter(office.maria.last.labels)))
    await office.maria.presses("Пропустить")
    await office.maria.presses("Да, написать")
    office.maria.sees("Встреча завтра, ср, 25 нояб., 10:00 (МСК) отменена", "снова свободно")
    office.anna.sees("Встреча ср, 25 нояб., 10:00 (МСК) отменена, приходить не нужно")


async def test_without_a_meeting_nothing_is_said_of_one(office: Office) -> None:
    await met(office)
    await office.anna.presses("Отменить")
    await office.anna.presses("Да, отменить")
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Уже не ищу работу")
    office.anna.sees_not("Встреча")
    office.maria.sees_not("снова свободно")
