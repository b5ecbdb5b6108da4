"""The admin's chat: people, roles, invitations, dictionaries, the log, the state of the house."""

import re
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.kernel.actors import staff
from core.kernel.database.session import Database
from core.kernel.queue import outbox
from core.kernel.time.clock import ManualClock
from core.staff import acts, reads
from core.vacancies import acts as vacancies
from tests.conversations.desk_house import colleague, desk_house, number_of, vacancy_of
from tests.conversations.direct import Chat, House


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return desk_house(db, clock, tmp_path / "files")


@pytest.fixture
async def root(house: House) -> Chat:
    return await colleague(house, "Игорь Громов", "admin")


def dead_parcel(session: Session, now: datetime) -> None:
    outbox.send(session, "telegram", lane="1:2", kind="send", body={}, now=now)
    (parcel,) = outbox.claim(session, "telegram", limit=5, now=now)
    outbox.fail(session, parcel, "Forbidden: bot was blocked by the user", now)


async def invitation(root: Chat, name: str, *roles: str) -> str:
    """What a link of a new invitation hands over."""
    await root.says("/invite")
    for role in roles:
        await root.presses(f"▫️ {role}")
    await root.presses("Дальше →")
    await root.says(name)
    found = re.search(r"start=(i_[\w-]+)", root.last.text)
    assert found is not None
    return found[1]


async def test_an_invitation_lets_one_newcomer_in(house: House, root: Chat) -> None:
    await root.says("/invite")
    root.sees("Кого приглашаем?", "▫️ рекрутер", "▫️ администратор")
    root.sees_not("Дальше")
    payload = await invitation(root, "Анна Серова", "рекрутер", "руководитель подбора")
    root.sees("Приглашение готово: Анна Серова", "руководитель подбора, рекрутер", "7 дней", f"https://t.me/otklik_bot?start={payload}")
    root.sees(f"https://otklik.example/invite/{payload.removeprefix('i_')}")

    anna = house.chat("newcomer")
    await anna.starts(payload)
    anna.sees("Анна Серова, добро пожаловать", "Северный ветер", "руководитель подбора, рекрутер")
    await anna.presses("Начать")
    anna.sees("Здравствуйте, Анна!", "📥 Отклики")

    late = house.chat("late")
    await late.starts(payload)
    late.sees("Это приглашение уже использовано")
    assert [user.name for user in await house.read(reads.users)] == ["Анна Серова", "Игорь Громов"]


async def test_an_invitation_is_for_newcomers_and_not_for_ever(house: House, root: Chat) -> None:
    await root.starts(await invitation(root, "Анна Серова", "рекрутер"))
    root.sees("Вы уже работаете здесь как Игорь Громов")
    payload = await invitation(root, "Анна Серова", "рекрутер")
    await house.passes(days=8)
    anna = house.chat("newcomer")
    await anna.starts(payload)
    anna.sees("Срок приглашения вышел")
    await anna.starts("i_made-up")
    anna.sees("Такого приглашения нет")


async def test_roles_change_by_presses_and_hold_at_once(house: House, root: Chat) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await root.says("/users")
    root.sees("Сотрудники: 2", "Анна Серова · рекрутер")
    await root.presses("Анна Серова")
    root.sees("Роли: рекрутер", "Работает, доступ открыт", "Где пишет боту")
    await root.presses("Изменить роли")
    await root.presses("▫️ оператор колл-центра")
    await root.presses("✅ рекрутер")
    root.sees("✅ оператор колл-центра", "▫️ рекрутер")
    await root.presses("✅ оператор колл-центра")
    root.sees("Хотя бы одна роль нужна")
    await anna.says("/slots")
    anna.sees("Это действие вам недоступно")
    assert (await house.read(partial(reads.staff, staff_id=number_of(anna)))).roles == {"operator"}
    await root.says("/role анна")
    root.sees("Роли: Анна Серова")
    await root.presses("▫️ рекрутер")
    await root.presses("← Назад")
    root.sees("Сотрудники: 2")


async def test_two_admins_who_give_a_role_at_once_give_it(house: House, root: Chat) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    second = await colleague(house, "Вера Админ", "admin")
    for chat in (root, second):
        await chat.says("/role Анна Серова")
        chat.sees("▫️ оператор колл-центра")
    await root.presses("▫️ оператор колл-центра")
    await second.presses("▫️ оператор колл-центра")
    second.sees("✅ оператор колл-центра", "✅ рекрутер")
    assert (await house.read(partial(reads.staff, staff_id=number_of(anna)))).roles == {"operator", "recruiter"}
    await root.presses("✅ рекрутер")
    await second.presses("✅ рекрутер")
    assert (await house.read(partial(reads.staff, staff_id=number_of(anna)))).roles == {"operator"}


