"""The end of a long chat is found without its beginning

Revision 0015.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_webchat_entries_chat", "webchat_entries", ["chat_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_webchat_entries_chat", "webchat_entries")
