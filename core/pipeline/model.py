"""The application, its append-only events, the callbacks promised on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Document, Identity

NO_VACANCY = text("vacancy_id IS NULL")
IN_WORK: dict[str, Any] = {"postgresql_where": text("is_active"), "sqlite_where": text("is_active = 1")}
ENDED: dict[str, Any] = {
    f"{server}_where": text(f"is_active IS {no} AND retention_until IS NULL") for server, no in (("postgresql", "false"), ("sqlite", 0))
}
"""Until the night that says until when they are kept."""


class Application(Base):
    """One candidate on one vacancy, or on a kind of position in a town where no vacancy is named.

    `status` is what the events amount to; `invited_to` names the meeting that a time may be chosen for.

    `is_final`: its end is not to be opened again. `detached_at`: taken off its vacancy. `merged_into_id`: goes on in that one.
    `retention_until`: until when what belongs to it is kept once it is over; set in the night after.
    """

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("candidate_id", "vacancy_id"),
        CheckConstraint("(vacancy_id IS NULL) <> (position_type IS NULL)", name="place"),
        Index(
            "uq_applications_position",
            *("candidate_id", "position_type", "city"),
            unique=True,
            postgresql_where=NO_VACANCY,
            sqlite_where=NO_VACANCY,
        ),
        Index(None, "vacancy_id", "is_active", "status_since", "id"),
        Index(None, "vacancy_id", "status", "status_since", "id"),
        Index(None, "owner_id", "is_active", "due_at"),
        Index("ix_applications_in_work", "due_at", "status_since", "id", **IN_WORK),
        Index("ix_applications_ended", "id", **ENDED),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"))
    position_type: Mapped[str | None] = mapped_column(Code)
    city: Mapped[str] = mapped_column(Code, server_default=text("''"), default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    source: Mapped[str] = mapped_column(Code)
    entrance_type: Mapped[str] = mapped_column(Code)
    answers: Mapped[list[Any]] = mapped_column(Document)
    letter: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Code)
    status_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    is_active: Mapped[bool] = mapped_column(server_default=true(), default=True)
    attempt_no: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    invited_to: Mapped[str | None] = mapped_column(Code)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    retention_until: Mapped[datetime | None]
    is_final: Mapped[bool] = mapped_column(server_default=false(), default=False)
    detached_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))


class Event(Base):
    """One entry of the personal file; never edited. `type.outcome` is a status, or the type alone where there is but one outcome.

    It may be about the person alone, on no application. `end_at`: until when, of what lasts. `shared`: what others than colleagues may
    read. `details`: what its type knows more. `act`: what was entered at once, by one act. `corrects_id`: stands in that one's place.
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "application_id", "id"), Index(None, "candidate_id", "id"), Index(None, "act"), UniqueConstraint("key"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"))
    type: Mapped[str] = mapped_column(Code)
    outcome: Mapped[str] = mapped_column(Code, default="")
    at: Mapped[datetime]
    end_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    actor_role: Mapped[str] = mapped_column(Code)
    actor_id: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    shared: Mapped[str] = mapped_column(Text, server_default=text("''"), default="")
    details: Mapped[dict[str, Any]] = mapped_column(Document, server_default=text("'{}'"), default=dict)
    reason: Mapped[str] = mapped_column(Code, default="")
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    key: Mapped[str | None] = mapped_column(String(160))
    act: Mapped[str | None] = mapped_column(String(64))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


PENDING = text("state IN ('pending', 'sent')")
PENDING_ALONE = text("application_id IS NULL AND state IN ('pending', 'sent')")


class Callback(Base):
    """A promise to call somebody again at `due_at`, on an application or on none. A snooze raises `version`.

    `state`: pending, sent (the card has come), done, cancelled.
    """

    __tablename__ = "callbacks"
    __table_args__ = (
        Index("uq_callbacks_open", "application_id", unique=True, postgresql_where=PENDING, sqlite_where=PENDING),
        Index("uq_callbacks_person", "candidate_id", unique=True, postgresql_where=PENDING_ALONE, sqlite_where=PENDING_ALONE),
        Index(None, "owner_id", "state", "due_at"),
        Index("ix_callbacks_waiting", "due_at", "id", postgresql_where=PENDING, sqlite_where=PENDING),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    due_at: Mapped[datetime]
    exact: Mapped[bool]
    attempt_no: Mapped[int]
    state: Mapped[str] = mapped_column(Code)
    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)
