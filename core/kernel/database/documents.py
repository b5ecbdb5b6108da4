"""JSON as rows keep it. A turn writes and reads a dozen documents, and pydantic's parser takes a third of the time of Python's own."""

import json
from collections.abc import Callable
from typing import Any

from pydantic_core import from_json, to_json


def written(document: Any) -> str:
    """A document of plain values, in the letters it has; half a character, which no text may hold, stays an escape."""
    try:
        return to_json(document).decode()
    except ValueError:
        return json.dumps(document)


def read(raw: str | bytes) -> Any:
    """ValueError where it is no JSON; half characters and deep nesting are read the slow way."""
    try:
        return from_json(raw)
    except ValueError:
        return json.loads(raw)


WAYS: dict[str, Callable[[Any], Any]] = {"json_serializer": written, "json_deserializer": read}
"""The same for columns of documents, as SQLAlchemy's engines take it."""
