"""Brings the schema up to date with Alembic, from code: no ini file, no shell."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url

from core.kernel.sqlite import writing_engine
from core.kernel.tables import load_models

FOLDER = Path(__file__).resolve().parent / "migrations"
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
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str = "base") -> None:
    _run(url, lambda config: command.downgrade(config, revision))


def head() -> str | None:
    """The newest revision this release knows."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def is_known(revision: str) -> bool:
    return revision in {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def current(url: str) -> str | None:
    """The revision the database stands at; None for one without a schema."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return None
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    return current(url) == head()


def _run(url: str, step: Callable[[Config], None]) -> None:
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
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.sqlite3"
        upgrade(url)
        number = f"{len(list(ScriptDirectory(str(FOLDER)).walk_revisions())) + 1:04}"
        made: list[str] = []

        def revise(config: Config) -> None:
            config.attributes["metadata"] = load_models("core", "bot")
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            script = command.revision(config, message, autogenerate=True, rev_id=number)
            made.extend(one.path for one in (script if isinstance(script, list) else [script]) if one is not None)

        _run(url, revise)
    return made[0]
