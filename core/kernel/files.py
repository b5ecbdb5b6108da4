"""Content-addressed files: a file's name is the SHA-256 of its bytes, so the same bytes are kept once and never change."""

import hashlib
import os
import tempfile
from pathlib import Path

from core.kernel.problems import NotFound


def settle(folder: Path) -> None:
    """Makes the names in a folder durable, and the folder's own."""
    for place in (folder, folder.parent):
        held = os.open(place, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


class Files:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keeps the bytes durably and gives their SHA-256 in hex."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
                fresh.write(content)
                fresh.flush()
                os.fsync(fresh.fileno())
            Path(fresh.name).replace(path)
            settle(path.parent)
        return digest

    def read(self, digest: str) -> bytes:
        path = self.path(digest)
        if not path.exists():
            raise NotFound("file-not-found")
        return path.read_bytes()

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]
