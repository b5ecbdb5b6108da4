"""Sessions know when they were opened and from what; a person who leaves signs out for good

Revision 0004.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("webchat_sessions", sa.Column("opened_at", Instant(), nullable=True))
    op.add_column("webchat_sessions", sa.Column("agent", sa.String(length=60), nullable=True))
    op.add_column("staff_users", sa.Column("signed_out_at", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("staff_users", "signed_out_at")
    op.drop_column("webchat_sessions", "agent")
    op.drop_column("webchat_sessions", "opened_at")
