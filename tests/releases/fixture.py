"""What a release left behind, unpacked for a test: its database on either kind, and the list of what waits in it."""

import json
import lzma
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, make_url, text

from core.kernel.database import migrate
from tests.releases.make import DATABASE, HERE, LIVE

FIRST = "0001"
RELEASES = sorted(path.parent.name for path in HERE.glob("*/commit"))


@dataclass(frozen=True, slots=True)
class Left:
    """`live.json` of a release, read."""

    release: str
    told: dict[str, Any]

    @property
    def now(self) -> datetime:
        """When the house was closed."""
        return datetime.fromisoformat(self.told["now"])

    def ids(self, name: str) -> list[int]:
        return [row[0] for row in self.told[name]]


def left_by(release: str) -> Left:
    return Left(release, json.loads((HERE / release / LIVE).read_text(encoding="utf-8")))


def unpacked(release: str, folder: Path) -> str:
    """The URL of the release's own file, as it was left."""
    path = folder / DATABASE
    path.write_bytes(lzma.decompress((HERE / release / f"{DATABASE}.xz").read_bytes()))
    return f"sqlite:///{path}"


def moved_in(source: str, target: str) -> str:
    """The same rows in a server's database of that release's schema, under their own numbers."""
    revision = migrate.current(source)
    assert revision is not None
    migrate.upgrade(target, revision)
    old, new = migrate.engine_of(source), create_engine(make_url(target).set(drivername="postgresql+psycopg"))
    here, there = MetaData(), MetaData()
    here.reflect(old)
    there.reflect(new)
    with old.connect() as reader, new.begin() as writer:
        writer.execute(text("SET session_replication_role = replica"))
        writer.execute(text("SET TIME ZONE 'UTC'"))
        for name in here.tables.keys() - {migrate.STAND}:
            rows = [dict(row) for row in reader.execute(here.tables[name].select()).mappings()]
            if rows:
                writer.execute(there.tables[name].insert(), rows)
            if "id" in there.tables[name].c and rows:
                writer.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {max(row['id'] for row in rows)})"))
    old.dispose()
    new.dispose()
    return target
