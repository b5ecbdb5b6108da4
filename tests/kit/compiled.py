"""Statements compiled by one test serve the next: SQLAlchemy's cache dies with its engine, and each test has an engine of its own.

A good part of a conversation's time went into writing the same SQL anew. Engines of one kind share the cache and, being part of its
key, the dialect. What is compiled does not differ by it.
"""

from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache

STATEMENTS = 5_000
Kind = tuple[Any, ...]
KNOWN: dict[Kind, tuple[Dialect, LRUCache[Any, Any]]] = {}


def kind_of(dialect: Any) -> Kind:
    """What makes two dialects write and read alike."""
    return type(dialect), dialect.paramstyle, dialect._json_serializer, dialect._json_deserializer


def has_met_a_server(dialect: Dialect) -> bool:
    """Whether it knows what it speaks to: each learns that at its first connection."""
    return getattr(dialect, "server_version_info", None) is not None


def share_compiled() -> None:
    alone = Engine.__init__

    def sharing(self: Engine, pool: Any, dialect: Dialect, *args: Any, **more: Any) -> None:
        alone(self, pool, dialect, *args, **more)
        known = KNOWN.get(kind_of(dialect))
        if known is None or not has_met_a_server(known[0]):
            known = KNOWN[kind_of(dialect)] = dialect, LRUCache(STATEMENTS)
        self.dialect, self._compiled_cache = known

    Engine.__init__ = sharing  # type: ignore[method-assign]
