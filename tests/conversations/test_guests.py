"""Before consent nothing is kept, as the bot says: neither words nor files, not for longer than the conversation needs them."""

import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from bot.channels.webchat import entries
from bot.channels.webchat.chats import Chat as WebChat
from bot.channels.webchat.chats import open_chat, open_session
from bot.channels.webchat.entries import Bubble
from bot.channels.webchat.model import chats, files, sessions
from bot.channels.webchat.model import entries as bubbles
from bot.conversation.model import conversations, shown
from bot.retention.housekeeping import Housekeeping
from core.candidates import acts as candidates
from core.candidates import reads as people
from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.queue import leases
from core.kernel.queue.inbox import inbox
from core.kernel.queue.outbox import outbox
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from tests.conversations.direct import Chat
from tests.conversations.hiring import Hiring, apply

SECRET = "Меня зовут Зинаида, телефон 8 912 000-11-22"
GUEST_TABLES = (conversations, shown, chats, bubbles, sessions, files)


def housekeeping(hiring: Hiring) -> Housekeeping:
    return Housekeeping(hiring.house.database, hiring.house.clock, hiring.house.files, Settings(_env_file=None))


async def count(hiring: Hiring, table: Table) -> int:
    return await hiring.house.read(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)


async def said(hiring: Hiring, text: str) -> list[str]:
    """Tables in which the words stand."""

    def found(session: Session) -> list[str]:
        rows = {table.name: [str(row) for row in session.execute(select(table))] for table in (inbox, outbox, shown, bubbles)}
        return [name for name, lines in rows.items() if any(text in line for line in lines)]

    return await hiring.house.read(found)


async def visitor(hiring: Hiring, name: str = "guest") -> Chat:
    """Somebody in the web chat, whose bubbles are kept too."""

    def opened(session: Session) -> WebChat:
        chat = open_chat(session, "candidate", locale="ru", zone="Europe/Moscow", now=hiring.now)
        session.execute(chats.update().where(chats.c.id == chat.id).values(name=name))
        open_session(session, chat, hiring.now)
        return chat

    await hiring.house.write(opened)
    return hiring.house.chat(name)


async def types(hiring: Hiring, chat: Chat, text: str) -> None:
    await hiring.house.write(lambda session: entries.add(session, chat.name, "bubble", "me", Bubble(text), now=hiring.now))
    await chat.says(text)


async def test_a_guests_words_leave_the_inbox_with_their_turn(hiring: Hiring) -> None:
    guest = await visitor(hiring)
    await types(hiring, guest, SECRET)
    assert await said(hiring, "Зинаида") == ["webchat_entries"]


async def test_what_a_guest_typed_stands_in_his_own_chat_for_a_day(hiring: Hiring) -> None:
    guest = await visitor(hiring)
    await types(hiring, guest, SECRET)
    await hiring.house.passes(hours=23)
    await housekeeping(hiring).look()
    assert await said(hiring, "Зинаида") == ["webchat_entries"]
    await hiring.house.passes(hours=2)
    await housekeeping(hiring).look()
    assert await said(hiring, "Зинаида") == []
    await guest.says("Я вернулась")
    guest.sees("Здравствуйте!")


async def test_words_of_whoever_has_consented_stay(hiring: Hiring) -> None:
    guest = await visitor(hiring)
    await types(hiring, guest, SECRET)
    await apply(guest)
    await hiring.house.passes(hours=30)
    await housekeeping(hiring).look()
    assert "webchat_entries" in await said(hiring, "Зинаида")


async def test_a_guest_who_never_comes_back_leaves_nothing(hiring: Hiring) -> None:
    guest = await visitor(hiring)
    await guest.starts("v_1")
    await types(hiring, guest, SECRET)
    await hiring.house.passes(days=31)
    await housekeeping(hiring).look()
    assert [await count(hiring, table) for table in GUEST_TABLES] == [0] * len(GUEST_TABLES)
    assert await hiring.house.read(lambda session: [row for row in session.execute(select(inbox.c.lane)).scalars() if "guest" in row]) == []
    await guest.says("Снова здравствуйте")
    guest.sees("Здравствуйте!")


