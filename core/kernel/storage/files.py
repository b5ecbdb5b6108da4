"""Content-addressed files: a file's name is the SHA-256 of its bytes, so the same bytes are kept once and never change."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.kernel.problems import NotFound, TryLater

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
GONE = ".gone"
"""How a file is called for the moment in which it is taken away."""


class NoRoom(TryLater):
    """So little of the disk is free that nothing more is kept: the database needs it."""

    def __init__(self) -> None:
        super().__init__("disk-full", 60.0)


def settle(folder: Path) -> None:
    """Makes the names in a folder durable, and the folder's own."""
    for place in (folder, folder.parent):
        held = os.open(place, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def write_whole(path: Path, content: bytes) -> None:
    """The file is there as a whole or not at all; what is left of one that could not be finished is swept later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
        fresh.write(content)
        fresh.flush()
        os.fsync(fresh.fileno())
    Path(fresh.name).replace(path)
    settle(path.parent)


class Files:
    """`floor`: bytes of the disk that stay free, whoever wants to keep something."""

    def __init__(self, folder: Path, floor: int = 0) -> None:
        self._folder = folder
        self._floor = floor

    def must_have_room(self, size: int) -> None:
        """Raises NoRoom."""
        if self._floor:
            self._folder.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(self._folder).free - size < self._floor:
                raise NoRoom

    def keep(self, content: bytes) -> str:
        """Keeps the bytes durably and gives their SHA-256 in hex; raises NoRoom. What is there already is young again: nobody sweeps it."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        try:
            os.utime(path)
        except FileNotFoundError:
            self._write(path, content)
        return digest

    def _write(self, path: Path, content: bytes) -> None:
        self.must_have_room(len(content))
        try:
            write_whole(path, content)
        except OSError as error:
            if error.errno in FULL:
                raise NoRoom from error
            raise

    def read(self, digest: str) -> bytes:
        path = self.path(digest)
        if not path.exists():
            raise NotFound("file-not-found")
        return path.read_bytes()

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]

    def older(self, than: float) -> Iterator[str]:
        """Fingerprints of the files last kept before `than` (seconds of the epoch); what was never finished is taken away at once."""
        for path in self._folder.glob("??/*"):
            if path.stat().st_mtime >= than:
                continue
            digest = path.parent.name + path.name
            if is_digest(digest):
                yield digest
            else:
                path.unlink(missing_ok=True)

    def forget(self, digest: str, than: float) -> bool:
        """Takes a file away that was last kept before `than`; False where somebody has kept it anew meanwhile: then it stays."""
        path = self.path(digest)
        away = path.with_name(path.name + GONE)
        try:
            path.replace(away)
        except FileNotFoundError:
            return True
        if away.stat().st_mtime >= than:
            away.replace(path)
            return False
        away.unlink()
        return True


def is_digest(name: str) -> bool:
    return len(name) == hashlib.sha256().digest_size * 2 and all(letter in "0123456789abcdef" for letter in name)
