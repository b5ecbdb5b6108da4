"""The chat's page: alone on a phone, beside the vacancies on a desktop."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.webchat.chats import Chat
from bot.channels.webchat.limits import TEXT_IN
from bot.channels.webchat.parse import CHANNEL
from bot.commands import commands_for
from bot.model import conversations
from core.staff import reads as staff_reads
from webhooks.chats.seats import SeatQuery, find_chat
from webhooks.pages.page import locale_of, page
from webhooks.pages.vacancies import listed
from webhooks.state import State, state_of

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)
WORDS = (
    "today", "yesterday", "kb", "mb", "you", "they", "wait", "sent", "seen", "failed", "fresh", "phone-label", "phone-wrong", "send",
    "cancel", "again", "delete", "failed-refused", "failed-too-long", "failed-file-lost", "offline", "busy", "signed-out", "start",
    "empty-name", "empty-hint", "sign-in-name", "sign-in-hint",
)  # fmt: skip
"""The chat's own words, `webchat-<name>` in the texts."""


@router.get("/chat")
async def chat_page(request: Request, seat: SeatQuery = "candidate", *, embed: bool = False) -> HTMLResponse:
    state, locale = state_of(request), locale_of(request)
    chat = await find_chat(request, seat)
    beside = seat == "candidate" and not embed
    vacancies = await state.database.read(partial(listed, texts=state.texts, locale=locale)) if beside else []
    commands = await state.database.read(partial(offered, state=state, seat=seat, chat=chat, locale=locale))
    return page(
        request,
        "chat.html",
        embed=embed,
        vacancies=vacancies,
        who=state.settings.company if seat == "candidate" else state.texts(locale, "webchat-staff-name"),
        about=state.texts(locale, f"webchat-about-{seat}"),
        config=config(state, locale, seat, chat, commands),
    )


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


def offered(session: Session, state: State, seat: str, chat: Chat | None, locale: str) -> list[dict[str, str]]:
    """The menu of commands."""
    roles = frozenset[str]()
    persona = seat
    if chat is not None:
        whose = select(conversations.c.staff_id, conversations.c.persona).where(
            conversations.c.channel == CHANNEL,
            conversations.c.chat == chat.name,
        )
        row = session.execute(whose).first()
        if row is not None:
            persona = row.persona
            roles = staff_reads.roles(session, row.staff_id) if row.staff_id is not None else roles
    found = commands_for(state.book, persona, roles)
    return [{"word": command.word, "text": str(state.texts(locale, command.help_key))} for command in found]