async def test_a_chat_in_which_nothing_was_said_goes(hiring: Hiring) -> None:
    await visitor(hiring)
    await housekeeping(hiring).look()
    assert await count(hiring, chats) == 1
    await hiring.house.passes(days=3)
    await housekeeping(hiring).look()
    assert (await count(hiring, chats), await count(hiring, sessions)) == (0, 0)


async def test_a_guest_who_sends_a_file_is_told_what_to_do(hiring: Hiring) -> None:
    guest = hiring.house.chat("anna")
    lost = {"name": "Резюме.pdf", "media_type": "application/pdf", "size": 10, "sha256": None}
    await hiring.house.incoming(guest, {"kind": "file", "caption": "", "file": lost})
    guest.sees("Файл мы не сохранили", "после согласия", "Вакансии")


async def test_a_file_that_came_before_the_consent_is_asked_for_again(hiring: Hiring, anna: Chat) -> None:
    await anna.starts("v_2")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен, продолжить")
    await anna.says("Смирнова Анна Петровна")
    await anna.shares("8 (912) 345-67-89")
    await anna.says("Казань")
    lost = {"name": "Резюме.pdf", "media_type": "application/pdf", "size": 10, "sha256": None}
    await hiring.house.incoming(anna, {"kind": "file", "caption": "", "file": lost})
    anna.sees("Файл пришёл раньше согласия", "ещё раз")


async def test_thirty_files_a_day_are_enough(hiring: Hiring, anna: Chat) -> None:
    await apply(anna)

    def many(session: Session) -> None:
        for number in range(30):
            kept = f"{number:064}"
            candidates.attach(session, 1, "resume", sha256=kept, now=hiring.now, name="a.pdf", media_type="application/pdf", size=1)

    await hiring.house.write(many)
    await anna.sends("ещё.pdf")
    anna.sees("Этот мы не сохранили")


def age(hiring: Hiring, digest: str, days: float) -> None:
    then = (hiring.now - timedelta(days=days)).timestamp()
    os.utime(hiring.house.files.path(digest), (then, then))


async def test_files_that_nobody_refers_to_are_swept(hiring: Hiring, anna: Chat, tmp_path: Path) -> None:
    await apply(anna)
    house = hiring.house
    orphan, young, held = (house.files.keep(content) for content in (b"orphan", b"young", b"held"))

    def keep(session: Session) -> None:
        chat = open_chat(session, "candidate", locale="ru", zone="Europe/Moscow", now=hiring.now)
        about = {"name": "a", "media_type": "b", "size": 1, "at": hiring.now}
        session.execute(insert(files).values(id="n", chat_id=chat.id, sha256=held, **about))

    await house.write(keep)
    half = house.files.path(orphan).with_name("tmpabc")
    half.write_bytes(b"never finished")
    for digest in (orphan, held):
        age(hiring, digest, 2)
    os.utime(half, (0, 0))
    age(hiring, young, 0)
    resumes = await house.read(lambda session: [file.sha256 for file in people.files(session, 1)])
    for resume in resumes:
        age(hiring, str(resume), 9)
    await housekeeping(hiring).sweep()
    assert not house.files.path(orphan).exists()
    assert not half.exists()
    assert all(house.files.path(str(digest)).exists() for digest in (young, held, *resumes))


def test_a_file_kept_anew_while_it_is_swept_stays(tmp_path: Path) -> None:
    kept = Files(tmp_path)
    digest = kept.keep(b"again")
    os.utime(kept.path(digest), (0, 0))
    assert list(kept.older(10.0)) == [digest]
    kept.keep(b"again")
    assert not kept.forget(digest, 10.0)
    assert kept.read(digest) == b"again"


async def test_one_process_sweeps_a_night(db: Database, clock: ManualClock) -> None:
    first = await db.write(lambda session: leases.take_for(session, "n", "a", clock.now(), timedelta(hours=20)))
    again = await db.write(lambda session: leases.take_for(session, "n", "a", clock.now(), timedelta(hours=20)))
    clock.at += timedelta(hours=21)
    later = await db.write(lambda session: leases.take_for(session, "n", "b", clock.now(), timedelta(hours=20)))
    assert (first, again, later) == (True, False, True)
