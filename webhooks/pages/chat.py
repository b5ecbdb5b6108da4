"""The chat's page: alone on a phone, beside the vacancies on a desktop."""

from functools import partial
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.webchat.chats import Chat
from bot.channels.webchat.limits import TEXT_IN
from bot.channels.webchat.parse import CHANNEL
from bot.conversation.commands import commands_for
from bot.conversation.model import conversations
from core.staff import reads as staff_reads
from webhooks.chats.sessions import SeatQuery, find_chat, presented, put_cookie, token_of
from webhooks.pages.page import locale_of, page
from webhooks.pages.vacancies import listed
from webhooks.state import State, state_of

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)
WORDS = (
    "today", "yesterday", "kb", "mb", "you", "they", "wait", "sent", "seen", "failed", "fresh", "phone-label", "phone-wrong", "send",
    "cancel", "again", "delete", "failed-refused", "failed-too-long", "failed-file-lost",
    "failed-no-room", "failed-enough-files", "offline", "busy", "signed-out", "start",
    "empty-name", "empty-hint", "sign-in-name", "sign-in-hint",
)  # fmt: skip
"""The chat's own words, `webchat-<name>` in the texts."""


class Talk(NamedTuple):
    """What the page has to know of a conversation."""

    staff_id: int | None
    persona: str
    locale: str


@router.get("/chat")
async def chat_page(request: Request, seat: SeatQuery = "candidate", *, embed: bool = False) -> HTMLResponse:
    """What stands around the chat speaks the language that is spoken in it; an old cookie is changed for one of this release."""
    state, chat = state_of(request), await find_chat(request, seat)
    talk = await state.database.read(partial(talk_of, chat=chat)) if chat is not None else None
    locale = talk.locale if talk is not None else locale_of(request)
    beside = seat == "candidate" and not embed
    vacancies = await state.database.read(partial(listed, texts=state.texts, locale=locale)) if beside else []
    commands = await state.database.read(partial(offered, state=state, persona=talk.persona if talk else seat, talk=talk, locale=locale))
    response = page(
        request,
        "chat.html",
        locale=locale,
        signed_in=chat is not None and seat == "staff" and not embed,
        seat=seat,
        embed=embed,
        vacancies=vacancies,
        who=state.settings.company if seat == "candidate" else state.texts(locale, "webchat-staff-name"),
        about=state.texts(locale, f"webchat-about-{seat}"),
        config=config(state, locale, seat, chat, commands),
    )
    if chat is not None and presented(request, seat)[1]:
        put_cookie(response, state, seat, token_of(request, seat))
    return response


def config(state: State, locale: str, seat: str, chat: Chat | None, commands: list[dict[str, str]]) -> dict[str, Any]:
    """What the chat's script has to know."""
    megabytes = state.settings.file_limit_mb
    words = {word: str(state.texts(locale, f"webchat-{word}")) for word in WORDS}
    words["failed-file-too-large"] = str(state.texts(locale, "webchat-failed-file-too-large", megabytes=megabytes))
    return {
        "seat": seat,
        "chat": chat.name if chat else None,
        "locale": locale,
        "title": state.texts(locale, "webchat-title", company=state.settings.company).unescape(),
        "strings": words,
        "commands": commands,
        "limits": {"text": TEXT_IN, "file": megabytes * 1024 * 1024},
    }


def talk_of(session: Session, chat: Chat) -> Talk | None:
    """None where nothing was said yet."""
    columns = (conversations.c.staff_id, conversations.c.persona, conversations.c.locale)
    whose = select(*columns).where(conversations.c.channel == CHANNEL, conversations.c.chat == chat.name)
    row = session.execute(whose).first()
    return Talk(*row) if row is not None else None


def offered(session: Session, state: State, persona: str, talk: Talk | None, locale: str) -> list[dict[str, str]]:
    """The menu of commands."""
    staff = talk.staff_id if talk is not None else None
    found = commands_for(state.book, persona, staff_reads.roles(session, staff) if staff is not None else frozenset())
    return [{"word": command.word, "text": str(state.texts(locale, command.help_key))} for command in found]
