"""A response is decided from its card: taken, refused, put off; once, whoever presses."""

from pathlib import Path

import pytest
from sqlalchemy import select

from core.boards.model import Response
from core.candidates import reads as people
from core.kernel.database.session import Database
from core.kernel.queue.outbox import outbox
from core.kernel.time.clock import ManualClock
from core.privacy import reads as privacy
from tests.conversations.hiring import apply
from tests.conversations.office import PEOPLE, Office, opened


@pytest.fixture
async def office(db: Database, clock: ManualClock, tmp_path: Path) -> Office:
    return await opened(db, clock, tmp_path / "files")


async def viewed(office: Office, number: int = 1) -> bool:
    query = select(Response.viewed_at).where(Response.id == number)
    return await office.house.read(lambda session: session.execute(query).scalar()) is not None


async def board_calls(office: Office) -> list[str]:
    query = select(outbox.c.kind).where(outbox.c.target == "hh").order_by(outbox.c.id)
    return list(await office.house.read(lambda session: session.execute(query).scalars().all()))


async def test_a_response_comes_as_one_card_with_everything_on_it(office: Office) -> None:
    await apply(office.anna)
    card = office.maria.sees("Новый отклик", "VAC-0001 · Оператор call-центра", "Смирнова Анна Петровна", "Казань", "+7 912 345-67-89")
    office.maria.sees("Сколько лет опыта? 3", "Готовы к ночным сменам? Да")
    assert card.labels == ["✅ В базу", "На другую вакансию", "Отклонить", "Позже", "📄 Резюме"]
    assert [message.text for message in office.maria.messages].count(card.text) == 1


async def test_accepting_shows_the_candidates_card_and_keeps_the_response_in_the_chat(office: Office) -> None:
    await apply(office.anna)
    await office.maria.presses("✅ В базу")
    office.maria.sees("Смирнова Анна Петровна", "Статус: Отклик на вакансию", "на решение осталось 3 дня")
    office.maria.sees("📞 Первый звонок", "Ведёт: Мария Орлова")
    assert "✅ В базе: Мария Орлова, сегодня, вт, 24 нояб., 12:00 (МСК)" in office.maria.text
    assert (await office.codes()) == ["response"]


async def test_what_was_answered_is_read_after_accepting_too(office: Office) -> None:
    await apply(office.anna)
    await office.maria.presses("✅ В базу")
    await office.maria.presses("Ещё…")
    await office.maria.presses("📩 Ответы и письмо")
    office.maria.sees("Смирнова Анна Петровна", "Сколько лет опыта? 3", "Готовы к ночным сменам? Да")


async def test_the_second_tap_and_the_second_colleague_do_no_harm(office: Office) -> None:
    boris = await office.colleague("Борис Лунёв", "recruiter")
    await apply(office.anna)
    await boris.says("/responses")
    await boris.presses("Все отклики")
    await boris.presses("VAC-0001")
    await office.maria.presses("✅ В базу")
    await office.maria.presses_again()
    office.maria.sees("Этот шаг уже пройден")
    await boris.presses("✅ В базу")
    boris.sees("Отклик уже разобрали", "Мария Орлова", "12:00 (МСК)")
    assert (await office.codes()) == ["response"]


async def test_a_card_that_only_arrived_is_not_viewed_and_one_that_was_touched_is(office: Office) -> None:
    await office.comes()
    office.maria.sees("Новый отклик", "hh.ru", "Громов Илья")
    assert not await viewed(office)
    await office.maria.presses("Отклонить")
    assert await viewed(office)
    await office.maria.presses("Назад")
    assert await board_calls(office) == ["viewed"]


async def test_refusing_asks_why_and_whether_to_tell(office: Office) -> None:
    await apply(office.anna)
    await office.maria.presses("Отклонить")
    office.maria.sees("Почему отклоняем?", "Недостаточный опыт работы")
    await office.maria.presses("Недостаточный опыт работы")
    office.maria.sees("Добавьте комментарий", "Пропустить")
    await office.maria.says("Мало опыта в продажах")
    office.maria.sees("Написать кандидату вежливый отказ?")
    before = len(office.anna.messages)
    await office.maria.presses("Да, написать")
    office.maria.sees("все отклики разобраны")
    assert "❌ Отклонён: Мария Орлова" in office.maria.text
    assert "Недостаточный опыт работы" in office.maria.text
    assert len(office.anna.messages) == before + 1
    assert "опыт" not in office.anna.last.text


