"""A house for tests of the pipeline: two colleagues, a vacancy, a candidate on it, free times; each step in a transaction of its own."""

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.candidates import acts as candidates
from core.candidates.rules import Draft
from core.interviews import acts as interviews
from core.interviews import reads as meetings
from core.interviews.reads import BookingCard, FreeSlot
from core.interviews.rules import RuleDraft
from core.kernel.actors import BOARD, Actor, candidate, staff
from core.kernel.database.session import Database
from core.kernel.queue import inbox, outbox, timers
from core.kernel.queue.inbox import inbox as received
from core.kernel.queue.outbox import outbox as queued
from core.kernel.queue.timers import Due
from core.kernel.queue.timers import timers as reminders
from core.pipeline import acts, reads
from core.pipeline.log import subject
from core.pipeline.reads import ApplicationCard, EventLine
from core.pipeline.timers import TIMERS
from core.staff.acts import add_staff
from core.vacancies import acts as vacancies
from core.vacancies.rules import VacancyDraft
from tests.conftest import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOTICE = timedelta(minutes=60)
OFFICE = RuleDraft(weekdays=(0, 1, 2, 3, 4), opens=time(10), closes=time(13), zone="Europe/Moscow", duration=60, place="Офис")


class House(NamedTuple):
    recruiter: int
    colleague: int
    vacancy: int
    candidate: int
    application: int


def seed_defaults(session: Session) -> House:
    recruiter = add_staff(session, "Анна Седова", ["recruiter"], now=NOW)
    colleague = add_staff(session, "Пётр Ильин", ["lead"], now=NOW)
    vacancy = vacancies.create(session, VacancyDraft("Кассир"), recruiter=recruiter, by=staff(recruiter), now=NOW)
    interviews.keep_rule(session, recruiter, OFFICE, now=NOW, horizon=7)
    person = candidates.register(session, Draft("Иван Петров", phones=("+79161234567",)), now=NOW, is_draft=False)
    return House(recruiter, colleague, vacancy, person, applied(session, person, vacancy))


def applied(session: Session, person: int, vacancy: int, at: datetime = NOW) -> int:
    return acts.link(session, person, vacancy, source="site.hh", entrance_type="response", by=BOARD, at=at, now=at)


class Told(NamedTuple):
    to: str
    kind: str
    args: dict[str, Any]


class Desk:
    """What is done on the one application, by whom, and what can be seen of it afterwards."""

    def __init__(self, db: Database, house: House) -> None:
        self.db, self.house = db, house
        self.application = house.application
        self.recruiter, self.colleague, self.candidate = staff(house.recruiter), staff(house.colleague), candidate(house.candidate)

    async def do(self, act: Callable[..., Any], *args: Any, by: Actor | None = None, now: datetime = NOW, **more: Any) -> Any:
        """An act on the application, by its recruiter unless said otherwise."""
        return await self.db.write(lambda session: act(session, self.application, *args, by=by or self.recruiter, now=now, **more))

    async def free(self, now: datetime = NOW) -> tuple[FreeSlot, ...]:
        return await self.db.read(lambda session: meetings.offered(session, self.house.recruiter, now=now, notice=NOTICE))

    async def schedule(self, slot: int, *, kind: str = "interview", by: Actor | None = None, now: datetime = NOW) -> int:
        number: int = await self.do(acts.schedule, slot, kind=kind, notice=NOTICE, by=by, now=now)
        return number

    async def booked(self, place: int = 0, *, kind: str = "interview", by: Actor | None = None, now: datetime = NOW) -> BookingCard:
        """The meeting, at the free time of that place in the list."""
        number = await self.schedule((await self.free(now))[place].id, kind=kind, by=by, now=now)
        return await self.db.read(lambda session: meetings.booking(session, number))

    async def meeting(self) -> BookingCard | None:
        return await self.db.read(lambda session: meetings.active(session, self.application))

    async def card(self) -> ApplicationCard:
        return await self.db.read(lambda session: reads.card(session, self.application))

    async def history(self) -> tuple[EventLine, ...]:
        return await self.db.read(lambda session: reads.history(session, self.application, limit=100))

    async def codes(self) -> list[str]:
        """The log, oldest first."""
        return [line.code for line in reversed(await self.history())]

    async def told(self) -> list[Told]:
        """Everything that anybody was told, in order."""
        query = select(received.c.body).where(received.c.source == "notice").order_by(received.c.id)
        bodies = [json.loads(body) for body in await self.db.read(lambda session: session.execute(query).scalars().all())]
        return [Told(body["to"], body["kind"], body["args"]) for body in bodies]

    async def heard(self) -> list[Told]:
        """What the candidate was told."""
        return [told for told in await self.told() if told.to.startswith("candidate:")]

    async def kinds(self) -> list[tuple[str, str]]:
        """Who was told what."""
        return [(told.to, told.kind) for told in await self.told()]

    async def pending(self) -> dict[str, datetime]:
        """The timers of the application that will come, and when."""
        query = select(reminders.c.kind, reminders.c.due_at).where(reminders.c.state == "pending")
        mine = query.where(reminders.c.subject == subject(self.application))
        return {row.kind: row.due_at for row in await self.db.read(lambda session: session.execute(mine).all())}

    async def tick(self, now: datetime) -> None:
        """Whatever is due comes, each in a turn of its own, until nothing is due."""
        while await self.db.write(lambda session: timers.fire(session, now)):
            while await self.db.write(lambda session: turn(session, now)):
                pass

    async def queue(self, key: str) -> None:
        """A message about the application, on its way to a chat."""

        def put(session: Session) -> None:
            outbox.send(session, "chat", lane="c", kind="send", body={}, now=NOW, subject=subject(self.application), key=key)

        await self.db.write(put)

    async def outgoing(self) -> list[str]:
        query = select(queued.c.state).order_by(queued.c.id)
        return list(await self.db.read(lambda session: session.execute(query).scalars().all()))


def turn(session: Session, now: datetime) -> bool:
    """Works off one timer; False where none waits."""
    query = select(received.c.id, received.c.body).where(received.c.source == "timer", received.c.state == "new")
    row = session.execute(query.order_by(received.c.id).limit(1)).first()
    if row is None:
        return False
    due = Due.of(json.loads(row.body))
    TIMERS[due.kind](session, due, now)
    session.execute(update(inbox.inbox).where(received.c.id == row.id).values(state="done"))
    return True
