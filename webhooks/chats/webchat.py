"""The web chat's door: sessions, updates, files, the stream of events. The protocol is told in docs/webchat.md."""

import asyncio
from datetime import timedelta
from functools import partial
from html import escape
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request, Response, status
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from bot.channels.webchat import chats, entries
from bot.channels.webchat.chats import Chat
from bot.channels.webchat.entries import PAGE, Bubble
from bot.channels.webchat.ingress import keep
from bot.channels.webchat.parse import CHANNEL
from core.kernel.process.failpoints import failpoint
from core.kernel.storage.files import NoRoom
from core.kernel.text.signs import clean
from webhooks.chats.agents import browser_of
from webhooks.chats.bodies import OPENING, UPDATE, Contact, Opening, Start, Text, Update, read_opening, read_update, schema_of
from webhooks.chats.quotas import place_of, uploads_of
from webhooks.chats.rate_limits import desk_of
from webhooks.chats.sessions import SeatQuery, chat_of, find_chat, presented, put_cookie, take_cookies, token_of
from webhooks.chats.stream import Stream, bubble
from webhooks.chats.uploads import SCHEMA, download, read_upload
from webhooks.origin import is_browser
from webhooks.state import State, state_of

REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"description": "No live session"},
    403: {"description": "A browser sends it for another page; or so many files that no more are taken today"},
    413: {"description": "Too long or too large"},
    415: {"description": "A body of another kind"},
    422: {"description": "Not what the protocol says"},
    429: {"description": "Too many at once: wait Retry-After seconds"},
    507: {"description": "The disk has no room for files"},
}
FOUND: dict[int | str, dict[str, Any]] = {200: {"description": "There is a live session already"}}
LARGEST = 2**31 - 1
OPENS = 200
"""Bubbles that come at once where a client asks for what stood before."""
router = APIRouter(prefix="/webchat/v1", tags=["webchat"], responses=REFUSALS)
Mine = Annotated[Chat, Depends(chat_of)]


@router.post("/sessions", status_code=201, responses=FOUND, openapi_extra=schema_of(OPENING))
async def open_session(request: Request, response: Response, seat: SeatQuery = "candidate") -> dict[str, str]:
    """Opens a candidate's chat, or finds the one that the presented session opens. Colleagues come by a login link.

    The token is told to programs only: a browser has it in its cookie, where no script can read it.
    """
    state = state_of(request)
    opening = await read_opening(request)
    known = await find_chat(request, seat)
    if known is None and seat == "staff":
        raise HTTPException(status.HTTP_401_UNAUTHORIZED)
    admit(request, known)
    if known is None:
        agent = browser_of(request.headers.get("user-agent", ""))
        chat, token = await state.database.write(partial(new_chat, state=state, opening=opening, agent=agent))
    else:
        chat, token = known, token_of(request, seat)
        await state.database.write(partial(chats.touch, chat=chat, now=state.clock.now()))
        response.status_code = status.HTTP_200_OK
    if opening.start is not None:
        await take(state, chat, Start(id=uuid4(), kind="start", payload=opening.start))
    put_cookie(response, state, seat, token)
    told = {"chat": chat.name, "locale": chat.locale}
    return told if is_browser(request) else {**told, "token": token}


def admit(request: Request, known: Chat | None) -> None:
    """Raises 429 before anything is kept."""
    if known is not None:
        desk_of(request).rate.take(known.id)
    else:
        desk_of(request).newcomers.take(place_of(request))


def new_chat(session: Session, state: State, opening: Opening, agent: str) -> tuple[Chat, str]:
    settings, now = state.settings, state.clock.now()
    chat = chats.open_chat(session, "candidate", locale=opening.language(settings.locale), zone=opening.place(settings.zone), now=now)
    return chat, chats.open_session(session, chat, now, agent)


@router.get("/sessions")
async def live_session(chat: Mine) -> dict[str, str]:
    """Whether the presented session is live."""
    return {"chat": chat.name, "locale": chat.locale}


@router.post("/logout", status_code=204)
async def log_out(request: Request, response: Response, seat: SeatQuery = "candidate") -> None:
    """Ends the presented session, whatever has become of it; its streams end too."""
    state = state_of(request)
    await state.database.write(partial(chats.end_session, token=token_of(request, seat)))
    take_cookies(response, state, seat)


@router.post("/updates", status_code=202, openapi_extra=schema_of(UPDATE))
async def take_update(request: Request, chat: Mine) -> dict[str, bool]:
    """Takes what the person did; answers after the commit."""
    desk_of(request).rate.take(chat.id)
    await take(state_of(request), chat, await read_update(request))
    return {"accepted": True}


