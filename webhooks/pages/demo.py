"""The demo: the candidate's and the recruiter's phone side by side, and a clock that people move ahead. Only under `otklik demo`."""

from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request, status
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.kernel.queue.timers import timers
from core.kernel.time.clock import ShiftedClock
from core.staff import acts, reads
from webhooks.chats.sessions import find_chat, put_cookie
from webhooks.pages.login import enter
from webhooks.pages.page import locale_of, page
from webhooks.state import State, state_of

STORY = (
    ("candidate", "apply"),
    ("staff", "card"),
    ("staff", "call"),
    ("staff", "callback"),
    ("candidate", "slot"),
    ("candidate", "move"),
    ("staff", "result"),
)
HOUR = timedelta(hours=1)
JUST_AFTER = timedelta(seconds=1)
SILENT = ("slots.extend",)
"""Timers of which nobody hears."""


async def only_in_the_demo(request: Request) -> None:
    """`/demo` lets anybody in as a colleague: a setting alone, left over where real people are, must not open it."""
    state = state_of(request)
    if not (state.settings.demo and isinstance(state.clock, ShiftedClock)):
        raise HTTPException(status.HTTP_404_NOT_FOUND)


def clock_of(request: Request) -> ShiftedClock:
    clock = state_of(request).clock
    if not isinstance(clock, ShiftedClock):
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    return clock


router = APIRouter(tags=["pages"], dependencies=[Depends(only_in_the_demo)])


@router.get("/demo", response_class=HTMLResponse)
async def demo_page(request: Request) -> HTMLResponse:
    """Whoever opens it is the recruiter as well: the demo's data are made up, and it listens on this machine only."""
    state, locale = state_of(request), locale_of(request)
    steps = [(who, state.texts(locale, f"web-demo-step-{step}")) for who, step in STORY]
    clock = {"now": state.clock.now().isoformat(), "zone": state.settings.zone}
    response = page(request, "demo.html", steps=steps, clock=clock)
    if await find_chat(request, "staff") is None:
        token = await state.database.write(partial(let_in, state=state))
        if token:
            put_cookie(response, state, "staff", token)
    return response


def let_in(session: Session, state: State) -> str:
    """Logs the first recruiter in by a login link of his own; empty where there is nobody."""
    found, now = reads.with_role(session, "recruiter") or reads.users(session, active=True), state.clock.now()
    if not found:
        return ""
    return enter(session, state, acts.login_link(session, found[0].id, now=now))


@router.post("/demo/clock")
async def move_clock(
    request: Request,
    clock: Annotated[ShiftedClock, Depends(clock_of)],
    step: Annotated[Literal["hour", "reminder"], Query()],
) -> dict[str, str | bool]:
    """Sets the demo's clock ahead: by an hour, or to where the next reminder comes."""
    ahead = HOUR
    if step == "reminder":
        due = await state_of(request).database.read(next_reminder)
        ahead = max(due - clock.now() + JUST_AFTER, timedelta()) if due else timedelta()
    clock.advance(ahead)
    return {"now": clock.now().isoformat(), "moved": bool(ahead)}


def next_reminder(session: Session) -> datetime | None:
    """When somebody will hear of something."""
    waiting = select(timers.c.due_at).where(timers.c.state == "pending", timers.c.kind.not_in(SILENT))
    return session.execute(waiting.order_by(timers.c.due_at).limit(1)).scalar()
