"""A company's data on the stairway: filled by the product's own acts, compared row by row."""

import shutil
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Engine, MetaData, Table, select
from sqlalchemy.orm import Session

from bot.channels.webchat import chats
from core.demo import seed
from core.kernel.database import migrate
from core.kernel.database.columns import load_models
from tests.conftest import NOW

Rows: TypeAlias = dict[str, list[dict[str, str]]]


def fill(url: str) -> None:
    """A company in the midst of its work."""
    load_models("core", "bot")
    engine = migrate.engine_of(url)
    with Session(engine) as session, session.begin():
        recruiter = seed.people(session, now=NOW)
        chats.staff_chat(session, recruiter, NOW)
        seed.story(session, recruiter, now=NOW, horizon=14)
    engine.dispose()


def rows(url: str) -> Rows:
    """Everything that is there, by table, column by column, as words."""
    engine = migrate.engine_of(url)
    metadata = MetaData()
    metadata.reflect(engine)
    found = {name: of_table(engine, table) for name, table in metadata.tables.items() if name != migrate.STAND and "_grams" not in name}
    engine.dispose()
    return found


def of_table(engine: Engine, table: Table) -> list[dict[str, str]]:
    with engine.connect() as connection:
        return sorted(({key: repr(value) for key, value in row.items()} for row in connection.execute(select(table)).mappings()), key=repr)


def lost(before: Rows, after: Rows) -> dict[str, list[dict[str, str]]]:
    """Rows of tables that are on both sides and that cannot be found again, by the columns that are on both sides."""
    missing = {}
    for name in before.keys() & after.keys():
        common = before[name][0].keys() & after[name][0].keys() if before[name] and after[name] else set()
        left = [cut(row, common) for row in after[name]]
        gone = [row for row in (cut(row, common) for row in before[name]) if left.count(row) == 0]
        if gone or len(before[name]) != len(after[name]):
            missing[name] = gone
    return missing


def cut(row: dict[str, str], columns: set[str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name in columns}


def stairs(folder: Path, body: str) -> Path:
    """The product's migrations and one more on top of them, whose body is given."""
    made = folder / "migrations"
    shutil.copytree(migrate.FOLDER, made, ignore=shutil.ignore_patterns("__pycache__"))
    top = migrate.head()
    (made / "versions" / "9001_a_toy.py").write_text(
        f'"""A toy."""\nimport sqlalchemy as sa\nfrom alembic import op\nrevision = "9001"\ndown_revision = "{top}"\n{body}\n'
    )
    return made
