"""The town at work while somebody ends its processes; then everybody comes to an end, all comes to rest, and the judge looks."""

import asyncio
import time
from collections.abc import Awaitable, Coroutine
from typing import Any

from tests.crash.judge import at_rest, complaints
from tests.crash.service import keep_alive
from tests.crash.town import Town

REST = 200.0
PATIENCE = 240.0
"""Seconds in which everybody comes to an end once nothing dies any more."""
DESKS = ("telegram", "webchat", "telegram", "webchat", "webchat")
STRANGERS = 1.5
"""Seconds between people who come by other ways."""


async def one_after_another(town: Town, ending: "asyncio.Task[None]") -> None:
    """There is always somebody on his way, until the ending is over; who has begun comes to his end."""
    while not ending.done():
        await town.candidate().lives()


async def come_to_an_end(people: "list[asyncio.Task[None]]") -> list[str]:
    """Waits for those still on their way; who waits in vain is found by the judge."""
    await asyncio.wait(people, timeout=PATIENCE)
    return [said for person in people for said in await ended(person)]


async def rests(town: Town) -> list[str]:
    """What still moves after a long while; nothing, as it should be."""
    end = time.monotonic() + REST
    moving = ["everything"]
    while moving and time.monotonic() < end:
        await asyncio.sleep(0.5)
        moving = await asyncio.to_thread(at_rest, town)
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
        failed += await ended(strangers) + await come_to_an_end(people)
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
