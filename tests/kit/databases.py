"""Databases for tests: a copy of a file for each, and one of PostgreSQL for all of a worker's, emptied before each.

To make and drop one takes PostgreSQL half a second where disks are slow and a tenth of it where not; to empty one, milliseconds.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
from sqlalchemy import create_engine

from core.kernel.database.columns import load_models

TEMPLATE = "otklik_template"
EMPTIED = "otklik_emptied"
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
SHAPE = """
SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
  SELECT conrelid || conname AS part FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, atttypmod, attnotnull)
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
) AS parts
"""
EMPTYING = """
DO $$ DECLARE name text;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT format('%I', relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
END $$
"""


def named(server: str, name: str) -> str:
    """The URL of one of the server's databases."""
    return server.replace("/postgres?", f"/{name}?")


@contextmanager
def made_postgres(server: str, name: str, template: str = "template0") -> Iterator[str]:
    """A database that is there while it is needed; by default without a schema."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield named(server, name)
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def made_template(server: str) -> Iterator[str]:
    """The server, with a database on it that has the schema and nothing in it."""
    with made_postgres(server, TEMPLATE) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        load_models("core", "bot").create_all(engine)
        engine.dispose()
        yield server


class Emptied:
    """One database with the schema, for one test after another; made anew where a test has changed more than rows."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._stack = ExitStack()
        self._made()

    def _made(self) -> None:
        self._stack.close()
        self._url = self._stack.enter_context(made_postgres(self._server, EMPTIED, TEMPLATE))
        with psycopg.connect(self._url) as inside:
            self._as_made = inside.execute(SHAPE).fetchone()

    def url(self) -> str:
        """Its URL, nobody being in it any more and nothing."""
        with psycopg.connect(self._url) as inside:
            inside.execute(OTHERS)
            is_as_made = inside.execute(SHAPE).fetchone() == self._as_made
            if is_as_made:
                inside.execute(EMPTYING)
        if not is_as_made:
            self._made()
        return self._url

    def close(self) -> None:
        self._stack.close()
