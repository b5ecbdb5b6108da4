"""A typed phone or name is no proof: joining records gives no chat a right over what was there before."""

import pytest

from tests.conversations.direct import Chat
from tests.conversations.office import Office, accepted, met
from tests.trust.people import MEETING, NAME, OTHER, PHONE, applies, joined, set_meeting


async def sees_nothing_of_hers(stranger: Chat) -> None:
    await stranger.says("/status")
    stranger.sees_not(MEETING, "Оператор call-центра", "Подтвердить", "Отменить")


async def writes_to_her(office: Office) -> None:
    """Maria writes from Anna's application."""
    await office.maria.says("/find Смирнова")
    await office.maria.presses("Смирнова")
    await office.maria.presses("Оператор call-центра")
    await office.maria.presses("✉️ Написать")
    await office.maria.says("Адрес тот же, возьмите паспорт")


@pytest.mark.parametrize("phone", [PHONE, OTHER])
async def test_a_stranger_with_her_name_or_phone_gets_neither_her_meeting_nor_her_messages(office: Office, phone: str) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, phone=phone)
    before = len(office.anna.messages)
    await joined(office)
    assert len(office.anna.messages) == before + 1, "she is told of the join"
    office.anna.sees("объединил")
    office.anna.sees_not("000-00-01")
    await sees_nothing_of_hers(stranger)
    heard = len(stranger.messages)
    await writes_to_her(office)
    office.anna.sees("возьмите паспорт")
    assert len(stranger.messages) == heard
    await office.house.passes(hours=20)
    office.anna.sees("напоминаем")
    assert MEETING not in stranger.text
    assert (await office.meeting()) is not None


async def test_his_number_does_not_stand_first_on_her_card(office: Office) -> None:
    await met(office)
    await applies(office.house.chat("stranger"))
    await joined(office)
    assert (await office.card(1)).phone == "+79123456789"
    await office.maria.says("/candidate 1")
    text = office.maria.last.text
    assert text.index("345-67-89") < text.index("000-00-01")
    assert "не подтверждён" in text[text.index("000-00-01") :]


async def test_on_the_same_vacancy_the_strangers_response_does_not_lead_to_her_application(office: Office) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, "v_1", phone=PHONE)
    await joined(office)
    await stranger.says("/status")
    stranger.sees_not(MEETING, "Отменить")
    assert (await office.meeting()) is not None


@pytest.mark.parametrize("vacancy", ["VAC-0001", "VAC-0002"])
async def test_who_applied_first_with_her_phone_gets_nothing_of_what_she_sends_later(office: Office, vacancy: str) -> None:
    """He is there first; her response comes by a board, with the same name and phone."""
    stranger = office.house.chat("stranger")
    await applies(stranger, "v_1", phone=PHONE)
    await office.maria.presses("✅ В базу")
    await office.comes("7", vacancy=vacancy, full_name=NAME, phones=("+79123456789",))
    await joined(office)
    await set_meeting(office)
    hers = 2
    assert (await office.meeting(hers)) is not None
    assert MEETING not in stranger.text
    await stranger.says("/status")
    stranger.sees_not(MEETING)


async def test_accepted_twice_is_one_person_on_the_card(office: Office) -> None:
    await accepted(office)
    await applies(office.house.chat("stranger"))
    await joined(office)
    await office.maria.says("/find Смирнова")
    office.maria.sees("1")
    await office.maria.says("/candidate 1")
    office.maria.sees("Оператор call-центра", "Водитель-экспедитор")
