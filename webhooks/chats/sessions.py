"""Who is calling: the seat and the session that the cookie or the header names."""

from functools import partial
from typing import Annotated

from fastapi import HTTPException, Query, Request, Response, status

from bot.channels.webchat import chats
from bot.channels.webchat.chats import LIVES, Chat, Seat
from webhooks.state import State, state_of

SeatQuery = Annotated[Seat, Query(description="Whose place in this browser: the candidate's or the colleague's")]


def name_of(seat: str, *, https: bool) -> str:
    """Behind https the cookie is bound to this very host: no sibling under the same domain can put one of its own in its place."""
    return f"__Host-otklik_{seat}" if https else f"otklik_{seat}"


def token_of(request: Request, seat: str) -> str:
    """The session's token; a header goes before a cookie, for clients that are no browsers."""
    return presented(request, seat)[0]


def presented(request: Request, seat: str) -> tuple[str, bool]:
    """The token, and whether it came in the cookie of the first release, which anybody under the same domain could have set."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        return bearer.strip(), False
    https = state_of(request).settings.is_https
    found = request.cookies.get(name_of(seat, https=https), "")
    return (found, False) if found or not https else (request.cookies.get(name_of(seat, https=False), ""), True)


async def find_chat(request: Request, seat: Seat) -> Chat | None:
    """The old cookie opens old sessions only."""
    state, (token, old) = state_of(request), presented(request, seat)
    if not token:
        return None
    return await state.database.read(partial(chats.chat_of, token=token, seat=seat, now=state.clock.now(), first=old))


async def chat_of(request: Request, seat: SeatQuery = "candidate") -> Chat:
    chat = await find_chat(request, seat)
    if chat is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED)
    return chat


def put_cookie(response: Response, state: State, seat: Seat, token: str) -> None:
    https = state.settings.is_https
    life = int(LIVES[seat].total_seconds())
    response.set_cookie(name_of(seat, https=https), token, max_age=life, httponly=True, samesite="lax", secure=https)
    if https:
        response.delete_cookie(name_of(seat, https=False))


def take_cookies(response: Response, state: State, seat: Seat) -> None:
    """Signed out: the browser forgets, under either name."""
    for https in {state.settings.is_https, False}:
        response.delete_cookie(name_of(seat, https=https), httponly=True, samesite="lax", secure=https)
