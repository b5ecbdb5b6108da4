"""What each kind of timer does when it comes. Late reminders of a meeting that has begun are dropped; callbacks and questions never are."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.interviews import acts as interviews
from core.kernel.database import documents
from core.kernel.queue import timers
from core.kernel.queue.timers import Due
from core.kernel.queue.timers import timers as rows
from core.kernel.time.zones import DAY, elapsed
from core.messages import unread
from core.pipeline import callbacks, reminders

SLOTS = "slots.extend"


def keep_extending(session: Session, *, now: datetime, horizon: int) -> None:
    """Sees to it that every day makes the slots of the days that come into sight, `horizon` days ahead; for the start of the service.

    Another horizon than the last one reaches the rules there are at once, and whatever waits.
    """
    waiting = update(rows).where(rows.c.kind == SLOTS, rows.c.state == "pending")
    session.execute(waiting.values(args=documents.written({"horizon": horizon})))
    extend_at(session, now, horizon)


def extend(session: Session, due: Due, now: datetime) -> None:
    horizon: int = due.args["horizon"]
    interviews.extend(session, now=now, horizon=horizon)
    extend_at(session, elapsed(now, DAY), horizon)


def extend_at(session: Session, due: datetime, horizon: int) -> None:
    """Once a day, whoever sets it."""
    key = f"{SLOTS}:{due:%Y-%m-%d}:{horizon}"
    timers.schedule(session, SLOTS, subject="slots", lane="slots", due=due, key=key, args={"horizon": horizon})


TIMERS: Mapping[str, Callable[[Session, Due, datetime], None]] = MappingProxyType(
    {
        "callback.due": callbacks.came_due,
        "interview.day": reminders.day,
        "interview.hours": reminders.hours,
        "interview.unconfirmed": reminders.unconfirmed,
        "interview.soon": reminders.soon,
        "interview.ended": reminders.ended,
        "interview.ask-again": reminders.ended,
        unread.GROWS: unread.grown,
        SLOTS: extend,
    },
)
