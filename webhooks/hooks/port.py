"""Webhooks stand before the web framework: a sender that waits two seconds and repeats for hours is best answered by little code.

A door gets the rest of its path, the headers and the raw body, and answers only after the event was committed.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()
Headers = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with a JSON body."""

    status: HTTPStatus
    body: bytes


Door = Callable[[str, Headers, bytes], Awaitable[HTTPStatus | Answer]]
LARGEST = 1024 * 1024
PREFIX = "/hook/"
NO_GUESSING = (b"x-content-type-options", b"nosniff")
EXTRA: Mapping[HTTPStatus, tuple[tuple[bytes, bytes], ...]] = {
    HTTPStatus.UNAUTHORIZED: ((b"www-authenticate", b"Bearer"),),
    HTTPStatus.METHOD_NOT_ALLOWED: ((b"allow", b"POST"),),
    HTTPStatus.SERVICE_UNAVAILABLE: ((b"retry-after", b"5"),),
}
"""Headers a status cannot do without."""


class Hooks:
    """`/hook/<name>/<rest>` goes to the door of that name, everything else to the pages, by their front where there is one."""

    def __init__(self, pages: ASGIApp, doors: Mapping[str, Door], front: ASGIApp | None = None) -> None:
        self.pages = pages
        self._front = front or pages
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._front(scope, receive, send)
            return
        await answer(send, await self._enter(scope, receive))

    async def _enter(self, scope: Scope, receive: Receive) -> HTTPStatus | Answer:
        name, _, rest = scope["path"][len(PREFIX) :].partition("/")
        door = self._doors.get(name)
        if door is None:
            return HTTPStatus.NOT_FOUND
        if scope["method"] != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        body = await read(receive)
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            return await door(rest, dict(scope["headers"]), body)
        except Exception as error:
            log.exception("hook-failed", name=name, error=type(error).__name__)
            return HTTPStatus.SERVICE_UNAVAILABLE


async def read(receive: Receive) -> bytes | None:
    """The whole body; None where it is larger than anything we expect."""
    found = b""
    while True:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            return found
        part: bytes = message.get("body", b"")
        found += part
        if len(found) > LARGEST:
            return None
        if not message.get("more_body"):
            return found


async def answer(send: Send, found: HTTPStatus | Answer) -> None:
    status, body = (found.status, found.body) if isinstance(found, Answer) else (found, phrase(found))
    headers = [(b"content-length", str(len(body)).encode()), NO_GUESSING, *EXTRA.get(status, ())]
    if isinstance(found, Answer):
        headers.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})


def phrase(status: HTTPStatus) -> bytes:
    return b"" if status < HTTPStatus.MULTIPLE_CHOICES else status.phrase.encode()
