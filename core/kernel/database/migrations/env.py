"""Alembic's environment: runs on the connection that core.kernel.database.migrate hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TextClause, false, true

from core.kernel.database import columns as tables
from core.kernel.database import schema

WORDS = {false().compare: "sa.false()", true().compare: "sa.true()"}


def render(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Column types of ours by their names, defaults in words that both databases read."""
    if kind == "type":
        if isinstance(item, tables.Instant):
            return "Instant()"
        if isinstance(item, tables.Code):
            return "Code()"
        return "Document" if item is tables.Document else "Identity" if item is tables.Identity else False
    if kind == "server_default":
        said = getattr(item, "arg", None)
        if isinstance(said, TextClause):
            return f"sa.text({said.text!r})"
        return next((words for same, words in WORDS.items() if not isinstance(said, str) and said is not None and same(said)), False)
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata", tables.metadata),
    render_as_batch=True,
    render_item=render,
    compare_type=True,
    compare_server_default=True,
    include_name=schema.is_ours,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
