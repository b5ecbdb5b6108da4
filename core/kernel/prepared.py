"""Statements of the hot path, compiled once and handed to SQLite's driver as they are.

SQLAlchemy spends three to five times on running a small statement what SQLite spends on doing it, and the one writer thread is what
everybody waits for. Here it still writes the SQL and converts the values; only its execution is left out. PostgreSQL runs in many
processes and takes the ordinary way.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Convert = Callable[[Any], Any]


class Plan:
    """One statement as SQLite's driver takes it."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - statements compile to nothing else
        self.sql = compiled.string
        processors: Mapping[str, Any] = compiled._bind_processors  # noqa: SLF001 - no public name for them
        names = compiled.positiontup or []
        self.binds: list[tuple[str, Any, Convert | None]] = [(n, compiled.binds[n].effective_value, processors.get(n)) for n in names]
        columns = compiled._result_columns  # noqa: SLF001 - likewise
        found = [(n, column.type._cached_result_processor(dialect, None)) for n, column in enumerate(columns)]  # noqa: SLF001
        self.results: list[tuple[int, Convert]] = [(n, convert) for n, convert in found if convert is not None]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        return [self.value(given.get(name, fixed), convert) for name, fixed, convert in self.binds]

    @staticmethod
    def value(value: Any, convert: Convert | None) -> Any:
        return value if convert is None else convert(value)

    def row(self, raw: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self.results:
            return raw
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
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            result: Any = session.execute(self.statement, values)
            return [tuple(row) for row in result] if result.returns_rows else []
        session.flush()
        plan = self._plan = self._plan or Plan(self.statement, connection.dialect)
        cursor, driver = connection.connection.cursor(), connection.dialect.loaded_dbapi
        try:
            cursor.execute(plan.sql, plan.values(values))
            return [plan.row(raw) for raw in cursor.fetchall()]
        except driver.Error as error:
            raise DBAPIError.instance(plan.sql, None, error, driver.Error, hide_parameters=True) from error
        finally:
            cursor.close()

    def first(self, session: Session, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        rows = self.rows(session, values)
        return rows[0] if rows else None
