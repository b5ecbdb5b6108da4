"""A random weather of faults, which can be had again by its seed: one spell after another, and then the sky clears.

Each spell lasts until what it is about has happened, not for so many seconds: a machine that is slow sees the same weather.
"""

import asyncio
import contextlib
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from bot.channels.telegram.limits import SHORTLY
from core.kernel.database import migrate
from core.kernel.process.pulse import WRITE
from tests.crash.clocked import CLOCK
from tests.crash.judge import reading
from tests.crash.town import Town
from tests.emulators.telegram import User
from tests.emulators.telegram.faults import CallFault

ALWAYS = 10**9
PATIENCE = 240.0
"""Seconds for anything that has to happen at last."""
HELD = 75
"""Seconds for which Telegram asks to leave a chat alone: longer than somebody else may wait meanwhile."""
FURTHEST = 10 * 3600.0
"""How far from the truth the machine's clock ever is, in either direction: less than a guest's day between the two."""
FULL = 4096
MEETINGS_AHEAD = 27 * 60
"""Minutes: with the clock as far ahead as it goes no meeting is near, but a day's reminder of the first of them comes."""
CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
REMINDED = text("SELECT 1 FROM timers WHERE kind = 'interview.day' AND state = 'done'")
METHODS = ("sendDocument", "answerCallbackQuery", "editMessageText", "setMyCommands")
LOST = ("sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument")


