"""One archive of everything the embedded house keeps: the database, the files, the secret key; and the way back.

The database is copied while it is served, from one snapshot. Files are taken after it: they only ever get more, so whatever the
snapshot speaks of is among them. The archive holds personal data and the key: it is as secret as the data folder.
"""

import gzip
import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from core.kernel import migrate

DATABASE, FILES, KEY, MANIFEST = "otklik.sqlite3", "files", "secret.key", "manifest.json"
CHUNK = 1024 * 1024
SIDES = ("-wal", "-shm")


class Unfit(Exception):  # noqa: N818 - says what it is
    """The archive cannot be restored; its words say why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. `database` is the SHA-256 of the database's copy, empty where PostgreSQL keeps it."""

    otklik: str
    schema: str | None
    database: str
    files: int


def pack(target: Path, data: Path, database: Path | None, release: str) -> Manifest:
    """Writes the archive; `database` None leaves it to pg_dump. Raises FileExistsError rather than overwrite."""
    with target.open("xb") as raw, tempfile.TemporaryDirectory() as folder:
        target.chmod(0o600)
        copy = copied(database, Path(folder) / DATABASE) if database else None
        files = list(kept(data / FILES))
        schema = migrate.current(f"sqlite:///{copy}") if copy else None
        manifest = Manifest(release, schema, digest(copy) if copy else "", len(files))
        (Path(folder) / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        with gzip.GzipFile(fileobj=raw, mode="wb") as zipped, tarfile.open(fileobj=zipped, mode="w") as archive:
            archive.add(Path(folder) / MANIFEST, MANIFEST)
            if copy:
                archive.add(copy, DATABASE)
            if (data / KEY).exists():
                archive.add(data / KEY, KEY)
            for path in files:
                archive.add(path, f"{FILES}/{path.parent.name}/{path.name}")
    return manifest


def copied(database: Path, target: Path) -> Path:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target


def kept(folder: Path) -> Iterator[Path]:
    """Whole files only: one being written has a temporary name."""
    return (path for path in sorted(folder.glob("??/*")) if len(path.parent.name + path.name) == hashlib.sha256().digest_size * 2)


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def unpack(source: Path, data: Path, database: Path, *, force: bool = False) -> Manifest:
    """Verifies the archive, then puts it in place; nothing is touched where it does not hold. Raises Unfit."""
    if database.exists() and not force:
        raise Unfit(f"{database} is there already; --force puts the archive in its place")
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="restore-") as name:
        folder = Path(name)
        manifest = opened(source, folder)
        verify(folder, manifest)
        settle(folder, data, database)
    return manifest


def opened(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as archive:
            take_out(archive, folder)
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**found)
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError) as error:
        raise Unfit(f"{source} is no whole archive of ours ({type(error).__name__})") from error


def take_out(archive: tarfile.TarFile, folder: Path) -> None:
    """Plain files, at places inside. Python's own filter for that is missing in 3.11.2, which is Debian 12's."""
    inside = folder.resolve()
    for member in archive:
        place = (inside / member.name).resolve()
        if not place.is_relative_to(inside) or not (member.isfile() or member.isdir()):
            raise tarfile.ReadError("a member that is no plain file inside")
        found = archive.extractfile(member)
        if found is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            with found, place.open("wb") as target:
                shutil.copyfileobj(found, target)


def verify(folder: Path, manifest: Manifest) -> None:
    """The database is the one that was packed and sound, its schema known, every file what its name says."""
    copy = folder / DATABASE
    if manifest.database and (not copy.exists() or digest(copy) != manifest.database):
        raise Unfit("the database in the archive is not the one that was packed")
    if manifest.database and not is_sound(copy):
        raise Unfit("the database in the archive is damaged")
    if manifest.schema is not None and not migrate.is_known(manifest.schema):
        raise Unfit(f"the archive comes from a newer release ({manifest.otklik}); install that one first")
    files = list(kept(folder / FILES))
    torn = [path for path in files if digest(path) != path.parent.name + path.name]
    if torn or len(files) != manifest.files:
        raise Unfit(f"of {manifest.files} files {len(torn)} are damaged and {manifest.files - len(files)} are missing")


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
        (data / KEY).chmod(0o600)
    if (folder / DATABASE).exists():
        for side in SIDES:
            Path(f"{database}{side}").unlink(missing_ok=True)
        (folder / DATABASE).replace(database)
