"""Somebody known to us is no stranger on a response's card, whichever way he comes this time."""

import json
from typing import Any

import pytest

from core.operations.commands import importing
from tests.conversations.hiring import apply
from tests.conversations.office import Office, met
from tests.trust.people import HERS, NAME, applies, phone

ANNA: dict[str, Any] = {"full_name": NAME, "phones": (HERS,)}


async def refused(office: Office) -> None:
    for press in ("Отклонить", "Недостаточный опыт работы", "Пропустить", "Нет, без сообщения"):
        if any(message.button(press) for message in office.maria.messages):
            await office.maria.presses(press)


async def test_from_the_same_chat_after_a_refusal_an_hour_ago(office: Office) -> None:
    await apply(office.anna)
    await refused(office)
    await office.house.passes(hours=1)
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Отправить")
    office.maria.sees("Новый отклик", "Уже откликался из этого же чата", "сегодня, вт, 24 нояб., 12:00")
    office.maria.sees("Оператор call-центра: отказ на отклик (Недостаточный опыт работы)")


async def test_from_the_same_chat_with_an_interview_tomorrow(office: Office) -> None:
    await met(office)
    await office.anna.starts("v_2")
    await office.anna.presses("Откликнуться")
    await office.anna.presses("Отправить")
    office.maria.sees("Уже откликался из этого же чата", "Оператор call-центра: Интервью запланировано")
    office.maria.sees("встреча завтра, ср, 25 нояб., 10:00")


@pytest.mark.parametrize("board", ["hh", "form"])
async def test_refused_before_he_was_in_any_base(office: Office, board: str) -> None:
    await office.comes("1", **ANNA)
    await refused(office)
    await office.house.passes(hours=1)
    await office.comes("2", vacancy="VAC-0002", board=board, **ANNA)
    office.maria.sees("Похоже, уже откликался: Смирнова Анна Петровна, тот же телефон", "отказ на отклик")
    await office.comes("3", vacancy="VAC-0002", board=board, full_name="Анна Смирнова", phones=("+79990000009",))
    office.maria.sees("похожее имя")
    await applies(office.house.chat("anna"), phone=HERS)
    office.maria.sees("Похоже, уже откликался", "тот же телефон")


async def test_a_colleague_sees_what_somebody_of_the_base_has_behind_and_before_him(office: Office) -> None:
    await met(office)
    for number, board in (("1", "hh"), ("2", "form")):
        await office.comes(number, vacancy="VAC-0002", board=board, **ANNA)
        office.maria.sees("Уже есть в базе: Смирнова Анна Петровна", "тот же телефон", "встреча завтра, ср, 25 нояб., 10:00")
    await applies(phone(office, 501), shared=True, phone=HERS)
    office.maria.sees("Уже есть в базе", "встреча завтра, ср, 25 нояб., 10:00")


async def test_a_file_of_responses_says_it_as_well(office: Office) -> None:
    await met(office)
    told = {"id": "9", "source": "excel", "vacancy": "VAC-0002", "name": NAME, "phone": HERS}
    now = office.house.clock.now()
    found = await office.house.write(lambda session: importing.take(session, [(1, json.dumps(told).encode())], now))
    assert found.taken == 1
    await office.house.settle()
    office.maria.sees("Уже есть в базе: Смирнова Анна Петровна", "встреча завтра, ср, 25 нояб., 10:00")


async def test_a_stranger_is_a_stranger(office: Office) -> None:
    await met(office)
    await office.comes("1", full_name="Громов Илья")
    office.maria.sees("Новый отклик", "Громов Илья")
    office.maria.sees_not("Уже", "Похоже")
