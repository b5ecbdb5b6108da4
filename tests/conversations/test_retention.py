"""Nights go by: screens that are over go, what somebody may still press or reply to stays; ways in that open nothing go."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from bot.channels.webchat import chats
from bot.channels.webchat.model import sessions
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.conversation.model import conversations, shown
from bot.retention.rules import RULES
from core.kernel.actors import SYSTEM
from core.kernel.database import migrate
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database
from core.kernel.operations import retention
from core.kernel.operations.retention import Retention, Rule
from core.kernel.queue import inbox
from core.kernel.queue.inbox import inbox as incoming
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from core.staff.model import Invite, LoginLink
from tests.channels.webchat.tiny_bot import home, router
from tests.conftest import NOW
from tests.conversations.direct import Chat, House, engine_of
from tests.filled.base import fill

KEEP = timedelta(days=30)


@pytest.fixture
def house(db: Database, clock: ManualClock, tmp_path: Path) -> House:
    return House(db, clock, engine_of([router], home=home), Files(tmp_path / "files"))


async def night(house: House, rules: Sequence[Rule] = RULES) -> int:
    return await Retention(house.database, house.clock, ZoneInfo("Europe/Moscow"), KEEP, rules).night()


async def screens(house: House) -> list[tuple[Any, ...]]:
    query = select(shown.c.id, shown.c.text, shown.c.live).order_by(shown.c.id)
    return await house.read(lambda session: [tuple(row) for row in session.execute(query)])


async def again(house: House, chat: Chat) -> None:
    """The messenger delivers the first update once more."""
    row = {"chat": chat.name, "locale": chat.locale, "zone": chat.zone, "kind": "text", "text": "ау"}
    lane = f"{CHANNEL}:{ACCOUNT}:{chat.name}"
    await house.write(partial(inbox.put, source=CHANNEL, key=f"{chat.name}:1", lane=lane, body=row, now=house.clock.now()))
    await house.settle()


async def talk(house: House) -> Chat:
    chat = house.chat("anna")
    await chat.says("ау")
    await house.passes(days=31)
    await chat.says("вы тут?")
    return chat


async def test_an_update_delivered_again_after_the_night_is_answered_once(house: House) -> None:
    chat = await talk(house)
    assert await night(house) > 0
    seen = len(chat.messages)
    await again(house, chat)
    assert len(chat.messages) == seen


async def test_control_without_the_kept_key_it_is_answered_twice(house: House) -> None:
    chat = await talk(house)
    await night(house, [Rule(incoming, and_(incoming.c.state == "done", incoming.c.done_at < retention.OLD))])
    seen = len(chat.messages)
    await again(house, chat)
    assert len(chat.messages) == seen + 1


async def test_a_button_that_stands_works_after_the_night(house: House) -> None:
    chat = house.chat("anna")
    await chat.starts()
    await house.passes(days=100)
    await night(house)
    await chat.presses("Дальше")
    chat.sees("Шаг 1")


async def test_the_last_screen_of_a_chat_stays_for_ever(house: House) -> None:
    chat = house.chat("anna")
    await chat.starts()
    await house.chat("boris").starts()
    await house.passes(days=1000)
    await night(house)
    await chat.presses("Дальше")
    chat.sees("Шаг 1")


def kill(session: Session, *, ref: str | None, house: House) -> int:
    """A dead screen beside the chat's current one."""
    [whose] = session.execute(select(conversations.c.id).where(conversations.c.chat == "anna")).scalars()
    values = {"conversation_id": whose, "token": f"t{ref}", "text": "8 912 345-67-89", "rows": [], "stack": [["a", {}]], "live": False}
    made = shown.insert().values(**values, keep=True, ref=ref, shown_at=house.clock.now()).returning(shown.c.id)
    number: int = session.execute(made).scalar_one()
    return number


async def test_dead_screens_lose_their_words_and_those_that_stand_nowhere_go(house: House) -> None:
    chat = house.chat("anna")
    await chat.starts()
    standing = await house.write(partial(kill, ref="77", house=house))
    await house.write(partial(kill, ref=None, house=house))
    await chat.says("ау")
    await house.passes(days=31)
    await night(house)
    assert [row for row in await screens(house) if not row[2]] == [(standing, "", False)]
    await house.passes(days=400)
    await night(house)
    assert [row for row in await screens(house) if not row[2]] == []
    await chat.says("и снова")
    chat.sees("Вы написали: и снова")


def doors(session: Session, staff_id: int, house: House) -> tuple[str, str]:
    """A way in of each kind: told are a session's token and a link's."""
    now = house.clock.now()
    staff.invite(session, by=SYSTEM, roles=["recruiter"], name="Борис", now=now)
    return chats.open_session(session, chats.staff_chat(session, staff_id, now), now), staff.login_link(session, staff_id, now=now)


async def left(house: House) -> tuple[int, int, int]:
    def count(session: Session) -> tuple[int, int, int]:
        first, second, third = (len(session.execute(select(table)).all()) for table in (sessions, LoginLink, Invite))
        return first, second, third

    return await house.read(count)


async def test_ways_in_that_open_nothing_go(house: House) -> None:
    anna = await house.write(partial(staff.add_staff, name="Анна", roles=["admin"], now=house.clock.now()))
    await house.write(partial(doors, staff_id=anna, house=house))
    await house.passes(days=29)
    await house.write(partial(doors, staff_id=anna, house=house))
    await night(house)
    assert await left(house) == (2, 2, 2), "nothing is old enough: whoever follows a link that is over is told so"
    await house.passes(days=9)
    token, link = await house.write(partial(doors, staff_id=anna, house=house))
    await night(house)
    assert await left(house) == (2, 2, 2)
    assert await house.read(partial(chats.chat_of, token=token, seat="staff", now=house.clock.now()))
    assert await house.write(partial(staff.spend_login, token=link, now=house.clock.now())) == anna


async def test_a_button_that_nobody_pressed_for_half_a_year_is_over(house: House) -> None:
    chat = house.chat("anna")
    await chat.says("ау")
    await chat.says("ещё")
    house.clock.at += timedelta(days=170)
    await night(house)
    before = await screens(house)
    house.clock.at += timedelta(days=11)
    await night(house)
    after = await screens(house)
    assert [live for _, _, live in before] == [True, True]
    assert [(text == "", live) for _, text, live in after] == [(True, False), (False, True)], "the one that stands last stays"


async def test_a_company_that_has_slept_for_years_keeps_no_past(house: House, database_url: str) -> None:
    engine = migrate.engine_of(database_url)
    fill(engine, 30, NOW, alone=False)
    engine.dispose()
    house.clock.at += timedelta(days=1500)
    await night(house)
    for name in ("access_log", "audit_entries", "inbox", "outbox", "timers", "webchat_entries", "slots"):
        left = await house.read(partial(count, name=name))
        assert left == (30 if name == "slots" else 1), name


def count(session: Session, name: str) -> int:
    return session.execute(select(func.count()).select_from(load_models("core", "bot").tables[name])).scalar_one()
