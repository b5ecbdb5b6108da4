"""The register of demands, and the acts of destruction that prove what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Identity

OPEN = text("state = 'open'")


class PdRequest(Base):
    """One demand. `kind`: access, withdraw, erase, or expired (the purpose is over); `state`: open, done, cancelled.

    `due_at` is the law's deadline, `act_at` from when we destroy of our own accord; `staff_id` is who wrote it down for the person.
    """

    __tablename__ = "pd_requests"
    __table_args__ = (
        Index("ix_pd_requests_open", "act_at", postgresql_where=OPEN, sqlite_where=OPEN),
        Index(None, "candidate_id"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    kind: Mapped[str] = mapped_column(Code)
    state: Mapped[str] = mapped_column(Code)
    channel: Mapped[str] = mapped_column(Code)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    act_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ErasureAct(Base):
    """That somebody's data were destroyed: whose (a number, never a name), which, how many, why, when and by whom. Append-only.

    `files` are the fingerprints of files that go with it; `completed_at` is empty until the last of them is gone from the disk.
    """

    __tablename__ = "erasure_acts"
    __table_args__ = (Index(None, "candidate_id"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("pd_requests.id"))
    operator: Mapped[str] = mapped_column(String(450))
    done_by: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Code)
    counts: Mapped[dict[str, Any]]
    files: Mapped[list[str]]
    at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