@dataclass(slots=True)
class Sky:
    """`seen` and `took`: how often there was what, and for how long; `wrong`: what the town should not have suffered."""

    town: Town
    folder: Path
    chance: random.Random
    offset: float = 0.0
    seen: Counter[str] = field(default_factory=Counter)
    took: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    wrong: list[str] = field(default_factory=list)
    passers: int = 0

    @property
    def is_sqlite(self) -> bool:
        return self.town.url.startswith("sqlite")

    # What people and processes say

    async def health(self) -> dict[str, Any]:
        """What any of the processes says; nothing where it does not answer."""
        with contextlib.suppress(httpx.HTTPError, ValueError):
            found: dict[str, Any] = (await self.town.http.get(f"{self.chance.choice(self.town.doors)}/health")).json()
            return found
        return {}

    async def until(self, holds: Callable[[], Awaitable[bool]], otherwise: str, seconds: float = PATIENCE) -> bool:
        """Waits for it; what came to be wrong where it is waited for in vain."""
        end = time.monotonic() + seconds
        while not await holds():
            if time.monotonic() > end:
                self.wrong.append(otherwise)
                return False
            await asyncio.sleep(0.1)
        return True

    async def all_well(self) -> bool:
        said = await self.health()
        return said.get("status") == "ok" and said["reasons"] == []

    def passer(self) -> User:
        """Somebody who opens a vacancy and waits for an answer."""
        self.passers += 1
        user = self.town.telegram.user(f"Прохожий{self.passers}")
        user.opens(f"v_{self.town.desks[0].vacancy}")
        return user

    async def is_answered(self, user: User) -> bool:
        return any(message.by_bot for message in user.sees())

    async def works(self, otherwise: str, seconds: float = PATIENCE) -> None:
        """A new person is answered."""
        user = self.passer()

        async def answered() -> bool:
            return await self.is_answered(user)

        await self.until(answered, otherwise, seconds)

    def befalls(self, *faults: CallFault) -> tuple[CallFault, ...]:
        for fault in faults:
            self.town.telegram.faults.plan(fault)
        return faults

    async def struck(self, fault: CallFault, times: int = 1, seconds: float = PATIENCE) -> bool:
        """Returns once it has befallen somebody so often, or the time is over."""
        wanted, end = fault.times - times, time.monotonic() + seconds
        is_over = False
        while fault.times > wanted and not is_over:
            await asyncio.sleep(0.05)
            is_over = time.monotonic() > end
        return fault.times <= wanted

    def flood(self) -> CallFault:
        """Every message is refused for a while."""
        return CallFault("flood", ALWAYS, method="sendMessage", retry_after=HELD)

    # Spells

    async def kill(self) -> None:
        victim = self.chance.choice(self.town.served)
        if self.chance.random() < 0.85:
            await victim.answers()
        await asyncio.sleep(self.chance.uniform(0.05, 1.0))
        victim.kill()

    async def flood_of_a_chat(self) -> None:
        """Others are answered while one chat is to be left alone; were it several at about the same time, all would have to wait."""
        await asyncio.sleep(SHORTLY)
        for one in self.town.served:
            await one.answers()
        user = self.town.telegram.user(f"Лишний{self.passers}")
        [fault] = self.befalls(CallFault("flood", ALWAYS, chat_id=user.id, retry_after=HELD))
        user.opens(f"v_{self.town.desks[0].vacancy}")
        if await self.struck(fault):
            await self.works("others waited while one chat was to be left alone", HELD - 2)
        self.town.telegram.faults.lift(fault)

    async def flood_of_a_method(self) -> None:
        """Others are answered while one kind of call is not welcome; not every kind is wanted all the time."""
        method = self.chance.choice(METHODS)
        [fault] = self.befalls(CallFault("flood", ALWAYS, method=method, retry_after=self.chance.randint(2, 8)))
        await self.struck(fault, seconds=10)
        await self.works(f"others waited while {method} was not welcome")
        self.town.telegram.faults.lift(fault)

    async def flood_of_several_chats(self) -> None:
        """Whoever calls is told to wait."""
        [fault] = self.befalls(CallFault("flood", self.chance.randint(3, 8), method="sendMessage", retry_after=self.chance.randint(1, 4)))
        await self.struck(fault, 3, seconds=20)
        self.town.telegram.faults.lift(fault)

    async def refused_token(self) -> None:
        faults = self.befalls(CallFault("refusal", ALWAYS, status=401), CallFault("refusal", ALWAYS, "getUpdates", status=401))
        await self.struck(faults[0], seconds=20)
        await asyncio.sleep(self.chance.uniform(1, 5))
        self.town.telegram.faults.lift(*faults)
        await self.works("nobody was answered after the token was taken again")

    async def lost_acknowledgement(self) -> None:
        """Carried out, and the connection is cut before the answer."""
        method = self.chance.choice(LOST)
        [fault] = self.befalls(CallFault("reset", self.chance.randint(1, 3), method, after_effect=True))
        await self.struck(fault, seconds=10)

    async def cut_connections(self) -> None:
        if not self.is_sqlite:
            await asyncio.to_thread(cut, self.town.url)

    def sets_clock(self, offset: float) -> None:
        self.offset = max(-FURTHEST, min(FURTHEST, offset))
        fresh = self.folder / f"{CLOCK}.new"
        fresh.write_text(str(self.offset))
        fresh.replace(self.folder / CLOCK)

    def some_minutes(self) -> float:
        return 60 * self.chance.choice((3.0, 10.0, 40.0, 75.0, 180.0, 360.0)) * self.chance.uniform(0.9, 1.1)

    async def clock_ahead(self) -> None:
        self.sets_clock(self.offset + self.some_minutes())
        await self.works("nobody was answered after the clock was set ahead")

    async def clock_back(self) -> None:
        self.sets_clock(self.offset - self.some_minutes())
        await self.works("nobody was answered after the clock was set back")

    async def restart_with_the_clock_back(self) -> None:
        """Nobody is there to see it."""
        self.sets_clock(self.offset - self.some_minutes())
        for one in self.town.served:
            one.kill()
        await self.works("nobody was answered after a restart with the clock set back")

    async def full_disk(self) -> None:
        """Where the database is a file of the process, /health says within its time that nothing can be written."""
        for one in self.town.served:
            await one.answers()
            one.fill_disk(FULL)
        if self.is_sqlite:
            await self.until(self.says_unwritten, "/health did not say that nothing could be written")
        else:
            await asyncio.sleep(self.chance.uniform(2, 6))
        if self.chance.random() < 0.2:
            self.chance.choice(self.town.served).kill()
        for one in self.town.served:
            one.fill_disk()
        await self.works("nobody was answered after the disk was full")

    async def says_unwritten(self) -> bool:
        said = await self.health()
        return said.get("status") == "degraded" and WRITE in {reason["code"] for reason in said["reasons"]}

    # The whole

    @property
    def kinds(self) -> "dict[str, Callable[[], Awaitable[None]]]":
        found = (
            self.kill, self.flood_of_a_chat, self.flood_of_a_method, self.flood_of_several_chats, self.refused_token,
            self.lost_acknowledgement, self.clock_ahead, self.clock_back, self.restart_with_the_clock_back, self.full_disk,
        )  # fmt: skip
        return {one.__name__: one for one in (found if self.is_sqlite else (*found, self.cut_connections))}

    async def comes(self, name: str) -> None:
        began = time.monotonic()
        await self.kinds[name]()
        self.seen[name] += 1
        self.took[name] += time.monotonic() - began
        await asyncio.sleep(self.chance.uniform(0.0, 1.5))

    async def morrow(self) -> None:
        """As late as the clock ever gets: those who took the first hours are reminded of them."""
        self.sets_clock(FURTHEST)
        await self.until(self.has_reminded, "nobody was reminded of a meeting")

    async def has_reminded(self) -> bool:
        return await asyncio.to_thread(any_reminded, self.town.url)

    async def each_once(self) -> None:
        """Every kind of weather, in any order; then it clears."""
        await self.passes(self.chance.sample(sorted(self.kinds), len(self.kinds)))

    async def for_minutes(self, minutes: float) -> None:
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end:
            await self.comes(self.chance.choice(sorted(self.kinds)))
        await self.morrow()
        await self.clears()

    async def passes(self, names: list[str]) -> None:
        for name in names:
            await self.comes(name)
        await self.morrow()
        await self.clears()

    async def clears(self) -> None:
        """The clock is right, nothing is in the way, and /health says so."""
        self.town.telegram.faults.clear()
        self.sets_clock(0)
        for one in self.town.served:
            one.fill_disk()
        if not await self.until(self.all_well, "/health is not well again", 2 * PATIENCE):
            self.wrong.append(f"it says {await self.health()}")


def any_reminded(url: str) -> bool:
    engine = reading(url)
    with engine.connect() as connection:
        found = connection.execute(REMINDED).first() is not None
    engine.dispose()
    return found


def cut(url: str) -> None:
    """All connections to the database end, whatever they were doing."""
    engine = migrate.engine_of(url)
    with engine.connect() as connection, contextlib.suppress(Exception):
        connection.execute(CUT)
    engine.dispose()
