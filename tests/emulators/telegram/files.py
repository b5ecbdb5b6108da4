"""Files on Telegram's side: kept whole, found by file_id, downloaded by file_path."""

import hashlib
import itertools
import mimetypes
import re
from dataclasses import dataclass, field

from tests.emulators.telegram.errors import bad
from tests.emulators.telegram.markup import DOWNLOAD_LIMIT, UPLOAD_LIMIT
from tests.emulators.telegram.wire import Json, Upload


@dataclass(frozen=True)
class StoredFile:
    id: str
    unique_id: str
    name: str
    mime: str
    content: bytes = field(repr=False)
    path: str
    size: int

    def as_document(self) -> dict[str, Json]:
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": self.size,
        }

    def as_photo(self) -> list[dict[str, Json]]:
        size = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size, "width": 90, "height": 90}
        return [size, {**size, "width": 320, "height": 320}]


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._numbers = itertools.count(1)

    def keep(self, upload: Upload, folder: str = "documents", size: int | None = None) -> StoredFile:
        """`size` may be claimed larger than the content, so that limits are tried without the bytes."""
        number = next(self._numbers)
        suffix = re.search(r"\.[A-Za-z0-9]{1,8}$", upload.name)
        unique = hashlib.sha256(upload.content).hexdigest()[:14]
        guessed = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        stored = StoredFile(
            id=f"BQACAgIAAx{unique}{number:04d}",
            unique_id=f"AgAD{unique}",
            name=upload.name,
            mime=guessed if upload.mime == "application/octet-stream" else upload.mime,
            content=upload.content,
            path=f"{folder}/file_{number}{suffix[0].lower() if suffix else ''}",
            size=len(upload.content) if size is None else size,
        )
        self._by_id[stored.id] = stored
        return stored

    def upload(self, upload: Upload, folder: str = "documents", limit: int = UPLOAD_LIMIT) -> StoredFile:
        if not upload.content:
            raise bad("file must be non-empty")
        if len(upload.content) > limit:
            raise bad("file is too big")
        return self.keep(upload, folder)

    def get(self, file_id: str) -> StoredFile:
        stored = self._by_id.get(file_id)
        if stored is None:
            known_form = re.fullmatch(r"[A-Za-z0-9_-]{20,}", file_id)
            raise bad("wrong file_id or the file is temporarily unavailable" if known_form else "invalid file_id")
        return stored

    def downloadable(self, file_id: str) -> StoredFile:
        stored = self.get(file_id)
        if stored.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return stored

    def at(self, path: str) -> StoredFile | None:
        return next((stored for stored in self._by_id.values() if stored.path == path and stored.size <= DOWNLOAD_LIMIT), None)
