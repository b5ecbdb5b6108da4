"""Brings the schema up to date with Alembic, from code: no ini file, no shell.

A start only looks whether there is something to bring: for that the numbers of the files suffice, and Alembic stays out of memory.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, inspect, make_url

from core.kernel.sqlite import writing_engine
from core.kernel.tables import load_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent / "migrations"
STAND = "alembic_version"
"""Where Alembic keeps the revision."""
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('otklik migrations', 7))"
"""Two who migrate at once do it one after the other."""


def engine_of(url: str) -> Engine:
    """A synchronous engine on the database that `url` names."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(parsed.database or "otklik.sqlite3")
        path.parent.mkdir(parents=True, exist_ok=True)
        return writing_engine(path)
    return create_engine(parsed.set(drivername="postgresql+psycopg"))


def upgrade(url: str, revision: str = "head") -> None:
    from alembic import command

    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str = "base") -> None:
    from alembic import command

    _run(url, lambda config: command.downgrade(config, revision))


def revisions() -> list[str]:
    """All that this release knows, oldest first: each is numbered, and its file is called by its number."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def head() -> str:
    """The newest revision this release knows."""
    return revisions()[-1]


def is_known(revision: str) -> bool:
    return revision in revisions()


def current(url: str) -> str | None:
    """The revision the database stands at; None for one without a schema."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
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


def _run(url: str, step: "Callable[[Config], None]") -> None:
    from alembic.config import Config

    engine = engine_of(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(ALONE)
            config.attributes["connection"] = connection
            step(config)
    finally:
        engine.dispose()


def draft(message: str) -> str:
    """Writes a migration from the newest revision to what the models say now; its path. Review it before it is kept."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.sqlite3"
        upgrade(url)
        number = f"{len(revisions()) + 1:04}"
        made: list[str] = []

        def revise(config: "Config") -> None:
            config.attributes["metadata"] = load_models("core", "bot")
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            script = command.revision(config, message, autogenerate=True, rev_id=number)
            made.extend(one.path for one in (script if isinstance(script, list) else [script]) if one is not None)

        _run(url, revise)
    return made[0]
