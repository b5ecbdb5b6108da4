"""The application, its append-only events, the callbacks promised on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Document, Identity

IN_WORK: dict[str, Any] = {"postgresql_where": text("is_active"), "sqlite_where": text("is_active = 1")}
ENDED: dict[str, Any] = {
    f"{server}_where": text(f"is_active IS {no} AND retention_until IS NULL") for server, no in (("postgresql", "false"), ("sqlite", 0))
}
"""Until the night that says until when they are kept."""


class Application(Base):
    """One candidate on one vacancy. `status` is what the events amount to; `invited_to` names the meeting he may choose a time for.

    `retention_until`: until when what belongs to it is kept once it is over; set in the night after.
    """

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("candidate_id", "vacancy_id"),
        Index(None, "vacancy_id", "is_active", "status_since", "id"),
        Index(None, "vacancy_id", "status", "status_since", "id"),
        Index(None, "owner_id", "is_active", "due_at"),
        Index("ix_applications_in_work", "due_at", "status_since", "id", **IN_WORK),
        Index("ix_applications_ended", "id", **ENDED),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    source: Mapped[str] = mapped_column(String(48))
    entrance_type: Mapped[str] = mapped_column(String(48))
    answers: Mapped[list[Any]] = mapped_column(Document)
    letter: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(48))
    status_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    is_active: Mapped[bool] = mapped_column(server_default=true(), default=True)
    attempt_no: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    invited_to: Mapped[str | None] = mapped_column(String(24))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    retention_until: Mapped[datetime | None]


class Event(Base):
    """One entry of the personal file; never edited. `type.outcome` is a status, or the type alone where there is but one outcome."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "application_id", "id"), Index(None, "candidate_id", "id"), UniqueConstraint("key"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"))
    type: Mapped[str] = mapped_column(String(24))
    outcome: Mapped[str] = mapped_column(String(24), default="")
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_role: Mapped[str] = mapped_column(String(9))
    actor_id: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(48), default="")
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    key: Mapped[str | None] = mapped_column(String(160))


PENDING = text("state IN ('pending', 'sent')")


class Callback(Base):
    """A promise to call again at `due_at`. `state`: pending, sent (the card has come), done, cancelled. A snooze raises `version`."""

    __tablename__ = "callbacks"
    __table_args__ = (
        Index("uq_callbacks_open", "application_id", unique=True, postgresql_where=PENDING, sqlite_where=PENDING),
        Index(None, "owner_id", "state", "due_at"),
        Index("ix_callbacks_waiting", "due_at", "id", postgresql_where=PENDING, sqlite_where=PENDING),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    due_at: Mapped[datetime]
    exact: Mapped[bool]
    attempt_no: Mapped[int]
    state: Mapped[str] = mapped_column(String(9))
    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)
