"""hh.ru's webhook: the secret in the path is compared, the event is kept under its key, then 200 within hh's two seconds.

It carries ids only and nothing in it is believed: the response is read later, from hh.ru, with our own token.
"""

from http import HTTPStatus

from sqlalchemy.orm import Session

from core.boards.hh.parse import BOARD, event_key
from core.boards.port import Malformed
from core.boards.values import at, decoded, identifier
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import inbox
from core.kernel.queue.batching import Batch
from webhooks.hooks.port import Headers
from webhooks.secret import is_secret
from webhooks.state import State


class HhDoor:
    """`POST /hook/hh/<secret>`."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._secret = state.settings.hh_webhook_secret
        self._events: Batch[inbox.Row] = Batch(state.database, state.supervisor, self._keep)

    async def __call__(self, rest: str, headers: Headers, body: bytes) -> HTTPStatus:  # noqa: ARG002 - a door's
        if not is_secret(rest, self._secret):
            return HTTPStatus.NOT_FOUND
        try:
            row = row_of(body)
        except Malformed:
            return HTTPStatus.BAD_REQUEST
        await self._events.add(row)
        failpoint("inbox-committed", BOARD)
        return HTTPStatus.OK

    def _keep(self, session: Session, rows: list[inbox.Row]) -> None:
        inbox.put_all(session, BOARD, rows, self._state.clock.now())
        failpoint("inbox-before-commit", BOARD)


def row_of(body: bytes) -> inbox.Row:
    """What is told of one response is worked off in order, different ones side by side."""
    told = decoded(body)
    return ":".join(event_key(told)), f"{BOARD}:{identifier(at(told, 'payload', 'topic_id'))}", body.decode()
