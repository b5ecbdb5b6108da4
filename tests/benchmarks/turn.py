"""A full turn of the real bot, kept on SQLite with every commit on the disk, against bare aiogram that keeps nothing.

Ours: Telegram's raw updates, a hundred at a time as polling brings them, become rows of the inbox; the worker works them off: conversation,
screen, domain, shown screen, outbox. *Press*: a candidate opens a vacancy and goes back. *Words*: a candidate writes to his recruiter: a
message in the thread, and a turn of its own that shows it to the recruiter. The floor feeds the same updates to a dispatcher with
MemoryStorage, whose handler reads and writes its state and sends one answer into the void. Both run on one machine by turns; the CPU
figures count all threads of this process, and stand where the machine is busy with something else as well.
"""

import asyncio
import json
import logging
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import click
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.base import BaseSession
from aiogram.fsm.context import FSMContext
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery, Message
from sqlalchemy import text
from sqlalchemy.orm import Session

import core  # noqa: F401 - chooses the SQLite before anything imports one
from bot.app import make_engine
from bot.channels.telegram.ingress import keep
from bot.channels.telegram.parse import CHANNEL
from bot.engine.engine import House
from bot.engine.worker import Took, Worker
from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.kernel.actors import SYSTEM, staff
from core.kernel.database.columns import load_models
from core.kernel.database.session import Database, open_database
from core.kernel.database.sqlite import writing_engine
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from core.pipeline import acts as pipeline
from core.privacy import acts as privacy
from core.privacy import reads as texts_of
from core.privacy.rules import ConsentKind
from core.staff import acts as people
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.conftest import NOW

PEOPLE, RECRUITERS, ROUNDS, BATCH, AIM = 800, 20, 5, 100, 0.35
PACE = timedelta(seconds=20)
"""What passes between two updates of a person."""
BOT = 42
LOCALES = Path(__file__).resolve().parents[2] / "bot" / "locales"
logging.getLogger("aiogram").setLevel(logging.WARNING)
Raw = dict[str, Any]
numbers = count(1)


def person(chat: int) -> Raw:
    return {"id": chat, "is_bot": False, "first_name": "Лев", "language_code": "ru"}


def message(chat: int, words: str) -> Raw:
    number = next(numbers)
    told = {"message_id": number, "date": 1_764_000_000, "chat": {"id": chat, "type": "private", "first_name": "Лев"}, "from": person(chat)}
    return {"update_id": number, "message": {**told, "text": words}}


def press(chat: int, token: str) -> Raw:
    said = message(chat, "Вакансия")["message"] | {"from": {"id": BOT, "is_bot": True, "first_name": "Отклик"}}
    query = {"id": str(next(numbers)), "from": person(chat), "message": said, "chat_instance": str(chat), "data": token}
    return {"update_id": next(numbers), "callback_query": query}


# Ours


class Counting(Worker):
    """Says when so many turns more are done: asking the database would cost what is measured."""

    def __init__(self, *ports: Any) -> None:
        super().__init__(*ports)
        self.left = 0
        self.reached = asyncio.Event()

    def expect(self, turns: int) -> None:
        self.left += turns
        self.reached.clear()

    async def turn(self, lane: str) -> Took:
        found = await super().turn(lane)
        self.left -= bool(found)
        if not self.left:
            self.reached.set()
        return found


