"""The web chat's own tables: chats, the sessions that open them, and what stands in them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from core.kernel.database.columns import Code, Document, Identity, Instant, metadata

chats = Table(
    "webchat_chats",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("name", String(24), nullable=False, unique=True),
    Column("seat", Code, nullable=False),
    Column("locale", String(5), nullable=False),
    Column("zone", String(40), nullable=False),
    Column("seq", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
)
"""`name` is how the chat is called outside; `seq` numbers everything that happens in it."""

sessions = Table(
    "webchat_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("chat_id", ForeignKey("webchat_chats.id"), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("agent", String(60)),
    Index("ix_webchat_sessions_chat", "chat_id"),
)
"""`opened_at` is None where the first release opened it; `agent` is the browser's name, for the list of a person's sessions."""

entries = Table(
    "webchat_entries",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("chat_id", ForeignKey("webchat_chats.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Code, nullable=False),
    Column("author", Code, nullable=False),
    Column("html", Text, nullable=False),
    Column("buttons", Document, nullable=False),
    Column("files", Document, nullable=False),
    Column("update_id", String(36)),
    Column("edited", Boolean, nullable=False, server_default=text("false")),
    Column("at", Instant, nullable=False),
    UniqueConstraint("chat_id", "seq"),
    Index("ix_webchat_entries_chat", "chat_id", "id"),
)
"""`kind`: `bubble` stays; `toast` and `update` (something done that shows nothing) are only passed on to open streams."""

files = Table(
    "webchat_files",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("chat_id", ForeignKey("webchat_chats.id"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_webchat_files_chat", "chat_id"),
)
