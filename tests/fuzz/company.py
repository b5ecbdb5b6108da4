"""A company in which one colleague, «me», owns some things, manages others, and has nothing to do with the rest.

Everything stands in one transaction that is never committed: a case is tried behind a savepoint and taken back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.app import make_engine
from bot.channels.webchat.parse import ACCOUNT, CHANNEL
from bot.conversation import store as memory
from bot.conversation.model import conversations
from bot.conversation.screens import Button, Screen
from bot.engine.engine import Engine, House
from core.boards import acts as boards
from core.candidates import acts as candidates
from core.candidates import merging
from core.candidates.rules import Draft
from core.interviews import acts as interviews
from core.interviews import reads as times
from core.interviews.rules import RuleDraft
from core.kernel.actors import SYSTEM, Actor
from core.kernel.actors import staff as colleague
from core.kernel.database.columns import metadata
from core.kernel.problems import Problem
from core.kernel.queue import inbox
from core.kernel.queue.outbox import outbox
from core.kernel.text.i18n import texts
from core.messages import acts as messages
from core.pipeline import acts as pipeline
from core.pipeline import callbacks, meetings
from core.pipeline import reads as applications
from core.privacy import acts as privacy
from core.privacy.model import AccessLog
from core.privacy.rules import ConsentKind
from core.requests import acts as requests
from core.requests.model import ErasureAct
from core.requests.rules import Demand
from core.staff import acts as staff
from core.staff.model import StaffUser
from core.vacancies import acts as vacancies
from core.vacancies import reads
from core.vacancies.rules import QuestionDraft, VacancyDraft
from tests.conversations.direct import ADDRESS, COMPANY, LOCALES

TALK = frozenset({"conversations", "shown", "inbox", "outbox"})
"""Tables in which a chat goes on; everything else is what a refusal must leave alone."""
VARIANTS = ("mine", "managed", "foreign")
SURNAMES = {"mine": "Свойский", "managed": "Смотрелов", "foreign": "Чужаков"}
LETTERS = "абвгдежз"


@dataclass(frozen=True, slots=True)
class Things:
    """One of each kind, by the name of the argument that means it; `people`: candidates by the name they are recognised by."""

    ids: Mapping[str, int]
    people: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


@dataclass(slots=True)
class Company:
    session: Session
    now: datetime
    engine: Engine
    me: int
    other: int
    chat: str = "me"
    things: dict[str, Things] = field(default_factory=dict)
    _rows: int = 0

    # Who does it

    def becomes(self, roles: tuple[str, ...], *, active: bool = True) -> None:
        """From now on I am this."""
        self.session.execute(update(StaffUser).where(StaffUser.id == self.me).values(roles=list(roles), active=active))
        self.session.expire_all()

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Whatever happens inside is taken back."""
        point = self.session.begin_nested()
        try:
            yield
        finally:
            point.rollback()
            self.session.expire_all()

    def guest(self, chat: str) -> None:
        seat(self.session, chat, self.now)

    def opens_form(self, name: str, args: dict[str, Any]) -> None:
        form = {"form": name, "id": "open", "args": args, "answers": {}, "order": []}
        self.session.execute(update(conversations).where(conversations.c.chat == self.chat).values(form=form, current=None))

    # What is done

    def button(self, action: str, args: dict[str, Any], chat: str = "me") -> str:
        """A button that stands in a chat; its token."""
        number = self.session.execute(select(conversations.c.id).where(conversations.c.chat == chat)).scalar_one()
        screen = Screen(Markup("…"), ((Button("…", action, args),),))
        _, token = memory.show(self.session, number, screen, [], self.now)
        return f"{token}.0"

    def presses(self, token: str, chat: str = "me") -> str:
        return self.does({"kind": "press", "token": token, "bubble": None}, chat)

    def says(self, text: str, chat: str = "me") -> str:
        return self.does({"kind": "text", "text": text}, chat)

    def does(self, body: dict[str, Any], chat: str = "me") -> str:
        """One turn; what it was refused with, "" where it was not."""
        whole = {"chat": chat, "locale": "ru", "zone": "Europe/Moscow", **body}
        return self.taken(CHANNEL, f"{CHANNEL}:{ACCOUNT}:{chat}", whole)

    def told(self, kind: str, args: dict[str, Any]) -> str:
        """A notice to me."""
        to = f"staff:{self.me}"
        return self.taken("notice", to, {"kind": kind, "to": to, "args": args})

    def taken(self, source: str, lane: str, body: dict[str, Any]) -> str:
        self._rows += 1
        inbox.put(self.session, source, key=f"case:{self._rows}", lane=lane, body=body, now=self.now)
        point = self.session.begin_nested()
        try:
            assert self.engine.take(self.session, lane, self.now)
            self.session.flush()
        except Problem as problem:
            point.rollback()
            self.engine.refuse(self.session, lane, problem, self.now)
            return problem.key
        point.commit()
        return ""

    # What is seen of it

    def marks(self) -> tuple[int, int]:
        """How far the outbox and the log of looks have come."""
        return tuple(
            self.session.execute(select(func.coalesce(func.max(column), 0))).scalar_one() for column in (outbox.c.id, AccessLog.id)
        )

    def shown_people(self, after: int) -> list[str]:
        """Candidates whose name went into my chat since."""
        sent = self.sent(after)
        return [name for name in self.people if name in sent]

    @property
    def people(self) -> dict[str, int]:
        return {name: number for found in self.things.values() for name, number in found.people.items()}

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the vacancies, as people say them."""
        return {variant: reads.card(self.session, found["vacancy"]).number for variant, found in self.things.items()}

    def sent(self, after: int) -> str:
        """Everything that went into my chat since."""
        mine = (outbox.c.id > after, outbox.c.target == CHANNEL, outbox.c.lane == f"{ACCOUNT}:{self.chat}")
        return "\n".join(self.session.execute(select(outbox.c.body).where(*mine)).scalars())

    def looked_at(self, after: int) -> set[int | None]:
        seen = select(AccessLog.candidate_id).where(AccessLog.id > after, AccessLog.staff_id == self.me)
        return set(self.session.execute(seen).scalars())

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables in which no chat goes on, as the driver gives them."""
        self.session.flush()
        driver: Any = self.session.connection().connection.driver_connection
        known = [table.name for table in metadata.sorted_tables if table.name not in TALK]
        return {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in known}  # noqa: S608 - our own tables' names


