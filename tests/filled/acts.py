"""What people do all day on a company's database, one turn each: timed, and every statement of it told."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from bot.app import make_engine
from bot.channels.webchat import entries
from bot.channels.webchat.parse import CHANNEL
from bot.engine.engine import House
from core.boards import acts as boards
from core.boards.port import ResponseDraft
from core.kernel.database.compiled import Plan
from core.kernel.database.session import Database, open_database
from core.kernel.queue import inbox, outbox, timers
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from core.privacy import acts as privacy
from core.staff import acts as staff
from tests.conversations.direct import ADDRESS, COMPANY, LOCALES
from tests.filled.base import LEAD, Filled

Statement = tuple[str, Any]
STANDING = "SELECT s.token, s.rows FROM conversations c JOIN shown s ON s.id = c.current WHERE c.chat = :chat AND c.channel = 'webchat'"
FACTS = {"telegram": "", "files": "files", "horizon": "28", "notice": "60"}


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the table: what is done; `statements` holds it to the limit of a screen."""

    name: str
    do: Callable[["Desk"], Awaitable[None]]
    is_screen: bool = True


@dataclass(slots=True)
class Desk:
    """A filled company at work."""

    database: Database
    filled: Filled
    clock: ManualClock
    engine: Any
    number: Iterator[int] = field(default_factory=lambda: count(time.time_ns()))
    """What comes in is new, on a database that was measured before as well."""
    spent: float = 0.0
    cpu: float = 0.0
    """Milliseconds of the last turn: by the clock, and of this process's work."""
    asked: list[Statement] = field(default_factory=list)
    """Of the last turn."""

    async def says(self, chat: str, words: str) -> None:
        await self.turn(chat, {"kind": "text", "text": words})

    async def presses(self, chat: str, label: str) -> None:
        """The button of the screen that stands there; nothing is timed but the turn."""
        token, rows = await self.database.read(lambda session: session.execute(text(STANDING), {"chat": chat}).one())
        kept = json.loads(rows) if isinstance(rows, str) else rows
        buttons = [button["text"] for row in kept for button in row]
        place = next((n for n, name in enumerate(buttons) if label in name), None)
        if place is None:
            raise LookupError(f"{label}: {buttons}")
        await self.turn(chat, {"kind": "press", "token": f"{token}.{place}", "bubble": 0})

    async def turn(self, chat: str, body: dict[str, Any]) -> None:
        """From the committed row of the inbox to the committed turn."""
        self.clock.at += timedelta(milliseconds=1)
        now, lane = self.clock.now(), f"{CHANNEL}:site:{chat}"
        row = {"chat": chat, "locale": "ru", "zone": "Europe/Moscow", "session": "", **body}
        await self.database.write(partial(inbox.put, source=CHANNEL, key=f"{chat}:{next(self.number)}", lane=lane, body=row, now=now))
        await self.timed(partial(self.engine.take, lane=lane, now=now))

    async def timed(self, fn: Callable[[Session], Any], *, read: bool = False) -> Any:
        with watched(self.database) as asked:
            began, worked = time.perf_counter(), time.process_time()
            found = await (self.database.read(fn) if read else self.database.write(fn))
            self.spent, self.cpu = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
        self.asked = asked
        return found


@contextmanager
def watched(database: Database) -> Iterator[list[Statement]]:
    """Everything that is asked of the database meanwhile, by whichever way."""
    asked: list[Statement] = []
    run = Plan.run

    def noted(plan: Plan, cursor: Any, given: Any) -> list[tuple[Any, ...]]:
        asked.append((plan.sql, plan.values(given)))
        return run(plan, cursor, given)

    def executed(_connection: Any, _cursor: Any, sql: str, given: Any, *_more: Any) -> None:
        asked.append((sql, given))

    engines = engines_of(database)
    Plan.run = noted  # type: ignore[method-assign,assignment]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", executed)
    try:
        yield asked
    finally:
        Plan.run = run  # type: ignore[method-assign]
        for engine in engines:
            event.remove(engine, "before_cursor_execute", executed)


