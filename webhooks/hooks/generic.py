"""Responses from any board, form or site as one documented JSON object (docs/intake.md): checked, kept as it came, then 202."""

import json
from dataclasses import asdict
from http import HTTPStatus

from sqlalchemy.orm import Session

from core.boards.generic.parse import GENERIC, Rejected, TooLarge, parse, row_of
from core.kernel.process.failpoints import failpoint
from core.kernel.queue import inbox
from core.kernel.queue.batching import Batch
from webhooks.hooks.port import Answer, Headers
from webhooks.secret import is_secret
from webhooks.state import State

SCHEME = "bearer "
ACCEPTED = Answer(HTTPStatus.ACCEPTED, b'{"accepted": true}')


class GenericDoor:
    """`POST /hook/responses` with the secret as a bearer token, or `POST /hook/responses/<secret>` for those who can set no headers."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._told: Batch[inbox.Row] = Batch(state.database, state.supervisor, self._keep)

    async def __call__(self, rest: str, headers: Headers, body: bytes) -> HTTPStatus | Answer:
        if not is_secret(rest or bearer(headers), self._state.settings.intake_secret):
            return HTTPStatus.NOT_FOUND if rest else HTTPStatus.UNAUTHORIZED
        try:
            told = parse(body, self._state.clock.now())
        except TooLarge:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        except Rejected as refused:
            return rejected(refused)
        await self._told.add(row_of(told, body))
        failpoint("inbox-committed", GENERIC)
        return ACCEPTED

    def _keep(self, session: Session, rows: list[inbox.Row]) -> None:
        inbox.put_all(session, GENERIC, rows, self._state.clock.now())
        failpoint("inbox-before-commit", GENERIC)


def bearer(headers: Headers) -> str:
    given = headers.get(b"authorization", b"").decode("latin-1")
    return given[len(SCHEME) :] if given[: len(SCHEME)].casefold() == SCHEME else ""


def rejected(refused: Rejected) -> Answer:
    detail = [asdict(detail) for detail in refused.details]
    return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, json.dumps({"detail": detail}, ensure_ascii=False).encode())
