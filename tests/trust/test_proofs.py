"""What proves that a chat is the person's, and what does not: through Telegram, the web chat, intake and hh."""

import re
from typing import Any

import pytest

from core.candidates import trust
from core.kernel.actors import SYSTEM
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from tests.conversations.direct import Chat
from tests.conversations.office import Office, met
from tests.trust.people import HERS, MEETING, NAME, OTHER, PHONE, applies, joined, phone, set_meeting

CODE = re.compile(r"Код: (\d{6})")


async def sees_only_his_own(chat: Chat) -> None:
    await chat.says("/status")
    chat.sees("Водитель-экспедитор")
    chat.sees_not("Оператор call-центра", MEETING)


async def sees_hers(chat: Chat) -> None:
    await chat.says("/status")
    chat.sees("Оператор call-центра", MEETING)


async def from_hh(office: Office) -> None:
    """She came by hh.ru, and has a meeting: nobody's chat is hers yet."""
    await office.comes("7", full_name=NAME, phones=(HERS,))
    await office.maria.presses("✅ В базу")
    await set_meeting(office)


async def asked(office: Office, record: int = 2) -> str:
    """Maria asks the chat of a record for a proof; the code that she reads out on the phone."""
    await office.maria.says("/candidate 1")
    await office.maria.presses("🔐 Подтвердить")
    if "Какой чат" in office.maria.last.text:
        await office.maria.presses(f"№ {record}:")
    found = CODE.search(office.maria.last.text)
    assert found is not None, office.maria.story()
    return found.group(1)


async def enters(chat: Chat, code: str) -> None:
    await chat.presses("🔑 Ввести код")
    await chat.says(code)


# What proves


async def test_who_shares_her_own_number_in_telegram_sees_at_once_what_came_by_a_board(office: Office) -> None:
    await from_hh(office)
    anna = phone(office, 501)
    await applies(anna, shared=True, phone=HERS)
    await sees_only_his_own(anna)
    await joined(office)
    await sees_hers(anna)
    await anna.presses("Оператор call-центра")
    await anna.presses("🗓 Встреча")
    await anna.presses("✅ Подтвердить")
    office.maria.sees("подтвердил")
    await office.maria.says("/candidate 1")
    office.maria.sees("✅ Telegram: подтвердил, что это он", "+7 912 345-67-89")
    office.maria.sees_not("не подтверждён", "🔐")


async def test_a_code_said_on_the_phone_makes_the_chat_hers(office: Office) -> None:
    await from_hh(office)
    chat = office.house.chat("site")
    await applies(chat, phone=PHONE)
    await joined(office)
    await office.maria.says("/candidate 1")
    office.maria.sees("⚠️ Чат на сайте: не подтвердил")
    code = await asked(office)
    chat.sees("Подтвердите, пожалуйста, что это вы")
    chat.sees_not(code, MEETING)
    await enters(chat, f"{code[:3]} {code[3:]}")
    chat.sees("теперь мы знаем, что это вы")
    office.maria.sees("подтвердил, что это он")
    await sees_hers(chat)
    await office.maria.says("/candidate 1")
    office.maria.sees("✅ Чат на сайте: подтвердил")
    await office.house.passes(hours=20)
    chat.sees("напоминаем")


async def test_a_code_shown_in_her_own_chat_opens_it_in_another(office: Office) -> None:
    await met(office)
    other = office.house.chat("site")
    await applies(other, phone=PHONE)
    await joined(office)
    await asked(office)
    await other.presses("Прислать код")
    found = CODE.search(office.anna.last.text)
    assert found is not None
    other.sees_not(found.group(1))
    await other.says(found.group(1))
    await sees_hers(other)
    await other.presses("Оператор call-центра")
    await other.presses("🗓 Встреча")
    await other.presses("Отменить")
    await other.presses("Да, отменить")
    office.anna.sees("отменили в другом вашем чате")


# What does not


async def test_a_contact_of_another_opens_nothing(office: Office) -> None:
    await met(office)
    stranger = phone(office, 666)
    await applies(stranger, phone=PHONE)
    await joined(office)
    for whose in (None, 501, 0):
        await stranger.shows(HERS, whose)
    await sees_only_his_own(stranger)


async def test_ones_own_number_opens_nothing_where_hers_was_typed(office: Office) -> None:
    await met(office)
    stranger = phone(office, 666)
    await applies(stranger, phone=PHONE)
    await joined(office)
    await asked(office)
    await stranger.presses("📱 Поделиться номером")
    await stranger.says(PHONE)
    stranger.sees("Набранный номер ничего не подтверждает")
    await stranger.presses("📱 Поделиться номером")
    await stranger.shares(OTHER)
    stranger.sees("других откликов не нашлось")
    await sees_only_his_own(stranger)


async def test_a_number_shared_on_the_site_is_typed(office: Office) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, phone=PHONE, shared=True)
    await joined(office)
    await stranger.shares(HERS)
    await sees_only_his_own(stranger)


async def test_a_phone_corrected_later_is_as_good_as_typed_before(office: Office) -> None:
    await met(office)
    stranger = phone(office, 666)
    await applies(stranger, phone=OTHER, shared=True)
    await joined(office)
    await stranger.starts("v_1")
    await stranger.presses("Откликнуться")
    await stranger.presses("Пропустить")
    for answer in ("3", "Да"):
        await stranger.says(answer)
    await stranger.presses("Пропустить")
    await stranger.presses("✏️ Телефон")
    await stranger.says(PHONE)
    await stranger.presses("Отправить")
    await stranger.says("/status")
    stranger.sees_not(MEETING)