async def take(state: State, chat: Chat, update: Update) -> None:
    body = update.model_dump(mode="json", exclude={"id"})
    kept = partial(keep, chat=chat, number=str(update.id), body=body, bubble=said_by(update), now=state.clock.now())
    await state.database.write(kept)
    failpoint("inbox-committed", CHANNEL)


def said_by(update: Update) -> Bubble | None:
    """What the person sees of it in the chat."""
    if isinstance(update, Text):
        return Bubble(escape(clean(update.text), quote=False))
    return Bubble(escape(clean(update.phone), quote=False)) if isinstance(update, Contact) else None


@router.post("/files", status_code=202, openapi_extra=SCHEMA)
async def take_file(request: Request, chat: Mine) -> dict[str, bool]:
    """Takes a file; answers when it is on disk and the update committed. Of a guest only that he sent one: the bot says what to do."""
    desk_of(request).rate.take(chat.id)
    state = state_of(request)
    uploads_of(request).admit(request, state.files)
    upload = await read_upload(request, state.settings.file_limit_mb * 1024 * 1024)
    if await state.database.read(lambda session: state.takes_files(session, chat, state.clock.now())):
        await must_fit(request, chat, len(upload.content))
        digest = await asyncio.to_thread(kept, state, upload.content)
        failpoint("file-kept")
        body, said = upload.kept(digest), Bubble(escape(upload.caption, quote=False))
    else:
        body, said = upload.kept(None), Bubble(escape("\n".join(filter(None, (f"📎 {upload.name}", upload.caption))), quote=False))
    about = {"kind": "file", "caption": upload.caption, "file": body}
    await state.database.write(partial(keep, chat=chat, number=str(upload.id), body=about, bubble=said, now=state.clock.now()))
    failpoint("inbox-committed", CHANNEL)
    return {"accepted": True}


def kept(state: State, content: bytes) -> str:
    try:
        return state.files.keep(content)
    except NoRoom as error:
        raise HTTPException(status.HTTP_507_INSUFFICIENT_STORAGE, "no room for files at present") from error


async def must_fit(request: Request, chat: Chat, size: int) -> None:
    """Raises 403 where the chat has sent enough for a day."""
    state = state_of(request)
    since = state.clock.now() - timedelta(days=1)
    if await state.database.read(partial(entries.sent_since, chat_id=chat.id, since=since)) + size > uploads_of(request).per_chat:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "enough files for one day")


@router.get("/files/{number}", response_class=Response, responses={404: {"description": "No such file in this chat"}})
async def give_file(request: Request, chat: Mine, number: Annotated[str, Path(max_length=24)]) -> Response:
    """A file of this chat, under its name."""
    state = state_of(request)
    found = await state.database.read(partial(entries.file_of, chat_id=chat.id, number=clean(number)))
    if found is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    content = await asyncio.to_thread(state.files.read, found["sha256"])
    return download(content, found["name"], found["media_type"])


@router.get("/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def events(
    request: Request,
    chat: Mine,
    after: Annotated[int, Query(ge=0, le=LARGEST, description="The last number seen; 0 gives the whole history")] = 0,
    last: Annotated[int, Query(ge=0, le=PAGE, description="Of the whole history only so many bubbles; 0 gives all of them")] = 0,
    last_event_id: Annotated[str, Header(description="What a browser sends when it reconnects; goes before `after`")] = "",
) -> StreamingResponse:
    """What happens in the chat, as server-sent events; stays open."""
    state, hub = state_of(request), desk_of(request).hub
    if hub.is_full(chat.name):
        raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS, headers={"Retry-After": "5"})
    known = int(last_event_id) if last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) < 10 else after  # noqa: PLR2004
    stream = Stream(state.database, state.clock, hub, chat, known, partial(still_open, chat=chat, request=request), last)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream.events(), media_type="text/event-stream", headers=headers)


@router.get("/bubbles")
async def bubbles(
    request: Request,
    chat: Mine,
    before: Annotated[int, Query(ge=0, le=2**53, description="The id of the first bubble that is known")],
    limit: Annotated[int, Query(ge=1, le=PAGE)] = OPENS,
) -> dict[str, Any]:
    """What stands before a bubble, in its order, and whether anything stands before that."""
    desk_of(request).rate.take(chat.id)
    return await state_of(request).database.read(partial(stood_before, chat=chat, before=before, limit=limit))


def stood_before(session: Session, chat: Chat, before: int, limit: int) -> dict[str, Any]:
    found, earlier = entries.newest(session, chat.id, limit, before)
    pending = entries.pending(session, chat.lane)
    shown = [bubble(entry, seen=entry.update_id not in pending) for entry in found if entry.kind == "bubble"]
    return {"bubbles": shown, "earlier": earlier}


def still_open(session: Session, chat: Chat, request: Request) -> bool:
    token, old = presented(request, chat.seat)
    return chats.chat_of(session, token, chat.seat, state_of(request).clock.now(), first=old) is not None
