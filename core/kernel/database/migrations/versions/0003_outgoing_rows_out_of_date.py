"""Outgoing rows know until when they are worth sending, and in which place they stand.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Instant

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("expires_at", Instant(), nullable=True))
    op.add_column("outbox", sa.Column("place", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "place")
    op.drop_column("outbox", "expires_at")
