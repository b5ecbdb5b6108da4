"""A file of generic responses, one JSON object a line, through the same intake as the web's door: checked, kept as it came, kept once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Self

from sqlalchemy.orm import Session

from core.boards.generic.parse import GENERIC, parse
from core.boards.port import Malformed
from core.kernel.database.session import Database
from core.kernel.queue import inbox
from core.kernel.time.clock import Clock
from webhooks.hooks.generic import row_of

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
