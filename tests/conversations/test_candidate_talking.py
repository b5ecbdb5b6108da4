"""Status, words for a person, silence on request, another language."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.boards import acts as boards
from core.candidates.model import Attachment
from core.kernel.queue.inbox import inbox
from core.messages import acts as messages
from core.messages.model import Message
from core.messages.reads import ThreadLine, thread
from core.pipeline import acts as pipeline
from core.staff import acts as staff
from core.vacancies import acts as vacancies
from tests.conversations.direct import Chat
from tests.conversations.hiring import Hiring, apply, booked, invited


async def lines(hiring: Hiring, candidate: int = 1) -> tuple[ThreadLine, ...]:
    return await hiring.house.read(lambda session: thread(session, candidate))


async def told(hiring: Hiring, kind: str) -> int:
    """How many notices of a kind went to staff."""
    rows = select(func.count()).select_from(inbox).where(inbox.c.source == "notice", inbox.c.key.like(f"staff:%:{kind}:%"))
    return await hiring.house.read(lambda session: session.scalar(rows) or 0)


async def test_a_guests_words_are_not_kept(hiring: Hiring, anna: Chat) -> None:
    await anna.says("Сколько платите?")
    anna.sees("Здравствуйте!", "после согласия на обработку данных", "Выберите вакансию", "Вакансии")
    assert await kept(hiring) == 0
    await anna.presses("Вакансии")
    anna.sees("Сейчас открыты 2 вакансии")


async def test_a_guest_who_asks_about_a_vacancy_is_led_to_that_one(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_2")
    for question in ("Сколько платите?", "А график?"):
        await anna.says(question)
        anna.sees("после согласия на обработку данных", "Нажмите «Откликнуться»")
        anna.sees_not("Выберите вакансию")
    assert await kept(hiring) == 0
    await anna.presses("Откликнуться")
    anna.sees("Согласие на обработку персональных данных")


async def kept(hiring: Hiring) -> int:
    return await hiring.house.read(lambda session: session.scalar(select(func.count()).select_from(Message)) or 0)


async def test_a_question_in_place_of_consent_leads_back_to_it(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.says("А зачем вам телефон?")
    anna.sees("сразу после согласия", "Вернуться к согласию")
    await anna.says("Так зачем?")
    anna.sees("Вернуться к согласию")
    assert await kept(hiring) == 0
    await anna.presses("Вернуться к согласию")
    anna.sees("Согласие на обработку персональных данных", "Согласен, продолжить")
    await anna.presses("Согласен, продолжить")
    anna.sees("Как вас зовут?")


async def test_consent_given_above_loses_no_answers(hiring: Hiring, anna: Chat) -> None:
    """He was asked twice; the first question still stands in the chat."""
    await anna.starts("v_2")
    first = len(anna.messages)
    await anna.presses("Откликнуться")
    await anna.says("Можно вопрос?")
    await anna.presses("Вернуться к согласию")
    await anna.presses("Согласен, продолжить")
    await anna.says("Смирнова Анна Петровна")
    anna.sees("Ваш телефон")
    await anna.presses_at(first, "Не согласен")
    anna.sees("Этот шаг уже пройден")
    await anna.presses_at(first, "Согласен, продолжить")
    anna.sees("Ваш телефон")


async def nothing_is_open(hiring: Hiring) -> None:
    def close(session: Session) -> None:
        for vacancy in (hiring.operator, hiring.driver):
            vacancies.set_state(session, vacancy, "closed", by=hiring.by, now=hiring.now)

    await hiring.house.happens(close)


async def test_a_guest_is_not_asked_to_write_what_nobody_would_read(hiring: Hiring, anna: Chat) -> None:
    await nothing_is_open(hiring)
    await anna.starts()
    anna.sees("открытых вакансий нет", "через несколько дней", "/start")
    anna.sees_not("напишите")
    await anna.says("Ищу работу сварщиком")
    anna.sees("после согласия", "Открытых вакансий сейчас нет", "/start")
    anna.sees_not("Выберите вакансию")


async def test_who_has_applied_may_write_what_he_looks_for(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await nothing_is_open(hiring)
    await anna.starts()
    anna.sees("открытых вакансий нет", "Напишите сюда, какую работу ищете")
    await anna.says("Ищу работу сварщиком")
    anna.sees("Передали рекрутеру")
    assert [line.text for line in await lines(hiring)] == ["Ищу работу сварщиком"]


async def test_words_reach_the_recruiter_and_the_answer_comes_back(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.says("Есть ли <b>развозка</b>?")
    anna.sees("Передали рекрутеру", "Ответит человек")
    count = len(anna.messages)
    await anna.says("И столовая?")
    assert len(anna.messages) == count
    assert [line.text for line in await lines(hiring)] == ["Есть ли <b>развозка</b>?", "И столовая?"]
    assert await told(hiring, "message.received") == 1, "the second is in the notice of the first"
    await hiring.house.passes(minutes=1)
    assert await told(hiring, "message.grows") == 1
    answer = lambda session: messages.reply(session, 1, author=hiring.recruiter, text="Да, <i>есть</i>", key="r1", now=hiring.now)  # noqa: E731
    await hiring.house.happens(answer)
    anna.sees("Мария Орлова", "Да, <i>есть</i>")
    await anna.says("Спасибо")
    anna.sees("Передали рекрутеру")


async def test_what_was_asked_since_is_answered_and_so_is_a_later_word(hiring: Hiring, anna: Chat) -> None:
    await invited(hiring, anna)
    await anna.says("Здравствуйте!")
    anna.sees("Передали рекрутеру")
    await anna.presses("Выбрать время")
    await anna.presses("Ничего не подходит")
    await anna.says("После шести вечера, кроме среды")
    anna.sees("Передали рекрутеру")
    count = len(anna.messages)
    await anna.says("Или в субботу")
    assert len(anna.messages) == count, "he only goes on writing"
    await hiring.house.passes(minutes=11)
    await anna.says("Вы получили?")
    assert len(anna.messages) == count + 1
    anna.sees("Передали рекрутеру")


async def test_files_are_kept_with_the_words(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.sends("photo.jpg", b"jpeg", media_type="image/jpeg", caption="Это я")
    (line,) = await lines(hiring)
    assert (line.text, line.file_name) == ("Это я", "photo.jpg")
    kinds = await hiring.house.read(lambda session: session.scalars(select(Attachment.type).order_by(Attachment.id)).all())
    assert list(kinds) == ["resume", "photo"]


async def test_a_video_is_not_taken_for_a_resume(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.sends("video.mp4", b"mp4", media_type="video/mp4", caption="Рассказываю о себе")
    (line,) = await lines(hiring)
    assert (line.text, line.file_name) == ("Рассказываю о себе", "video.mp4")
    kinds = await hiring.house.read(lambda session: session.scalars(select(Attachment.type).order_by(Attachment.id)).all())
    assert list(kinds) == ["resume", "extra_comment"]


async def test_who_sends_what_cannot_be_passed_on_is_told_what_can(hiring: Hiring, anna: Chat) -> None:
    await anna.says("")
    anna.sees("передать не может", "голосовое или видео")
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    await anna.says("")
    anna.sees("Как вас зовут?")
    await anna.presses("Отмена")
    await anna.says("")
    anna.sees("передать не может")
    assert await lines(hiring) == ()


async def test_the_same_update_twice_is_one_message(hiring: Hiring, anna: Chat) -> None:
    """Control: keys made of the words alone would lose the second «да» a person says."""
    await apply(anna)
    await anna.says("да")
    await anna.says("да")
    assert len(await lines(hiring)) == 2


async def test_words_go_to_everybody_who_recruits_where_nobody_has_the_person(hiring: Hiring, anna: Chat) -> None:
    await hiring.house.write(lambda session: staff.add_staff(session, "Олег", ["lead"], now=hiring.now))
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    await anna.presses("Отмена")
    await anna.says("А можно вопрос?")
    assert await told(hiring, "message.received") == 2


async def test_status_says_what_happens_next(hiring: Hiring, anna: Chat) -> None:
    await anna.says("/status")
    anna.sees("откликов у вас нет")
    await apply(anna)
    await anna.says("/status")
    anna.sees("Оператор call-центра", "Рекрутер ответит в течение трёх рабочих дней")
    accepted = await hiring.accepted()
    anna.sees("Ваш отклик рассмотрели", "Мария Орлова")
    await anna.says("/status")
    anna.sees("Рекрутер рассматривает", "Ответим до")
    await hiring.invited(accepted.application)
    await anna.says("/status")
    anna.sees("осталось выбрать время")
    await anna.presses("Оператор")
    anna.sees("Выбрать время", "Больше не интересно", "Написать рекрутеру")
    labels = anna.last.labels
    assert labels.index("✉️ Написать рекрутеру") < labels.index("Больше не интересно")
    await anna.presses("Больше не интересно")
    anna.sees("Отклик закроем")
    anna.sees_not("встречу")


async def test_a_withdrawal_names_the_meeting_that_would_be_lost(hiring: Hiring, anna: Chat) -> None:
    await booked(hiring, anna)
    await anna.presses("Больше не интересно")
    anna.sees("Отклик закроем, встречу завтра", "10:00 (МСК) отменим")


async def test_status_tells_of_a_refusal_for_a_month(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    refuse = lambda session: boards.reject(session, 1, "other", by=hiring.recruiter, now=hiring.now, tell=True)  # noqa: E731
    await hiring.house.happens(refuse)
    await anna.says("/status")
    anna.sees("Оператор call-центра", "К сожалению, на этот раз")
    await anna.presses("Оператор")
    anna.sees("К сожалению", "Написать рекрутеру")
    anna.sees_not("Больше не интересно")
    await anna.starts()
    anna.sees("Вот ваши отклики", "К сожалению", "Мои отклики: 1")
    await hiring.house.passes(days=31)
    await anna.says("/status")
    anna.sees("откликов у вас нет")


async def test_status_shows_the_meeting_and_ends(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    await anna.says("/status")
    anna.sees("Встреча назначена", "10:00 (МСК)")
    await anna.presses("Оператор")
    await anna.presses("🗓 Встреча")
    anna.sees("Собеседование назначено", "Файл для календаря")
    await anna.presses("Файл для календаря")
    assert b"BEGIN:VCALENDAR" in anna.file()
    await hiring.house.happens(lambda session: pipeline.withdraw(session, number, "pay", by=hiring.by, now=hiring.now))
    anna.sees("больше не интересна")
    await anna.says("/status")
    anna.sees("Вы отказались")


async def test_start_shows_ones_applications(hiring: Hiring, anna: Chat) -> None:
    await invited(hiring, anna)
    await anna.starts()
    anna.sees("Вот ваши отклики", "осталось выбрать время", "Мои отклики: 1", "Водитель-экспедитор")


async def test_who_passed_hears_that_he_goes_on(hiring: Hiring, anna: Chat) -> None:
    number = await booked(hiring, anna)
    await hiring.house.passes(days=2)
    await hiring.house.happens(lambda session: pipeline.result(session, number, "interview.passed", by=hiring.by, now=hiring.now))
    anna.sees("прошли этот этап")


async def test_stop_is_silence_until_start(hiring: Hiring, anna: Chat) -> None:
    await booked(hiring, anna)
    await anna.says("/stop")
    anna.sees("Больше не пишем")
    count = len(anna.messages)
    await hiring.house.passes(hours=20)
    assert len(anna.messages) == count
    await anna.presses("Мои отклики")
    await anna.presses("В начало")
    anna.sees_not("Снова на связи")
    await anna.starts()
    anna.sees("Снова на связи")


async def test_a_link_to_a_vacancy_ends_the_silence_as_start_does(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.says("/stop")
    await anna.starts("v_2")
    anna.sees("Снова на связи", "Водитель-экспедитор", "Откликнуться")
    await hiring.accepted()
    anna.sees("Ваш отклик рассмотрели")


async def test_whoever_applies_hears_the_answer_even_after_stop(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await hiring.accepted()
    await anna.says("/stop")
    await anna.presses("Мои отклики")
    await anna.presses("В начало")
    await anna.presses("Водитель")
    await anna.presses("Откликнуться")
    anna.sees_not("Снова на связи")
    await anna.presses("Отправить")
    anna.sees("Отклик отправлен", "Снова на связи")
    await hiring.accepted()
    anna.sees("Ваш отклик рассмотрели", "Водитель")


async def test_nobody_is_promised_a_reminder_that_silence_would_swallow(hiring: Hiring, anna: Chat) -> None:
    await invited(hiring, anna)
    await anna.says("/stop")
    await anna.presses("Выбрать время")
    await anna.presses("25 нояб.")
    await anna.presses("10:00")
    anna.sees("ждём вас", "не напомним", "/start")
    anna.sees_not("Напомним заранее")


async def test_an_opted_out_candidate_is_told_that_no_answer_will_come(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.says("/stop")
    await anna.says("Алло?")
    anna.sees("ответ не придёт", "/start")


async def test_the_language_changes_and_stays_for_what_comes_by_itself(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.says("/language")
    await anna.presses("English")
    anna.sees("we speak English now")
    await hiring.accepted()
    anna.sees("Your application has been looked at")
    await anna.says("/language ru")
    anna.sees("говорим по-русски")


async def test_help_names_every_command(anna: Chat) -> None:
    await anna.says("/help")
    anna.sees("/start", "/status", "/help", "/language", "/stop")


async def test_words_in_the_midst_of_the_form_are_its_answer(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    await anna.says("/status")
    anna.sees("откликов у вас нет", "Продолжить анкету")
    await anna.presses("Продолжить анкету")
    anna.sees("Как вас зовут?")


async def test_an_answer_in_the_midst_of_a_form_can_be_answered_and_the_form_waits(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.presses("✏️ Город")
    answer = lambda session: messages.reply(session, 1, author=hiring.recruiter, text="Когда удобно?", key="r1", now=hiring.now)  # noqa: E731
    await hiring.house.happens(answer)
    anna.sees("Когда удобно?", "Написать рекрутеру")
    await anna.presses("Написать рекрутеру")
    await anna.says("После шести")
    anna.sees("Передали рекрутеру")
    assert [line.text for line in await lines(hiring)] == ["Когда удобно?", "После шести"]
    await anna.presses("Продолжить анкету")
    anna.sees("В каком городе")
    await anna.says("Пермь")
    anna.sees("Проверьте", "Пермь")
