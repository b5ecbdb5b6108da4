"""One serving process a SQLite file: a second one is refused at its start, in words."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.orm import Session


class Busy(Exception):  # noqa: N818 - says what it is
    """Another process serves this database file."""


@contextmanager
def exclusive(url: str) -> Iterator[None]:
    """Holds the file's lock; PostgreSQL needs none. Raises Busy."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        yield
        return
    path = Path(f"{parsed.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def serialised(session: Session, name: str) -> None:
    """Until this transaction ends, whoever else asks for `name` waits; SQLite has but one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 11))"), {"name": name})
