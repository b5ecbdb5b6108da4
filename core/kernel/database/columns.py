"""The one metadata, the base of mapped classes and the column types all subjects share."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, DateTime, Dialect, Integer, MetaData, String, TypeDecorator, literal_column
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """On SQLite, whose own way through several functions is felt in every turn."""
        return written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], datetime | None] | None:
        return read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the form of the type
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the form of the type
        if value is None:
            return None
        return value.astimezone(UTC)


INSTANT = len("2026-01-31 10:00:00.000000")


def written(value: datetime | None) -> str | None:
    """An instant as SQLAlchemy writes it on SQLite: UTC without a zone, to the microsecond."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:INSTANT]


def read(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


CODE = 48


class Code(TypeDecorator[str]):
    """A state, a kind, a reason: a word of the program's or of a dictionary's. SQLite minds no lengths, so one too long is refused here."""

    impl = String(CODE)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:  # noqa: ARG002 - the form of the type
        return short


def short(value: str | None) -> str | None:
    if value is not None and len(value) > CODE:
        raise ValueError(f"a code has at most {CODE} characters")
    return value


Document = JSON().with_variant(JSONB(), "postgresql")
"""A JSON document, for what is read whole and never searched by its inside."""


def spelled(column: ColumnElement[str] | InstrumentedAttribute[str], *codes: str) -> ColumnElement[bool]:
    """That the column is one of these codes, in letters: what is bound does not tell a database that a partial index fits."""
    if not all(code.replace("_", "").replace(".", "").isalnum() for code in codes):
        raise ValueError("only codes can be spelled out")
    return column.in_([literal_column(f"'{code}'", String) for code in codes])


Identity = BigInteger().with_variant(Integer(), "sqlite")
"""A surrogate key; SQLite grows only INTEGER ones by itself."""


class Base(DeclarativeBase):
    metadata = metadata
    type_annotation_map = {datetime: Instant(), dict[str, Any]: Document, list[str]: Document, list[dict[str, Any]]: Document}  # noqa: RUF012 - SQLAlchemy's form


KERNEL = ("inbox", "leases", "outbox", "pulses", "timers")


def load_models(*packages: str) -> MetaData:
    """Imports the kernel's tables and every module named `model` below the packages, so that the metadata knows all tables."""
    for name in KERNEL:
        importlib.import_module(f"core.kernel.queue.{name}")
    for package in packages:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name.endswith(".model"):
                importlib.import_module(module.name)
    return metadata
