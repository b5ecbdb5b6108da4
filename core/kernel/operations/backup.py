"""One archive of everything the embedded house keeps: the database, the files, the secret key; and the way back.

The database is copied while it is served, from one snapshot. Files are taken after it: they only ever get more, so whatever the
snapshot speaks of is among them. The archive holds personal data and the key: it is as secret as the data folder. It begins with a
manifest that lists every member with its size and its hash; what is not listed, or is not as listed, is not taken out (`archive`).
"""

import gzip
import hashlib
import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from core.kernel.database import migrate
from core.kernel.operations.archive import DATABASE, FILES, KEY, MANIFEST, BadArchive, Manifest, Member, digest, take_out
from core.kernel.problems import Problem
from core.kernel.storage.owner_only import owner_only

SIDES = ("-wal", "-shm")
TOLD = ("missing", "extra", "other", "why")


def pack(target: Path, data: Path, database: Path | None, release: str) -> Manifest:
    """Writes the archive; `database` None leaves it to pg_dump. Raises FileExistsError rather than overwrite."""
    with owner_only(), target.open("xb") as raw, tempfile.TemporaryDirectory() as folder:
        copy = copied(database, Path(folder) / DATABASE) if database else None
        members = dict(packable(data, copy))
        schema = migrate.current(f"sqlite:///{copy}") if copy else None
        listed = {name: Member(path.stat().st_size, digest(path)) for name, path in members.items()}
        files = sum(name.startswith(f"{FILES}/") for name in listed)
        manifest = Manifest(release, schema, listed[DATABASE].sha256 if copy else "", files, listed)
        (Path(folder) / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        with gzip.GzipFile(fileobj=raw, mode="wb") as zipped, tarfile.open(fileobj=zipped, mode="w") as archive:
            for name, path in {MANIFEST: Path(folder) / MANIFEST, **members}.items():
                archive.add(path, name)
    return manifest


def packable(data: Path, copy: Path | None) -> Iterator[tuple[str, Path]]:
    """What goes into the archive, by the name it has there."""
    if copy:
        yield DATABASE, copy
    if (data / KEY).exists():
        yield KEY, data / KEY
    for path in kept(data / FILES):
        yield f"{FILES}/{path.parent.name}/{path.name}", path


def copied(database: Path, target: Path) -> Path:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target


def kept(folder: Path) -> Iterator[Path]:
    """Whole files only: one being written has a temporary name."""
    return (path for path in sorted(folder.glob("??/*")) if len(path.parent.name + path.name) == hashlib.sha256().digest_size * 2)


def unpack(source: Path, data: Path, database: Path, *, force: bool = False) -> Manifest:
    """Verifies the archive, then puts it in place; nothing is touched where it does not hold. Raises BadArchive."""
    if database.exists() and not force:
        raise BadArchive(f"{database} is there already; --force puts the archive in its place")
    with owner_only():
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=data, prefix="restore-") as name:
            folder = Path(name)
            manifest = take_out(source, folder)
            verify(folder, manifest)
            settle(folder, data, database)
    return manifest


def verify(folder: Path, manifest: Manifest) -> None:
    """The database is the one that was packed and sound, its schema known, every file what its name says."""
    copy = folder / DATABASE
    if manifest.database and (not copy.exists() or digest(copy) != manifest.database):
        raise BadArchive("the database in the archive is not the one that was packed")
    if manifest.database and not is_sound(copy):
        raise BadArchive("the database in the archive is damaged")
    if manifest.schema is not None and not migrate.is_known(manifest.schema):
        raise BadArchive(f"the archive comes from a newer release ({manifest.otklik}); install that one first")
    if manifest.database:
        verify_schema(copy)
    files = list(kept(folder / FILES))
    torn = [path for path in files if digest(path) != path.parent.name + path.name]
    if torn or len(files) != manifest.files:
        raise BadArchive(f"of {manifest.files} files {len(torn)} are damaged and {manifest.files - len(files)} are missing")


def verify_schema(database: Path) -> None:
    """It can be served: tried out on a copy, which is brought to this release as the next start would do it."""
    with tempfile.TemporaryDirectory(dir=database.parent) as name:
        tried = f"sqlite:///{copied(database, Path(name) / DATABASE)}"
        try:
            if not migrate.is_ready(tried):
                migrate.upgrade(tried)
        except Problem as problem:
            why = "; ".join(f"{name} {said}" for name, said in problem.arguments.items() if name in TOLD and said != "–")
            raise BadArchive(f"the database in the archive cannot be served by this release ({why})") from problem


def is_sound(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        answers: list[tuple[str]] = connection.execute("PRAGMA integrity_check").fetchall()
        return answers == [("ok",)] and not connection.execute("PRAGMA foreign_key_check").fetchall()


def settle(folder: Path, data: Path, database: Path) -> None:
    """Files first, the database last: a crash in between leaves files too many, never too few."""
    for path in kept(folder / FILES):
        place = data / FILES / path.parent.name / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    if (folder / KEY).exists():
        (folder / KEY).replace(data / KEY)
    if (folder / DATABASE).exists():
        for side in SIDES:
            Path(f"{database}{side}").unlink(missing_ok=True)
        (folder / DATABASE).replace(database)
