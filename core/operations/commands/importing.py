"""`otklik import`: generic responses, one JSON object a line, as the web's door takes them: checked, kept as they came, kept once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import BinaryIO, Self

import click
from sqlalchemy.orm import Session

from core.boards.generic.parse import GENERIC, parse, row_of
from core.boards.port import Malformed
from core.kernel.database.session import Database
from core.kernel.queue import inbox
from core.kernel.time.clock import Clock, SystemClock
from core.operations.commands.common import load, with_database

BATCH = 200


@dataclass(slots=True)
class Outcome:
    """How many lines were taken and known before; why the others were refused, by number."""

    taken: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def __iadd__(self, other: "Outcome") -> Self:
        self.taken, self.known = self.taken + other.taken, self.known + other.known
        self.refused += other.refused
        return self


async def take_all(database: Database, file: Iterable[bytes], clock: Clock) -> Outcome:
    """The whole file, a transaction a batch."""
    found = Outcome()
    for lines in batches(file):
        found += await database.write(partial(take, lines=lines, now=clock.now()))
    return found


def batches(lines: Iterable[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    """Numbered lines that hold something, a batch at a time."""
    numbered = ((number, line) for number, raw in enumerate(lines, 1) if (line := raw.strip()))
    while batch := list(islice(numbered, BATCH)):
        yield batch


def take(session: Session, lines: Sequence[tuple[int, bytes]], now: datetime) -> Outcome:
    """Keeps a batch in the caller's transaction."""
    found = Outcome()
    for number, line in lines:
        try:
            key, lane, body = row_of(parse(line, now), line)
        except Malformed as refused:
            found.refused.append((number, str(refused)))
            continue
        if inbox.put(session, GENERIC, key=key, lane=lane, body=body, now=now):
            found.taken += 1
        else:
            found.known += 1
    return found


@click.command(name="import")
@click.argument("file", type=click.File("rb"))
def import_(file: BinaryIO) -> None:
    """Take in responses, one JSON object a line, as POST /hook/responses would; repeating it changes nothing."""
    found = with_database(load(), partial(take_all, file=file, clock=SystemClock()))
    for number, why in found.refused:
        click.echo(f"line {number} refused: {why}", err=True)
    click.echo(f"{found.taken} taken, {found.known} known already, {len(found.refused)} refused")
    raise SystemExit(bool(found.refused))