async def test_access_is_closed_after_a_question_and_can_be_given_back(house: House, root: Chat) -> None:
    await colleague(house, "Анна Серова", "recruiter")
    await root.says("/users")
    await root.presses("Анна Серова")
    await root.presses("Закрыть доступ")
    root.sees("Закрыть доступ сотруднику «Анна Серова»?")
    await root.presses("Да, закрыть")
    root.sees("Доступ закрыт: Анна Серова", "Открыть доступ")
    await root.says("/users")
    root.sees("🚫 Анна Серова")
    await root.presses("🚫 Анна Серова")
    await root.presses("Открыть доступ")
    root.sees("Доступ открыт: Анна Серова")


async def test_the_last_admin_stays(root: Chat) -> None:
    await root.says("/role Игорь")
    await root.presses("▫️ рекрутер")
    await root.presses("✅ администратор")
    root.sees("Это последний администратор", "✅ администратор")


async def test_dictionaries_grow_and_are_put_in_order(house: House, root: Chat) -> None:
    await root.says("/dict")
    root.sees("Справочники", "Причины отказа", "2/2 ›")
    await root.presses("›")
    root.sees("Графики работы", "‹ 1/2")
    await root.says("/dict причины отказа")
    root.sees("Причины отказа", "Значений: 12")
    await root.presses("➕ Добавить значение")
    await root.says("Слишком молодой")
    root.sees("закон запрещает")
    await root.says("Далеко ездить / Too far")
    root.sees("Далеко ездить", "место в списке: 13")
    await root.presses("⬆️")
    root.sees("место в списке: 12")
    await root.presses("✏️ Переименовать")
    root.sees("Сейчас: Далеко ездить")
    await root.says("Не подошла дорога")
    root.sees("Не подошла дорога")
    await root.presses("🗄 Убрать в архив")
    root.sees("В архиве", "Вернуть из архива")
    await root.presses("← Назад")
    root.sees("Причины отказа", "Значений: 12")
    found = await house.read(partial(reads.entries, dictionary="reject_reason", locale="en", archived=True))
    assert ("own_13", "Too far", True) in found


async def test_the_log_tells_who_did_what(root: Chat) -> None:
    await root.says("/audit")
    root.sees("Пока ничего не записано", "время: МСК")
    await invitation(root, "Анна Серова", "рекрутер")
    await root.says("/dict schedule")
    await root.presses("➕ Добавить значение")
    await root.says("Вахта")
    await root.says("/audit")
    root.sees("Игорь Громов: добавлено значение", "Игорь Громов: создано приглашение", "сегодня, вт, 24 нояб., 12:00")
    root.sees("Графики работы: Вахта", "название: Вахта", "приглашение № 1 · роль: рекрутер")
    root.sees_not("Анна", "own_", "name_ru")


async def test_the_log_calls_things_by_their_names(house: House, root: Chat) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    vacancy = await vacancy_of(house, anna)
    by, now = staff(number_of(root)), house.clock.now()
    await house.write(partial(vacancies.set_state, vacancy=vacancy, state="suspended", by=by, now=now))
    await house.write(partial(acts.set_roles, staff_id=number_of(anna), roles=["recruiter", "lead"], by=by, now=now))
    await house.write(partial(acts.audit, actor=by, action="else.done", subject="thing:5", now=now, colour="red"))
    await house.write(partial(acts.audit, actor=by, action="vacancy.closed", subject="vacancy:404", now=now, before="opened"))
    await root.says("/audit")
    root.sees("создана вакансия · VAC-0001 Продавец-консультант", "VAC-0001 Продавец-консультант · было: открыта")
    root.sees(
        "Анна Серова · было: рекрутер · стало: руководитель подбора, рекрутер", "vacancy:404 · было: открыта", "thing:5 · colour: red"
    )


async def test_health_tells_what_could_not_be_delivered_and_tries_again(house: House, root: Chat) -> None:
    await root.says("/health")
    root.sees("✅ Всё работает", "Python 3", "База:", "Файлы:")
    await house.write(partial(dead_parcel, now=house.clock.now()))
    await root.presses("🔄 Обновить")
    root.sees("Есть недоставленное", "telegram: к отправке 0, не доставлено 1")
    await root.presses("⚠️ Недоставленное: 1")
    root.sees("Не ушло в telegram", "Forbidden")
    await root.presses("🔁 1")
    root.sees("Отправляем ещё раз", "всё доставлено")


async def test_only_an_admin_finds_these_commands(house: House) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter", "lead")
    for word in ("users", "invite", "role", "dict", "audit", "health"):
        await anna.says(f"/{word}")
        anna.sees("Это действие вам недоступно")
