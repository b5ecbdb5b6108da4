"""The first schema

Revision 0001.
"""

import sqlalchemy as sa
from alembic import op

from core.kernel.database.columns import Document, Identity, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_texts",
        sa.Column("id", Identity, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent_texts"),
        sa.UniqueConstraint("kind", "version", "locale", name="uq_consent_texts_kind_version_locale"),
    )
    with op.batch_alter_table("consent_texts") as batch_op:
        batch_op.create_index("ix_consent_texts_sha256", ["sha256"], unique=False)

    op.create_table(
        "dictionary_entries",
        sa.Column("id", Identity, nullable=False),
        sa.Column("dictionary", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("name_ru", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dictionary_entries"),
        sa.UniqueConstraint("dictionary", "code", name="uq_dictionary_entries_dictionary_code"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", Identity, nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("lane", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="new", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_at", Instant(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("source", "key", name="uq_inbox_source_key"),
    )
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.create_index(
            "ix_inbox_dead", ["id"], unique=False, postgresql_where=sa.text("state = 'dead'"), sqlite_where=sa.text("state = 'dead'")
        )
        batch_op.create_index(
            "ix_inbox_waiting",
            ["lane", "id"],
            unique=False,
            postgresql_where=sa.text("state = 'new'"),
            sqlite_where=sa.text("state = 'new'"),
        )

    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Identity, nullable=False),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=160), nullable=True),
        sa.Column("repeatable", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=9), server_default="new", nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("token", sa.String(length=24), nullable=True),
        sa.Column("ambiguous", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("doubts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("target", "key", name="uq_outbox_target_key"),
    )
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.create_index(
            "ix_outbox_dead", ["target"], unique=False, postgresql_where=sa.text("state = 'dead'"), sqlite_where=sa.text("state = 'dead'")
        )
        batch_op.create_index(
            "ix_outbox_doubt", ["id"], unique=False, postgresql_where=sa.text("ambiguous"), sqlite_where=sa.text("ambiguous")
        )
        batch_op.create_index(
            "ix_outbox_menus",
            ["target", "id"],
            unique=False,
            postgresql_where=sa.text("kind = 'commands'"),
            sqlite_where=sa.text("kind = 'commands'"),
        )
        batch_op.create_index(
            "ix_outbox_next",
            ["target", "priority", "id"],
            unique=False,
            postgresql_where=sa.text("state = 'new'"),
            sqlite_where=sa.text("state = 'new'"),
        )
        batch_op.create_index(
            "ix_outbox_open",
            ["target", "lane", "id"],
            unique=False,
            postgresql_where=sa.text("state IN ('new', 'sending')"),
            sqlite_where=sa.text("state IN ('new', 'sending')"),
        )
        batch_op.create_index(
            "ix_outbox_subject", ["subject"], unique=False, postgresql_where=sa.text("state = 'new'"), sqlite_where=sa.text("state = 'new'")
        )

    op.create_table(
        "staff_users",
        sa.Column("id", Identity, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("roles", Document, nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_users"),
    )
    op.create_table(
        "timers",
        sa.Column("id", Identity, nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=200), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=9), server_default="pending", nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
        sa.UniqueConstraint("key", name="uq_timers_key"),
    )
    with op.batch_alter_table("timers") as batch_op:
        batch_op.create_index(
            "ix_timers_due",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'pending'"),
            sqlite_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_timers_subject",
            ["subject"],
            unique=False,
            postgresql_where=sa.text("state = 'pending'"),
            sqlite_where=sa.text("state = 'pending'"),
        )

    op.create_table(
        "webchat_chats",
        sa.Column("id", Identity, nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("seat", sa.String(length=9), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webchat_chats"),
        sa.UniqueConstraint("name", name="uq_webchat_chats_name"),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", Identity, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("staff_id", Identity, nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("details", Document, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name="fk_audit_entries_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_table(
        "candidates",
        sa.Column("id", Identity, nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("city_key", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("source", sa.String(length=48), nullable=False),
        sa.Column("entrance_type", sa.String(length=48), nullable=False),
        sa.Column("owner_id", Identity, nullable=True),
        sa.Column("is_draft", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_job", sa.String(length=400), nullable=False),
        sa.Column("salary_text", sa.String(length=120), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("merged_into_id", Identity, nullable=True),
        sa.Column("merged_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["candidates.id"], name="fk_candidates_merged_into_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], name="fk_candidates_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
    )
    with op.batch_alter_table("candidates") as batch_op:
        batch_op.create_index("ix_candidates_city_key", ["city_key"], unique=False)
        batch_op.create_index("ix_candidates_merged_into_id", ["merged_into_id"], unique=False)
        batch_op.create_index("ix_candidates_name_key", ["name_key"], unique=False)
        batch_op.create_index("ix_candidates_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "invites",
        sa.Column("id", Identity, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("roles", Document, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_by", Identity, nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("used_by", Identity, nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["staff_users.id"], name="fk_invites_created_by"),
        sa.ForeignKeyConstraint(["used_by"], ["staff_users.id"], name="fk_invites_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("token_hash", name="uq_invites_token_hash"),
    )
    op.create_table(
        "login_links",
        sa.Column("id", Identity, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", Identity, nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name="fk_login_links_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_login_links"),
        sa.UniqueConstraint("token_hash", name="uq_login_links_token_hash"),
    )
    op.create_table(
        "slot_exceptions",
        sa.Column("id", Identity, nullable=False),
        sa.Column("owner_id", Identity, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("intervals", Document, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], name="fk_slot_exceptions_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_slot_exceptions"),
        sa.UniqueConstraint("owner_id", "day", name="uq_slot_exceptions_owner_id_day"),
    )
    op.create_table(
        "slot_rules",
        sa.Column("id", Identity, nullable=False),
        sa.Column("owner_id", Identity, nullable=False),
        sa.Column("weekdays", Document, nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("made_until", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], name="fk_slot_rules_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_slot_rules"),
    )
    with op.batch_alter_table("slot_rules") as batch_op:
        batch_op.create_index("ix_slot_rules_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "staff_identities",
        sa.Column("id", Identity, nullable=False),
        sa.Column("staff_id", Identity, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("bound_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name="fk_staff_identities_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_identities"),
        sa.UniqueConstraint("channel", "account", "external_id", name="uq_staff_identities_channel_account_external_id"),
    )
    with op.batch_alter_table("staff_identities") as batch_op:
        batch_op.create_index("ix_staff_identities_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "vacancies",
        sa.Column("id", Identity, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("salary_from", sa.Integer(), nullable=True),
        sa.Column("salary_to", sa.Integer(), nullable=True),
        sa.Column("schedule", sa.String(length=48), nullable=False),
        sa.Column("employment", sa.String(length=48), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("recruiter_id", Identity, nullable=False),
        sa.Column("manager_id", Identity, nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["staff_users.id"], name="fk_vacancies_manager_id"),
        sa.ForeignKeyConstraint(["recruiter_id"], ["staff_users.id"], name="fk_vacancies_recruiter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_vacancies"),
        sa.UniqueConstraint("number", name="uq_vacancies_number"),
    )
    with op.batch_alter_table("vacancies") as batch_op:
        batch_op.create_index("ix_vacancies_recruiter_id", ["recruiter_id"], unique=False)
        batch_op.create_index("ix_vacancies_state_number", ["state", "number"], unique=False)

    op.create_table(
        "webchat_entries",
        sa.Column("id", Identity, nullable=False),
        sa.Column("chat_id", Identity, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("author", sa.String(length=3), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("buttons", Document, nullable=False),
        sa.Column("files", Document, nullable=False),
        sa.Column("update_id", sa.String(length=36), nullable=True),
        sa.Column("edited", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["webchat_chats.id"], name="fk_webchat_entries_chat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webchat_entries"),
        sa.UniqueConstraint("chat_id", "seq", name="uq_webchat_entries_chat_id_seq"),
    )
    op.create_table(
        "webchat_files",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("chat_id", Identity, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["webchat_chats.id"], name="fk_webchat_files_chat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webchat_files"),
    )
    with op.batch_alter_table("webchat_files") as batch_op:
        batch_op.create_index("ix_webchat_files_chat", ["chat_id"], unique=False)

    op.create_table(
        "webchat_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("chat_id", Identity, nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["webchat_chats.id"], name="fk_webchat_sessions_chat_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_webchat_sessions"),
    )
    with op.batch_alter_table("webchat_sessions") as batch_op:
        batch_op.create_index("ix_webchat_sessions_chat", ["chat_id"], unique=False)

    op.create_table(
        "applications",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("vacancy_id", Identity, nullable=False),
        sa.Column("owner_id", Identity, nullable=False),
        sa.Column("source", sa.String(length=48), nullable=False),
        sa.Column("entrance_type", sa.String(length=48), nullable=False),
        sa.Column("answers", Document, nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=48), nullable=False),
        sa.Column("status_since", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("attempt_no", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("invited_to", sa.String(length=24), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_applications_candidate_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], name="fk_applications_owner_id"),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name="fk_applications_vacancy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
        sa.UniqueConstraint("candidate_id", "vacancy_id", name="uq_applications_candidate_id_vacancy_id"),
    )
    with op.batch_alter_table("applications") as batch_op:
        batch_op.create_index("ix_applications_owner_id_is_active_due_at", ["owner_id", "is_active", "due_at"], unique=False)
        batch_op.create_index("ix_applications_vacancy_id_is_active", ["vacancy_id", "is_active"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("type", sa.String(length=48), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("remote_ref", Document, nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_attachments_candidate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    with op.batch_alter_table("attachments") as batch_op:
        batch_op.create_index("ix_attachments_candidate_id", ["candidate_id"], unique=False)
        batch_op.create_index("ix_attachments_file_sha256", ["file_sha256"], unique=False)

    op.create_table(
        "channel_identities",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("last_ok", Instant(), nullable=False),
        sa.Column("blocked_at", Instant(), nullable=True),
        sa.Column("opted_out_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_channel_identities_candidate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_channel_identities"),
        sa.UniqueConstraint("channel", "account", "external_id", name="uq_channel_identities_channel_account_external_id"),
    )
    with op.batch_alter_table("channel_identities") as batch_op:
        batch_op.create_index("ix_channel_identities_candidate_id", ["candidate_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text_version", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("channel_user", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.String(length=120), nullable=False),
        sa.Column("valid_to", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_consents_candidate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    with op.batch_alter_table("consents") as batch_op:
        batch_op.create_index("ix_consents_candidate_id_kind", ["candidate_id", "kind"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_contacts_candidate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("candidate_id", "type", "value", name="uq_contacts_candidate_id_type_value"),
    )
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.create_index("ix_contacts_type_value", ["type", "value"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("id", Identity, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("staff_id", Identity, nullable=True),
        sa.Column("candidate_id", Identity, nullable=True),
        sa.Column("persona", sa.String(length=16), server_default="candidate", nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("current", Identity, nullable=True),
        sa.Column("form", Document, nullable=True),
        sa.Column("blocked_at", Instant(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_conversations_candidate_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name="fk_conversations_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("channel", "account", "chat", name="uq_conversations_channel_account_chat"),
    )
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.create_index("ix_conversations_candidate", ["candidate_id"], unique=False)
        batch_op.create_index("ix_conversations_staff", ["staff_id"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", Identity, nullable=False),
        sa.Column("board", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=False),
        sa.Column("vacancy_id", Identity, nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name="fk_publications_vacancy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.UniqueConstraint("board", "external_id", name="uq_publications_board_external_id"),
    )
    with op.batch_alter_table("publications") as batch_op:
        batch_op.create_index("ix_publications_vacancy_id", ["vacancy_id"], unique=False)

    op.create_table(
        "screening_questions",
        sa.Column("id", Identity, nullable=False),
        sa.Column("vacancy_id", Identity, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("options", Document, nullable=False),
        sa.Column("optional", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name="fk_screening_questions_vacancy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screening_questions"),
    )
    with op.batch_alter_table("screening_questions") as batch_op:
        batch_op.create_index("ix_screening_questions_vacancy_id_position", ["vacancy_id", "position"], unique=False)

    op.create_table(
        "slots",
        sa.Column("id", Identity, nullable=False),
        sa.Column("owner_id", Identity, nullable=False),
        sa.Column("rule_id", Identity, nullable=True),
        sa.Column("start_at", Instant(), nullable=False),
        sa.Column("end_at", Instant(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.String(length=6), server_default="open", nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name=op.f("ck_slots_taken")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], name="fk_slots_owner_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["slot_rules.id"], name="fk_slots_rule_id"),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.UniqueConstraint("rule_id", "start_at", name="uq_slots_rule_id_start_at"),
    )
    with op.batch_alter_table("slots") as batch_op:
        batch_op.create_index("ix_slots_owner_id_start_at", ["owner_id", "start_at"], unique=False)

    op.create_table(
        "bookings",
        sa.Column("id", Identity, nullable=False),
        sa.Column("slot_id", Identity, nullable=False),
        sa.Column("application_id", Identity, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_bookings_application_id"),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name="fk_bookings_slot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
    )
    with op.batch_alter_table("bookings") as batch_op:
        batch_op.create_index("ix_bookings_slot_id", ["slot_id"], unique=False)
        batch_op.create_index(
            "uq_bookings_active",
            ["application_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('booked', 'confirmed')"),
            sqlite_where=sa.text("state IN ('booked', 'confirmed')"),
        )

    op.create_table(
        "callbacks",
        sa.Column("id", Identity, nullable=False),
        sa.Column("application_id", Identity, nullable=False),
        sa.Column("owner_id", Identity, nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("attempt_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_callbacks_application_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_users.id"], name="fk_callbacks_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_callbacks"),
    )
    with op.batch_alter_table("callbacks") as batch_op:
        batch_op.create_index("ix_callbacks_owner_id_state_due_at", ["owner_id", "state", "due_at"], unique=False)
        batch_op.create_index(
            "uq_callbacks_open",
            ["application_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('pending', 'sent')"),
            sqlite_where=sa.text("state IN ('pending', 'sent')"),
        )

    op.create_table(
        "messages",
        sa.Column("id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("author_id", Identity, nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment_id", Identity, nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("delivered_at", Instant(), nullable=True),
        sa.Column("failed", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name="fk_messages_attachment_id"),
        sa.ForeignKeyConstraint(["author_id"], ["staff_users.id"], name="fk_messages_author_id"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_messages_candidate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    with op.batch_alter_table("messages") as batch_op:
        batch_op.create_index("ix_messages_candidate_id_at", ["candidate_id", "at"], unique=False)

    op.create_table(
        "responses",
        sa.Column("id", Identity, nullable=False),
        sa.Column("board", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("vacancy_id", Identity, nullable=True),
        sa.Column("candidate_id", Identity, nullable=True),
        sa.Column("application_id", Identity, nullable=True),
        sa.Column("draft", Document, nullable=False),
        sa.Column("submitted_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("taken_by", Identity, nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(length=48), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("viewed_at", Instant(), nullable=True),
        sa.Column("announced_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_responses_application_id"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_responses_candidate_id"),
        sa.ForeignKeyConstraint(["taken_by"], ["staff_users.id"], name="fk_responses_taken_by"),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name="fk_responses_vacancy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
        sa.UniqueConstraint("board", "external_id", name="uq_responses_board_external_id"),
    )
    with op.batch_alter_table("responses") as batch_op:
        batch_op.create_index("ix_responses_candidate_id", ["candidate_id"], unique=False)
        batch_op.create_index(
            "ix_responses_open",
            ["vacancy_id", "id"],
            unique=False,
            postgresql_where=sa.text("state IN ('new', 'later')"),
            sqlite_where=sa.text("state IN ('new', 'later')"),
        )

    op.create_table(
        "access_log",
        sa.Column("id", Identity, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("staff_id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=True),
        sa.Column("response_id", Identity, nullable=True),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("from_channel", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_access_log_candidate_id"),
        sa.ForeignKeyConstraint(["response_id"], ["responses.id"], name="fk_access_log_response_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_users.id"], name="fk_access_log_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    with op.batch_alter_table("access_log") as batch_op:
        batch_op.create_index("ix_access_log_candidate_id_at", ["candidate_id", "at"], unique=False)
        batch_op.create_index("ix_access_log_response_id", ["response_id"], unique=False)

    op.create_table(
        "shown",
        sa.Column("id", Identity, nullable=False),
        sa.Column("conversation_id", Identity, nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rows", Document, nullable=False),
        sa.Column("at", Document, nullable=True),
        sa.Column("stack", Document, nullable=False),
        sa.Column("typed", Document, nullable=True),
        sa.Column("keep", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("live", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=True),
        sa.Column("shown_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_shown_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shown"),
        sa.UniqueConstraint("token", name="uq_shown_token"),
    )
    with op.batch_alter_table("shown") as batch_op:
        batch_op.create_index("ix_shown_ref", ["conversation_id", "ref"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", Identity, nullable=False),
        sa.Column("application_id", Identity, nullable=False),
        sa.Column("candidate_id", Identity, nullable=False),
        sa.Column("vacancy_id", Identity, nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("actor_role", sa.String(length=9), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=48), nullable=False),
        sa.Column("booking_id", Identity, nullable=True),
        sa.Column("attachment_id", Identity, nullable=True),
        sa.Column("key", sa.String(length=160), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_events_application_id"),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name="fk_events_attachment_id"),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_events_booking_id"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_events_candidate_id"),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancies.id"], name="fk_events_vacancy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("key", name="uq_events_key"),
    )
    with op.batch_alter_table("events") as batch_op:
        batch_op.create_index("ix_events_application_id_id", ["application_id", "id"], unique=False)
        batch_op.create_index("ix_events_candidate_id_id", ["candidate_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_index("ix_events_candidate_id_id")
        batch_op.drop_index("ix_events_application_id_id")

    op.drop_table("events")
    with op.batch_alter_table("shown") as batch_op:
        batch_op.drop_index("ix_shown_ref")

    op.drop_table("shown")
    with op.batch_alter_table("access_log") as batch_op:
        batch_op.drop_index("ix_access_log_response_id")
        batch_op.drop_index("ix_access_log_candidate_id_at")

    op.drop_table("access_log")
    with op.batch_alter_table("responses") as batch_op:
        batch_op.drop_index(
            "ix_responses_open", postgresql_where=sa.text("state IN ('new', 'later')"), sqlite_where=sa.text("state IN ('new', 'later')")
        )
        batch_op.drop_index("ix_responses_candidate_id")

    op.drop_table("responses")
    with op.batch_alter_table("messages") as batch_op:
        batch_op.drop_index("ix_messages_candidate_id_at")

    op.drop_table("messages")
    with op.batch_alter_table("callbacks") as batch_op:
        batch_op.drop_index(
            "uq_callbacks_open",
            postgresql_where=sa.text("state IN ('pending', 'sent')"),
            sqlite_where=sa.text("state IN ('pending', 'sent')"),
        )
        batch_op.drop_index("ix_callbacks_owner_id_state_due_at")

    op.drop_table("callbacks")
    with op.batch_alter_table("bookings") as batch_op:
        batch_op.drop_index(
            "uq_bookings_active",
            postgresql_where=sa.text("state IN ('booked', 'confirmed')"),
            sqlite_where=sa.text("state IN ('booked', 'confirmed')"),
        )
        batch_op.drop_index("ix_bookings_slot_id")

    op.drop_table("bookings")
    with op.batch_alter_table("slots") as batch_op:
        batch_op.drop_index("ix_slots_owner_id_start_at")

    op.drop_table("slots")
    with op.batch_alter_table("screening_questions") as batch_op:
        batch_op.drop_index("ix_screening_questions_vacancy_id_position")

    op.drop_table("screening_questions")
    with op.batch_alter_table("publications") as batch_op:
        batch_op.drop_index("ix_publications_vacancy_id")

    op.drop_table("publications")
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.drop_index("ix_conversations_staff")
        batch_op.drop_index("ix_conversations_candidate")

    op.drop_table("conversations")
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.drop_index("ix_contacts_type_value")

    op.drop_table("contacts")
    with op.batch_alter_table("consents") as batch_op:
        batch_op.drop_index("ix_consents_candidate_id_kind")

    op.drop_table("consents")
    with op.batch_alter_table("channel_identities") as batch_op:
        batch_op.drop_index("ix_channel_identities_candidate_id")

    op.drop_table("channel_identities")
    with op.batch_alter_table("attachments") as batch_op:
        batch_op.drop_index("ix_attachments_file_sha256")
        batch_op.drop_index("ix_attachments_candidate_id")

    op.drop_table("attachments")
    with op.batch_alter_table("applications") as batch_op:
        batch_op.drop_index("ix_applications_vacancy_id_is_active")
        batch_op.drop_index("ix_applications_owner_id_is_active_due_at")

    op.drop_table("applications")
    with op.batch_alter_table("webchat_sessions") as batch_op:
        batch_op.drop_index("ix_webchat_sessions_chat")

    op.drop_table("webchat_sessions")
    with op.batch_alter_table("webchat_files") as batch_op:
        batch_op.drop_index("ix_webchat_files_chat")

    op.drop_table("webchat_files")
    op.drop_table("webchat_entries")
    with op.batch_alter_table("vacancies") as batch_op:
        batch_op.drop_index("ix_vacancies_state_number")
        batch_op.drop_index("ix_vacancies_recruiter_id")

    op.drop_table("vacancies")
    with op.batch_alter_table("staff_identities") as batch_op:
        batch_op.drop_index("ix_staff_identities_staff_id")

    op.drop_table("staff_identities")
    with op.batch_alter_table("slot_rules") as batch_op:
        batch_op.drop_index("ix_slot_rules_owner_id")

    op.drop_table("slot_rules")
    op.drop_table("slot_exceptions")
    op.drop_table("login_links")
    op.drop_table("invites")
    with op.batch_alter_table("candidates") as batch_op:
        batch_op.drop_index("ix_candidates_owner_id")
        batch_op.drop_index("ix_candidates_name_key")
        batch_op.drop_index("ix_candidates_merged_into_id")
        batch_op.drop_index("ix_candidates_city_key")

    op.drop_table("candidates")
    op.drop_table("audit_entries")
    op.drop_table("webchat_chats")
    with op.batch_alter_table("timers") as batch_op:
        batch_op.drop_index("ix_timers_subject", postgresql_where=sa.text("state = 'pending'"), sqlite_where=sa.text("state = 'pending'"))
        batch_op.drop_index("ix_timers_due", postgresql_where=sa.text("state = 'pending'"), sqlite_where=sa.text("state = 'pending'"))

    op.drop_table("timers")
    op.drop_table("staff_users")
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_index("ix_outbox_subject", postgresql_where=sa.text("state = 'new'"), sqlite_where=sa.text("state = 'new'"))
        batch_op.drop_index(
            "ix_outbox_open", postgresql_where=sa.text("state IN ('new', 'sending')"), sqlite_where=sa.text("state IN ('new', 'sending')")
        )
        batch_op.drop_index("ix_outbox_next", postgresql_where=sa.text("state = 'new'"), sqlite_where=sa.text("state = 'new'"))

    op.drop_table("outbox")
    op.drop_table("leases")
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.drop_index("ix_inbox_waiting", postgresql_where=sa.text("state = 'new'"), sqlite_where=sa.text("state = 'new'"))

    op.drop_table("inbox")
    op.drop_table("dictionary_entries")
    with op.batch_alter_table("consent_texts") as batch_op:
        batch_op.drop_index("ix_consent_texts_sha256")

    op.drop_table("consent_texts")
