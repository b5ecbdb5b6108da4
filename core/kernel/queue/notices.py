"""How one person's turn tells another person something: a row on the other's lane. What it looks like there is the bot's business."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.kernel.actors import Person
from core.kernel.queue import inbox


def tell(session: Session, person: Person, kind: str, /, *, key: str, now: datetime, **args: Any) -> bool:
    """Tells `person` that `kind` happened, once for each `key`; `args` are plain JSON values."""
    body = {"kind": kind, "to": str(person), "args": args}
    return inbox.put(session, "notice", key=f"{person}:{kind}:{key}", lane=str(person), body=body, now=now)
