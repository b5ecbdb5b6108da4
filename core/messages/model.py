"""What was written between a candidate and the company."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Identity


class Message(Base):
    """One message of the thread; `direction` is `in` (from the candidate) or `out`. `failed` names why it never arrived."""

    __tablename__ = "messages"
    __table_args__ = (Index(None, "candidate_id", "at"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    direction: Mapped[str] = mapped_column(Code)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    channel: Mapped[str] = mapped_column(Code)
    text: Mapped[str] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(160), unique=True)
    delivered_at: Mapped[datetime | None]
    failed: Mapped[str | None] = mapped_column(String(64))


class Unread(Base):
    """What a colleague has been told of and not looked at yet: one row for each person who wrote, one notice that stands for all of it.

    `first_id` is the oldest message of it, `told_id` the newest that the notice shows, `rang_at` when it last came as a new one.
    """

    __tablename__ = "unread"
    __table_args__ = (Index(None, "candidate_id"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), primary_key=True)
    first_id: Mapped[int] = mapped_column(Identity)
    told_id: Mapped[int] = mapped_column(Identity)
    rang_at: Mapped[datetime]
