"""The town at work while somebody ends its processes; then everybody comes to an end, all comes to rest, and the judge looks."""

import asyncio
import time
from collections.abc import Awaitable, Coroutine
from typing import Any

from tests.crash.judge import at_rest, complaints, only_left_waiting
from tests.crash.service import keep_alive
from tests.crash.town import Town

REST = 150.0
PATIENCE = 150.0
"""Seconds without any progress after which nobody waits any longer for what still moves, or for people who are on their way."""
DESKS = ("telegram", "webchat", "telegram", "webchat", "webchat")
STRANGERS = 1.5
"""Seconds between people who come by other ways."""


class Patience:
    """Lasts as long as there is news every so many seconds: a slow machine takes its time, and what stands still is soon found."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._news: object = None
        self._end = 0.0

    def lasts(self, news: object) -> bool:
        now = time.monotonic()
        if news != self._news:
            self._news, self._end = news, now + self._seconds
        return now < self._end


async def one_after_another(town: Town, ending: "asyncio.Task[None]") -> None:
    """There is always somebody on his way, until the ending is over; who has begun comes to his end."""
    while not ending.done():
        await town.candidate().lives()


async def come_to_an_end(town: Town, people: "list[asyncio.Task[None]]") -> list[str]:
    """Waits for those still on their way while any of them gets on; who waits in vain is found by the judge."""
    patience, over = Patience(PATIENCE), False
    while not over and patience.lasts([one.at for one in town.ledger.candidates]):
        await asyncio.wait(people, timeout=3)
        over = all(person.done() for person in people) or await asyncio.to_thread(only_left_waiting, town)
    return [said for person in people for said in await ended(person)]


async def rests(town: Town) -> list[str]:
    """What still moves although it has become no less for a long while; nothing, as it should be."""
    patience = Patience(REST)
    moving = await asyncio.to_thread(at_rest, town)
    least = len(moving)
    while moving and patience.lasts(least):
        await asyncio.sleep(0.5)
        moving = await asyncio.to_thread(at_rest, town)
        least = min(least, len(moving))
    return moving


async def play(town: Town, ending: Awaitable[None], at_once: int) -> list[str]:
    """The whole of it, `ending` being what ends the processes; what the judge has to say."""
    loop = asyncio.get_running_loop()
    recruiters = await town.recruiters()
    background = [loop.create_task(recruiter.works()) for recruiter in recruiters]
    strangers = loop.create_task(town.strangers(STRANGERS))
    busy = loop.create_task(as_task(ending))
    people = [loop.create_task(one_after_another(town, busy)) for _ in range(at_once)]
    failed: list[str] = []
    try:
        await busy
        background.append(loop.create_task(keep_alive(town.served)))
        failed += await ended(strangers) + await come_to_an_end(town, people)
        moving = await rests(town)
    finally:
        for task in [busy, strangers, *people, *background]:
            failed += await ended(task)
    codes = [one.end() for one in town.served]
    found = [*(f"moves still: {what}" for what in moving), *failed, *await asyncio.to_thread(complaints, town)]
    return found + [f"ended with {code}" for code in codes if code]


async def as_task(what: Awaitable[None]) -> None:
    await what


async def ended(task: "asyncio.Task[Any]") -> list[str]:
    """Ends it; what it fell with before, if it did."""
    task.cancel()
    await asyncio.wait([task])
    error = None if task.cancelled() else task.exception()
    return [] if error is None else [f"{task.get_coro()} fell: {error!r}"[:2000]]


async def meanwhile(what: Coroutine[Any, Any, None], background: Coroutine[Any, Any, None]) -> None:
    """Does the first, and the second for as long as that takes."""
    task = asyncio.get_running_loop().create_task(background)
    try:
        await what
    finally:
        fell = await ended(task)
    assert not fell, fell


def summary(town: Town, began: float) -> str:
    done = sum(one.at == "done" for one in town.ledger.candidates)
    deaths = sum(len(one.codes) for one in town.served)
    others = f"{len(town.ledger.forms)} forms, {len(town.hh.world.topics)} by hh.ru, {len(town.telegram.calls)} calls of Telegram"
    return f"{deaths} deaths in {time.monotonic() - began:.0f} s; {done} of {len(town.ledger.candidates)} candidates, {others}"
