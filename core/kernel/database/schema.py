"""Whether a database is built as the models say: its revision's number alone is a claim. Needs no Alembic, so that every start can look."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, UniqueConstraint, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn

from core.kernel.database.columns import load_models


@dataclass(frozen=True, slots=True)
class Built:
    """How the database differs, in names: `missing` tables and columns, `extra` columns that nobody fills, `other` than it should be."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.other)

    def __str__(self) -> str:
        lists = (("missing", self.missing), ("not ours", self.extra), ("different", self.other))
        return "; ".join(f"{word}: {', '.join(names)}" for word, names in lists if names)


def built(connection: Connection, metadata: MetaData | None = None) -> Built:
    """How the tables differ from the models; indexes that only make things faster are left out of it."""
    known = metadata or load_models("core", "bot")
    look = inspect(connection)
    columns = look.get_multi_columns()
    there = {name: {column["name"]: column for column in found} for (_, name), found in columns.items()}
    missing = [name for name in known.tables if name not in there]
    extra, other = [], []
    unique = unique_of(look)
    for name, table in known.tables.items():
        if name in there:
            missing += [f"{name}.{column.name}" for column in table.columns if column.name not in there[name]]
            extra += [f"{name}.{column}" for column in strangers(table, there[name])]
            other += [f"{name}.{column}" for column in changed(table, there[name], is_strict=connection.dialect.name == "postgresql")]
            other += [f"{name}({', '.join(sorted(key))})" for key in keys(table) ^ unique.get(name, frozenset())]
    return Built((*missing, *silent(connection, known)), tuple(extra), tuple(other))


def silent(connection: Connection, metadata: MetaData) -> Iterator[str]:
    """Triggers that are gone: SQLite drops them with the table when its rows are moved into a new one."""
    wanted = metadata.info.get("triggers", ())
    if wanted and connection.dialect.name == "sqlite":
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
        yield from (f"trigger {name}" for name in wanted if name not in there)


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """SQLite's full-text search keeps what it knows in tables of its own; for Alembic, which asks so."""
    return kind != "table" or "_grams" not in (name or "")


def strangers(table: Table, there: dict[str, ReflectedColumn]) -> Iterator[str]:
    """Columns that no model knows and that must be filled."""
    for name, column in there.items():
        if name not in table.columns and not column["nullable"] and column["default"] is None:
            yield name


def changed(table: Table, there: dict[str, ReflectedColumn], *, is_strict: bool) -> Iterator[str]:
    """Columns that may be empty where they must not, or the other way round, or that hold less; SQLite minds no lengths."""
    for column in table.columns:
        found = there.get(column.name)
        if found is not None and (differs_in_emptiness(column, found) or (is_strict and is_shorter(column, found))):
            yield column.name


def differs_in_emptiness(column: Column[Any], found: ReflectedColumn) -> bool:
    return not column.primary_key and bool(column.nullable) is not bool(found["nullable"])


def is_shorter(column: Column[Any], found: ReflectedColumn) -> bool:
    wanted, has = getattr(column.type, "length", None), getattr(found["type"], "length", None)
    return has is not None and (wanted is None or has < wanted)


def keys(table: Table) -> frozenset[frozenset[str]]:
    """Sets of columns that no two rows share; partial ones are told apart by nothing but their columns."""
    constraints = (frozenset(one.columns.keys()) for one in table.constraints if isinstance(one, UniqueConstraint))
    indexes = (frozenset(index.columns.keys()) for index in table.indexes if index.unique)
    return frozenset((*constraints, *indexes))


def unique_of(look: Any) -> dict[str, frozenset[frozenset[str]]]:
    """The same, as the database has them."""
    found: dict[str, set[frozenset[str]]] = {}
    for (_, name), constraints in look.get_multi_unique_constraints().items():
        found.setdefault(name, set()).update(frozenset(one["column_names"]) for one in constraints)
    for (_, name), indexes in look.get_multi_indexes().items():
        found.setdefault(name, set()).update(frozenset(one["column_names"]) for one in indexes if one["unique"])
    return {name: frozenset(keys) for name, keys in found.items()}
