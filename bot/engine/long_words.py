"""A text that a messenger's client has split: the parts come as so many updates, one after another, and are one text again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.conversation.screens import Incoming
from bot.engine.sending import Capabilities
from core.kernel.queue import inbox
from core.kernel.queue.inbox import Item

APART = timedelta(seconds=3)
"""So soon after one part comes the next."""
WAIT = timedelta(seconds=1.5)
"""So long a part waits for the next."""
Reader = Callable[[Item], Incoming | None]


def is_part(incoming: Incoming, can: Capabilities) -> bool:
    """Whether a text is so long that the client may have split it."""
    return 0 < can.splits <= can.measure(incoming.text) and incoming.kind == "text" and not incoming.edited


def parts(session: Session, item: Item, incoming: Incoming, can: Capabilities, read: Reader) -> list[tuple[Item, Incoming]]:
    """The row with those that go on with its text."""
    found = [(item, incoming)]
    if is_part(incoming, can):
        found += going_on(item, inbox.following(session, item), can, read)
    return found


def going_on(last: Item, rest: list[Item], can: Capabilities, read: Reader) -> Iterator[tuple[Item, Incoming]]:
    for row in rest:
        more = read(row) if row.source == last.source and row.received_at - last.received_at <= APART else None
        if more is None or more.kind != "text" or not more.text or more.edited or more.ref or more.origin:
            return
        yield row, more
        if not is_part(more, can):
            return
        last = row


def awaited(found: list[tuple[Item, Incoming]], can: Capabilities, now: datetime) -> datetime | None:
    """Until when the next part may come; None where the text is whole."""
    row, last = found[-1]
    until = row.received_at + WAIT
    return until if is_part(last, can) and now < until else None


def joined(found: list[tuple[Item, Incoming]], can: Capabilities) -> Incoming:
    """One text; what was cut in the midst of a word is so no more."""
    text = ""
    for _, part in found:
        text += part.text if can.measure(part.text) >= can.text else f"{part.text}\n"
    return replace(found[0][1], text=text.strip())
