"""Runs on the code of release 0.1.0, from a tree of its own, and leaves what a house of that release has in hand: `script.py FOLDER`.

The release's own tests lead its people through everything there is to do; wherever one of them stood before a question or a button
that nobody else stands before, somebody is left standing there. What no tour comes by is laid out by the release's own acts.
"""

import asyncio
import json
import secrets
import sys
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

import core  # noqa: F401 - chooses the SQLite before anything imports one
from bot.book import make_book
from bot.channels.telegram import account
from bot.channels.telegram import ingress as telegram
from bot.channels.webchat import ingress as webchat
from bot.channels.webchat.entries import Bubble
from bot.model import conversations, shown
from core.boards import acts as boards
from core.boards.generic import parse as generic
from core.boards.port import ResponseDraft
from core.kernel import documents, inbox, migrate, outbox, timers
from core.kernel.clock import ManualClock
from core.kernel.database import open_database
from core.kernel.inbox import inbox as rows_in
from core.kernel.notices import tell
from core.kernel.outbox import outbox as rows_out
from core.kernel.people import candidate, staff
from core.kernel.problems import Refused
from core.kernel.timers import timers as rows_due
from core.pipeline import acts as pipeline
from core.pipeline.timers import TIMERS, keep_extending
from core.staff import acts as people
from core.staff.model import StaffUser
from tests.conftest import NOW
from tests.fuzz import updates
from tests.fuzz.company import VARIANTS, Company, seat, things
from tests.fuzz.entries import arguments
from tests.fuzz.moments import Life, lived
from tests.fuzz.town import Inhabitant, Moment, Town
from tests.fuzz.updates import BOT
from webhooks.hooks.generic import row_of as generic_row
from webhooks.hooks.hh import row_of as hh_row

HOUR = timedelta(hours=1)
EVENING = NOW + timedelta(hours=11)
"""Eleven in the evening: colleagues who keep quiet hours sleep."""
MORNING = EVENING + timedelta(hours=9)
FIRST = 7000
"""Chats of those who are left standing somewhere."""


# Whoever stood somewhere is left there


def face(moment: Moment) -> set[str]:
    """What can be done there that may be new: actions, questions of forms, what takes typed words, where «back» leads."""
    form = moment.conversation.get("form")
    found = {f"form:{form['form']}:{sorted(form['answers'])}:{form.get('fixing')}:{form.get('checked')}"} if form else set()
    for screen in moment.screens:
        found |= {button["action"] for row in screen["rows"] for button in row if button.get("action")}
        found |= {f"typed:{screen['typed'][0]}"} if screen["typed"] else set()
        found |= {f"back:{screen['stack'][-1][0]}"} if screen["stack"] else set()
    return found


def leave(session: Session, moment: Moment, number: int) -> None:
    """The same person, the same screens, in one chat more."""
    row = {name: value for name, value in moment.conversation.items() if name != "id"}
    row |= {"channel": "telegram", "account": str(BOT), "chat": str(FIRST + number), "current": None}
    made = session.execute(insert(conversations).values(row).returning(conversations.c.id)).scalar_one()
    for place, screen in enumerate(reversed(moment.screens)):
        copy = {name: value for name, value in screen.items() if name != "id"}
        copy |= {"conversation_id": made, "token": secrets.token_urlsafe(9), "ref": str(10_000 + 20 * number + place)}
        stands = session.execute(insert(shown).values(copy).returning(shown.c.id)).scalar_one()
        if screen["id"] == moment.conversation["current"]:
            session.execute(update(conversations).where(conversations.c.id == made).values(current=stands))


def leave_all(session: Session, moments: list[tuple[str, Moment]]) -> None:
    known: set[str] = set()
    for number, (_, moment) in enumerate(moments):
        if moment.conversation and not face(moment) <= known:
            known |= face(moment)
            leave(session, moment, number)


# What no tour comes by


def found_company(session: Session, town: Town) -> Company:
    """A colleague with every role, and one of each kind of thing: his own, such as he answers for, and others'."""
    now = town.clock.now()
    me = people.add_staff(session, "Я Сам", ["lead", "admin", "recruiter"], now=now)
    other = people.add_staff(session, "Другой Коллега", ["recruiter", "lead", "admin"], now=now)
    company = Company(session, now, town.engine, me, other)
    for number, name in ((me, "me"), (other, "other")):
        seat(session, name, now, staff_id=number, persona="staff")
    for variant in VARIANTS:
        company.things[variant] = things(session, company, variant)
    return company


def lay_out(company: Company) -> None:
    """A button for every handler that no live screen leads to, in the chat of whoever may press it."""
    session = company.session
    screens = session.execute(select(shown.c.rows).where(shown.c.live)).scalars()
    there = {button.get("action") for rows in screens for row in rows for button in row}
    for entry in make_book().entries.values():
        if entry.name not in there:
            chat = "me" if entry.persona == "staff" else "mine-званый"
            company.button(entry.name, arguments(company, entry, company.things["mine"]), chat)


