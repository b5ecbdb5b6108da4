"""hh.ru's webhook: the secret in the path is compared, the event is kept under its key, then 200 within hh's two seconds.

It carries ids only and nothing in it is believed: the response is read later, from hh.ru, with our own token.
"""

from http import HTTPStatus
from typing import Any

from sqlalchemy.orm import Session

from core.boards.hh.parse import BOARD, HhEvent, event
from core.boards.port import Malformed
from core.boards.values import decoded
from core.kernel import inbox
from core.kernel.failpoints import failpoint
from core.kernel.gather import Gathered
from webhooks.hooks.port import Headers
from webhooks.secret import is_secret
from webhooks.state import State


class HhDoor:
    """`POST /hook/hh/<secret>`."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._events: Gathered[dict[str, Any]] = Gathered(state.database, state.supervisor, keep)

    async def __call__(self, rest: str, headers: Headers, body: bytes) -> HTTPStatus:  # noqa: ARG002 - a door's
        if not is_secret(rest, self._state.settings.hh_webhook_secret):
            return HTTPStatus.NOT_FOUND
        try:
            found = event(decoded(body))
        except Malformed:
            return HTTPStatus.BAD_REQUEST
        row = {"source": BOARD, "key": ":".join(found.key), "lane": lane_of(found), "body": body.decode(), "now": self._state.clock.now()}
        await self._events.add(row)
        return HTTPStatus.OK


def lane_of(found: HhEvent) -> str:
    """What is told of one response is worked off in order, different ones side by side."""
    return f"{BOARD}:{found.topic_id or found.vacancy_id or found.chat_id}"


def keep(session: Session, rows: list[dict[str, Any]]) -> None:
    inbox.put_all(session, rows)
    failpoint("inbox-kept")
