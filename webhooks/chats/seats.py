"""Who is calling: the seat and the session that the cookie or the header names."""

from functools import partial
from typing import Annotated

from fastapi import HTTPException, Query, Request, Response, status

from bot.channels.webchat import chats
from bot.channels.webchat.chats import LIVES, Chat, Seat
from webhooks.state import State, state_of

SeatQuery = Annotated[Seat, Query(description="Whose place in this browser: the candidate's or the colleague's")]


def token_of(request: Request, seat: str) -> str:
    """The session's token; a header goes before a cookie, for clients that are no browsers."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        return bearer.strip()
    return request.cookies.get(f"otklik_{seat}", "")


async def find_chat(request: Request, seat: Seat) -> Chat | None:
    state = state_of(request)
    token = token_of(request, seat)
    if not token:
        return None
    return await state.database.read(partial(chats.chat_of, token=token, seat=seat, now=state.clock.now()))


async def chat_of(request: Request, seat: SeatQuery = "candidate") -> Chat:
    chat = await find_chat(request, seat)
    if chat is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED)
    return chat


def put_cookie(response: Response, state: State, seat: Seat, token: str) -> None:
    response.set_cookie(
        f"otklik_{seat}",
        token,
        max_age=int(LIVES[seat].total_seconds()),
        httponly=True,
        samesite="lax",
        secure=state.settings.address.startswith("https:"),
    )
