"""Nobody becomes somebody else: joins that can be undone, proofs, and every row back with the record it came by

Revision 0005.

Joins made before moved rows without a trace. What can be told for sure goes back: our own chats' responses name their record in their
number, and with them go the applications they alone led to; messenger accounts and consents name their chat. The rest stays where it is.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Document, Identity, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHAT_IS = (
    "c.channel = channel_identities.channel AND c.account = channel_identities.account AND c.chat = channel_identities.external_id"
    " AND p.merged_into_id = channel_identities.candidate_id"
)
CONSENT_IS = "c.channel = consents.channel AND c.chat = consents.channel_user AND p.merged_into_id = consents.candidate_id"
OF_CHAT = "SELECT min(c.candidate_id) FROM conversations c JOIN candidates p ON p.id = c.candidate_id WHERE "
ONLY_ITS_OWN = (
    " AND NOT EXISTS (SELECT 1 FROM responses o WHERE o.application_id = applications.id AND o.candidate_id <> r.candidate_id)"
    " AND NOT EXISTS (SELECT 1 FROM applications t WHERE t.candidate_id = r.candidate_id AND t.vacancy_id = applications.vacancy_id)"
)
OF_RESPONSE = (
    "SELECT min(r.candidate_id) FROM responses r JOIN candidates p ON p.id = r.candidate_id"
    " WHERE r.application_id = applications.id AND p.merged_into_id = applications.candidate_id" + ONLY_ITS_OWN
)
FOLLOW = (
    "UPDATE events SET candidate_id = (SELECT a.candidate_id FROM applications a WHERE a.id = events.application_id)"
    " WHERE candidate_id <> (SELECT a.candidate_id FROM applications a WHERE a.id = events.application_id)"
)
MOVED = ("responses", "messages", "attachments", "consents", "channel_identities")
"""What a join moved in the release before."""
OWN_NUMBER = "CAST(substr(external_id, 1, instr(external_id, '.') - 1) AS INTEGER)"
OWN_NUMBER_POSTGRESQL = "CAST(split_part(external_id, '.', 1) AS BIGINT)"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("verified_at", Instant(), nullable=True))
    make_merges()
    make_proofs()
    make_signs()
    put_back()


def make_merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", Identity, nullable=False),
        sa.Column("source_id", Identity, nullable=False),
        sa.Column("target_id", Identity, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_id", Identity, nullable=True),
        sa.Column("undoable", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undone_by_id", Identity, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff_users.id"], name="fk_merges_by_id"),
        sa.ForeignKeyConstraint(["source_id"], ["candidates.id"], name="fk_merges_source_id"),
        sa.ForeignKeyConstraint(["target_id"], ["candidates.id"], name="fk_merges_target_id"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff_users.id"], name="fk_merges_undone_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merges"),
    )
    op.create_index("ix_merges_source_id", "merges", ["source_id"])
    op.create_index("ix_merges_target_id", "merges", ["target_id"])


def make_proofs() -> None:
    op.create_table(
        "proofs",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("for_id", Identity, nullable=False),
        sa.Column("method", sa.String(length=48), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_id", Identity, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff_users.id"], name="fk_proofs_by_id"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_proofs_candidate_id"),
        sa.ForeignKeyConstraint(["for_id"], ["candidates.id"], name="fk_proofs_for_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proofs"),
        sa.UniqueConstraint("candidate_id", "for_id", name="uq_proofs_candidate_id_for_id"),
    )
    op.create_index("ix_proofs_for_id", "proofs", ["for_id"])
    op.create_table(
        "proof_codes",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("covers", Document, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("over_at", Instant(), nullable=True),
        sa.Column("by_id", Identity, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff_users.id"], name="fk_proof_codes_by_id"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_proof_codes_candidate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proof_codes"),
    )
    op.create_index("ix_proof_codes_candidate_id", "proof_codes", ["candidate_id"])


def make_signs() -> None:
    op.create_table(
        "response_signs",
        sa.Column("id", Identity, nullable=False),
        sa.Column("response_id", Identity, nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["responses.id"], name="fk_response_signs_response_id"),
        sa.PrimaryKeyConstraint("id", name="pk_response_signs"),
    )
    op.create_index("ix_response_signs_response_id", "response_signs", ["response_id"])
    op.create_index("ix_response_signs_type_value", "response_signs", ["type", "value"])


def put_back() -> None:
    """Joins made before cannot be undone; but no chat keeps by them what came by another one."""
    number = OWN_NUMBER if op.get_bind().dialect.name == "sqlite" else OWN_NUMBER_POSTGRESQL
    joined = f"SELECT p.merged_into_id FROM candidates p WHERE p.id = {number}"  # noqa: S608 - of names only
    for statement in (
        "INSERT INTO merges (source_id, target_id, at, undoable) SELECT id, merged_into_id, COALESCE(merged_at, created_at), false"
        " FROM candidates WHERE merged_into_id IS NOT NULL ORDER BY id",
        f"UPDATE responses SET candidate_id = {number} WHERE board LIKE 'bot:%' AND candidate_id = ({joined})",  # noqa: S608
        *(
            f"UPDATE {table} SET candidate_id = ({found}) WHERE ({found}) IS NOT NULL"  # noqa: S608
            for table, found in (("channel_identities", OF_CHAT + CHAT_IS), ("consents", OF_CHAT + CONSENT_IS))
        ),
        f"UPDATE applications SET candidate_id = ({OF_RESPONSE}) WHERE ({OF_RESPONSE}) IS NOT NULL",  # noqa: S608
        FOLLOW,
    ):
        op.execute(statement)


def downgrade() -> None:
    """The release before finds a joined person's rows with the first record only."""
    became = "SELECT p.merged_into_id FROM candidates p WHERE p.id = {}.candidate_id AND p.merged_into_id IS NOT NULL"
    twin = " AND NOT EXISTS (SELECT 1 FROM applications t WHERE t.candidate_id = p.merged_into_id AND t.vacancy_id = applications.vacancy_id)"
    for table, found in (*((name, became.format(name)) for name in MOVED), ("applications", became.format("applications") + twin)):
        op.execute(f"UPDATE {table} SET candidate_id = ({found}) WHERE EXISTS ({found})")  # noqa: S608 - of names only
    op.execute(FOLLOW)
    for table in ("response_signs", "proof_codes", "proofs", "merges"):
        op.drop_table(table)
    op.drop_column("contacts", "verified_at")
