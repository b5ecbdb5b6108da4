"""Statements of the hot path, compiled once and handed to SQLite's driver as they are.

SQLAlchemy spends three to five times on running a small statement what SQLite spends on doing it, and the one writer thread is what
everybody waits for. Here it still writes the SQL and converts the values; only its execution is left out. PostgreSQL runs in many
processes and takes the ordinary way.
"""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, cast

from sqlalchemy import BindParameter, ClauseElement, Dialect, Executable
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

DRIVER = "driver"
"""Where a session's `info` has the driver's connection at hand: SQLAlchemy takes longer to find it than SQLite to read a row."""
Convert = Callable[[Any], Any]


class Spelled(SQLiteCompiler):
    """Writes what is fixed into the SQL. A bound value that decides whether a partial index fits makes SQLite prepare anew at each call."""

    def visit_bindparam(self, bindparam: BindParameter[Any], **more: Any) -> Any:  # type: ignore[override]  # it is called so
        if not bindparam.required and bindparam.value is not None:
            more["literal_binds"] = True
        return super().visit_bindparam(bindparam, **more)  # type: ignore[no-untyped-call]


class Plan:
    """One statement as SQLite's driver takes it."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = Spelled(dialect, cast("ClauseElement", statement))
        self.sql = compiled.string
        processors: Mapping[str, Any] = compiled._bind_processors  # noqa: SLF001 - no public name for them
        names = compiled.positiontup or []
        self.binds: list[tuple[str, Any, Convert | None]] = [(n, compiled.binds[n].effective_value, processors.get(n)) for n in names]
        columns = compiled._result_columns  # noqa: SLF001 - likewise
        found = [(n, column.type._cached_result_processor(dialect, None)) for n, column in enumerate(columns)]  # noqa: SLF001
        self.results: list[tuple[int, Convert]] = [(n, convert) for n, convert in found if convert is not None]

    def run(self, cursor: Any, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        cursor.execute(self.sql, self.values(given))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [self.row(raw) for raw in rows] if self.results else rows

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        return [given.get(name, fixed) if way is None else way(given.get(name, fixed)) for name, fixed, way in self.binds]

    def row(self, raw: tuple[Any, ...]) -> tuple[Any, ...]:
        row = list(raw)
        for n, convert in self.results:
            row[n] = convert(row[n])
        return tuple(row)


class Prepared:
    """`rows(session, values)` runs the statement in the session's transaction, after what the session has to write."""

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._plan: Plan | None = None

    def rows(self, session: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        session.flush()
        driver = session.info.get(DRIVER)
        if driver is None:
            connection = session.connection()
            if connection.dialect.name != "sqlite":
                result = connection.execute(self.statement, values)
                return [tuple(row) for row in result] if result.returns_rows else []
            driver = connection.connection
        plan = self._plan = self._plan or Plan(self.statement, session.get_bind().dialect)
        cursor = driver.cursor()
        try:
            return plan.run(cursor, values)
        except sqlite3.Error as error:
            raise DBAPIError.instance(plan.sql, None, error, sqlite3.Error, hide_parameters=True) from error
        finally:
            cursor.close()

    def first(self, session: Session, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        rows = self.rows(session, values)
        return rows[0] if rows else None