async def test_refusing_in_silence_tells_nobody(office: Office) -> None:
    await apply(office.anna)
    before = len(office.anna.messages)
    for press in ("Отклонить", "Иное", "Пропустить", "Нет, без сообщения"):
        await office.maria.presses(press)
    assert "❌ Отклонён" in office.maria.text
    assert len(office.anna.messages) == before


async def test_a_board_is_told_of_a_refusal_and_a_form_has_nobody_to_tell(office: Office) -> None:
    await office.comes("1")
    for press in ("Отклонить", "Иное", "Пропустить", "Да, написать"):
        await office.maria.presses(press)
    assert await board_calls(office) == ["viewed", "refuse"]
    await office.comes("2", board="form", phones=("+79160000002",), full_name="Вега Ольга")
    for press in ("Отклонить", "Иное", "Пропустить"):
        await office.maria.presses(press)
    assert "Вега Ольга" in office.maria.text
    assert "все отклики разобраны" in office.maria.last.text


async def test_somebody_in_the_base_is_noticed_and_may_be_the_same_person(office: Office) -> None:
    await office.comes("1")
    await office.maria.presses("✅ В базу")
    await office.comes("2", vacancy="VAC-0002", full_name="Громов Илья Олегович")
    office.maria.sees("Уже есть в базе: Громов Илья, Казань: тот же телефон, статус «Отклик на вакансию»")
    await office.maria.presses("✅ В базу")
    office.maria.sees("Это один человек?", "Тот же человек", "Разные люди")
    await office.maria.presses("Тот же человек")
    office.maria.sees("Водитель-экспедитор")
    first, second = (await office.card(1)).candidate_id, (await office.card(2)).candidate_id
    assert await office.house.read(lambda session: people.resolve_merged(session, second)) == first


async def test_different_people_stay_two(office: Office) -> None:
    await office.comes("1")
    await office.maria.presses("✅ В базу")
    await office.comes("2")
    await office.maria.presses("✅ В базу")
    await office.maria.presses("Разные люди")
    assert (await office.card(1)).candidate_id != (await office.card(2)).candidate_id


async def test_a_candidate_of_the_bots_may_turn_out_to_be_in_the_base(office: Office) -> None:
    await office.comes("1", phones=("+79123456789",), full_name="Смирнова Анна")
    await office.maria.presses("✅ В базу")
    await apply(office.anna)
    await office.maria.presses("✅ В базу")
    await office.maria.presses("Тот же человек")
    office.maria.sees("Смирнова Анна", "Статус")
    await office.anna.says("Здравствуйте!")
    office.maria.sees("Здравствуйте!")


async def test_another_vacancy_may_be_chosen_and_must_be_where_none_is_known(office: Office) -> None:
    await office.comes("1")
    await office.maria.presses("На другую вакансию")
    await office.maria.presses("VAC-0002 Водитель-экспедитор")
    office.maria.sees("VAC-0002 · Водитель-экспедитор", "Статус")
    await office.comes("2", vacancy="", full_name="Ким Олег", phones=("+79160000003",))
    office.maria.sees("Вакансия неизвестна")
    await office.maria.presses("✅ В базу")
    office.maria.sees("На какую вакансию берём? Ким Олег")
    await office.maria.presses("VAC-0001")
    office.maria.sees("Ким Олег", "VAC-0001")


async def test_put_off_it_waits_among_the_others_and_they_are_paged_through(office: Office) -> None:
    names = ("Ким Олег", "Юн Ева", "Ли Анна")
    for number, name in enumerate(names):
        await office.comes(str(number), full_name=name, phones=(f"+7916000001{number}",))
    await office.maria.presses("Позже")
    assert "Отложен: найдёте его в /responses" in office.maria.text
    office.maria.sees("Ждут ещё 2 отклика", "Отложено: 1", "Следующий отклик")
    await office.maria.says("/responses")
    office.maria.sees("Ждут вашего решения: 3", "VAC-0001 Оператор call-центра · 3")
    await office.maria.presses("VAC-0001")
    office.maria.sees("Ким Олег", "1 из 3")
    await office.maria.presses("›")
    office.maria.sees("Юн Ева", "2 из 3")
    await office.maria.presses("›")
    office.maria.sees("Ли Анна", "3 из 3")
    office.maria.sees_not("Позже")
    for press in ("Отклонить", "Иное", "Пропустить", "Нет, без сообщения"):
        await office.maria.presses(press)
    office.maria.sees("Ждут ещё 2 отклика")
    await office.maria.presses("Следующий отклик")
    office.maria.sees("Ким Олег", "1 из 2")
    await office.maria.presses("Позже")
    office.maria.sees("Ждёт ещё 1 отклик", "Отложено: 1")
    await office.maria.presses("Следующий отклик")
    await office.maria.presses("Позже")
    office.maria.sees("Новых откликов по этой вакансии больше нет", "Отложено: 2")
    await office.maria.presses("К отложенным")
    office.maria.sees("1 из 2")


