"""Alembic's environment: runs on the connection that core.kernel.migrate hands over."""

from alembic import context

from core.kernel.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata", metadata),
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
