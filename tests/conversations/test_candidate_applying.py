"""From a link to an application: nothing before consent, only what is missing, nothing twice."""

from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.candidate.consent import headed
from bot.conversation.markup import plain
from core.boards import reads as boards
from core.boards.acts import Accepted
from core.boards.reads import ResponseCard
from core.candidates import finding
from core.candidates import reads as people
from core.candidates.model import Candidate
from core.candidates.rules import FindQuery
from core.pipeline import acts as pipeline
from core.pipeline import reads as applications
from core.privacy import acts as privacy
from core.privacy import samples
from core.privacy.model import Consent, ConsentText
from core.privacy.rules import ConsentKind, fingerprint
from core.staff.reads import entry_name
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.conversations.direct import COMPANY, Chat
from tests.conversations.hiring import Hiring, apply


async def responses(hiring: Hiring) -> tuple[ResponseCard, ...]:
    cards, _ = await hiring.house.read(lambda session: boards.page(session, limit=100))
    return cards


async def candidates(hiring: Hiring) -> int:
    return await hiring.house.read(lambda session: session.scalar(select(func.count()).select_from(Candidate)) or 0)


async def test_a_link_opens_its_vacancy_at_once(anna: Chat) -> None:
    await anna.starts("v_1")
    anna.sees("Оператор call-центра", "60 000–80 000", "Москва", "сменный график, полная занятость", "Обучаем <всему>.", "Откликнуться")


async def test_a_link_to_nothing_shows_what_is_open(anna: Chat) -> None:
    await anna.starts("v_77")
    anna.sees("По этой ссылке вакансии нет", "Водитель-экспедитор")