class Ours:
    """The real bot with its worker; a courier would only add what the network costs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.supervisor = Supervisor()
        engine = make_engine(texts(LOCALES), House("Северный ветер", "https://otklik.example", "Europe/Moscow", "ru", FACTS))
        self.clock = ManualClock(NOW)
        self.worker = Counting(database, self.clock, self.supervisor, engine)
        self.supervisor.run("turns", self.worker.run)

    async def works(self, updates: list[Raw], turns: int = 1) -> None:
        """From the first one's arrival until all are worked off, with all that they caused."""
        self.worker.expect(len(updates) * turns)
        self.clock.at += PACE
        for start in range(0, len(updates), BATCH):
            await self.database.write(partial(keep, updates=updates[start : start + BATCH], bot=BOT, now=self.clock.now()))
        await self.worker.reached.wait()
        if await self.database.read(inbox.waiting):
            raise RuntimeError("more turns than were expected")
        if failed := await self.database.read(faults):
            raise RuntimeError(f"{failed} turns failed")

    async def buttons(self, label: str) -> dict[int, str]:
        """Each chat's button of the screen that stands there now."""
        rows = await self.database.read(lambda session: session.execute(text(STANDING)).all())
        found = {}
        for chat, token, kept in rows:
            buttons = [button["text"] for row in json.loads(kept) for button in row]
            place = next((n for n, name in enumerate(buttons) if label in name), None)
            if place is not None:
                found[int(chat)] = f"{token}.{place}"
        return found


FACTS = {"telegram": "", "files": "files", "horizon": "28", "notice": "60"}
STANDING = "SELECT c.chat, s.token, s.rows FROM conversations c JOIN shown s ON s.id = c.current WHERE c.staff_id IS NULL"


