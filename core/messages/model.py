"""What was written between a candidate and the company."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.tables import Base, Identity


class Message(Base):
    """One message of the thread; `direction` is `in` (from the candidate) or `out`. `failed` names why it never arrived."""

    __tablename__ = "messages"
    __table_args__ = (Index(None, "candidate_id", "at"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    direction: Mapped[str] = mapped_column(String(3))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    channel: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(160), unique=True)
    delivered_at: Mapped[datetime | None]
    failed: Mapped[str | None] = mapped_column(String(64))