async def test_a_closed_vacancy_says_so_and_cannot_be_applied_for(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_1")
    close = lambda session: vacancies.set_state(session, hiring.operator, "closed", by=hiring.by, now=hiring.now)  # noqa: E731
    await hiring.house.happens(close)
    await anna.presses("Откликнуться")
    anna.sees("уже закрыта")
    await anna.starts("v_1")
    anna.sees("уже закрыта")
    anna.sees_not("Откликнуться")


async def test_start_greets_and_lists_what_is_open(anna: Chat) -> None:
    await anna.starts()
    anna.sees("Здравствуйте", "Сейчас открыты 2 вакансии", "Оператор call-центра · 60–80 тыс ₽", "Водитель-экспедитор · от 95 тыс ₽")
    assert "Оператор" not in anna.last.text
    await anna.presses("Водитель")
    anna.sees("Водитель-экспедитор", "Откликнуться")
    await anna.presses("Назад")
    anna.sees("Сейчас открыты 2 вакансии")


LONG = "Менеджер по работе с ключевыми клиентами и партнёрами Северо-Западного округа"


@pytest.mark.parametrize(
    ("draft", "label"),
    [
        (VacancyDraft("Курьер"), "Курьер"),
        (VacancyDraft("Курьер", city="Пермь"), "Курьер · Пермь"),
        (VacancyDraft("Курьер", city="Пермь", salary_to=110_000), "Курьер · до 110 тыс ₽"),
        (VacancyDraft("Курьер", salary_from=90_000, salary_to=90_000), "Курьер · 90 тыс ₽"),
        (VacancyDraft("Курьер", salary_from=350, salary_to=400), "Курьер · 350–400 ₽"),
        (VacancyDraft(LONG, salary_from=90_000, salary_to=180_000), "Менеджер по работе с ключевыми клиентами и партн… · 90–180 тыс ₽"),
        (VacancyDraft(LONG), "Менеджер по работе с ключевыми клиентами и партнёрами Северо-За…"),
    ],
)
async def test_a_vacancys_button_tells_the_pay_and_fits(hiring: Hiring, anna: Chat, draft: VacancyDraft, label: str) -> None:
    await hiring.house.write(lambda session: vacancies.create(session, draft, recruiter=hiring.recruiter, by=hiring.by, now=hiring.now))
    await anna.starts()
    assert label in [one.replace("\N{NO-BREAK SPACE}", " ") for one in anna.last.labels]
    assert all(len(one) <= 64 for one in anna.last.labels)


async def test_vacancies_come_six_a_page(hiring: Hiring, anna: Chat) -> None:
    def more(session: Session) -> None:
        for number in range(7):
            vacancies.create(session, VacancyDraft(f"Работа {number}"), recruiter=hiring.recruiter, by=hiring.by, now=hiring.now)

    await hiring.house.write(more)
    await anna.starts()
    assert sum("Работа" in label for label in anna.last.labels) == 6
    assert anna.last.labels[-1] == "2/2 ›"
    await anna.presses("2/2 ›")
    anna.sees("Работа 0", "Оператор call-центра", "‹ 1/2")
    anna.sees_not("2/2")
    await anna.presses("Работа 0")
    await anna.presses("Назад")
    anna.sees("Работа 0", "‹ 1/2")


async def test_consent_is_a_message_of_its_own_that_stays_as_proof(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    asked = anna.sees("Согласие на обработку персональных данных", "Северный ветер", "Согласен, продолжить", "Не согласен")
    assert await candidates(hiring) == 0
    place = anna.messages.index(asked)
    await anna.presses("Согласен, продолжить")
    anna.sees("Как вас зовут?")
    proof = anna.messages[place]
    assert "Вы согласились" in proof.text
    assert not proof.rows
    row = await hiring.house.read(lambda session: session.scalars(select(Consent)).one())
    assert row.evidence == f"message:{place}"
    assert (row.channel, row.channel_user, row.text_version) == ("webchat", "anna", "1")


def test_the_heads_of_a_consent_are_bold_and_its_words_are_the_same() -> None:
    for text in samples.filled("R&D <Север>").values():
        assert plain(str(headed(text))) == text
    shown = headed(samples.filled("Север")["ru"])
    heads = ("Согласие на обработку персональных данных", "Зачем:", "Какие данные:", "Как отозвать:")
    assert all(f"<b>{head}</b>" in shown for head in heads)
    assert headed("Одна строка: и всё") == "Одна строка: и всё"


async def test_the_sample_follows_the_companys_name_and_address(hiring: Hiring, anna: Chat) -> None:
    """And nothing once the company has a text of its own."""
    publish = partial(privacy.publish_samples, company=COMPANY, details="Казань, Баумана, 5, ИНН 1600000000", now=hiring.now)
    for _ in range(2):
        await hiring.house.write(publish)
    versions = select(func.max(ConsentText.version))
    assert await hiring.house.read(lambda session: session.scalars(versions).one()) == 2
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    anna.sees("ИНН 1600000000")
    await hiring.house.write(partial(privacy.publish_text, kind=ConsentKind.RECRUITING, texts={"ru": "Своё", "en": "Own"}, now=hiring.now))
    await hiring.house.write(publish)
    assert await hiring.house.read(lambda session: session.scalars(versions).one()) == 3


async def test_the_text_consented_to_is_the_one_that_was_shown(hiring: Hiring, anna: Chat) -> None:
    """A newer version published while the person reads changes nothing for him."""
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    publish = lambda session: privacy.publish_text(session, ConsentKind.RECRUITING, {"ru": "Другой текст"}, now=hiring.now)  # noqa: E731
    await hiring.house.write(publish)
    await anna.presses("Согласен, продолжить")
    row = await hiring.house.read(lambda session: session.scalars(select(Consent)).one())
    assert row.text_version == "1"
    assert row.text_hash != fingerprint("Другой текст")


async def test_without_consent_nothing_is_kept_and_the_way_back_is_open(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.presses("Не согласен")
    anna.sees("ничего о вас не сохранили")
    assert "Вы не согласились" in anna.text
    assert await candidates(hiring) == 0
    await anna.presses("Вернуться к согласию")
    anna.sees("Согласен, продолжить")


async def test_the_second_press_of_consent_is_over(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен, продолжить")
    await anna.presses_again()
    assert await candidates(hiring) == 1


async def test_consent_may_be_typed(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.says("согласен, продолжить")
    anna.sees("Как вас зовут?")
    assert "Вы согласились" in anna.text


async def test_an_application_reaches_the_recruiters_with_everything_told(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    anna.sees("Отклик отправлен", "трёх рабочих дней")
    (card,) = await responses(hiring)
    assert (card.full_name, card.phones, card.city) == ("Смирнова Анна Петровна", ("+79123456789",), "Казань")
    assert card.answers == (("Сколько лет опыта?", "3"), ("Готовы к ночным сменам?", "Да"))
    assert card.resume_file is not None
    assert card.resume_file[1] == "Смирнова.pdf"
    assert card.source == "career_site"


async def test_answers_are_checked_and_can_be_corrected(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    anna.sees("Вопрос 1 из 4")
    await anna.says("123")
    anna.sees("Напишите имя буквами", "Как вас зовут?")
    await anna.says("Иван Петров")
    await anna.says("12")
    anna.sees("Номер не читается", "Ваш телефон")
    await anna.says("+7 912 345-67-89")
    await anna.presses("Казань")
    await anna.presses("Пропустить")
    anna.sees("Иван Петров", "+7 912 345-67-89", "Казань", "пропустили")
    await anna.presses("✏️ Имя")
    await anna.says("Пётр Иванов")
    anna.sees("Проверьте", "Пётр Иванов")
    await anna.presses("Отправить")
    (card,) = await responses(hiring)
    assert card.full_name == "Пётр Иванов"


async def test_a_number_left_in_the_messenger_is_fetched(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    await anna.says("Иван Петров")
    await anna.says("+7 912 345-67-89")
    await anna.says("Пермь")
    await anna.sends_remote("cv.pdf", "file-1")
    await anna.presses("Отправить")
    (card,) = await responses(hiring)
    assert card.resume_file is not None
    (wanted,) = hiring.house.downloads
    assert (wanted["remote"], wanted["attachment"]) == ("file-1", card.resume_file[0])


async def test_who_is_known_is_asked_only_what_is_missing(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    anna.sees("Проверьте", "Смирнова Анна Петровна", "+7 912 345-67-89", "Казань", "Смирнова.pdf")
    await anna.presses("✏️ Город")
    await anna.says("Самара")
    await anna.presses("Отправить")
    anna.sees("Отклик отправлен", "Водитель")
    assert len(await responses(hiring)) == 2
    number = await hiring.house.read(lambda session: people.by_identity(session, "webchat", "site", "anna"))
    card = await hiring.house.read(lambda session: people.card(session, number or 0))
    assert (card.city, len(card.files), len(card.phones)) == ("Самара", 1, 1)


async def test_the_number_told_last_is_the_one_to_call(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    accepted = await hiring.accepted()
    for told, shown in (("+7 999 111-22-33", "+79991112233"), ("8 912 345-67-89", "+79123456789")):
        await anna.starts("v_2")
        await anna.presses("Откликнуться")
        await anna.presses("✏️ Телефон")
        await anna.says(told)
        await anna.presses("Отправить")
        assert await hiring.house.read(lambda session: numbers(session, accepted)) == {shown}
        await anna.starts("v_2")
        await anna.presses("Мой отклик")
        await anna.presses("Больше не интересно")
        await anna.presses("Далеко ездить")
    assert len(await hiring.house.read(lambda session: people.card(session, accepted.candidate).phones)) == 2


def numbers(session: Session, accepted: Accepted) -> set[str | None]:
    """The phone as each card that is called from shows it."""
    card = applications.card(session, accepted.application)
    (found,), _ = finding.find(session, FindQuery(text=card.candidate))
    return {card.phone, found.phone, people.card(session, accepted.candidate).phones[0]}


async def test_a_correction_can_be_left_and_the_old_answer_stays(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    for label in ("Город", "Телефон", "Резюме"):
        await anna.presses(f"✏️ {label}")
        anna.sees("← Назад")
        anna.sees_not("Отмена")
        await anna.presses("← Назад")
        anna.sees("Проверьте", "Казань", "+7 912 345-67-89", "Смирнова.pdf", "Отмена")
    await anna.presses("Отправить")
    anna.sees("Отклик отправлен", "Водитель")


async def test_only_the_vacancys_own_questions_are_counted_for_who_is_known(anna: Chat, hiring: Hiring) -> None:
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    for words in ("Иван Петров", "+7 912 345-67-89", "Пермь"):
        await anna.says(words)
    await anna.sends("cv.pdf")
    await anna.presses("Отправить")
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    anna.sees("Вопрос 1 из 3", "Сколько лет опыта?")


async def test_applying_again_shows_what_is_there(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    await anna.starts("v_1")
    await anna.presses("Мой отклик")
    anna.sees("уже откликнулись", "Отклик получен")
    assert len(await responses(hiring)) == 1


async def test_who_was_refused_may_apply_anew(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)
    accepted = await hiring.accepted()
    await hiring.house.happens(
        lambda session: pipeline.reject(session, accepted.application, "low_experience", by=hiring.by, now=hiring.now, tell=True)
    )
    why = await hiring.house.read(lambda session: entry_name(session, "reject_reason", "low_experience", "ru"))
    anna.sees("не сможем предложить")
    assert why.casefold() not in anna.text.casefold()
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    anna.sees("Сколько лет опыта?")


async def test_a_vacancy_closed_in_the_midst_of_the_form_takes_nothing(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен")
    for words in ("Иван Петров", "+7 912 345-67-89", "Пермь"):
        await anna.says(words)
    await anna.presses("Пропустить")
    close = lambda session: vacancies.set_state(session, hiring.driver, "closed", by=hiring.by, now=hiring.now)  # noqa: E731
    await hiring.house.happens(close)
    await anna.presses("Отправить")
    anna.sees("закрыли")
    assert not await responses(hiring)


async def test_everything_is_said_in_english_to_those_who_wish(hiring: Hiring) -> None:
    john = hiring.house.chat("john", locale="en")
    await john.starts("v_2")
    await john.presses("Apply")
    john.sees("Consent to the processing of personal data", "I agree, continue")
    await john.presses("I agree")
    john.sees("What is your full name?")
