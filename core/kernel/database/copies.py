"""A copy of the embedded database beside it, made before its schema changes; only a few are kept, for they hold people's data."""

import sqlite3
from contextlib import closing
from pathlib import Path

KEPT = 2
SIDES = ("", "-wal", "-shm", "-journal")


def keep(database: Path, revision: str) -> Path:
    """Copies the file as it stands at `revision`, once whole under its name; an older copy of that revision gives way to it."""
    place = Path(f"{database}.at-{revision}")
    half = Path(f"{place}.part")
    try:
        fill(half, database)
        half.replace(place)
    finally:
        remove(half)
    for old in copies(database)[KEPT:]:
        remove(old)
    return place


def fill(target: Path, database: Path) -> None:
    """Page by page, what only the log holds so far included; for its owner's eyes."""
    remove(target)
    target.touch(mode=0o600)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def copies(database: Path) -> list[Path]:
    """Those that are there, the newest first."""
    found = (path for path in database.parent.glob(f"{database.name}.at-*") if path.name.removeprefix(f"{database.name}.at-").isdigit())
    return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def remove(path: Path) -> None:
    for side in SIDES:
        Path(f"{path}{side}").unlink(missing_ok=True)
