"""The schema is opened: people without a vacancy, entries about a person alone, requests, what a join changes, codes of one length

Revision 0016, after 0014.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from core.kernel.database.columns import Document, Identity, Instant
from core.kernel.problems import Problem

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CODE = sa.String(length=48)
CODES: dict[str, dict[str, int]] = {
    "access_log": {"action": 8, "from_channel": 16},
    "applications": {"invited_to": 24},
    "bookings": {"kind": 24, "state": 9},
    "callbacks": {"state": 9},
    "channel_identities": {"channel": 16},
    "consent_texts": {"kind": 24},
    "consents": {"kind": 24, "channel": 16},
    "contacts": {"type": 24},
    "conversations": {"channel": 16, "persona": 16},
    "dictionary_entries": {"dictionary": 32},
    "erasure_acts": {"reason": 12},
    "events": {"type": 24, "outcome": 24, "actor_role": 9},
    "inbox": {"source": 32, "state": 8},
    "messages": {"direction": 3, "channel": 16},
    "outbox": {"target": 32, "kind": 32, "state": 9},
    "pd_requests": {"kind": 12, "state": 12, "channel": 16},
    "publications": {"board": 32},
    "response_signs": {"type": 24},
    "responses": {"board": 32, "state": 9},
    "screening_questions": {"kind": 8},
    "slots": {"state": 6},
    "staff_identities": {"channel": 16},
    "timers": {"state": 9},
    "vacancies": {"state": 12},
    "webchat_chats": {"seat": 9},
    "webchat_entries": {"kind": 6, "author": 3},
}
"""Columns that hold a code, and how long one could be until now."""
DEFAULTS = {("conversations", "persona"): "candidate", ("inbox", "state"): "new", ("outbox", "state"): "new"}
DEFAULTS |= {("slots", "state"): "open", ("timers", "state"): "pending"}
OPENED = {
    "applications": ("vacancy_id",),
    "events": ("application_id", "vacancy_id"),
    "bookings": ("application_id",),
    "callbacks": ("application_id",),
    "vacancies": ("recruiter_id",),
}
"""What need not be there any more."""
WHOSE = ("bookings", "callbacks")
"""What was an application's and is a person's now."""
POINTS = {
    "applications": (("merged_into_id", "applications"),),
    "events": (("corrects_id", "events"),),
    "bookings": (("candidate_id", "candidates"),),
    "callbacks": (("candidate_id", "candidates"),),
    "vacancies": (("base_vacancy_id", "vacancies"), ("requested_by", "staff_users")),
}
PLACE = "(vacancy_id IS NULL) <> (position_type IS NULL)"
NO_VACANCY = "vacancy_id IS NULL"
BOOKED_ALONE = "application_id IS NULL AND state IN ('booked', 'confirmed')"
PENDING_ALONE = "application_id IS NULL AND state IN ('pending', 'sent')"
PARTIAL = (
    ("uq_applications_position", "applications", ["candidate_id", "position_type", "city"], NO_VACANCY),
    ("uq_bookings_person", "bookings", ["slot_id", "candidate_id"], BOOKED_ALONE),
    ("uq_callbacks_person", "callbacks", ["candidate_id"], PENDING_ALONE),
)


def fresh() -> dict[str, list[sa.Column[Any]]]:
    return {
        "applications": [
            sa.Column("position_type", CODE, nullable=True),
            sa.Column("city", CODE, server_default=sa.text("''"), nullable=False),
            sa.Column("is_final", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("detached_at", Instant(), nullable=True),
            sa.Column("merged_into_id", Identity, nullable=True),
        ],
        "events": [
            sa.Column("end_at", Instant(), nullable=True),
            sa.Column("shared", sa.Text(), server_default=sa.text("''"), nullable=False),
            sa.Column("details", Document, server_default=sa.text("'{}'"), nullable=False),
            sa.Column("act", sa.String(length=64), nullable=True),
            sa.Column("corrects_id", Identity, nullable=True),
        ],
        "bookings": [sa.Column("held_until", Instant(), nullable=True)],
        "slots": [sa.Column("kind", CODE, server_default=sa.text("''"), nullable=False)],
        "vacancies": [
            sa.Column("kind", CODE, server_default="single", nullable=False),
            sa.Column("base_vacancy_id", Identity, nullable=True),
            sa.Column("requested_by", Identity, nullable=True),
        ],
    }


def upgrade() -> None:
    for name in WHOSE:
        op.add_column(name, sa.Column("candidate_id", Identity, nullable=True))
        op.execute(f"UPDATE {name} SET candidate_id = (SELECT a.candidate_id FROM applications a WHERE a.id = {name}.application_id)")  # noqa: S608
    new, there = fresh(), triggers()
    for name in sorted({*CODES, *new}):
        with op.batch_alter_table(name) as batch:
            open_table(batch, name, new.get(name, []))
    put_back(there)
    for index, name, columns, where in PARTIAL:
        op.create_index(index, name, columns, unique=True, postgresql_where=sa.text(where), sqlite_where=sa.text(where))
    op.create_index("ix_events_act", "events", ["act"])
    make_moves()


def open_table(batch: BatchOperations, name: str, new: list[sa.Column[Any]]) -> None:
    for column, length in CODES.get(name, {}).items():
        about = {"existing_server_default": DEFAULTS.get((name, column))}
        batch.alter_column(column, type_=CODE, existing_type=sa.String(length=length), existing_nullable=column == "invited_to", **about)
    for column in OPENED.get(name, ()):
        batch.alter_column(column, nullable=True, existing_type=Identity)
    for one in new:
        batch.add_column(one)
    if name in WHOSE:
        batch.alter_column("candidate_id", nullable=False, existing_type=Identity)
    for column, target in POINTS.get(name, ()):
        batch.create_foreign_key(f"fk_{name}_{column}", target, [column], ["id"])
    if name == "applications":
        batch.create_check_constraint(op.f("ck_applications_place"), PLACE)


def triggers() -> dict[str, str]:
    """On SQLite they go with the table that is moved."""
    if op.get_bind().dialect.name != "sqlite":
        return {}
    found = op.get_bind().exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: made for name, made in found}


def put_back(there: dict[str, str]) -> None:
    left = triggers()
    for name, made in there.items():
        if name not in left:
            op.get_bind().exec_driver_sql(made)


def make_moves() -> None:
    op.create_table(
        "merge_moves",
        sa.Column("id", Identity, nullable=False),
        sa.Column("merge_id", Identity, nullable=False),
        sa.Column("table_name", sa.String(length=63), nullable=False),
        sa.Column("row_id", Identity, nullable=False),
        sa.Column("column_name", sa.String(length=63), nullable=False),
        sa.Column("before", Document, nullable=False),
        sa.Column("after", Document, nullable=False),
        sa.ForeignKeyConstraint(["merge_id"], ["merges.id"], name="fk_merge_moves_merge_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merge_moves"),
    )
    op.create_index("ix_merge_moves_merge_id", "merge_moves", ["merge_id"])


def downgrade() -> None:
    lost = ", ".join(f"{name} {count}" for name, count in homeless(op.get_bind()).items() if count)
    if lost:
        raise Problem("schema-would-lose", after=down_revision, lost=lost)
    op.drop_table("merge_moves")
    op.drop_index("ix_events_act", "events")
    for index, name, *_ in PARTIAL:
        op.drop_index(index, name)
    new, there = fresh(), triggers()
    for name in sorted({*CODES, *new}):
        with op.batch_alter_table(name) as batch:
            shut_table(batch, name, [column.name for column in new.get(name, [])])
    put_back(there)


def shut_table(batch: BatchOperations, name: str, new: list[str]) -> None:
    if name == "applications":
        batch.drop_constraint(op.f("ck_applications_place"), type_="check")
    for column, _ in POINTS.get(name, ()):
        batch.drop_constraint(f"fk_{name}_{column}", type_="foreignkey")
    for column in (*new, *(["candidate_id"] if name in WHOSE else ())):
        batch.drop_column(column)
    for column in OPENED.get(name, ()):
        batch.alter_column(column, nullable=False, existing_type=Identity)
    for column, length in CODES.get(name, {}).items():
        about = {"existing_server_default": DEFAULTS.get((name, column))}
        batch.alter_column(column, type_=sa.String(length=length), existing_type=CODE, existing_nullable=column == "invited_to", **about)


def homeless(connection: sa.Connection) -> dict[str, int]:
    """How many rows the release before has no place for, by table."""
    count = "SELECT count(*) FROM {} WHERE {}"
    return {name: connection.exec_driver_sql(count.format(name, where)).scalar_one() for name, where in reasons()}


def reasons() -> Iterator[tuple[str, str]]:
    """Rows that leave out what had to be there, or whose codes are too long; one row may have several, and counts once."""
    empty = {name: [f"{column} IS NULL" for column in columns] for name, columns in OPENED.items()}
    long = {name: [f"length({column}) > {length}" for column, length in columns.items()] for name, columns in CODES.items()}
    for name in sorted({*empty, *long}):
        yield name, " OR ".join((*empty.get(name, ()), *long.get(name, ())))
