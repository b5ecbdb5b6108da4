"""A colleague's desk: the first screen, settings, vacancies and their questions."""

from functools import partial
from pathlib import Path

import pytest

from core.kernel.actors import SYSTEM
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from core.staff import reads as staff_reads
from core.vacancies import reads
from tests.conversations.desk_house import applicant, colleague, desk_house, number_of, vacancy_of
from tests.conversations.direct import House


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return desk_house(db, clock, tmp_path / "files")


async def test_everybody_sees_only_the_doors_his_roles_open(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.starts()
    anna.sees("Здравствуйте, Анна!", "Срочного ничего нет", "📥 Отклики", "💼 Вакансии", "🕐 Мои слоты", "🔎 Найти")
    anna.sees_not("👥 Сотрудники", "🩺 Состояние")

    root = await colleague(house, "Игорь Админ", "admin")
    await root.starts()
    root.sees("👥 Сотрудники", "📚 Справочники", "🧾 Журнал", "🩺 Состояние", "💼 Вакансии")
    root.sees_not("🔎 Найти", "📥 Отклики")

    operator = await colleague(house, "Олег Оператор", "operator")
    await operator.starts()
    operator.sees("Выберите, с чего начать", "💼 Вакансии")
    operator.sees_not("🔎 Найти", "🕐 Мои слоты", "📅 Сегодня")


async def test_who_has_left_is_told_so_and_can_do_nothing(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await colleague(house, "Игорь Админ", "admin")
    await house.write(lambda session: staff.deactivate(session, number_of(anna), by=SYSTEM, now=house.clock.now()))
    await anna.starts()
    anna.sees("сейчас у вас нет доступа")
    await anna.says("/find Иванов")
    anna.sees("Это действие вам недоступно")


async def test_the_first_screen_counts_what_waits(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await applicant(house, "Пётр Иванов", "+79161234567", await vacancy_of(house, anna))
    await anna.starts()
    anna.sees("1 кандидат ждёт решения", "⚖️ Решить · 1")
    await anna.presses("⚖️ Решить")
    anna.sees("Принять решение: 1", "Пётр Иванов", "Продавец-консультант")
    await anna.presses("Пётр Иванов")
    anna.sees("Пётр Иванов", "+7 916 123-45-67")
    await anna.presses("🏠 В начало")
    anna.sees("Здравствуйте")


async def test_help_names_only_the_commands_one_may_use(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/help")
    anna.sees("/today", "/vacancy", "/slots", "/find", "/responses", "/callbacks", "/login", "поищем в базе")
    anna.sees_not("/users", "/health")
    listed = [line.split(" ")[0] for line in anna.last.text.splitlines() if line.startswith("/")]
    assert listed[:5] == ["/today", "/responses", "/callbacks", "/vacancies", "/vacancy"]
    assert listed[-6:] == ["/me", "/login", "/sessions", "/logout", "/language", "/help"]
    root = await colleague(house, "Igor Admin", "admin", locale="en")
    await root.says("/help")
    root.sees("/users — Colleagues and their access", "/health")
    root.sees_not("/find", "we will look in the base")


async def test_a_hiring_manager_without_a_vacancy_is_told_what_to_do(house: House) -> None:
    gleb = await colleague(house, "Глеб", "hiring_manager")
    await gleb.says("/vacancies")
    gleb.sees("Вас пока не назначили на вакансию: попросите рекрутера", "🏠 В начало")
    gleb.sees_not("Открытые вакансии")
    await gleb.says("Смирнова")
    gleb.sees("нажмите кнопку под сообщением")
    gleb.sees_not("наберите имя")


async def test_settings_are_the_colleagues_own(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/me")
    anna.sees("Роли: рекрутер", "Москва, МСК", "Тихие часы: 22:00–08:00")
    await anna.presses("🕐 Часовой пояс")
    await anna.presses("Екатеринбург, МСК+2")
    anna.sees("У вас сейчас 14:00 (МСК+2)", "Екатеринбург")
    await anna.presses("🌙 Тихие часы")
    await anna.presses("22:00–08:00")
    anna.sees("Тихие часы: 22:00–08:00")
    await anna.says("/language")
    await anna.presses("English")
    anna.sees("We write in English from now on", "Time zone: Yekaterinburg, UTC+5")
    card = await house.read(lambda session: staff_reads.staff(session, number_of(anna)))
    assert (card.zone, card.locale) == ("Asia/Yekaterinburg", "en")


async def test_the_login_link_lets_in_once_and_not_for_long(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/login")
    anna.sees("https://otklik.example/login/", "15 минут")
    token = anna.last.text.partition("/login/")[2].split()[0]
    assert await house.read(lambda session: staff_reads.login_name(session, token, house.clock.now())) == "Анна Серова"
    await house.passes(minutes=16)
    assert await house.read(lambda session: staff_reads.login_name(session, token, house.clock.now())) is None


async def test_a_vacancy_is_made_in_the_chat(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/vacancies")
    anna.sees("Открытые вакансии: 0", "Здесь пока пусто")
    await anna.presses("➕ Новая вакансия")
    anna.sees("Вопрос 1 из 6", "Как называется вакансия?")
    await anna.says("Оператор колл-центра")
    await anna.says("Отвечать на звонки\nи помогать людям.")
    await anna.says("Казань")
    await anna.says("много")
    anna.sees("Не разобрали сумму", "Какая зарплата")
    await anna.says("90–120 тыс")
    await anna.presses("Сменный")
    await anna.presses("Пропустить")
    anna.sees("Проверьте, всё ли верно", "Зарплата: 90", "График: Сменный", "Занятость: пропустили")
    await anna.presses("✏️ Город")
    await anna.says("Самара")
    await anna.presses("✅ Открыть вакансию")
    anna.sees("Вакансия открыта", "VAC-0001 Оператор колл-центра", "Вопросов пока нет")
    await anna.presses("💼 К вакансии")
    anna.sees("🟢 VAC-0001 Оператор колл-центра", "Самара · 90", "Кандидатов пока нет")
    assert anna.last.text.index("Кандидатов пока нет") < anna.last.text.index("Отвечать на звонки"), "what is new above what is known"


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        ("350 р/час", "от 350 ₽ в час", (None, None)),
        ("4000 за смену на руки", "от 4 000 ₽ за смену на руки", (None, None)),
        ("от 80 до 100 тысяч на руки", "80 000–100 000 ₽ на руки", (80_000, 100_000)),
    ],
)
async def test_pay_that_a_salary_cannot_say_stands_in_the_text(house: House, typed: str, told: str, kept: tuple[int | None, ...]) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/vacancies")
    await anna.presses("➕ Новая вакансия")
    for answer in ("Курьер", "Возить заказы.", "Казань", typed):
        await anna.says(answer)
    for _ in range(2):
        await anna.presses("Пропустить")
    assert f"Зарплата: {told}" in anna.last.text.replace("\N{NO-BREAK SPACE}", " ")
    await anna.presses("✅ Открыть вакансию")
    card = await house.read(lambda session: reads.card(session, 1))
    assert (card.salary_from, card.salary_to) == kept
    assert card.text.replace("\N{NO-BREAK SPACE}", " ") == f"Возить заказы.\n\nОплата: {told}"
    await anna.says("/vacancy 1")
    await anna.presses("✏️ Изменить")
    await anna.presses("Зарплата")
    await anna.says("90000")
    card = await house.read(lambda session: reads.card(session, 1))
    assert (card.salary_from, card.text) == (90_000, "Возить заказы.")


async def test_a_vacancy_asks_its_own_questions(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await vacancy_of(house, anna)
    await anna.says("/vacancy 1")
    await anna.presses("❓ Вопросы")
    anna.sees("Вопросов пока нет")
    await anna.presses("➕ Варианты")
    await anna.says("Какой график удобен?")
    await anna.says("Утро")
    anna.sees("от двух до десяти")
    await anna.says("Утро\nВечер")
    await anna.presses("Да")
    anna.sees("Вопрос добавлен", "1. Какой график удобен? * (выбор из вариантов)", "Утро / Вечер")
    await anna.presses("➕ Да/нет")
    await anna.says("Есть опыт?")
    await anna.presses("Нет")
    await anna.presses("2. Есть опыт?")
    await anna.presses("⬆️")
    anna.sees("1. Есть опыт? (да или нет)")
    await anna.presses("❓ Все вопросы")
    await anna.presses("👁 Как видят")
    anna.sees("Так вакансию видит кандидат", "Помогать покупателям", "1. Есть опыт?", "2. Какой график удобен? *")
    anna.sees("🕒 сменный график, полная занятость")
    anna.sees_not("Рекрутер:", "VAC-0001", "Открыта")
    await anna.presses("← Назад")
    await anna.presses("Есть опыт?")
    await anna.presses("🗄 Больше не спрашивать")
    anna.sees("Прежние ответы сохранены")
    anna.sees_not("Есть опыт?")


async def test_a_vacancy_is_changed_shared_and_closed(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await vacancy_of(house, anna)
    await anna.says("/vacancy VAC-0001")
    await anna.presses("✏️ Изменить")
    await anna.presses("Зарплата")
    await anna.says("от 100 000")
    anna.sees("Сохранили", "от 100")
    await anna.presses("🔗 Ссылки")
    anna.sees("https://t.me/otklik_bot?start=v_1", "https://otklik.example/v/1")
    await anna.presses("← Назад")
    await anna.presses("⏸ Приостановить")
    anna.sees("на паузе")
    await anna.presses("🔒 Закрыть")
    anna.sees("Закрыть вакансию", "Кандидатов на ней нет")
    await anna.presses("Да, закрыть")
    anna.sees("🔒 VAC-0001", "🟢 Открыть")
    await anna.says("/vacancies")
    await anna.presses("🔒 Закрытые")
    anna.sees("Закрытые вакансии: 1", "VAC-0001")
    card = await house.read(lambda session: reads.by_number(session, 1))
    assert card is not None
    assert (card.state, card.salary_from, card.salary_to, card.schedule) == ("closed", 100_000, None, "shift")


async def test_the_card_counts_people_by_status_and_leads_to_them(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    vacancy = await vacancy_of(house, anna)
    await applicant(house, "Пётр Иванов", "+79161234567", vacancy)
    await applicant(house, "Ольга Петрова", "+79161234568", vacancy)
    await anna.says("/vacancy 1")
    anna.sees("Отклик на вакансию: 2", "👥 Кандидаты · 2")
    await anna.presses("👥 Кандидаты")
    anna.sees("2 кандидата", "Пётр Иванов", "Ольга Петрова")
    await anna.presses("Ольга Петрова")
    anna.sees("Ольга Петрова", "Продавец-консультант")


async def test_a_vacancy_of_a_colleague_is_seen_but_not_changed(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    boris = await colleague(house, "Борис Лавров", "recruiter")
    await vacancy_of(house, anna)
    await boris.says("/vacancy 1")
    boris.sees("Рекрутер: Анна Серова", "🔗 Ссылки")
    boris.sees_not("✏️ Изменить", "🔒 Закрыть", "❓ Вопросы")


async def test_a_hiring_manager_sees_his_own_vacancies_only(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    vera = await colleague(house, "Вера Директор", "hiring_manager")
    await vacancy_of(house, anna)
    await vera.says("/vacancies")
    vera.sees("Вас пока не назначили на вакансию")
    await vera.says("/vacancy 1")
    vera.sees("Это ведёт другой рекрутер")

    await anna.says("/vacancy 1")
    await anna.presses("✏️ Изменить")
    anna.sees("Нанимающий менеджер: не назначен")
    anna.sees_not("👤 Рекрутер")
    await anna.presses("👤 Менеджер")
    await anna.presses("Вера Директор")
    anna.sees("Сохранили")
    await vera.says("/vacancy 1")
    vera.sees("VAC-0001", "Продавец-консультант")
    vera.sees_not("✏️ Изменить")


async def test_an_unknown_number_and_no_number_are_told_apart(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await anna.says("/vacancy")
    anna.sees("Напишите номер вакансии", "Открытые вакансии")
    await anna.says("/vacancy 77")
    anna.sees("акансии нет")
    anna.sees("➕ Новая вакансия", "🏠 В начало")


async def test_a_form_ends_where_its_right_has_gone(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await colleague(house, "Игорь Админ", "admin")
    await anna.says("/vacancies")
    await anna.presses("➕ Новая вакансия")
    await house.write(partial(staff.set_roles, staff_id=number_of(anna), roles=["operator"], by=SYSTEM, now=house.clock.now()))
    await anna.says("Оператор")
    anna.sees("Это действие вам недоступно")
    await anna.presses("Отмена")
    anna.sees("Хорошо, закрыли", "Здравствуйте")


async def test_a_lead_hands_a_vacancy_over(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    lead = await colleague(house, "Лидия Главная", "lead")
    await vacancy_of(house, anna)
    await lead.says("/vacancy 1")
    await lead.presses("✏️ Изменить")
    await lead.presses("👤 Рекрутер")
    lead.sees("Кому передать вакансию?")
    await lead.presses("Лидия Главная")
    lead.sees("Рекрутер: Лидия Главная")
    await anna.says("/vacancy 1")
    anna.sees_not("✏️ Изменить")
