"""Consent texts as they were shown, consents as they were given, and who looked at whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Identity


class ConsentText(Base):
    """A published text, never changed afterwards; `sample` marks ours, which the operator has to replace with its own.

    `anew`: whoever consented to an earlier version is asked for this one before anything new is begun with his data.
    """

    __tablename__ = "consent_texts"
    __table_args__ = (UniqueConstraint("kind", "version", "locale"), Index(None, "sha256"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    kind: Mapped[str] = mapped_column(Code)
    version: Mapped[int]
    locale: Mapped[str] = mapped_column(String(5))
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    sample: Mapped[bool] = mapped_column(server_default=false(), default=False)
    published_at: Mapped[datetime]
    anew: Mapped[bool] = mapped_column(server_default=false(), default=False)


class Consent(Base):
    """One consent: to which text, when, and the message that proves it. A consent given on somebody else's page has no hash of ours."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "candidate_id", "kind"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    kind: Mapped[str] = mapped_column(Code)
    text_version: Mapped[str] = mapped_column(String(64))
    text_hash: Mapped[str | None] = mapped_column(String(64))
    given_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(Code)
    channel_user: Mapped[str] = mapped_column(String(64))
    evidence: Mapped[str] = mapped_column(String(120))
    valid_to: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class AccessLog(Base):
    """One look at one candidate's data, or at a response's: many of whom these tell are nobody's candidate yet. Append-only."""

    __tablename__ = "access_log"
    __table_args__ = (Index(None, "candidate_id", "at"), Index(None, "response_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("responses.id"))
    action: Mapped[str] = mapped_column(Code)
    from_channel: Mapped[str] = mapped_column(Code)


class ErasedId(Base):
    """The fingerprint of a board's id whose person was erased: what the board tells once more is not taken in again."""

    __tablename__ = "erased_ids"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
