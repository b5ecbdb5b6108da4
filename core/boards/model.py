"""What came as a response, from a board, a form or our own bot, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Identity

NEW = text("state IN ('new', 'later')")


class Response(Base):
    """`state`: fetching, new, later, accepted, rejected, withdrawn (by the candidate), gone (the board has it no more), failed.

    `draft` is `ResponseDraft` as JSON; `reason` and `comment` say why it was rejected or withdrawn.
    One of our own bot's has its candidate already, hidden from the base until it is accepted. `taken_by` and `decided_at` tell who
    did the last step with it and when, putting it off included.
    """

    __tablename__ = "responses"
    __table_args__ = (
        UniqueConstraint("board", "external_id"),
        Index("ix_responses_open", "vacancy_id", "id", postgresql_where=NEW, sqlite_where=NEW),
        Index(None, "candidate_id"),
        Index(None, "application_id"),
        Index(None, "announced_at"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    board: Mapped[str] = mapped_column(Code)
    external_id: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(Code)
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    draft: Mapped[dict[str, Any]]
    submitted_at: Mapped[datetime]
    received_at: Mapped[datetime]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Code, default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    viewed_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]


class ResponseSign(Base):
    """What a response can be known again by: a phone, an e-mail, a résumé's number; `name` is the name's key of likeness."""

    __tablename__ = "response_signs"
    __table_args__ = (Index(None, "type", "value"), Index(None, "response_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("responses.id"))
    type: Mapped[str] = mapped_column(Code)
    value: Mapped[str] = mapped_column(String(254))
