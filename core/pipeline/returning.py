"""The candidate has changed his mind about his own withdrawal.

Problems raised: withdraw-final, application-not-found. Notice told to whoever leads him: `candidate.returned` (application).
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core.kernel.actors import Actor, staff
from core.kernel.problems import Conflict
from core.kernel.queue import notices
from core.pipeline import log, reads
from core.pipeline.statuses.codes import NEW, REOPENED
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait

OPEN_FOR = timedelta(days=1)
"""How long after his no he may take it back by himself."""


def may_return(session: Session, application: int, now: datetime) -> bool:
    """Whether the last thing that happened is his own no, and fresh."""
    last = next(iter(reads.history(session, application, limit=1)), None)
    if last is None or last.actor_role != "candidate" or now - last.at > OPEN_FOR:
        return False
    return statuses(session)[last.code].has(Trait.WITHDREW)


def come_back(session: Session, application: int, *, by: Actor, now: datetime) -> None:
    """Back into work; a meeting that fell away with the withdrawal is set anew by whoever leads him, who is told. Twice is once."""
    row = log.locked(session, application)
    if row.is_active:
        return
    if not may_return(session, application, now):
        raise Conflict("withdraw-final")
    log.enter(session, row, REOPENED, by=by, now=now)
    log.enter(session, row, NEW, by=by, now=now)
    key = f"{application}:{now.isoformat()}"
    notices.tell(session, staff(row.owner_id), "candidate.returned", key=key, now=now, application=application)
