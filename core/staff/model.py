"""Staff, how they come in, the dictionaries they edit and the log of what they did."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Identity


class StaffUser(Base):
    """`zone` is where the person's wall clock hangs; within the quiet hours nothing rings that can wait.

    Whatever session was opened before `signed_out_at` is over, also where the person works here again.
    """

    __tablename__ = "staff_users"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[str]]
    zone: Mapped[str] = mapped_column(String(40))
    locale: Mapped[str] = mapped_column(String(5))
    active: Mapped[bool] = mapped_column(server_default=true(), default=True)
    created_at: Mapped[datetime]
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    quiet_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Who has chosen none has those of the house."""
    signed_out_at: Mapped[datetime | None]


class StaffIdentity(Base):
    """Who a colleague is in a messenger; the candidates' side has its own table, so one human may be both."""

    __tablename__ = "staff_identities"
    __table_args__ = (UniqueConstraint("channel", "account", "external_id"), Index(None, "staff_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    channel: Mapped[str] = mapped_column(Code)
    account: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(64))
    bound_at: Mapped[datetime]


class Invite(Base):
    """A single-use way in for somebody new; only the SHA-256 of its token is kept. `created_by` is None from the command line."""

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    roles: Mapped[list[str]]
    name: Mapped[str] = mapped_column(String(200))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))


class LoginLink(Base):
    """A single-use way into the web chat for somebody who works here."""

    __tablename__ = "login_links"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DictionaryEntry(Base):
    """One value of a dictionary: its code never changes, its names and place may, and it is archived, never deleted."""

    __tablename__ = "dictionary_entries"
    __table_args__ = (UniqueConstraint("dictionary", "code"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    dictionary: Mapped[str] = mapped_column(Code)
    code: Mapped[str] = mapped_column(Code)
    name_ru: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    archived: Mapped[bool] = mapped_column(server_default=false(), default=False)


class AuditEntry(Base):
    """Who did what and when; `details` hold codes and numbers, never personal data. `staff_id` is None for the system."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    action: Mapped[str] = mapped_column(Code)
    subject: Mapped[str] = mapped_column(String(64))
    details: Mapped[dict[str, Any]]
