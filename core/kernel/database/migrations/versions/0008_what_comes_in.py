"""Albums that come in parts, questions that are asked again, quiet hours that were chosen

Revision 0008.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Document

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("album", Document, nullable=True))
    op.add_column("shown", sa.Column("about", sa.String(length=64), nullable=True))
    op.create_index("ix_shown_about", "shown", ["conversation_id", "about"])
    op.add_column("staff_users", sa.Column("quiet_chosen", sa.Boolean(), server_default=sa.false(), nullable=False))
    staff = sa.table("staff_users", sa.column("quiet_from"), sa.column("quiet_chosen"))
    op.execute(staff.update().where(staff.c.quiet_from.is_not(None)).values(quiet_chosen=sa.true()))


def downgrade() -> None:
    op.drop_column("staff_users", "quiet_chosen")
    op.drop_index("ix_shown_about", "shown")
    op.drop_column("shown", "about")
    op.drop_column("conversations", "album")
