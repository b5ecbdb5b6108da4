"""What each kind of timer does when it comes. Late reminders of a meeting that has begun are dropped; callbacks and questions never are."""

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.interviews import acts as interviews
from core.kernel import timers
from core.kernel.lock import one_at_a_time
from core.kernel.timers import Due
from core.kernel.timers import timers as rows
from core.kernel.wall import DAY, elapsed
from core.pipeline import callbacks, reminders

SLOTS = "slots.extend"
_NEXT = (rows.c.subject == "slots", rows.c.state == "pending", rows.c.key.startswith(f"{SLOTS}:"))


def keep_extending(session: Session, *, now: datetime, horizon: int) -> None:
    """Sees to it that every day makes the slots of the days that come into sight, `horizon` days ahead; for the start of the service.

    Each start begins anew and at once, so that another horizon than the last one reaches the rules there are.
    """
    one_at_a_time(session, SLOTS)
    go_on(session, now, {"horizon": horizon, "since": now.isoformat()}, now)


def extend(session: Session, due: Due, now: datetime) -> None:
    """Sets the next day's, unless one of a later start of the service waits."""
    interviews.extend(session, now=now, horizon=due.args["horizon"])
    one_at_a_time(session, SLOTS)
    waiting = session.execute(select(rows.c.args).where(*_NEXT)).scalars()
    if all(json.loads(args)["since"] < due.args.get("since", "") for args in waiting):
        go_on(session, elapsed(now, DAY), due.args, now)


def go_on(session: Session, due: datetime, args: dict[str, Any], now: datetime) -> None:
    """The one that waits for the next day, in the place of any other."""
    session.execute(update(rows).where(*_NEXT).values(state="cancelled", ended_at=now))
    key = f"{SLOTS}:{due:%Y-%m-%d}:{secrets.token_hex(8)}"
    timers.schedule(session, SLOTS, subject="slots", lane="slots", due=due, key=key, args=args)


TIMERS: Mapping[str, Callable[[Session, Due, datetime], None]] = MappingProxyType(
    {
        "callback.due": callbacks.came_due,
        "interview.day": reminders.day,
        "interview.hours": reminders.hours,
        "interview.unconfirmed": reminders.unconfirmed,
        "interview.soon": reminders.soon,
        "interview.ended": reminders.ended,
        "interview.ask-again": reminders.ended,
        SLOTS: extend,
    },
)
