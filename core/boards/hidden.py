"""Contacts that a board kept back: asked for again when it may give them out, and told to whoever waits for them.

Notices told to staff: `response.contacts` (response).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.boards import acts, rules
from core.boards.model import Response
from core.boards.port import ResponseDraft
from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.kernel.actors import staff as a_colleague
from core.kernel.queue import outbox
from core.kernel.queue.notices import tell
from core.kernel.time.zones import DAY

KIND = "contacts"
MOSCOW = ZoneInfo("Europe/Moscow")
"""The boards' days are counted here."""
AFTER_MIDNIGHT = 10
SPREAD = 110
"""Minutes over which the calls of one morning are spread: the day's budget is for people too."""
DAYS = 14
"""So often a spent budget is waited for."""
PAUSES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))
"""After which a résumé that is closed to us is asked for again; some are only being checked by the board."""
WAITED_FOR = (*rules.OPEN, "accepted")


def wait(session: Session, board: str, external_id: str, *, tried: int, now: datetime) -> None:
    """Sees to it that the contacts which the response lacks are asked for again, for the `tried` + 1st time; to the end it says when."""
    row = session.scalars(acts.at_place(board, external_id)).first()
    if row is None or row.state not in WAITED_FOR:
        return
    told = acts.draft_of(row)
    if not told.contacts_why:
        return
    due = next_try(told.contacts_why, row.id, tried, now)
    row.draft = rules.packed(replace(told, contacts_at=due))
    if due is not None:
        body = {"id": external_id, "tried": tried + 1}
        about: dict[str, Any] = {
            "subject": f"response:{row.id}",
            "key": f"{KIND}:{row.id}:{tried + 1}",
            "due": due,
            "priority": outbox.BULK,
        }
        outbox.send(session, board, lane=external_id, kind=KIND, body=body, now=now, **about)


def next_try(why: str, response: int, tried: int, now: datetime) -> datetime | None:
    """When, None where it is no use any more."""
    if why != "limit":
        return now + PAUSES[tried] if tried < len(PAUSES) else None
    if tried >= DAYS:
        return None
    midnight = (now + DAY).astimezone(MOSCOW).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(minutes=AFTER_MIDNIGHT + response % SPREAD)).astimezone(now.tzinfo)


def came(session: Session, answer: ResponseDraft | None, board: str, external_id: str, *, tried: int, now: datetime) -> None:
    """What the board answered: the contacts, still none, or (None) that there is no such response any more."""
    row = session.scalars(acts.at_place(board, external_id)).first()
    if row is None or row.state not in WAITED_FOR:
        return
    known = acts.draft_of(row)
    if answer is None or answer.contacts_why:
        row.draft = rules.packed(replace(known, contacts_why="closed" if answer is None else answer.contacts_why, contacts_at=None))
        if answer is not None:
            wait(session, board, external_id, tried=tried, now=now)
        return
    row.draft = rules.packed(with_contacts(known, answer))
    take_over(session, row)
    for reader in waiting(session, row):
        tell(session, a_colleague(reader), "response.contacts", key=f"{row.id}:{tried}", now=now, response=row.id)


def with_contacts(known: ResponseDraft, answer: ResponseDraft) -> ResponseDraft:
    """What was known already stays, what was lacking comes to it."""
    lacking = ("full_name", "last_name", "first_name", "middle_name", "city", "age", "birth_date", "last_job", "resume_url")
    news: dict[str, Any] = {name: getattr(answer, name) for name in lacking if not getattr(known, name)}
    found: dict[str, Any] = {"phones": answer.phones, "emails": answer.emails, "contacts_hidden": answer.contacts_hidden}
    return replace(known, **news, **found, contacts_why="", contacts_at=None)


def take_over(session: Session, row: Response) -> None:
    """Who is in the base already gets what the response told too late."""
    if row.state == "accepted" and row.candidate_id is not None:
        told = acts.draft_of(row)
        news = Draft(phones=told.phones, emails=told.emails)
        candidates.change(session, row.candidate_id, news)


def waiting(session: Session, row: Response) -> tuple[int, ...]:
    """Who took the response, else who is told of new ones."""
    return (row.taken_by,) if row.state == "accepted" and row.taken_by is not None else acts.readers(session, row.vacancy_id)


def of_application(session: Session, application: int) -> ResponseDraft | None:
    """The response of an application whose contacts are still kept back."""
    found = session.scalars(select(Response).where(Response.application_id == application).order_by(Response.id.desc())).first()
    told = acts.draft_of(found) if found is not None else None
    return told if told is not None and told.contacts_hidden else None
