"""Many people who press at once. As a process of its own it takes a line of attempts on stdin and answers with a line of outcomes.

`--without gate` and `--without lock` are the controls: the same process with one guard taken out.
"""

import asyncio
import json
import sys
from collections.abc import Iterable
from functools import partial
from typing import TextIO

from sqlalchemy import bindparam, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import core  # noqa: F401 - chooses the SQLite before anything imports one
from core.interviews import acts
from core.interviews.model import Slot
from core.kernel.database.columns import load_models
from core.kernel.database.compiled import Prepared
from core.kernel.database.session import Database, open_database
from core.kernel.problems import Problem
from tests.conftest import NOW
from tests.interviews.seed import NOTICE

WON = "won"
OPEN_GATE = Prepared(
    update(acts.slots)
    .where(acts.slots.c.id == bindparam("slot"), acts.slots.c.start_at > bindparam("later_than"))
    .values(taken=Slot.taken + 1)
    .returning(acts.slots.c.id),
)
"""The gate that does not ask whether there is a place."""
NO_LOCK = text("SELECT pg_sleep(0.01) WHERE :space > 0 AND :owner > 0")
"""Takes time, as the lock might, and locks nothing."""
Attempt = tuple[int, int]
"""Slot and application."""


async def press(db: Database, attempts: Iterable[Attempt]) -> list[str]:
    return await asyncio.gather(*(outcome(db, *attempt) for attempt in attempts))


async def outcome(db: Database, slot: int, application: int) -> str:
    """`won`, the key of the refusal, or the name of an error that nobody should ever see."""
    try:
        await db.write(partial(book, slot=slot, application=application))
    except Problem as problem:
        return problem.key
    except Exception as error:  # noqa: BLE001 - counted, not hidden
        return type(error.orig if isinstance(error, DBAPIError) else error).__name__
    return WON


def book(session: Session, slot: int, application: int) -> int:
    return acts.book(session, slot, application, "interview", now=NOW, notice=NOTICE)


def take_out(guard: str) -> None:
    if guard == "gate":
        acts._TAKE = OPEN_GATE
    elif guard == "lock":
        acts._HOLD = NO_LOCK


async def serve(url: str, source: TextIO, sink: TextIO) -> None:
    load_models("core")
    db = await open_database(url)
    await db.read(lambda session: session.execute(text("SELECT 1")))
    sink.write("ready\n")
    sink.flush()
    while line := await asyncio.to_thread(source.readline):
        sink.write(json.dumps(await press(db, json.loads(line))) + "\n")
        sink.flush()
    await db.close()


if __name__ == "__main__":
    take_out(sys.argv[sys.argv.index("--without") + 1] if "--without" in sys.argv else "")
    asyncio.run(serve(sys.argv[1], sys.stdin, sys.stdout))
