"""What is asked all day is found by an index, however much has gone before

Revision 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0009"
branch_labels = None
depends_on = None

PENDING = "state IN ('pending', 'sent')"
STAFF = "staff_id IS NOT NULL"
JOINED = "merged_into_id IS NOT NULL"


def upgrade() -> None:
    op.create_index("ix_responses_application_id", "responses", ["application_id"])
    op.create_index("ix_responses_announced_at", "responses", ["announced_at"])
    op.drop_index("ix_applications_vacancy_id_is_active", "applications")
    by_time = ["status_since", "id"]
    op.create_index("ix_applications_vacancy_id_is_active_status_since_id", "applications", ["vacancy_id", "is_active", *by_time])
    op.create_index("ix_applications_vacancy_id_status_status_since_id", "applications", ["vacancy_id", "status", *by_time])
    partial("ix_applications_in_work", "applications", ["due_at", *by_time], "is_active", "is_active = 1")
    ended = "is_active IS {} AND retention_until IS NULL"
    partial("ix_applications_ended", "applications", ["id"], ended.format("false"), ended.format("0"))
    partial("ix_callbacks_waiting", "callbacks", ["due_at", "id"], PENDING)
    op.create_index("ix_slots_start_at", "slots", ["start_at"])
    op.create_index("ix_unread_candidate_id", "unread", ["candidate_id"])
    op.drop_index("ix_candidates_merged_into_id", "candidates")
    partial("ix_candidates_merged_into_id", "candidates", ["merged_into_id"], JOINED)
    op.drop_index("ix_conversations_staff", "conversations")
    partial("ix_conversations_staff", "conversations", ["staff_id"], STAFF)
    op.create_index("ix_shown_at", "shown", ["conversation_id", "shown_at"])
    partial("ix_shown_live", "shown", ["conversation_id", "id"], "live", "live = 1")


def partial(name: str, table: str, columns: list[str], where: str, embedded: str = "") -> None:
    op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(embedded or where))


def downgrade() -> None:
    for name, table in (("ix_shown_live", "shown"), ("ix_shown_at", "shown"), ("ix_conversations_staff", "conversations")):
        op.drop_index(name, table)
    op.create_index("ix_conversations_staff", "conversations", ["staff_id"])
    op.drop_index("ix_candidates_merged_into_id", "candidates")
    op.create_index("ix_candidates_merged_into_id", "candidates", ["merged_into_id"])
    op.drop_index("ix_unread_candidate_id", "unread")
    op.drop_index("ix_slots_start_at", "slots")
    op.drop_index("ix_callbacks_waiting", "callbacks")
    for name in ("ended", "in_work", "vacancy_id_status_status_since_id", "vacancy_id_is_active_status_since_id"):
        op.drop_index(f"ix_applications_{name}", "applications")
    op.create_index("ix_applications_vacancy_id_is_active", "applications", ["vacancy_id", "is_active"])
    op.drop_index("ix_responses_announced_at", "responses")
    op.drop_index("ix_responses_application_id", "responses")
