"""The candidate, how to reach him, and his files."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, String, Table, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Document, Identity
from core.kernel.database.grams import Grams

_IS_JOINED = text("merged_into_id IS NOT NULL")
JOINED = Index("ix_candidates_merged_into_id", "merged_into_id", postgresql_where=_IS_JOINED, sqlite_where=_IS_JOINED)
"""Few are joined: that a record is not would find nearly all of them by it."""


PERSON_GRAMS = Grams("candidates", "search_text")
CONTACT_GRAMS = Grams("contacts", "value", "{}.type IN ('phone', 'written')")
"""People are found by what their records say and by the ends of their numbers."""


class Candidate(Base):
    """One record of a person: whoever comes anew has one of his own, and every row keeps to the record it came by.

    A draft is not in the base: nobody finds him there until he is accepted. A record joined to another person's points to that
    person's first one (`merged_into_id`), for colleagues' eyes alone; what its chat may do is a matter of proof (see `trust`).

    One that was erased (`erased_at`) keeps its number for what is counted, and nothing of the person.
    """

    __tablename__ = "candidates"
    __table_args__ = (Index(None, "name_key"), Index(None, "city_key"), Index(None, "owner_id"), JOINED, PERSON_GRAMS.index())

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    full_name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    birth_date: Mapped[date | None]
    city: Mapped[str] = mapped_column(String(120), default="")
    city_key: Mapped[str] = mapped_column(String(120), default="")
    zone: Mapped[str | None] = mapped_column(String(40))
    locale: Mapped[str] = mapped_column(String(5))
    source: Mapped[str] = mapped_column(Code)
    entrance_type: Mapped[str] = mapped_column(Code)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    is_draft: Mapped[bool] = mapped_column(server_default=true(), default=True)
    created_at: Mapped[datetime]
    last_job: Mapped[str] = mapped_column(String(400), default="")
    salary_text: Mapped[str] = mapped_column(String(120), default="")
    search_text: Mapped[str] = mapped_column(Text, default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"))
    merged_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class Contact(Base):
    """One contact: a phone in E.164, an e-mail in lower case, a board's résumé id, with what was said of it.

    Of what could not be read (`written`) the value is what it is known by again and the remark what was written.
    `verified_at`: the messenger itself said that the number is the sender's own.
    """

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("candidate_id", "type", "value"), Index(None, "type", "value"), CONTACT_GRAMS.index())

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    type: Mapped[str] = mapped_column(Code)
    value: Mapped[str] = mapped_column(String(254))
    remark: Mapped[str] = mapped_column(String(254), server_default=text("''"), default="")
    verified_at: Mapped[datetime | None]


PERSON_GRAMS.keep(cast("Table", Candidate.__table__))
CONTACT_GRAMS.keep(cast("Table", Contact.__table__))


class ChannelIdentity(Base):
    """Who the candidate is in a messenger and whether he can be reached there."""

    __tablename__ = "channel_identities"
    __table_args__ = (UniqueConstraint("channel", "account", "external_id"), Index(None, "candidate_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    channel: Mapped[str] = mapped_column(Code)
    account: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(64))
    username: Mapped[str | None] = mapped_column(String(64))
    last_ok: Mapped[datetime]
    blocked_at: Mapped[datetime | None]
    opted_out_at: Mapped[datetime | None]


class Attachment(Base):
    """A file of the candidate's: kept already (`file_sha256`), or still with the messenger it came by (`remote_ref`)."""

    __tablename__ = "attachments"
    __table_args__ = (Index(None, "candidate_id"), Index(None, "file_sha256"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    type: Mapped[str] = mapped_column(Code)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    remote_ref: Mapped[dict[str, Any] | None] = mapped_column(Document)
    created_at: Mapped[datetime]


class Merge(Base):
    """A colleague said that two records are one person: `source_id`, with all joined to it, belongs to `target_id` until it is undone."""

    __tablename__ = "merges"
    __table_args__ = (Index(None, "source_id"), Index(None, "target_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    undoable: Mapped[bool] = mapped_column(server_default=true(), default=True)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))


class MergeMove(Base):
    """What a join has changed in a row elsewhere: undoing it puts `before` back where `after` still stands."""

    __tablename__ = "merge_moves"
    __table_args__ = (Index(None, "merge_id"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("merges.id"))
    table_name: Mapped[str] = mapped_column(String(63))
    row_id: Mapped[int] = mapped_column(Identity)
    column_name: Mapped[str] = mapped_column(String(63))
    before: Mapped[int | None] = mapped_column(Document, nullable=False)
    after: Mapped[int | None] = mapped_column(Document, nullable=False)


class Proof(Base):
    """The chat of the record `candidate_id` has shown that it may act for the record `for_id`, too; `method`: code."""

    __tablename__ = "proofs"
    __table_args__ = (UniqueConstraint("candidate_id", "for_id"), Index(None, "for_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    for_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    method: Mapped[str] = mapped_column(Code)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))


class ProofCode(Base):
    """A one-time code that the chat of `candidate_id` is to enter; `covers` are the records it opens. Only a salted digest is kept."""

    __tablename__ = "proof_codes"
    __table_args__ = (Index(None, "candidate_id"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    covers: Mapped[list[int]] = mapped_column(Document)
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    over_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
