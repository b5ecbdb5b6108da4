"""Brings the schema up to date with Alembic, from code: no ini file, no shell.

A start only looks whether there is something to bring: for that the numbers of the files suffice, and Alembic stays out of memory.
A change of the schema is one transaction, whatever number of revisions it takes: it comes whole or not at all. On SQLite, where a table
is changed by moving its rows into a new one, foreign keys rest until the end of it and are checked then, and the file is copied first.
"""

import sqlite3
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url
from sqlalchemy.exc import DataError, DBAPIError

from core.kernel.database import copies, schema
from core.kernel.database.columns import load_models
from core.kernel.database.sqlite import migrating_engine, writing_engine
from core.kernel.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent / "migrations"
STAND = "alembic_version"
"""Where Alembic keeps the revision."""
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('otklik migrations', 7))"
"""Two who migrate at once do it one after the other."""


@dataclass(frozen=True, slots=True)
class Move:
    """From which revision to which; `copy` is the embedded database as it was before, None where there was nothing to keep."""

    before: str | None
    after: str | None
    copy: Path | None = None

    def __str__(self) -> str:
        """A line for whoever started it, with its end; empty where there is nothing to know."""
        return f"the schema went from {self.before} to {self.after}; a copy from before is {self.copy}\n" if self.copy else ""


class Torn(Exception):  # noqa: N818 - a state, not a fault of its own
    """Rows would point at rows that are not there."""


class Differs(Exception):  # noqa: N818 - likewise
    """What has come out of it is not what the models say."""


def engine_of(url: str, make: "Callable[[Path], Engine]" = writing_engine) -> Engine:
    """A synchronous engine on the database that `url` names."""
    path = file_of(url)
    if path is None:
        return create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    path.parent.mkdir(parents=True, exist_ok=True)
    return make(path)


def file_of(url: str) -> Path | None:
    """Where the embedded database is kept; None for a server's."""
    parsed = make_url(url)
    return Path(parsed.database or "otklik.sqlite3") if parsed.get_backend_name() == "sqlite" else None


def upgrade(url: str, revision: str = "head", folder: Path = FOLDER) -> Move:
    """Raises Problem, which tells what stood in the way; the data are then as they were."""
    from alembic import command

    return _move(url, head(folder) if revision == "head" else revision, lambda config: command.upgrade(config, revision), folder)


def downgrade(url: str, revision: str = "base", folder: Path = FOLDER) -> Move:
    """Likewise."""
    from alembic import command

    return _move(url, None if revision == "base" else revision, lambda config: command.downgrade(config, revision), folder)


def revisions(folder: Path = FOLDER) -> list[str]:
    """All that this release knows, oldest first: each is numbered, and its file is called by its number."""
    return sorted(path.name.partition("_")[0] for path in (folder / "versions").glob("[0-9]*_*.py"))


def head(folder: Path = FOLDER) -> str:
    """The newest revision this release knows."""
    return revisions(folder)[-1]


def is_known(revision: str, folder: Path = FOLDER) -> bool:
    return revision in revisions(folder)


def current(url: str) -> str | None:
    """The revision the database stands at; None for one without a schema."""
    path = file_of(url)
    if path is not None and not path.exists():
        return None
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(STAND):
                return None
            found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {STAND}").scalar()  # noqa: S608 - a name of ours
            return found
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    return current(url) == head()


def is_ready(url: str) -> bool:
    """Whether the database can be served as it is. Raises Problem where only its number says so."""
    if not is_current(url):
        return False
    found = difference(url)
    if found:
        lists = {name: ", ".join(getattr(found, name)) or "–" for name in ("missing", "extra", "other")}
        raise Problem("schema-differs", number=head(), **lists)
    return True


def difference(url: str) -> schema.Built:
    """How the database differs from what this release's models say."""
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            return schema.built(connection)
    finally:
        engine.dispose()


def _move(url: str, goal: str | None, step: "Callable[[Config], None]", folder: Path) -> Move:
    before = current(url)
    if before == goal:
        return Move(before, goal)
    if before is not None and not is_known(before, folder):
        raise Problem("schema-newer", there=before, known=head(folder))
    copy = _copy(url, before)
    try:
        _run(url, step, folder)
    except Problem:
        raise
    except Exception as error:
        where = str(copy or "")
        raise Problem("schema-stays", before=before or "-", after=goal or "-", why=_why(error), copied=bool(copy), copy=where) from error
    return Move(before, goal, copy)


def _copy(url: str, before: str | None) -> Path | None:
    path = file_of(url)
    if path is None or before is None:
        return None
    try:
        return copies.keep(path, before)
    except (OSError, sqlite3.Error) as error:
        raise Problem("schema-no-copy", why=_why(error), place=str(path.parent)) from error


def _why(error: Exception) -> str:
    """What the database says in its first line; nothing where that line may quote what people wrote."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    first = "" if isinstance(error, DataError) else str(cause).partition("\n")[0]
    return f"{type(cause).__name__}: {first}" if first else type(cause).__name__


def _run(url: str, step: "Callable[[Config], None]", folder: Path = FOLDER) -> None:
    from alembic.config import Config

    engine = engine_of(url, migrating_engine)
    config = Config()
    config.set_main_option("script_location", str(folder))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(ALONE)
            config.attributes["connection"] = connection
            loose = loose_rows(connection)
            step(config)
            _hold_together(loose_rows(connection) - loose)
            _is_as_said(connection)
    finally:
        engine.dispose()


def loose_rows(connection: Connection) -> Counter[str]:
    """Rows that point at rows that are not there, by table; a server lets none be."""
    if connection.dialect.name == "postgresql":
        return Counter()
    return Counter(row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))


def _hold_together(torn: Counter[str]) -> None:
    if torn:
        raise Torn(", ".join(f"{table}: {count} rows point at nothing" for table, count in torn.items()))


def _is_as_said(connection: Connection) -> None:
    """At the newest revision the tables are the models' own, or nothing of it is kept."""
    at = connection.exec_driver_sql(f"SELECT version_num FROM {STAND}").scalar()  # noqa: S608 - a name of ours
    if at == head() and (found := schema.built(connection)):
        raise Differs(str(found))


def draft(message: str) -> str:
    """Writes a migration from the newest revision to what the models say now; its path. Review it before it is kept."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.sqlite3"
        upgrade(url)
        number = f"{int(head()) + 1:04}"
        made: list[str] = []

        def revise(config: "Config") -> None:
            config.attributes["metadata"] = load_models("core", "bot")
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            script = command.revision(config, message, autogenerate=True, rev_id=number)
            made.extend(one.path for one in (script if isinstance(script, list) else [script]) if one is not None)

        _run(url, revise)
    return made[0]
