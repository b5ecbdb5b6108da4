"""A response of our own that the candidate took back and wants to stand after all.

Problem raised: withdraw-final.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from core.boards import acts
from core.boards.model import Response
from core.boards.rules import is_own
from core.kernel.actors import staff
from core.kernel.problems import Conflict
from core.kernel.queue.notices import tell
from core.pipeline.returning import OPEN_FOR


def may_return(row: Response, now: datetime) -> bool:
    fresh = row.decided_at is not None and now - row.decided_at <= OPEN_FOR
    return is_own(row.board) and row.state == "withdrawn" and row.taken_by is None and fresh


def come_back(session: Session, response: int, *, now: datetime) -> None:
    """It waits again like a new one, and whoever decides is told; twice is once."""
    row = acts.locked(session, response)
    if row.state == "new":
        return
    if not may_return(row, now):
        raise Conflict("withdraw-final")
    row.state, row.decided_at, row.reason, row.comment = "new", None, "", ""
    for reader in acts.readers(session, row.vacancy_id):
        tell(session, staff(reader), "response.new", key=f"{row.id}:{now.isoformat()}", now=now, response=row.id)