async def test_nobody_is_refused_for_missing_a_meeting_that_was_never_set(office: Office) -> None:
    await office.comes()
    await office.maria.presses("Отклонить")
    office.maria.sees_not("Не пришёл на встречу")
    reasons = office.maria.last.labels
    assert reasons[-2] == "Иное", "last, before the way back"


async def test_the_name_comes_first_where_a_push_cuts_the_text_off(office: Office) -> None:
    await office.comes()
    first, second, third, *_ = office.maria.last.text.splitlines()
    assert first == "🆕 Новый отклик: Громов Илья, Казань"
    assert second == "VAC-0001 · Оператор call-центра"
    assert third.startswith("hh.ru, сегодня")


async def test_the_resume_comes_as_a_file_and_the_card_stays(office: Office) -> None:
    await apply(office.anna)
    await office.maria.presses("📄 Резюме")
    assert office.maria.file() == b"%PDF-1.4"
    await office.maria.presses("✅ В базу")
    office.maria.sees("📞 Первый звонок")


async def test_whoever_is_shown_a_candidate_leaves_a_trace(office: Office) -> None:
    await apply(office.anna)
    before = await office.looks()
    assert before > 0
    await office.maria.presses("✅ В базу")
    assert await office.looks() > before


async def test_a_flood_becomes_a_digest(office: Office) -> None:
    for number in range(12):
        await office.comes(str(number), full_name=f"Номер {number}", phones=())
    office.maria.sees("Откликов стало много", "К откликам")
    assert office.maria.text.count("Новый отклик") == 10
    await office.maria.presses("К откликам")
    office.maria.sees("Ждут вашего решения: 12")


async def test_a_house_that_wants_digests_sooner_gets_them(db: Database, clock: ManualClock, tmp_path: Path) -> None:
    office = await opened(db, clock, tmp_path / "files", digest_after="1")
    await apply(office.anna)
    office.maria.sees("Новый отклик")
    await apply(office.house.chat("vera"))
    office.maria.sees("Откликов стало много")
    assert office.maria.text.count("Новый отклик") == 1


async def test_those_without_the_right_see_no_responses(office: Office) -> None:
    operator = await office.colleague("Олег Крот", "operator")
    await office.comes()
    await operator.says("/responses")
    operator.sees("недоступно")
    assert PEOPLE not in operator.text


async def test_in_english_it_is_all_english(office: Office) -> None:
    mike = await office.colleague("Mike", "lead", locale="en")
    await office.comes()
    await mike.says("/responses")
    await mike.presses("VAC-0001")
    mike.sees("✅ Into the base", "Reject")
    await mike.presses("✅ Into the base")
    mike.sees("Status: ", "First call")


async def test_a_voice_note_is_no_comment_of_a_response(office: Office) -> None:
    """Nothing could keep it, and it is not taken for «Пропустить»."""
    await office.comes()
    for press in ("Отклонить", "Личные качества"):
        await office.maria.presses(press)
    await office.maria.sends("voice.ogg", b"OggS", media_type="audio/ogg")
    office.maria.sees("текстом", "Добавьте комментарий")
    await office.maria.says("Не подходит график")
    office.maria.sees("Написать кандидату вежливый отказ?")


@pytest.mark.parametrize("board", ["hh", "form"])
async def test_every_card_of_a_response_from_elsewhere_leaves_a_trace(office: Office, board: str) -> None:
    """The card that comes by itself, and each look at it afterwards."""

    async def looks() -> int:
        return len(await office.house.read(lambda session: privacy.response_accesses(session, 1)))

    await office.comes(board=board)
    office.maria.sees("Громов Илья", "+7 916 000-00-01")
    seen = await looks()
    assert seen == 1
    for press in ("Отклонить", "Личные качества", "Пропустить"):
        await office.maria.presses(press)
    assert await looks() > seen
