"""The schema that migrations make is the one the models speak of, on both databases; and it can be taken away and made again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, inspect

from core.kernel import migrate
from core.kernel.tables import load_models

BARE = {"alembic_version"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    url: str = request.getfixturevalue("postgres")
    admin = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE otklik_migrations TEMPLATE template0")
    yield url.replace("/postgres?", "/otklik_migrations?")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE otklik_migrations WITH (FORCE)")
    admin.dispose()


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    engine = migrate.engine_of(empty_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_migrations_make_what_the_models_say(empty_url: str, engine: Engine) -> None:
    migrate.upgrade(empty_url)
    assert differences(engine, load_models("core", "bot")) == []


def test_a_table_no_migration_makes_is_noticed(empty_url: str, engine: Engine) -> None:
    migrate.upgrade(empty_url)
    more = MetaData()
    for table in load_models("core", "bot").tables.values():
        table.to_metadata(more)
    Table("forgotten", more, Column("id", Integer, primary_key=True))
    assert [difference[0] for difference in differences(engine, more)] == ["add_table"]


def test_the_schema_goes_and_comes_back(empty_url: str, engine: Engine) -> None:
    assert not migrate.is_current(empty_url)
    migrate.upgrade(empty_url)
    there = tables(engine)
    assert migrate.is_current(empty_url)
    migrate.downgrade(empty_url)
    assert tables(engine) == BARE
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert tables(engine) == there


def test_every_revision_is_known_and_a_stranger_is_not() -> None:
    head = migrate.head()
    assert head is not None
    assert migrate.is_known(head)
    assert not migrate.is_known("9999")