def founded(session: Session, folder: Path, now: datetime) -> Company:
    staff.seed_dictionaries(session)
    privacy.publish_samples(session, COMPANY, now=now)
    me = staff.add_staff(session, "Я Сам", ["lead"], now=now)
    other = staff.add_staff(session, "Другой Коллега", ["recruiter", "lead", "admin"], now=now)
    staff.invite(session, by=SYSTEM, roles=["recruiter"], name="Званый Коллега", now=now)
    facts = {"files": str(folder), "notice": "60", "horizon": "28", "telegram": "otklik_bot"}
    engine = make_engine(texts(LOCALES), House(COMPANY, ADDRESS, "Europe/Moscow", "ru", facts))
    found = Company(session, now, engine, me, other)
    for number, name in ((me, "me"), (other, "other")):
        seat(session, name, now, staff_id=number, persona="staff")
    for variant in VARIANTS:
        found.things[variant] = things(session, found, variant)
    session.execute(delete(inbox.inbox))
    session.execute(delete(outbox))
    return found


def seat(session: Session, chat: str, now: datetime, **who: Any) -> None:
    row = {"channel": CHANNEL, "account": ACCOUNT, "chat": chat, "locale": "ru", "zone": "Europe/Moscow", "seen_at": now}
    session.execute(insert(conversations).values(**row, **who))


@dataclass(slots=True)
class Hiring:
    """Makes the things of one variant."""

    session: Session
    now: datetime
    owner: int
    variant: str
    vacancy: int
    people: dict[str, int] = field(default_factory=dict)

    @property
    def by(self) -> Actor:
        return colleague(self.owner)

    def person(self, role: str, *, draft: bool = False) -> int:
        """A candidate whose name nobody else has, with a chat of his own."""
        name = f"{SURNAMES[self.variant]}{role} Пётр"
        phone = f"+7916{len(self.people):02}{len(self.variant):02}{self.vacancy:03}"
        told = Draft(full_name=name, phones=(phone,), city="Казань", source="career_site")
        number = candidates.register(self.session, told, now=self.now, is_draft=draft)
        self.people[f"{SURNAMES[self.variant]}{role}"] = number
        chat = f"{self.variant}-{role}"
        candidates.bind_channel(self.session, number, CHANNEL, ACCOUNT, chat, now=self.now)
        consent(self.session, number, chat, self.now)
        seat(self.session, chat, self.now, candidate_id=number, persona="candidate")
        return number

    def applied(self, role: str) -> int:
        person = self.person(role)
        return pipeline.link(
            self.session, person, self.vacancy, source="career_site", entrance_type="response", by=SYSTEM, at=self.now, now=self.now
        )

    def responded(self, role: str) -> int:
        person = self.person(role, draft=True)
        return boards.submit(self.session, person, self.vacancy, channel="webchat", answers=(("Опыт?", "3"),), resume=None, now=self.now)


