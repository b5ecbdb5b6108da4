"""Telegram's webhook: the secret header is compared, the update is kept, then 200."""

import json
from functools import partial

from fastapi import APIRouter, HTTPException, Request, Response, status

from bot.channels.telegram.ingress import keep
from webhooks.secret import body_of, is_secret
from webhooks.state import state_of

router = APIRouter()
HEADER = "x-telegram-bot-api-secret-token"


@router.post("/hook/telegram", tags=["webhooks"], summary="An update of Telegram", responses={403: {"description": "Wrong secret"}})
async def receive(request: Request) -> Response:
    state = state_of(request)
    if state.telegram is None or not is_secret(request.headers.get(HEADER), state.settings.telegram_webhook_secret):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    try:
        update = json.loads(await body_of(request))
    except ValueError as error:
        raise HTTPException(status.HTTP_400_BAD_REQUEST) from error
    if isinstance(update, dict):
        await state.database.write(partial(keep, updates=[update], bot=state.telegram, now=state.clock.now()))
    return Response(status_code=status.HTTP_200_OK)
