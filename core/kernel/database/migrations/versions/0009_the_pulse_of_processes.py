"""The pulse of processes, and what people were told of

Revision 0009.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_alarms"),
    )
    op.create_table(
        "pulses",
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", "holder", name="pk_pulses"),
    )


def downgrade() -> None:
    op.drop_table("pulses")
    op.drop_table("alarms")
