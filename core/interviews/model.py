"""When hosts receive people: weekly rules, days that differ, the slots they make, and who has taken them."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Document, Identity


class SlotRule(Base):
    """Wall time in `zone`; lengths and buffers in minutes. `made_until` is the last day that has its slots."""

    __tablename__ = "slot_rules"
    __table_args__ = (Index(None, "owner_id"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    weekdays: Mapped[list[int]] = mapped_column(Document)
    opens: Mapped[time]
    closes: Mapped[time]
    zone: Mapped[str] = mapped_column(String(40))
    duration: Mapped[int]
    capacity: Mapped[int]
    before: Mapped[int]
    after: Mapped[int]
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    made_until: Mapped[date | None]
    active: Mapped[bool] = mapped_column(server_default=true(), default=True)


class SlotException(Base):
    """One day of one host with hours of its own, as ["HH:MM", "HH:MM"] pairs; none closes the day."""

    __tablename__ = "slot_exceptions"
    __table_args__ = (UniqueConstraint("owner_id", "day"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    day: Mapped[date]
    intervals: Mapped[list[Any]] = mapped_column(Document)


class Slot(Base):
    """A time that can be booked, up to `capacity` times; one set by hand has no rule. `wall` is what the host's clock shows.

    `kind`: of which meetings; empty for any of one person with another.
    """

    __tablename__ = "slots"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= capacity", name="taken"),
        UniqueConstraint("rule_id", "start_at"),
        Index(None, "owner_id", "start_at"),
        Index(None, "start_at"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    kind: Mapped[str] = mapped_column(Code, server_default=text("''"), default="")
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("slot_rules.id"))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    wall: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(40))
    before: Mapped[int]
    after: Mapped[int]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    state: Mapped[str] = mapped_column(Code, server_default="open", default="open")
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(500), default="")


ACTIVE = text("state IN ('booked', 'confirmed')")
ACTIVE_ALONE = text("application_id IS NULL AND state IN ('booked', 'confirmed')")


class Booking(Base):
    """Who comes when, on an application or on none. `state`: booked, confirmed, done, no_show, cancelled. A move raises `version`.

    `held_until`: till when the place is kept for somebody who has not said yes yet.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        Index("uq_bookings_active", "application_id", unique=True, postgresql_where=ACTIVE, sqlite_where=ACTIVE),
        Index("uq_bookings_person", "slot_id", "candidate_id", unique=True, postgresql_where=ACTIVE_ALONE, sqlite_where=ACTIVE_ALONE),
        Index(None, "slot_id"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(Code)
    state: Mapped[str] = mapped_column(Code)
    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)
    created_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
