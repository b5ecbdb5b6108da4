"""What an archive of ours holds, and taking it out again: nothing that is not listed, nothing larger than listed, never more than fits.

An archive may come from anywhere. Members are plain files with names of ours, each once; sizes stand in the manifest, which is the
first member and bounded itself; what unpacks to a multiple that no data of ours have is refused before it is written.
"""

import gzip
import hashlib
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated, ClassVar, cast

from pydantic import ConfigDict, Field, TypeAdapter

DATABASE, FILES, KEY, MANIFEST = "otklik.sqlite3", "files", "secret.key", "manifest.json"
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 64 * CHUNK
LARGEST_KEY = 64 * 1024
LARGEST_FILE = 256 * CHUNK
"""No file of ours is nearly as large."""
DENSE, SMALL = 200, 1024 * CHUNK
"""So many times its own size an archive may unpack to; what stays small is let through."""
SPARE = 64 * CHUNK
"""So much of the disk stays free."""
NAME = re.compile(r"manifest\.json|otklik\.sqlite3|secret\.key|files/[0-9a-f]{2}/[0-9a-f]{62}")
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Size = Annotated[int, Field(ge=0, lt=2**53)]
STRICT = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class BadArchive(Exception):  # noqa: N818 - says what it is
    """The archive cannot be restored; its words say why."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive."""

    size: Size
    sha256: Sha256

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. `database` is the SHA-256 of the database's copy, empty where PostgreSQL keeps it.

    `members` are all but the manifest; the first release packed without them, then names and the three others are what is known.
    """

    otklik: str
    schema: str | None
    database: Sha256 | Annotated[str, Field(max_length=0)]
    files: Size
    members: Mapping[str, Member] = field(default_factory=dict)

    __pydantic_config__: ClassVar[ConfigDict] = STRICT


MANIFESTS = TypeAdapter(Manifest)


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


class Measured:
    """A stream that is read in pieces only: a header that claims gigabytes is refused instead of believed."""

    def __init__(self, inner: gzip.GzipFile) -> None:
        self._inner = inner

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= CHUNK:
            raise tarfile.ReadError("a header larger than any of ours")
        return self._inner.read(size)

    def tell(self) -> int:
        return self._inner.tell()

    def seek(self, place: int) -> int:
        return self._inner.seek(place)


def take_out(source: Path, folder: Path) -> Manifest:
    """Writes the members into `folder`, each as listed; the manifest. Raises BadArchive."""
    try:
        with gzip.open(source) as zipped, tarfile.open(fileobj=cast("IO[bytes]", Measured(zipped)), mode="r:") as archive:
            members = iter(archive)
            manifest = manifest_of(archive, next(members, None))
            shelf = Shelf(manifest, folder, room(source, folder))
            for member in members:
                shelf.take(archive, member)
        shelf.check_whole()
    except (tarfile.TarError, zlib.error, OSError, EOFError, ValueError, RecursionError) as error:
        raise BadArchive(f"{source} is no whole archive of ours ({type(error).__name__})") from error
    return manifest


def manifest_of(archive: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    """The first member, read strictly."""
    found = archive.extractfile(member) if member is not None and member.name == MANIFEST and is_plain(member) else None
    if found is None or member is None or member.size > LARGEST_MANIFEST:
        raise tarfile.ReadError("no manifest, or one larger than any of ours")
    manifest = MANIFESTS.validate_json(b"".join(iter(lambda: found.read(CHUNK), b"")))
    listed = manifest.members
    database = listed[DATABASE].sha256 if DATABASE in listed else ""
    files = sum(name.startswith(f"{FILES}/") for name in listed)
    if listed and ((database, files) != (manifest.database, manifest.files) or not all(map(is_ours, listed))):
        raise tarfile.ReadError("a manifest that contradicts itself")
    return manifest


def is_plain(member: tarfile.TarInfo) -> bool:
    return member.type in {tarfile.REGTYPE, tarfile.AREGTYPE} and member.sparse is None


def is_ours(name: str) -> bool:
    return name != MANIFEST and NAME.fullmatch(name) is not None


def room(source: Path, folder: Path) -> int:
    """How many bytes may come out."""
    return min(shutil.disk_usage(folder).free - SPARE, max(SMALL, DENSE * source.stat().st_size))


class Shelf:
    """Where members go one after the other."""

    def __init__(self, manifest: Manifest, folder: Path, free: int) -> None:
        self._manifest = manifest
        self._folder = folder
        self._left = free
        self._taken: set[str] = set()
        self._claim(sum(member.size for member in manifest.members.values()))

    def _claim(self, size: int) -> None:
        """Everything that is listed at once; of an archive without a list each member as it comes."""
        self._left -= size
        if self._left < 0:
            raise BadArchive("the archive would take more room than there is, or than any of ours")

    def take(self, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        expected = self._expected(member)
        self._taken.add(member.name)
        place = self._folder / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        found, seen = archive.extractfile(member), hashlib.sha256()
        with place.open("xb") as target:
            for piece in pieces(found):
                seen.update(piece)
                target.write(piece)
        if expected is not None and seen.hexdigest() != expected.sha256:
            raise BadArchive(f"{described(member.name)} in the archive is not the one that was packed")

    def _expected(self, member: tarfile.TarInfo) -> Member | None:
        """What the manifest says of it; raises where it is not welcome."""
        name = member.name
        if not is_plain(member) or not is_ours(name) or name in self._taken:
            raise tarfile.ReadError("a member that is none of ours")
        if not self._manifest.members:
            if (name == DATABASE and not self._manifest.database) or member.size > largest(name):
                raise BadArchive(f"{described(name)} in the archive is not listed in it")
            self._claim(member.size)
            return None
        expected = self._manifest.members.get(name)
        if expected is None:
            raise BadArchive(f"{described(name)} in the archive is not listed in it")
        if expected.size != member.size:
            raise BadArchive(f"{described(name)} in the archive is not the one that was packed")
        return expected

    def check_whole(self) -> None:
        missing = self._manifest.members.keys() - self._taken
        if DATABASE in missing:
            raise BadArchive("the database in the archive is not the one that was packed")
        if missing:
            raise BadArchive(f"of {len(self._manifest.members)} members {len(missing)} are missing")


def pieces(found: IO[bytes] | None) -> Iterator[bytes]:
    while found is not None and (piece := found.read(CHUNK)):
        yield piece


def largest(name: str) -> int:
    return {DATABASE: 2**53, KEY: LARGEST_KEY}.get(name, LARGEST_FILE)


def described(name: str) -> str:
    return {DATABASE: "the database", KEY: "the secret key"}.get(name, "a file")