def engines_of(database: Any) -> list[Engine]:
    """The writer's and the readers'."""
    found = [getattr(database, name) for name in ("_engine", "_readers") if hasattr(database, name)]
    return [getattr(engine, "sync_engine", engine) for engine in found]


@asynccontextmanager
async def desk(url: str, filled: Filled) -> AsyncIterator[Desk]:
    """The company's house opened, its dictionaries and texts in place."""
    database = await open_database(url)
    engine = make_engine(texts(LOCALES), House(COMPANY, ADDRESS, "Europe/Moscow", "ru", FACTS))
    await database.write(staff.seed_dictionaries)
    await database.write(partial(privacy.publish_samples, company=COMPANY, now=filled.now))
    try:
        yield Desk(database, filled, ManualClock(filled.now), engine)
    finally:
        await database.close()


def said(words: str, chat: str = "staff1") -> Callable[[Desk], Awaitable[None]]:
    return lambda desk: desk.says(chat, words)


def walked(*labels: str, words: str, chat: str = "staff1") -> Callable[[Desk], Awaitable[None]]:
    """Words, then presses; the last of them is what is measured."""

    async def walk(desk: Desk) -> None:
        await desk.says(chat, words)
        for label in labels:
            await desk.presses(chat, label)

    return walk


async def intake(desk: Desk) -> None:
    """A response comes from a board."""
    number, now = next(desk.number), desk.clock.now()
    told = ResponseDraft(
        "site",
        f"new{number}",
        "VAC-0007",
        now,
        full_name="Иванов Лев Ильич",
        phones=(f"+7916{number % 10**7:07}",),
        source_state="response",
    )
    await desk.timed(partial(boards.receive, draft=told, now=now))


async def stream(desk: Desk) -> None:
    """A colleague opens the chat: all that is read before it says that it is ready."""
    await desk.timed(partial(entries.newest, chat_id=2, limit=200), read=True)


async def claim(desk: Desk) -> None:
    """A courier looks for what may go out."""
    await desk.timed(partial(outbox.claim, target="telegram", limit=30, now=desk.clock.now()))


async def fire(desk: Desk) -> None:
    await desk.timed(partial(timers.fire, now=desk.clock.now()))


async def lanes(desk: Desk) -> None:
    await desk.timed(partial(inbox.lanes, now=desk.clock.now(), limit=100), read=True)


LEADS = f"staff{LEAD}"
ACTS = (
    Act("home of a recruiter", said("/start")),
    Act("home of a lead", said("/start", LEADS)),
    Act("card of the response queue", walked("VAC-", words="/responses")),
    Act("/responses", said("/responses")),
    Act("/vacancies", said("/vacancies")),
    Act("/vacancies of a lead", said("/vacancies", LEADS)),
    Act("a vacancy's card", said("/vacancy 20")),
    Act("people of a vacancy", walked("Кандидат", words="/vacancy 20")),
    Act("/today of a recruiter", said("/today")),
    Act("/today of a lead", said("/today", LEADS)),
    Act("decisions", walked("Решить", words="/today")),
    Act("decisions of a lead", walked("Решить", words="/today", chat=LEADS)),
    Act("callbacks", said("/callbacks")),
    Act("callbacks of a lead", said("/callbacks", LEADS)),
    Act("card of an application", walked("Решить", "·", words="/today")),
    Act("intake of a response", intake, is_screen=False),
    Act("find by a common name", said("/find Иванов")),
    Act("find by a rare name", said("/find Лебедунов Марк")),
    Act("find by nobody's name", said("/find Нетакого")),
    Act("find by two letters", said("/find ян")),
    Act("find by phone", said("/find +79007654321")),
    Act("find by the end of a phone", said("/find 4321")),
    Act("opening of a colleague's stream", stream),
    Act("claim of the outbox", claim, is_screen=False),
    Act("tick of timers", fire, is_screen=False),
    Act("lanes that wait", lanes, is_screen=False),
)
