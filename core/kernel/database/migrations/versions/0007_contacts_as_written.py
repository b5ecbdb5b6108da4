"""What was said of a contact stands beside it, and people are found by names folded anew

Revision 0007.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import RowMapping

from core.kernel.text.cities import known_city
from core.kernel.text.folding import fold, likeness_key, search_text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AT_ONCE = 500
people = sa.table("candidates", *map(sa.column, ("id", "full_name", "city", "last_job", "name_key", "city_key", "search_text")))
contacts = sa.table("contacts", *map(sa.column, ("id", "candidate_id", "type", "value")))


def upgrade() -> None:
    op.add_column("contacts", sa.Column("remark", sa.String(length=254), server_default=sa.text("''"), nullable=False))
    connection = op.get_bind()
    for rows in pages(connection):
        connection.execute(KEYS, [keys(row, words) for row, words in with_words(connection, rows)])


def downgrade() -> None:
    """The keys stay: they are of use to no older release, and do it no harm."""
    op.drop_column("contacts", "remark")


KEYS = (
    sa.update(people)
    .where(people.c.id == sa.bindparam("whose"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("name_key", "city_key", "search_text")})
)


def pages(connection: sa.Connection) -> Iterator[Sequence[RowMapping]]:
    last = 0
    query = sa.select(people).where(people.c.id > sa.bindparam("last")).order_by(people.c.id).limit(AT_ONCE)
    while rows := connection.execute(query, {"last": last}).mappings().all():
        yield rows
        last = rows[-1]["id"]


def with_words(connection: sa.Connection, rows: Sequence[RowMapping]) -> Iterator[tuple[RowMapping, list[str]]]:
    """Each person with the contacts that he is found by in words, the one told last first."""
    numbers = [row["id"] for row in rows]
    told = sa.select(contacts.c.candidate_id, contacts.c.value).where(contacts.c.candidate_id.in_(numbers), contacts.c.type != "phone")
    words: dict[int, list[str]] = defaultdict(list)
    for whose, value in connection.execute(told.order_by(contacts.c.id.desc())):
        words[whose].append(value)
    return ((row, words[row["id"]]) for row in rows)


def keys(row: RowMapping, words: list[str]) -> dict[str, Any]:
    return {
        "whose": row["id"],
        "new_name_key": likeness_key(row["full_name"])[:200],
        "new_city_key": fold(known_city(row["city"]))[:120],
        "new_search_text": search_text(row["full_name"], known_city(row["city"]), row["last_job"], words),
    }
