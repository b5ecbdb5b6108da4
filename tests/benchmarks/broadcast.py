"""A broadcast to a thousand people while others talk to the bot: `otklik run` with aiogram over HTTP against the emulated Telegram.

The emulator is a process of its own with its limits on: 30 messages a second in all, one a second to a chat, 429 to whatever is beyond.
Meanwhile somebody sends /start every half second, each time another of ten people, and his answer is waited for. The rate counts those
answers too: they take their share of the thirty.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from core.kernel.database.session import open_database
from core.kernel.queue import outbox
from core.kernel.time.clock import SystemClock
from tests.emulators.telegram import TOKEN, TelegramEmulator, User
from tests.main.processes import Installation

RECIPIENTS, TALKERS, EVERY = 1000, 10, 0.5
RATE, AIM, REPLY_MS = 30, 0.97, 300
PATIENCE = 120.0
BOT = TOKEN.partition(":")[0]


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        async with emulator() as (running, told):
            house = Installation(Path(folder), {"OTKLIK_TELEGRAM_API": told["url"], "OTKLIK_TELEGRAM_TOKEN": TOKEN})
            with house.serving():
                await warm(running)
                await queue(house, told["recipients"])
                found = await answer(running)
    click.echo(
        f"broadcast, {found['sent']} recipients: {found['rate']:.1f} messages/s = {found['rate'] / RATE:.2f} of {RATE}/s (aim {AIM:.2f}), "
        f"{found['refused']} times 429 (aim 0); {found['replies']} replies meanwhile, "
        f"p95 {found['p95']:.0f} ms (aim < {REPLY_MS} ms), median {found['median']:.0f} ms"
    )


@asynccontextmanager
async def emulator() -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, Any]]]:
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.broadcast", "emulator", stdin=pipe, stdout=pipe, limit=2**22
    )
    try:
        yield running, await answer(running)
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


async def answer(running: asyncio.subprocess.Process) -> dict[str, Any]:
    """The emulator's next line."""
    assert running.stdout is not None
    async with asyncio.timeout(PATIENCE):
        found: dict[str, Any] = json.loads(await running.stdout.readline())
    return found


async def warm(running: asyncio.subprocess.Process) -> None:
    """Everybody who will talk has said his first word and got his answer."""
    assert running.stdin is not None
    running.stdin.write(b"go\n")
    await answer(running)


async def queue(house: Installation, chats: list[int]) -> None:
    """Puts the broadcast into the database that the bot serves, as a colleague's turn would: in one transaction."""
    database = await open_database(f"sqlite:///{house.data / 'otklik.sqlite3'}")
    try:
        await database.write(partial(put, chats=chats))
    finally:
        await database.close()


def put(session: Session, chats: list[int]) -> None:
    now = SystemClock().now()
    for chat in chats:
        body = {"chat": str(chat), "text": "Мы открыли новые вакансии.", "rows": []}
        outbox.send(session, "telegram", lane=f"{BOT}:{chat}", kind="send", body=body, now=now, priority=outbox.BULK)


# The other process: Telegram and the people in it


async def telegram() -> None:
    with TelegramEmulator(pace=0.0) as world:
        recipients = [person(world, f"Читатель {n}") for n in range(RECIPIENTS)]
        talkers = [person(world, f"Собеседник {n}") for n in range(TALKERS)]
        say({"url": world.url, "recipients": [user.id for user in recipients]})
        await asyncio.to_thread(sys.stdin.readline)
        for talker in talkers:
            await reply(talker)
        world.limits.on = True
        say({})
        say(await watched(world, recipients, talkers))


def person(world: TelegramEmulator, name: str) -> User:
    """Somebody who has spoken to the bot before."""
    user = world.user(name)
    user.person.started = True
    return user


def say(told: dict[str, Any]) -> None:
    click.echo(json.dumps(told))


async def reply(talker: User) -> float:
    """How long the bot's answer takes, in ms."""
    begun = time.perf_counter()
    talker.opens()
    await talker.waits_for("", 30)
    return (time.perf_counter() - begun) * 1e3


async def watched(world: TelegramEmulator, recipients: list[User], talkers: list[User]) -> dict[str, Any]:
    await world.world.signal.wait_until(lambda: got(recipients) or None, PATIENCE)
    begun, before = time.perf_counter(), world.limits.passed
    talking = asyncio.create_task(talk(talkers))  # noqa: TID251 - ended below
    await world.world.signal.wait_until(lambda: got(recipients) == RECIPIENTS or None, PATIENCE)
    lasted, passed = time.perf_counter() - begun, world.limits.passed - before
    talking.cancel()
    took = sorted(TOOK)
    return {
        "sent": got(recipients),
        "rate": passed / lasted,
        "refused": world.limits.refused,
        "replies": len(took),
        "p95": took[int(0.95 * (len(took) - 1))],
        "median": statistics.median(took),
    }


TOOK: list[float] = []


def got(recipients: list[User]) -> int:
    return sum(1 for user in recipients if user.person.messages)


async def talk(talkers: list[User]) -> None:
    """Another person every half second, whether or not the one before has his answer."""
    async with asyncio.TaskGroup() as group:
        for number in range(10**6):
            group.create_task(timed(talkers[number % TALKERS]))
            await asyncio.sleep(EVERY)


async def timed(talker: User) -> None:
    TOOK.append(await reply(talker))


if __name__ == "__main__":
    asyncio.run(telegram() if sys.argv[1:] == ["emulator"] else main())
