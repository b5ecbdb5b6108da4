"""Demands of people and acts of destruction, terms of keeping, what is unread.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Document, Identity, Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.add_column("consent_texts", sa.Column("anew", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("candidates", sa.Column("erased_at", Instant(), nullable=True))
    op.add_column("applications", sa.Column("retention_until", Instant(), nullable=True))
    op.create_table(
        "erased_ids",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_erased_ids")),
    )
    op.create_table(
        "unread",
        sa.Column("staff_id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("first_id", Identity, nullable=False),
        sa.Column("told_id", Identity, nullable=False),
        sa.Column("rang_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_unread_candidate_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name=op.f("fk_unread_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "candidate_id", name=op.f("pk_unread")),
    )
    make_requests()
    make_acts()


def make_requests() -> None:
    op.create_table(
        "pd_requests",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("staff_id", Identity, nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("act_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_pd_requests_candidate_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name=op.f("fk_pd_requests_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pd_requests")),
    )
    op.create_index("ix_pd_requests_open", "pd_requests", ["act_at"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_index(op.f("ix_pd_requests_candidate_id"), "pd_requests", ["candidate_id"])


def make_acts() -> None:
    op.create_table(
        "erasure_acts",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("request_id", Identity, nullable=False),
        sa.Column("operator", sa.String(450), nullable=False),
        sa.Column("done_by", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(12), nullable=False),
        sa.Column("counts", Document, nullable=False),
        sa.Column("files", Document, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("completed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_erasure_acts_candidate_id")),
        sa.ForeignKeyConstraint(["request_id"], ["pd_requests.id"], name=op.f("fk_erasure_acts_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_acts")),
    )
    op.create_index(op.f("ix_erasure_acts_candidate_id"), "erasure_acts", ["candidate_id"])


def downgrade() -> None:
    for table in ("erasure_acts", "pd_requests", "unread", "erased_ids"):
        op.drop_table(table)
    op.drop_column("applications", "retention_until")
    op.drop_column("candidates", "erased_at")
    op.drop_column("consent_texts", "anew")
