"""The schema that migrations make is the one the models speak of, on both databases; and it can be taken away and made again."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Integer, MetaData, Table, inspect

from core.kernel.database import migrate, schema
from core.kernel.database.columns import load_models
from tests.main.processes import ROOT

pytestmark = pytest.mark.filterwarnings("ignore:autogenerate skipping")
BARE = {"alembic_version"}


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    engine = migrate.engine_of(empty_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    with engine.connect() as connection:
        about = {"compare_type": True, "compare_server_default": True, "include_name": schema.is_ours}
        context = MigrationContext.configure(connection, opts=about)
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


def test_the_numbers_of_the_files_are_the_revisions_in_their_order() -> None:
    alembic = [script.revision for script in ScriptDirectory(str(migrate.FOLDER)).walk_revisions()]
    assert migrate.revisions() == alembic[::-1]
    assert migrate.is_known(migrate.head())
    assert not migrate.is_known("9999")


def test_a_start_does_without_alembic() -> None:
    asked = [sys.executable, "-c", "import main, sys; print([name for name in ('alembic', 'psycopg', 'aiogram') if name in sys.modules])"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip() == "[]"


def test_a_trigger_that_went_with_its_table_is_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.sqlite3"
    migrate.upgrade(url)
    assert not migrate.difference(url)
    engine = migrate.engine_of(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER candidates_grams_other")
    engine.dispose()
    assert migrate.difference(url).missing == ("trigger candidates_grams_other",)
