"""hh.ru as a target of the outbox: `response` reads one, `contacts` what it kept back, `viewed` and `refuse` tell what became of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib.metadata import version
from typing import Any, Self

import httpx
import structlog
from sqlalchemy.orm import Session

from core.boards import acts, hidden, rules
from core.boards.hh.board import HhBoard
from core.boards.hh.client import HhClient, user_agent
from core.boards.hh.limits import HhLimits
from core.boards.hh.parse import BOARD
from core.boards.port import Gone, JobBoard, Malformed, Outdated, ResponseDraft
from core.kernel.actors import staff as a_colleague
from core.kernel.config.settings import Settings
from core.kernel.problems import NeedsLogin, Refused, Trouble, TryLater
from core.kernel.queue import outbox
from core.kernel.queue.delivery import Limiter
from core.kernel.queue.notices import tell
from core.kernel.queue.outbox import OutboxRow
from core.staff import reads as staff
from core.staff.permissions import Role

log = structlog.get_logger(__name__)
YOUNG = 4
"""Tries after which an item that is not there is gone: hh tells of responses before they can be read."""
RACES = 3
"""Tries of a refusal that meets somebody else's step on the site."""


class HhTarget:
    name = BOARD
    doubtful: frozenset[str] = frozenset()
    """Reading changes nothing, and before a refusal is repeated it is looked whether it stands."""

    def __init__(self, board: JobBoard, limiter: Limiter | None = None, *, digest_after: int = acts.DIGEST_AFTER) -> None:
        self.limiter = limiter or HhLimits()
        self._board = board
        self._digest_after = digest_after
        self._calls: dict[str, Callable[[OutboxRow], Awaitable[Any]]] = {
            "response": self._response,
            "viewed": self._viewed,
            "refuse": self._refuse,
            hidden.KIND: self._contacts,
        }

    @classmethod
    @asynccontextmanager
    async def opened(cls, settings: Settings) -> AsyncIterator[Self]:
        """Speaks to the board the settings name, as the account whose token they hold."""
        agent = user_agent(version("otklik"), settings.hh_contact or settings.address)
        async with httpx.AsyncClient() as http:
            client = HhClient(settings.hh_api, http, partial(token_of, settings), agent)
            yield cls(HhBoard(client), digest_after=settings.digest_after)

    async def deliver(self, parcel: OutboxRow) -> Any:
        call = self._calls.get(parcel.kind)
        if call is None:
            raise Refused(outbox.UNKNOWN)
        try:
            return await call(parcel)
        except Malformed as error:
            raise Refused(f"unreadable: {error}") from error
        except TryLater as trouble:
            if trouble.ambiguous:
                raise TryLater(trouble.reason, trouble.seconds) from trouble
            raise

    def on_delivered(self, session: Session, parcel: OutboxRow, answer: Any, now: datetime) -> None:
        body = parcel.json()
        if parcel.kind == "response":
            acts.receive(session, rules.unpacked(answer, BOARD, body["id"], now), now=now, digest_after=self._digest_after)
            hidden.wait(session, BOARD, body["id"], tried=0, now=now)
        elif parcel.kind == hidden.KIND:
            found = None if answer is None else rules.unpacked(answer, BOARD, body["id"], now)
            hidden.came(session, found, BOARD, body["id"], tried=body["tried"], now=now)
        elif parcel.kind == "viewed":
            acts.keep_letter(session, BOARD, body["id"], answer, reader=body["reader"], now=now)

    def on_failed(self, session: Session, parcel: OutboxRow, trouble: Trouble, now: datetime) -> None:
        log.warning("hh-call-set-aside", kind=parcel.kind, parcel=parcel.id, reason=trouble.reason)
        if parcel.kind == "response":
            gone = isinstance(trouble, Gone)
            acts.lost(session, BOARD, parcel.json()["id"], gone=gone, key=str(parcel.id), now=now)

    def on_login_needed(self, session: Session, parcel: OutboxRow, trouble: NeedsLogin, now: datetime) -> None:  # noqa: ARG002 - the port's
        """The admins are told once a day: only they can give us access again."""
        for admin in staff.with_role(session, Role.ADMIN):
            tell(session, a_colleague(admin.id), "login.needed", key=f"{BOARD}:{now:%Y-%m-%d}", now=now, board=BOARD)

    async def _response(self, parcel: OutboxRow) -> dict[str, Any]:
        topic = parcel.json()["id"]
        try:
            return rules.packed(replace(await self._board.response(topic), external_id=topic))
        except Gone as trouble:
            if parcel.attempts < YOUNG:
                raise TryLater(trouble.reason) from trouble
            raise

    async def _contacts(self, parcel: OutboxRow) -> dict[str, Any] | None:
        """The response once more, for what was kept back the last time."""
        topic = parcel.json()["id"]
        try:
            return rules.packed(replace(await self._board.response(topic), external_id=topic))
        except (Gone, Refused) as trouble:
            log.info("hh-keeps-the-contacts-back", reason=trouble.reason)
            return None

    async def _viewed(self, parcel: OutboxRow) -> str:
        """The letter: hh gives it out at the price of marking the response as viewed, so it is asked for only here."""
        body = parcel.json()
        told = ResponseDraft(BOARD, body["id"], "", datetime.fromisoformat(body["at"]), chat_id=body["chat"])
        try:
            await self._board.mark_viewed([told.external_id])
            return await self._board.letter(told)
        except (Gone, Refused) as trouble:
            log.info("hh-keeps-the-letter-back", reason=trouble.reason)
            return ""

    async def _refuse(self, parcel: OutboxRow) -> None:
        """Nobody is refused twice: in doubt, and where no refusal is offered, the item is looked at first."""
        body = parcel.json()
        try:
            if (parcel.attempts == 1 and not parcel.ambiguous) or not await self._is_refused(body["id"]):
                await self._board.refuse(body["id"], body["message"])
        except Gone as trouble:
            log.info("nobody-to-refuse", reason=trouble.reason)
        except Outdated as trouble:
            if parcel.attempts < RACES:
                raise TryLater(trouble.reason) from trouble
            raise

    async def _is_refused(self, topic: str) -> bool:
        found = await self._board.response(topic)
        return found.state == "refusal" or "discard" in found.source_state


async def token_of(settings: Settings) -> str:
    return settings.hh_access_token.get_secret_value()
