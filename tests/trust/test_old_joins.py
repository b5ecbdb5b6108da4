"""Joins made by the release before moved rows without a trace: what can be told for sure goes back to the record it came by."""

from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Integer, MetaData, Table, insert, select, text

from core.kernel.database import migrate
from tests.conftest import NOW

BEFORE = migrate.revisions()[migrate.revisions().index("0005") - 1]


@pytest.fixture
def old_url(empty_url: str) -> str:
    """A database as the release before left it."""
    migrate.upgrade(empty_url, BEFORE)
    return empty_url


class Old:
    """Rows of whatever the tables want, with what matters told."""

    def __init__(self, connection: Connection) -> None:
        self.metadata = MetaData()
        self.metadata.reflect(connection)
        self.connection = connection

    def add(self, name: str, /, **told: Any) -> int:
        table = self.metadata.tables[name]
        row = {column.name: self.something(column.type) for column in table.columns if self.is_wanted(column)} | told
        number: int = self.connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
        return number

    @staticmethod
    def is_wanted(column: Any) -> bool:
        return not column.nullable and column.server_default is None and column.name != "id"

    @staticmethod
    def something(kind: Any) -> Any:
        known: tuple[tuple[Any, Any], ...] = ((DateTime, NOW), (Date, NOW.date()), (Boolean, False), (Integer, 1), (JSON, []))
        return next((value for type_, value in known if isinstance(kind, type_)), "x")


def lived(old: Old) -> None:
    """Anna (1) came by Telegram; the web chat's record (2) was joined to her; a third (3) too, on a vacancy that she is on as well."""
    old.add("staff_users", name="Мария")
    for number, became in ((1, None), (2, 1), (3, 1)):
        old.add("candidates", full_name="Анна", merged_into_id=became, merged_at=None if became is None else NOW)
        where = {"channel": "webchat", "account": "site"}
        old.add("conversations", chat=f"chat{number}", candidate_id=number, **where)
        old.add("channel_identities", external_id=f"chat{number}", candidate_id=1, **where)
        old.add("consents", channel="webchat", channel_user=f"chat{number}", candidate_id=1)
    for number in (1, 2):
        old.add("vacancies", number=number, recruiter_id=1)
        old.add("applications", candidate_id=1, vacancy_id=number, owner_id=1)
        old.add("events", candidate_id=1, vacancy_id=number, application_id=number)
    for whose, vacancy, application in ((1, 1, 1), (2, 2, 2), (3, 1, 1)):
        told = {"candidate_id": 1, "vacancy_id": vacancy, "application_id": application}
        old.add("responses", board="bot:webchat", external_id=f"{whose}.{vacancy}.1", **told)
    old.add("responses", board="hh", external_id="77.1", candidate_id=1, vacancy_id=1, application_id=1)


def whose(connection: Connection, name: str) -> list[int]:
    table = Table(name, MetaData(), autoload_with=connection)
    return list(connection.scalars(select(table.c.candidate_id).order_by(table.c.id)))


def test_every_row_that_names_its_record_goes_back_to_it(old_url: str) -> None:
    engine = migrate.engine_of(old_url)
    with engine.begin() as connection:
        lived(Old(connection))
    migrate.upgrade(old_url, "0005")
    with engine.connect() as connection:
        for name in ("conversations", "channel_identities", "consents"):
            assert whose(connection, name) == [1, 2, 3], name
        assert whose(connection, "responses") == [1, 2, 3, 1]
        assert whose(connection, "applications") == [1, 2]
        assert whose(connection, "events") == [1, 2]
        joins = connection.execute(text("SELECT source_id, target_id, undoable FROM merges ORDER BY id")).all()
        assert [(source, target, bool(undoable)) for source, target, undoable in joins] == [(2, 1, False), (3, 1, False)]
    migrate.downgrade(old_url, BEFORE)
    with engine.connect() as connection:
        for name in ("channel_identities", "consents", "responses", "applications", "events"):
            assert set(whose(connection, name)) == {1}, name
    engine.dispose()