def every_timer(session: Session, company: Company, now: datetime) -> None:
    """Kinds that come only after others, set on the meeting that there is."""
    keep_extending(session, now=now, horizon=28)
    called = company.things["mine"]["called"]
    pipeline.call_back(session, called, "first_call.no_answer", now + 2 * HOUR, by=staff(company.me), now=now)
    row = session.execute(select(rows_due.c.args, rows_due.c.subject).where(rows_due.c.kind == "interview.ended")).first()
    assert row is not None
    pending = set(session.execute(select(rows_due.c.kind).where(rows_due.c.state == "pending")).scalars())
    for kind in TIMERS:
        if kind not in pending:
            key = f"{kind}:once-more"
            args = {**documents.read(row.args), "time": 1}
            timers.schedule(session, kind, subject=row.subject, lane=row.subject, due=now + 3 * HOUR, key=key, args=args)


def every_notice(session: Session, company: Company, now: datetime) -> None:
    """Told to one who sleeps, and to a candidate."""
    mine = company.things["mine"]
    for (role, kind), entry in make_book().notices.items():
        args = arguments(company, entry, mine)
        who = staff(company.me) if role == "staff" else candidate(mine.people["Свойскийзваный"])
        tell(session, who, kind, key="left", now=now, **args)


def quiet(session: Session, company: Company) -> None:
    session.execute(update(StaffUser).where(StaffUser.id == company.me).values(quiet_from=time(22), quiet_to=time(8)))


# What is in hand when the house is closed


def arrived(session: Session, town: Town, boris: Inhabitant) -> None:
    """Acknowledged, but nobody has looked at it yet; everything that a messenger or a board can send."""
    now = town.clock.now()
    told = [updates.text(1001, 900_001, "Здравствуйте, я задержусь"), updates.text(1003, 900_002, "/start v_1")]
    told.append(updates.contact(1001, 900_003, "+79123456789", 1001))
    telegram.keep(session, told, BOT, now)
    assert boris.web is not None
    webchat.keep(session, boris.web, "late", {"kind": "text", "text": "А когда перезвоните?"}, Bubble(), now)
    body = json.dumps(
        {"id": "late-9", "source": "site", "vacancy": "VAC-0001", "name": "Формов Олег", "phone": "+79160001009"}, ensure_ascii=False
    )
    inbox.put_all(session, "generic", [generic_row(generic.parse(body.encode(), now), body.encode())], now)
    event = {
        "subscription_id": "s",
        "action_type": "NEW_RESPONSE_OR_INVITATION_VACANCY",
        "id": "e1",
        "user_id": "1",
        "payload": {"topic_id": "9001", "vacancy_id": "77"},
    }
    inbox.put_all(session, "hh", [hh_row(json.dumps(event).encode())], now)
    for number, answer in enumerate(("hh", "career_site", "referral")):
        draft = ResponseDraft(
            answer, f"late-{number}", "VAC-0001", now, full_name=f"Поздний {'АБВ'[number]} Олег", phones=(f"+7916000100{number}",)
        )
        boards.receive(session, draft, now=now)


def failed(session: Session, now: datetime) -> None:
    """One call of each kind was refused for good, one was never answered."""
    for target in session.execute(select(rows_out.c.target).distinct()).scalars().all():
        for parcel in outbox.claim(session, target, limit=2, now=now)[:2]:
            if parcel.id % 2:
                outbox.set_aside(session, parcel, Refused("bad-request").reason, now)


def to_hh(session: Session, company: Company, now: datetime) -> None:
    """A refusal on its way to the board that the response came from."""
    draft = ResponseDraft("hh", "refused-1", "VAC-0001", now, source_state="response", full_name="Отказов Пётр", phones=("+79160002000",))
    boards.receive(session, draft, now=now)
    number = session.execute(select(func.max(boards.Response.id))).scalar_one()
    boards.reject(session, number, "low_experience", by=company.other, now=now, tell=True)


# What there is to be found by whoever comes after


