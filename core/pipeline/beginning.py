"""What the pipeline needs before anything is served."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.pipeline.statuses.acts import seed_statuses
from core.pipeline.timers import keep_extending


def begin(session: Session, *, now: datetime, horizon: int) -> None:
    """States that are missing are added, and every day makes the slots of the days that come into sight."""
    seed_statuses(session)
    keep_extending(session, now=now, horizon=horizon)
