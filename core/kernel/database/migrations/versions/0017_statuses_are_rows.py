"""States and kinds of events are rows

Revision 0017.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Code, Document

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_types",
        sa.Column("code", Code, nullable=False),
        *names(),
        sa.Column("kind", Code, nullable=False),
        sa.Column("remind", Document, nullable=False),
        *(flag(name) for name in ("by_phone", "confirm", "ask_after", "archived")),
        sa.PrimaryKeyConstraint("code", name="pk_event_types"),
    )
    op.create_table(
        "status_rules",
        sa.Column("code", Code, nullable=False),
        *names(),
        *(sa.Column(name, Document, nullable=False) for name in ("traits", "needs", "enters", "next")),
        sa.Column("sla", sa.Integer(), nullable=True),
        *(code(name) for name in ("reason", "ask", "template", "vacancy_to", "stands")),
        *(code(name) for name in ("sla_unit", "result_group", "told")),
        *(flag(name) for name in ("duty", "closes", "final", "archived")),
        sa.PrimaryKeyConstraint("code", name="pk_status_rules"),
    )
    op.create_table(
        "status_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_status_revisions"),
    )


def names() -> tuple["sa.Column[object]", ...]:
    called = (sa.Column(name, sa.String(length=120), nullable=False) for name in ("name_ru", "name_en"))
    return (*called, sa.Column("position", sa.Integer(), nullable=False))


def code(name: str) -> "sa.Column[str]":
    return sa.Column(name, Code, nullable=False)


def flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def downgrade() -> None:
    for table in ("status_revisions", "status_rules", "event_types"):
        op.drop_table(table)