def live(session: Session) -> dict[str, Any]:
    """Every live button with its label, and everything else that waits."""
    talks = session.execute(select(conversations).order_by(conversations.c.id)).mappings().all()
    screens = session.execute(select(shown).where(shown.c.live).order_by(shown.c.id)).mappings().all()
    waiting = (
        select(rows_in.c.id, rows_in.c.source, rows_in.c.lane, rows_in.c.retry_at).where(rows_in.c.state == "new").order_by(rows_in.c.id)
    )
    due = (
        select(rows_due.c.id, rows_due.c.kind, rows_due.c.subject, rows_due.c.due_at)
        .where(rows_due.c.state == "pending")
        .order_by(rows_due.c.id)
    )
    going = select(rows_out.c.id, rows_out.c.target, rows_out.c.kind, rows_out.c.state)
    open_ones = going.where(rows_out.c.state.in_(("new", "sending", "dead"))).order_by(rows_out.c.id)
    return {
        "now": NOW_WHEN_CLOSED.isoformat(),
        "screens": [[screen["id"], screen["conversation_id"], buttons_of(screen)] for screen in screens],
        "typed": [[screen["id"], screen["typed"][0]] for screen in screens if screen["typed"]],
        "back": [[screen["id"], screen["stack"][-1][0]] for screen in screens if screen["stack"]],
        "forms": [[talk["id"], talk["form"]["form"], sorted(talk["form"]["answers"])] for talk in talks if talk["form"]],
        "timers": [[row.id, row.kind] for row in session.execute(due)],
        "inbox": [[row.id, row.source, row.lane.partition(":")[0]] for row in session.execute(waiting)],
        "notices": [list(row) for row in session.execute(kinds_of_notices)],
        "outbox": [list(row) for row in session.execute(open_ones)],
    }


kinds_of_notices = (
    select(rows_in.c.id, func.json_extract(rows_in.c.body, "$.to"), func.json_extract(rows_in.c.body, "$.kind"))
    .where(rows_in.c.state == "new", rows_in.c.source == "notice")
    .order_by(rows_in.c.id)
)
NOW_WHEN_CLOSED = EVENING


def buttons_of(screen: Any) -> list[list[Any]]:
    flat = [button for row in screen["rows"] for button in row]
    return [[number, one["action"], one["text"]] for number, one in enumerate(flat) if one.get("action")]


async def play(folder: Path) -> None:
    url = f"sqlite:///{folder / 'otklik.sqlite3'}"
    migrate.upgrade(url)
    clock = ManualClock(NOW)
    database = await open_database(url)
    town = Town(database, clock, folder / "files")
    life = await lived(town)
    await database.write(partial(leave_all, moments=life.moments))
    made: list[Company] = []

    def lay(session: Session) -> None:
        company = found_company(session, town)
        made.append(company)
        lay_out(company)

    await database.write(lay)
    await town.settle()
    await database.write(town._carry)
    (company,) = made
    clock.at = EVENING
    await database.write(partial(timers.fire, now=clock.now()))
    await town.settle()
    await database.write(partial(to_hh, company=company, now=clock.now()))
    await database.write(partial(quiet, company=company))
    await town.settle()
    await last_steps(town, life)
    await database.write(partial(every_timer, company=company, now=clock.now()))
    await database.write(partial(every_notice, company=company, now=clock.now()))
    await asleep(town)
    await database.write(partial(arrived, town=town, boris=life.people["boris"]))
    await database.write(partial(failed, now=clock.now()))
    assert not town.engine.faults, town.engine.faults[0]
    found = await database.read(live)
    await database.close()
    lines = ",\n".join(
        f' "{name}": {json.dumps(value, ensure_ascii=False)}' if name == "now" else section(name, value) for name, value in found.items()
    )
    (folder / "live.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


async def last_steps(town: Town, life: Life) -> None:
    """What was answered when nobody carried it out any more: messages, edits, toasts, files, acknowledgements."""
    anna, maria, boris = (life.people[name] for name in ("anna", "maria", "boris"))
    await town.says(anna, "/status")
    await town.presses(anna, "candidate.status.application_screen")
    await town.says(boris, "/status")
    await town.says(maria, "/candidate 1")
    await town.presses(maria, "recruiter.card.application_card")
    await town.arrives(
        updates.message(
            1001,
            900_010,
            document={
                "file_id": "F1",
                "file_unique_id": "U1",
                "file_size": 1000,
                "file_name": "Резюме.pdf",
                "mime_type": "application/pdf",
            },
        )
    )
    await town.database.write(partial(menus, town=town))


def menus(session: Session, town: Town) -> None:
    found = list(account.offered(session, town.engine.book, town.engine.texts, BOT))
    account.send_menus(session, BOT, found[:2], town.clock.now())


async def asleep(town: Town) -> None:
    """What was told to one who sleeps is put off by the release's own engine; what the candidates were told waits for its turn."""
    lanes = await town.database.read(partial(inbox.lanes, now=town.clock.now(), limit=100))
    for lane in lanes:
        while lane.startswith("staff:") and await town.worker.turn(lane):
            pass


def section(name: str, rows: list[Any]) -> str:
    return f' "{name}": [\n' + ",\n".join(f"  {json.dumps(row, ensure_ascii=False, default=str)}" for row in rows) + "\n ]"


if __name__ == "__main__":
    asyncio.run(play(Path(sys.argv[1])))
