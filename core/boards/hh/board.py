"""hh.ru as the product's JobBoard."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import structlog

from core.boards.hh import parse
from core.boards.hh.client import VIEWED_AT_ONCE, HhClient
from core.boards.port import BoardAction, Gone, HiddenWhy, JobBoard, LimitReached, Outdated, ResponseDraft
from core.boards.values import Json, at
from core.kernel.problems import Refused

log = structlog.get_logger(__name__)


class HhBoard(JobBoard):
    name = parse.BOARD

    def __init__(self, client: HhClient) -> None:
        self._client = client

    async def response(self, external_id: str) -> ResponseDraft:
        """Contacts stand in the full résumé only; where that cannot be had, the short one in the item has to do, and says why."""
        item = await self._client.negotiation(external_id)
        resume, why = await self._resume(at(item, "resume", "url") or at(item, "resume", "id"))
        draft = parse.response_draft(item, resume)
        return replace(draft, contacts_hidden=True, contacts_why=why) if why and not draft.phones else draft

    async def actions(self, external_id: str) -> Sequence[BoardAction]:
        return parse.actions(await self._client.negotiation(external_id))

    async def perform(self, action: BoardAction, arguments: Mapping[str, str]) -> None:
        await self._client.act(action, arguments)

    async def refuse(self, external_id: str, message: str = "") -> None:
        item = await self._client.negotiation(external_id)
        chosen = parse.refusal(parse.actions(item))
        if chosen is None:
            raise Outdated("no refusal is offered")
        await self._client.act(chosen, {"message": message})

    async def letter(self, draft: ResponseDraft) -> str:
        return parse.first_letter(await self._client.messages(draft.chat_id)) if draft.chat_id else ""

    async def mark_viewed(self, external_ids: Sequence[str]) -> None:
        for start in range(0, len(external_ids), VIEWED_AT_ONCE):
            await self._client.mark_viewed(external_ids[start : start + VIEWED_AT_ONCE])

    async def _resume(self, address: Json) -> tuple[Json, HiddenWhy]:
        if not isinstance(address, str) or not address:
            return None, ""
        try:
            return await self._client.resume(address), ""
        except (Gone, LimitReached, Refused) as denied:
            log.info("hh keeps the full resume back", reason=denied.reason)
            return None, "limit" if isinstance(denied, LimitReached) else "closed"
