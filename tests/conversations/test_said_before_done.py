"""Nobody sends what he has not read, ends what he cannot take back, or gives a candidate away without the other hearing of it."""

from pathlib import Path

import pytest

from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from tests.conversations.hiring import apply
from tests.conversations.office import Office, accepted, met, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def test_the_refusal_is_read_before_it_is_sent(office: Office) -> None:
    await accepted(office)
    before = office.anna.text
    for press in ("Ещё…", "Отклонить", "Личные качества", "Пропустить"):
        await office.maria.presses(press)
    office.maria.sees("Кандидат получит:", "Спасибо за отклик на вакансию «Оператор call-центра»", "Да, написать")
    assert office.anna.text == before
    await office.maria.presses("Да, написать")
    office.anna.sees("Спасибо за отклик на вакансию «Оператор call-центра»")


async def test_the_letter_after_a_missed_call_is_read_before_it_is_sent(office: Office) -> None:
    await accepted(office)
    before = office.anna.text
    await office.maria.presses("📞 Первый звонок")
    await office.maria.presses("Недозвон, написать")
    office.maria.sees("Кандидат получит:", "приглашаем вас")
    assert office.anna.text == before
    await office.maria.presses("Отправить")
    office.maria.sees("Кандидату ушло сообщение")
    assert office.anna.text != before


async def test_a_withdrawal_can_be_taken_back_for_a_day(office: Office) -> None:
    await met(office)
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Далеко ездить")
    office.anna.sees("Отклик на «Оператор call-центра» закрыт", "↩️ Вернуть отклик")
    await office.anna.presses("↩️ Вернуть отклик")
    office.anna.sees("снова в работе")
    office.maria.sees("Кандидат передумал и вернул отклик", "Смирнова Анна Петровна")
    assert (await office.card()).is_active
    await office.anna.presses_again()
    assert (await office.codes()).count("reopened") == 1


async def test_after_a_day_a_person_is_asked(office: Office) -> None:
    await met(office)
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Далеко ездить")
    await office.house.passes(hours=25)
    await office.anna.presses("↩️ Вернуть отклик")
    office.anna.sees("в течение суток")
    assert not (await office.card()).is_active


async def test_what_the_recruiter_ended_is_not_the_candidates_to_bring_back(office: Office) -> None:
    """The control: the button is of an earlier no of his own, and the last word is the company's."""
    await met(office)
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Далеко ездить")
    await office.anna.presses("↩️ Вернуть отклик")
    await office.maria.presses("Карточка")
    for press in ("Ещё…", "Отклонить", "Личные качества", "Пропустить", "Нет, без сообщения"):
        await office.maria.presses(press)
    await office.anna.presses_at(next(n for n, m in enumerate(office.anna.messages) if m.button("↩️ Вернуть отклик")), "↩️ Вернуть отклик")
    assert not (await office.card()).is_active


async def test_a_response_taken_back_is_brought_back(office: Office) -> None:
    await apply(office.anna)
    await office.anna.says("/status")
    await office.anna.presses_at(-1, "Оператор call-центра")
    await office.anna.presses("Больше не интересно")
    await office.anna.presses("Планы изменились")
    await office.anna.presses("↩️ Вернуть отклик")
    office.anna.sees("снова в работе")
    office.maria.sees("Новый отклик", "Смирнова Анна Петровна", "✅ В базу")


async def test_a_colleague_hears_of_whom_he_was_given(office: Office) -> None:
    boris = await office.colleague("Борис Лунёв", "recruiter")
    await apply(office.anna)
    await boris.says("/responses")
    await boris.presses("Все отклики")
    await boris.presses("VAC-0001")
    await boris.presses("✅ В базу")
    boris.sees("Передано: теперь ведёт Мария Орлова", "Карточка")
    office.maria.sees("Вам передали кандидата: Борис Лунёв", "Смирнова Анна Петровна")
    await office.maria.presses("Карточка")
    office.maria.sees("📞 Первый звонок")


async def test_a_meeting_moved_to_its_own_time_is_no_news(office: Office) -> None:
    await met(office)
    before = office.anna.text
    for press in ("Карточка", "🗓 Встреча", "Перенести"):
        await office.maria.presses(press)
    await office.maria.says("завтра 10:00")
    office.maria.sees("ничего не изменилось", "10:00")
    assert office.anna.text == before


async def test_a_confirmation_stays_in_the_chat(office: Office) -> None:
    await met(office)
    await office.house.passes(hours=1)
    await office.anna.presses("Подтвердить")
    await office.anna.presses("Перенести")
    assert any("Спасибо, ждём вас!" in message.text for message in office.anna.messages)
    await office.maria.presses("Карточка")
    await office.maria.presses("Написать")
    await office.maria.says("До встречи!")
    await office.maria.presses("Вся переписка")
    assert any("ушло" in message.text.lower() or "отправ" in message.text.lower() for message in office.maria.messages)
