"""The one-time login of staff: the link shows a button, so that a messenger's preview of the link does not spend it."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any, NamedTuple
from uuid import uuid4

from fastapi import APIRouter, Path, Request, Response, status
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from bot.channels.webchat import chats
from bot.channels.webchat.ingress import keep
from core.kernel.problems import Problem
from core.staff import acts, reads
from webhooks.chats.agents import browser_of
from webhooks.chats.sessions import SeatQuery, put_cookie, take_cookies, token_of
from webhooks.origin import must_be
from webhooks.pages.page import locale_of, page, problem
from webhooks.state import State, state_of

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)
Token = Annotated[str, Path(max_length=100, pattern="^[A-Za-z0-9_-]+$")]
FORM = "application/x-www-form-urlencoded"
OVER: dict[int | str, dict[str, Any]] = {410: {"description": "The link was used, is too old or never was"}}


@router.get("/login/{token}", responses=OVER)
async def show_login(request: Request, token: Token) -> Response:
    state = state_of(request)
    name = await state.database.read(partial(reads.login_name, token=token, now=state.clock.now()))
    if name is None:
        return problem(request, "web-login-expired", status.HTTP_410_GONE)
    return page(request, "login.html", name=name, kind="login")


@router.post("/login/{token}", status_code=303, responses=OVER)
async def log_in(request: Request, token: Token) -> Response:
    """Spends the link, opens the colleague's chat here and greets in it."""
    state = state_of(request)
    try:
        session_token = await state.database.write(partial(enter, state=state, token=token, way=way_of(request)))
    except Problem:
        return problem(request, "web-login-expired", status.HTTP_410_GONE)
    return to_chat(state, session_token)


@router.get("/invite/{token}", responses=OVER)
async def show_invite(request: Request, token: Token) -> Response:
    state = state_of(request)
    name = await state.database.read(partial(reads.invite_name, token=token, now=state.clock.now()))
    if name is None:
        return problem(request, "web-invite-expired", status.HTTP_410_GONE)
    return page(request, "login.html", name=name, kind="invite")


@router.post("/invite/{token}", status_code=303, responses=OVER)
async def accept_invite(request: Request, token: Token) -> Response:
    """Spends the invite, makes whoever holds it a colleague and opens his chat."""
    state = state_of(request)
    try:
        session_token = await state.database.write(partial(join, state=state, token=token, locale=locale_of(request), way=way_of(request)))
    except Problem:
        return problem(request, "web-invite-expired", status.HTTP_410_GONE)
    return to_chat(state, session_token)


@router.post("/logout", status_code=303)
async def log_out(request: Request, seat: SeatQuery = "staff") -> Response:
    """Ends this browser's session; what the page kept in the browser goes with it."""
    must_be(request, FORM, empty=True)
    state = state_of(request)
    await state.database.write(partial(chats.end_session, token=token_of(request, seat)))
    response = RedirectResponse(f"/chat?seat={seat}", status.HTTP_303_SEE_OTHER, headers={"Clear-Site-Data": '"cache"'})
    take_cookies(response, state, seat)
    return response


class Way(NamedTuple):
    """How somebody comes in: in which browser, and the session that stood in its place."""

    agent: str = ""
    before: str = ""


HERE = Way()


def way_of(request: Request) -> Way:
    must_be(request, FORM, empty=True)
    return Way(browser_of(request.headers.get("user-agent", "")), token_of(request, "staff"))


def to_chat(state: State, session_token: str) -> Response:
    response = RedirectResponse("/chat?seat=staff", status.HTTP_303_SEE_OTHER)
    put_cookie(response, state, "staff", session_token)
    return response


def enter(session: Session, state: State, token: str, way: Way = HERE) -> str:
    now = state.clock.now()
    return greeted(session, chats.staff_chat(session, acts.spend_login(session, token, now=now), now), way, now)


def join(session: Session, state: State, token: str, locale: str, way: Way = HERE) -> str:
    now = state.clock.now()
    return greeted(session, chats.newcomer_chat(session, token, locale=locale, zone=state.settings.zone, now=now), way, now)


def greeted(session: Session, chat: chats.Chat, way: Way, now: datetime) -> str:
    """The token of a session in which the bot says hello; the colleague's session that it takes the place of is over."""
    keep(session, chat, str(uuid4()), {"kind": "start", "payload": ""}, None, now)
    if way.before:
        chats.end_session(session, way.before)
    return chats.open_session(session, chat, now, way.agent)
