"""Where a colleague is signed in, signing out, ending a colleague's sessions, withdrawing invitations; and links that lie sealed."""

import re
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import MetaData, insert, select
from sqlalchemy.orm import Session

from bot.cards import places
from bot.channels.webchat import chats
from bot.channels.webchat.chats import Chat as WebChat
from bot.channels.webchat.model import chats as chat_rows
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database
from core.kernel.storage import sealing
from core.kernel.time.clock import ManualClock
from tests.conversations.desk_house import colleague, desk_house
from tests.conversations.direct import Chat, House


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return desk_house(db, clock, tmp_path / "files")


@pytest.fixture
async def root(house: House) -> Chat:
    return await colleague(house, "Игорь Громов", "admin")


async def signed_in(house: House, chat: Chat, *agents: str) -> list[str]:
    """Sessions of this chat, by what they are called."""

    def opened(session: Session) -> list[str]:
        now = house.clock.now()
        row = {"name": chat.name, "seat": "staff", "locale": "ru", "zone": "Europe/Moscow", "created_at": now}
        number = session.execute(select(chat_rows.c.id).where(chat_rows.c.name == chat.name)).scalar()
        number = number or session.execute(insert(chat_rows).values(row).returning(chat_rows.c.id)).scalar_one()
        web = WebChat(number, chat.name, "staff", "ru", "Europe/Moscow")
        return [chats.hashed(chats.open_session(session, web, now, agent))[: places.HANDLE] for agent in agents]

    return await house.write(opened)


async def left(house: House, who: int) -> list[str]:
    found = await house.read(partial(places.places, staff_id=who, now=house.clock.now()))
    return sorted(place.agent or "" for place in found)


async def test_the_list_ends_one_and_all_but_this(house: House, root: Chat) -> None:
    here, *_ = await signed_in(house, root, "Chrome, Windows", "Safari, iPhone", "Firefox, Linux", "")
    root.session = here
    await root.says("/sessions")
    root.sees("Где вы вошли", "Chrome, Windows, этот браузер", "Safari, iPhone", "Неизвестное устройство", "Завершить все, кроме этой")
    root.sees_not("Завершить: Chrome")
    await root.presses("Завершить: Safari, iPhone")
    root.sees_not("Safari")
    assert await left(house, 1) == ["", "Chrome, Windows", "Firefox, Linux"]
    await root.presses("Завершить все, кроме этой")
    assert await left(house, 1) == ["Chrome, Windows"]
    root.sees_not("Завершить все")


async def test_logout_ends_this_one(house: House, root: Chat) -> None:
    here, *_ = await signed_in(house, root, "Chrome, Windows", "Safari, iPhone")
    root.session = here
    await root.says("/logout")
    root.sees("Вы вышли из веб-чата в этом браузере", "/login")
    assert await left(house, 1) == ["Safari, iPhone"]


async def test_in_a_messenger_there_is_nothing_to_sign_out_of(house: House, root: Chat) -> None:
    await signed_in(house, root, "Chrome, Windows")
    await root.says("/logout")
    root.sees("выходить не нужно", "Chrome, Windows")
    await root.presses("Завершить все")
    assert await left(house, 1) == []


async def test_an_admin_ends_a_colleagues_sessions_and_gives_a_new_way_in(house: House, root: Chat) -> None:
    anna = await colleague(house, "Анна Серова", "recruiter")
    await signed_in(house, anna, "Chrome, Windows", "Safari, iPhone")
    await root.says("/users")
    await root.presses("Анна Серова")
    await root.presses("Входы в веб-чат")
    root.sees("Анна Серова: входы", "Chrome, Windows", "Safari, iPhone")
    await root.presses("Завершить все входы")
    assert await left(house, 2) == []
    await root.presses("Ссылка для входа")
    root.sees("Вход в веб-чат: Анна Серова", "https://otklik.example/login/", "60 минут")
    await root.says("/audit")
    root.sees("завершены входы", "выдана ссылка для входа")


async def test_an_invitation_is_withdrawn(house: House, root: Chat) -> None:
    token = await invited(root, "Олег Новый")
    await root.says("/invite")
    await root.presses("Неиспользованные приглашения · 1")
    root.sees("Олег Новый", "рекрутер", "1 дек.")
    await root.presses("Отозвать: Олег Новый")
    root.sees("Неиспользованных приглашений нет", "Приглашение отозвано")
    await house.chat("newcomer").starts(f"i_{token}")
    house.chat("newcomer").sees("Срок приглашения вышел")
    await root.says("/invite")
    root.sees_not("Неиспользованные")


async def test_one_that_was_used_is_withdrawn_no_more(house: House, root: Chat) -> None:
    token = await invited(root, "Олег Новый")
    await root.says("/invite")
    await root.presses("Неиспользованные приглашения · 1")
    await house.chat("newcomer").starts(f"i_{token}")
    await root.presses("Отозвать: Олег Новый")
    root.sees("уже принял приглашение")


async def invited(root: Chat, name: str) -> str:
    await root.says("/invite")
    await root.presses("▫️ рекрутер")
    await root.presses("Дальше →")
    await root.says(name)
    found = re.search(r"/invite/([\w-]+)", root.last.text)
    assert found is not None
    return found[1]


def told(session: Session, known: MetaData) -> str:
    """Every word of every table."""
    return "\n".join(str(tuple(row)) for table in known.sorted_tables for row in session.execute(select(table)))


async def links(root: Chat) -> list[str]:
    await root.says("/login")
    login = root.last.text.partition("/login/")[2].split()[0]
    return [login, await invited(root, "Олег Новый")]


async def test_a_live_link_stands_readable_in_no_table(house: House, root: Chat) -> None:
    found = await links(root)
    everything = await house.read(partial(told, known=load_models("core", "bot")))
    assert "[[sealed:" in everything
    assert not [token for token in found if token in everything]


async def test_control_unsealed_it_is_readable(house: House, root: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.recruiter.desk", "bot.admin.invites"):
        monkeypatch.setattr(f"{module}.sealed", lambda token: token)
    found = await links(root)
    everything = await house.read(partial(told, known=load_models("core", "bot")))
    assert [token for token in found if token in everything] == found


def test_another_key_opens_nothing() -> None:
    words = f"https://otklik.example/login/{sealing.sealed('token')} и дальше"
    assert sealing.opened(words) == "https://otklik.example/login/token и дальше"
    try:
        sealing.use(lambda: ["another"])
        assert sealing.opened(words) == "https://otklik.example/login/… и дальше"
        assert sealing.opened("[[sealed:xx.y]] [[sealed:]]") == "… [[sealed:]]"
    finally:
        sealing.use(sealing.made_up)


@pytest.mark.parametrize("words", ["/start i_{}", "i_{}", "https://otklik.example/invite/{}", "вот: https://otklik.example/login/{} —"])
def test_what_comes_in_with_a_token_lies_sealed(words: str) -> None:
    token = "aB-9_" * 6 + "xy"
    hidden = sealing.hidden(words.format(token))
    assert token not in hidden
    assert sealing.opened(hidden) == words.format(token)
    assert sealing.hidden("Здравствуйте, v_15") == "Здравствуйте, v_15"
