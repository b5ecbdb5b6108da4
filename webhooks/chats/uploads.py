"""Files in and out of the web chat: read with a bound, given back so that no browser runs what is inside."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import HTTPException, Request, Response, status
from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException

from bot.channels.webchat.limits import TEXT_IN
from core.kernel.text.signs import clean, clean_file_name
from webhooks.chats.bodies import capped
from webhooks.origin import must_be

NAME = 120
FORM_EXTRA = 64 * 1024
"""What a form may hold beside the file."""
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
"""Types a browser may show by itself; everything else is only ever saved."""
UNKNOWN = "application/octet-stream"
FORM: dict[str, Any] = {
    "type": "object",
    "required": ["id", "file"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "file": {"type": "string", "format": "binary"},
        "caption": {"type": "string"},
    },
}
SCHEMA: dict[str, Any] = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}}}


@dataclass(frozen=True, slots=True)
class Upload:
    id: UUID
    name: str
    media_type: str
    caption: str
    content: bytes

    def kept(self, sha256: str | None) -> dict[str, Any]:
        """The file as an update tells it; None: it was not kept."""
        return {"name": self.name, "media_type": self.media_type, "size": len(self.content), "sha256": sha256}


async def read_upload(request: Request, limit: int) -> Upload:
    """The form's parts, checked; no more than `limit` bytes of file are ever read."""
    must_be(request, "multipart/form-data")
    try:
        async with capped(request, limit + FORM_EXTRA).form(max_files=1, max_fields=4) as form:
            upload = await read_form(form)
    except (MultiPartException, MultipartParseError, ValueError, KeyError) as error:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT) from error
    if len(upload.content) > limit or len(upload.caption) > TEXT_IN:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
    return upload


async def read_form(form: FormData) -> Upload:
    """Raises ValueError where a part is missing or is something else."""
    number, file, caption = form.get("id"), form.get("file"), form.get("caption") or ""
    if not isinstance(file, UploadFile) or not isinstance(number, str) or not isinstance(caption, str):
        raise ValueError("a part is missing")  # noqa: TRY004 - one kind of fault for all parts
    media_type = clean(file.content_type)
    known = media_type[:120] if media_type.isascii() and media_type.isprintable() and media_type else UNKNOWN
    return Upload(UUID(number), clean_file_name(file.filename, NAME), known, clean(caption), await file.read())


def download(content: bytes, name: str, media_type: str) -> Response:
    inline = media_type in PICTURES
    headers = {
        "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400",
    }
    return Response(content, media_type=media_type if inline or media_type == "text/calendar" else UNKNOWN, headers=headers)
