"""Brings the schema up to date with Alembic, from code: no ini file, no shell."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, make_url

from core.kernel.sqlite import writing_engine

FOLDER = Path(__file__).resolve().parent / "migrations"


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


def _run(url: str, step: Callable[[Config], None]) -> None:
    engine = engine_of(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            step(config)
    finally:
        engine.dispose()
