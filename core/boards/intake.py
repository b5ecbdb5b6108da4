"""Raw events that the doors have kept, worked off one by one: the engine's sources `hh` and `generic`.

hh.ru's event carries ids only and is believed only once the response has been read with our own token, which is a courier's work.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from core.boards import acts
from core.boards.generic import parse as generic
from core.boards.hh import parse as hh
from core.boards.values import decoded
from core.kernel.queue.inbox import Item

log = structlog.get_logger(__name__)
RESPONSES = {"response", "response_or_invitation"}
Source = Callable[[Session, Item, datetime], None]


def told_by_hh(session: Session, item: Item, now: datetime) -> None:
    event = hh.event(decoded(item.body.encode()))
    if event.kind not in RESPONSES or not event.topic_id:
        log.info("event-passed-over", board=hh.BOARD, kind=event.kind, item=item.id)
        return
    acts.expect(
        session,
        hh.BOARD,
        event.topic_id,
        vacancy=event.vacancy_id,
        responded=event.kind == "response",
        key=str(item.id),
        at=min(event.at or item.received_at, item.received_at),
        now=now,
    )


def told_by_form(session: Session, item: Item, now: datetime, *, digest_after: int = acts.DIGEST_AFTER) -> None:
    acts.receive(session, generic.parse(item.body.encode(), item.received_at), now=now, digest_after=digest_after)


def sources(digest_after: int) -> Mapping[str, Source]:
    return {hh.BOARD: told_by_hh, generic.GENERIC: partial(told_by_form, digest_after=digest_after)}


SOURCES = sources(acts.DIGEST_AFTER)
