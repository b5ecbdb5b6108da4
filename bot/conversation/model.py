"""What the conversation engine keeps: one row a conversation, one row a shown screen."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text

from core.kernel.database.columns import Code, Document, Identity, Instant, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("channel", Code, nullable=False),
    Column("account", String(64), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("staff_id", ForeignKey("staff_users.id")),
    Column("candidate_id", ForeignKey("candidates.id")),
    Column("persona", Code, nullable=False, server_default="candidate"),
    Column("locale", String(5), nullable=False),
    Column("zone", String(40), nullable=False),
    Column("current", Identity),
    Column("form", Document),
    Column("blocked_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("album", Document),
    UniqueConstraint("channel", "account", "chat"),
    Index("ix_conversations_staff", "staff_id", postgresql_where=text("staff_id IS NOT NULL"), sqlite_where=text("staff_id IS NOT NULL")),
    Index("ix_conversations_candidate", "candidate_id"),
)

shown = Table(
    "shown",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("token", String(16), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("rows", Document, nullable=False),
    Column("at", Document),
    Column("stack", Document, nullable=False),
    Column("typed", Document),
    Column("keep", Boolean, nullable=False, server_default=text("false")),
    Column("live", Boolean, nullable=False, server_default=text("true")),
    Column("ref", String(64)),
    Column("shown_at", Instant, nullable=False),
    Column("about", String(64)),
    Index("ix_shown_ref", "conversation_id", "ref"),
    Index("ix_shown_at", "conversation_id", "shown_at"),
    Index("ix_shown_live", "conversation_id", "id", postgresql_where=text("live"), sqlite_where=text("live = 1")),
    Index("ix_shown_about", "conversation_id", "about"),
)