@pytest.mark.parametrize("told", [{"emails": ("anna@mail.example",)}, {"resume_id": "abc123"}])
async def test_what_a_stranger_sends_by_a_form_or_as_hh_opens_only_itself(office: Office, told: dict[str, Any]) -> None:
    """Her name, e-mail or résumé id with his own number: the recruiter joins it, and his Telegram joins by that number."""
    await office.comes("7", full_name=NAME, phones=(HERS,), **told)
    await office.maria.presses("✅ В базу")
    await set_meeting(office)
    await office.comes("8", vacancy="VAC-0002", board="form", full_name=NAME, phones=("+79990000001",), **told)
    await joined(office)
    stranger = phone(office, 666)
    await applies(stranger, phone=OTHER, shared=True)
    await joined(office)
    await sees_only_his_own(stranger)
    assert await office.house.read(lambda s: trust.records(s, 3)) == {2, 3}


async def test_along_a_chain_of_joins_nothing_is_handed_on(office: Office) -> None:
    await met(office)
    first, second = office.house.chat("first"), phone(office, 667)
    for stranger, number in ((first, PHONE), (second, OTHER)):
        await applies(stranger, phone=number)
        await joined(office)
    for stranger in (first, second):
        await sees_only_his_own(stranger)
    assert await office.house.read(lambda s: [trust.records(s, one) for one in (1, 2, 3)]) == [{1}, {2}, {3}]


async def test_a_chat_that_becomes_a_colleagues_is_no_more_the_persons_than_before(office: Office) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, phone=PHONE)
    await joined(office)
    token = await office.house.write(lambda s: staff.invite(s, by=SYSTEM, roles=["operator"], name="Пётр", now=office.house.clock.now()))
    await stranger.starts(f"i_{token}")
    await stranger.starts("v_2")
    await sees_only_his_own(stranger)
    with pytest.raises(AssertionError):
        await stranger.presses("Отменить")


# Codes


async def test_a_code_is_guessed_five_times_and_no_more(office: Office) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, phone=PHONE)
    await joined(office)
    code = await asked(office)
    for n in range(trust.TRIES):
        await enters(stranger, f"{(int(code) + n + 1) % 10**6:06}")
    stranger.sees("больше не действует")
    await enters(stranger, code)
    stranger.sees("больше не действует")
    await sees_only_his_own(stranger)


async def test_a_code_is_good_for_one_chat_once_and_for_a_quarter_of_an_hour(office: Office, clock: ManualClock) -> None:
    await met(office)
    hers, stranger = phone(office, 501), office.house.chat("stranger")
    for chat in (hers, stranger):
        await applies(chat, phone=PHONE)
        await joined(office)
    await asked(office, 3)
    code = await asked(office, 2)
    await enters(stranger, code)
    await sees_only_his_own(stranger)
    clock.at += trust.LIFE
    await enters(hers, code)
    hers.sees("больше не действует")
    code = await asked(office, 2)
    await enters(hers, code)
    await sees_hers(hers)
    await office.house.write(lambda s: trust.part(s, [1], [2], clock.now()))
    await hers.says("/status")
    hers.sees_not(MEETING)


async def test_a_stranger_who_has_codes_sent_gets_none_and_three_a_day(office: Office) -> None:
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, phone=PHONE)
    await joined(office)
    await asked(office)
    before = len(office.anna.messages)
    for _ in range(trust.SENT_A_DAY):
        await stranger.presses("Прислать код")
        await stranger.says("000000")
    office.anna.sees("никому его не называйте")
    assert len(office.anna.messages) == before + trust.SENT_A_DAY
    assert stranger.last.button("Прислать код") is None
    await sees_only_his_own(stranger)


# After it was undone


async def parted(office: Office) -> None:
    await office.maria.says("/candidate 1")
    for press in ("🔗 Объединён", "Разъединить", "Да, разъединить"):
        await office.maria.presses(press)
    office.maria.sees("Оператор call-центра")
    office.maria.sees_not("Водитель-экспедитор")


@pytest.mark.parametrize("press", ["Отменить", "✅ Подтвердить", "Перенести"])
async def test_what_was_proved_ends_with_the_join_and_does_not_come_back_with_another(office: Office, press: str) -> None:
    await from_hh(office)
    chat = office.house.chat("site")
    await applies(chat, phone=PHONE)
    await joined(office)
    await enters(chat, await asked(office))
    await sees_hers(chat)
    await chat.presses("Оператор call-центра")
    await chat.presses("🗓 Встреча")
    await parted(office)
    place = next(n for n, one in enumerate(chat.messages) if one.button(press))
    await chat.presses_at(place, press)
    chat.sees_not(MEETING)
    meeting = await office.meeting()
    assert meeting is not None
    assert meeting.state == "booked"
    await sees_only_his_own(chat)
    await office.comes("9", vacancy="VAC-0002", full_name=NAME, phones=(HERS,))
    await sees_only_his_own(chat)


async def test_a_guard_that_lets_joined_records_act_for_each_other_is_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: as it was before, everything of the person is everybody's who was joined to him."""
    monkeypatch.setattr(trust, "records", lambda session, own: frozenset(trust.group(session, own)))
    await met(office)
    stranger = office.house.chat("stranger")
    await applies(stranger, phone=PHONE)
    await joined(office)
    with pytest.raises(AssertionError, match="is seen"):
        await sees_only_his_own(stranger)