def consent(session: Session, candidate: int, chat: str, now: datetime) -> None:
    where = {"channel": CHANNEL, "channel_user": chat, "evidence": "form"}
    privacy.give_elsewhere(session, candidate, ConsentKind.RECRUITING, text_version="1", given_at=now, **where)


def things(session: Session, company: Company, variant: str) -> Things:
    now = company.now
    owner = company.me if variant == "mine" else company.other
    draft = VacancyDraft(f"Оператор {variant}", "Отвечать.", "Казань", 60_000)
    vacancy = vacancies.create(session, draft, recruiter=owner, by=SYSTEM, now=now)
    if variant == "managed":
        vacancies.assign(session, vacancy, manager=company.me, by=SYSTEM, now=now)
    question = vacancies.add_question(session, vacancy, QuestionDraft("Опыт?", "text"))
    vacancies.add_question(session, vacancy, QuestionDraft("Готовы?", "yesno"))
    opens = time(10 + VARIANTS.index(variant))
    rule = interviews.keep_rule(
        session, owner, RuleDraft((0, 1, 2, 3, 4), opens, time(opens.hour + 1), "Europe/Moscow"), now=now, horizon=14
    )
    made = Hiring(session, now, owner, variant, vacancy)
    found = {"vacancy": vacancy, "question": question, "rule": rule, **applied(made, owner)}
    about = {**demanded(session, found["candidate"], now), **joined(made, found["candidate"])}
    return Things({**found, **about}, made.people)


def joined(made: Hiring, candidate: int) -> dict[str, int]:
    """Another record of the same person, with a chat that has shown no right to the first one's."""
    record = made.person("двойник", draft=True)
    return {"record": record, "join": merging.merge_into(made.session, record, candidate, now=made.now, by=made.owner)}


def demanded(session: Session, candidate: int, now: datetime) -> dict[str, int]:
    """What the person in charge has before him: a demand that waits and an act."""
    request = requests.note(session, candidate, Demand.ERASE, due=now, now=now, act_at=now).id
    about = {"operator": "", "done_by": "system", "reason": "erase", "counts": {"files": 1}, "files": [], "at": now}
    act = ErasureAct(candidate_id=candidate, request_id=request, **about)
    session.add(act)
    session.flush()
    return {"request": request, "act": act.id}


def applied(made: Hiring, owner: int) -> dict[str, int]:
    """Applications in every state that a button may need, and responses."""
    session, now = made.session, made.now
    plain, met, called, closed = (made.applied(role) for role in ("новый", "званый", "ждущий", "ушедший"))
    slots = times.offered(session, owner, now=now, notice=timedelta(hours=1))
    booking = meetings.schedule(session, met, slots[0].id, kind="interview", by=made.by, now=now, notice=timedelta())
    callbacks.call_back(session, called, "first_call.no_answer", now + timedelta(hours=1), by=made.by, now=now)
    pipeline.reject(session, closed, "low_experience", by=made.by, now=now, tell=False)
    promised = applications.open_callback(session, called)
    candidate = applications.card(session, plain).candidate_id
    message = messages.receive(session, candidate, text="Когда?", channel=CHANNEL, key=f"m{candidate}", now=now)
    file = candidates.attach(session, candidate, "resume", now=now, sha256="0" * 64, name="cv.pdf", media_type="application/pdf", size=9)
    assert promised is not None
    return {
        "application": plain,
        "met": met,
        "called": called,
        "closed": closed,
        "booking": booking,
        "callback": promised.id,
        "candidate": candidate,
        "response": made.responded("откликнувшийся"),
        "message": message,
        "file": file,
        "slot": slots[1].id,
    }