def faults(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM inbox WHERE attempts > 0")).scalar_one())


def seed_defaults(session: Session, now: datetime) -> None:
    """An open vacancy; recruiters with a chat and a suspended vacancy each; people who have consented and applied to one of those."""
    people.seed_dictionaries(session)
    privacy.publish_samples(session, "Северный ветер", now=now)
    held = [desk(session, number, now) for number in range(RECRUITERS)]
    shown = texts_of.current_text(session, ConsentKind.RECRUITING, "ru")
    for chat in range(1, PEOPLE + 1):
        who = consent_of(session, chat, shown.sha256, now)
        pipeline.link(session, who, held[chat % RECRUITERS], source="telegram", entrance_type="response", by=SYSTEM, at=now, now=now)


def desk(session: Session, number: int, now: datetime) -> int:
    """A recruiter and his vacancy, which takes nobody now; the first one has an open one besides."""
    recruiter = people.add_staff(session, f"Анна Соколова {number}", ["recruiter"], now=now)
    people.set_quiet_hours(session, recruiter, None, None)
    session.execute(text(STAFF_CHAT), {"chat": f"anna{number}", "staff": recruiter, "now": now.replace(tzinfo=None)})
    draft = VacancyDraft("Сварщик", "Варить трубы.", "Казань", 90_000, 120_000)
    if not number:
        vacancies.create(session, draft, recruiter=recruiter, by=staff(recruiter), now=now)
    vacancy = vacancies.create(session, draft, recruiter=recruiter, by=staff(recruiter), now=now)
    vacancies.set_state(session, vacancy, "suspended", by=staff(recruiter), now=now)
    return vacancy


STAFF_CHAT = (
    "INSERT INTO conversations (channel, account, chat, staff_id, persona, locale, zone, seen_at)"
    " VALUES ('webchat', 'site', :chat, :staff, 'staff', 'ru', 'Europe/Moscow', :now)"
)
CHAT = (
    "INSERT INTO conversations (channel, account, chat, candidate_id, persona, locale, zone, seen_at)"
    " VALUES (:channel, :account, :chat, :candidate, 'candidate', 'ru', 'Europe/Moscow', :now)"
)


def consent_of(session: Session, chat: int, text_hash: str, now: datetime) -> int:
    who = candidates.register(session, Draft(full_name=f"Кедров Лев {chat}", phones=(f"+7916{chat:07}",)), now=now)
    candidates.bind_channel(session, who, CHANNEL, str(BOT), str(chat), now=now)
    kind = ConsentKind.RECRUITING
    privacy.give(session, who, kind, text_hash=text_hash, channel=CHANNEL, channel_user=str(chat), evidence="1", now=now)
    session.execute(
        text(CHAT), {"channel": CHANNEL, "account": str(BOT), "chat": str(chat), "candidate": who, "now": now.replace(tzinfo=None)}
    )
    return who


# The floor


class Void(BaseSession):
    """Takes every call and answers at once."""

    async def close(self) -> None: ...

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - the port's form
        return True

    async def stream_content(self, *_args: Any, **_more: Any) -> AsyncGenerator[bytes, None]:
        yield b""


class Floor:
    def __init__(self) -> None:
        self.bot = Bot(f"{BOT}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Void())
        self.dispatcher = Dispatcher()
        self.dispatcher.include_router(bare_handlers())

    async def works(self, updates: list[Raw]) -> None:
        for update in updates:
            await self.dispatcher.feed_raw_update(self.bot, update)


def bare_handlers() -> Router:
    router = Router()

    @router.message()
    async def said(message: Message, state: FSMContext) -> None:
        await state.update_data(seen=message.text)
        await message.answer("Передали рекрутеру.")

    @router.callback_query()
    async def pressed(query: CallbackQuery, state: FSMContext) -> None:
        await state.update_data(seen=query.data)
        await query.bot.send_message(query.from_user.id, "Сварщик")  # type: ignore[union-attr]

    return router


# Side by side


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        path = Path(folder) / "otklik.sqlite3"
        engine = writing_engine(path)
        load_models("core", "bot").create_all(engine)
        engine.dispose()
        database = await open_database(f"sqlite:///{path}")
        await database.write(partial(seed_defaults, now=NOW))
        ours, floor = Ours(database), Floor()
        try:
            await ours.works([message(chat, "/start v_1") for chat in range(1, PEOPLE + 1)])
            await told("press", presses(ours), ours, floor)
            await told("words", words, ours, floor, turns=2)
        finally:
            await ours.supervisor.stop()
            await database.close()


Updates = Callable[[int], Awaitable[list[Raw]]]


def presses(ours: Ours) -> Updates:
    """The vacancy, the list, the vacancy again: whichever door stands there."""

    async def made(_round: int) -> list[Raw]:
        doors = await ours.buttons("Сварщик") or await ours.buttons("Назад")
        return [press(chat, token) for chat, token in doors.items()]

    return made


async def words(number: int) -> list[Raw]:
    return [message(chat, f"Здравствуйте! Вопрос {number} о сменах и питании.") for chat in range(1, PEOPLE + 1)]


async def told(name: str, made: Updates, ours: Ours, floor: Floor, *, turns: int = 1) -> None:
    """The sides take turns; the first round warms up. `turns`: how many turns of ours one update causes."""
    rounds: list[tuple[Spent, Spent]] = []
    for number in range(ROUNDS + 1):
        updates = await made(number)
        if not updates:
            raise RuntimeError("nothing to press")
        rounds.append((await spent(partial(ours.works, turns=turns), updates), await spent(floor.works, updates)))
    mine, theirs = zip(*rounds[1:], strict=True)
    per_second, bare = (statistics.median(one.rate for one in side) for side in (mine, theirs))
    cpu, bare_cpu = (statistics.median(one.cpu for one in side) for side in (mine, theirs))
    more = f" = {per_second * turns:.0f} turns/s, a notice to the recruiter being one" if turns > 1 else ""
    click.echo(
        f"full turn, {name}: ours {per_second:.0f} updates/s{more}, floor {bare:.0f} updates/s, "
        f"ratio of turns {per_second * turns / bare:.2f} (aim {AIM:.2f}); CPU a turn {cpu / turns:.0f} µs against {bare_cpu:.0f} µs, "
        f"ratio {bare_cpu * turns / cpu:.2f}"
    )


class Spent(NamedTuple):
    """Updates a second, and what one costs this process in µs of CPU, all threads together."""

    rate: float
    cpu: float


async def spent(works: Callable[[list[Raw]], Awaitable[None]], updates: list[Raw]) -> Spent:
    begun, cpu = time.perf_counter(), time.process_time()
    await works(updates)
    return Spent(len(updates) / (time.perf_counter() - begun), (time.process_time() - cpu) / len(updates) * 1e6)


if __name__ == "__main__":
    asyncio.run(main())
