"""What Telegram's courier teaches the database: where a screen stands, and that a file sent by a candidate is kept."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from bot.channels.telegram.limits import TelegramLimits
from bot.channels.telegram.target import TelegramTarget
from bot.conversation import store as memory
from bot.conversation.model import conversations
from bot.conversation.screens import Button, Screen
from bot.engine import sending as sender
from bot.engine.sending import Sending
from core.candidates import acts, reads
from core.candidates.rules import Draft
from core.kernel.database.session import Database
from core.kernel.problems import InDoubt, Refused
from core.kernel.queue import inbox, outbox
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff

SHA = "a" * 64


def target(answer: str = "") -> TelegramTarget:
    async def call(_parcel: outbox.OutboxRow) -> str:
        return answer

    return TelegramTarget(TelegramLimits(), call)


def remote_file(session: Session, now: datetime) -> int:
    person = acts.register(session, Draft("Иван Петров"), now=now)
    ref = {"file_id": "f1"}
    chat = {"channel": "telegram", "account": "1", "chat": "1", "candidate_id": person, "persona": "candidate"}
    made = insert(conversations).values(**chat, locale="ru", zone="Europe/Moscow", seen_at=now).returning(conversations.c.id)
    conversation = session.execute(made).scalar_one()
    number = acts.attach(session, person, "resume", name="cv.pdf", media_type="application/pdf", size=7, now=now, remote_ref=ref)
    body = {"conversation": conversation, "chat": "1", "attachment": number, "remote": "f1", "size": 7}
    outbox.send(session, "telegram", lane=f"download:{number}", kind="download", body=body, now=now)
    return number


async def test_a_fetched_file_is_the_candidates(db: Database, clock: ManualClock) -> None:
    number = await db.write(lambda session: remote_file(session, clock.now()))
    (parcel,) = await db.write(lambda session: outbox.claim(session, "telegram", limit=1, now=clock.now()))
    telegram = target(SHA)
    answer = await telegram.deliver(parcel)
    await db.write(lambda session: telegram.on_delivered(session, parcel, answer, clock.now()))
    file = await db.read(lambda session: reads.file(session, number))
    assert (file.sha256, file.size, file.name) == (SHA, 7, "cv.pdf")


async def test_of_a_file_that_cannot_be_had_whoever_sent_it_is_told(db: Database, clock: ManualClock) -> None:
    number = await db.write(lambda session: remote_file(session, clock.now()))
    (parcel,) = await db.write(lambda session: outbox.claim(session, "telegram", limit=1, now=clock.now()))
    await db.write(lambda session: target().on_failed(session, parcel, Refused("file-too-big"), clock.now()))
    assert (await db.read(lambda session: reads.file(session, number))).lost
    lane = await db.read(lambda session: inbox.lanes(session, now=clock.now(), limit=9))
    told = await db.read(lambda session: inbox.head(session, lane[0], clock.now()))
    assert told is not None
    assert (told.json()["kind"], told.json()["args"]["file"]) == ("file.lost", number)


def doubtful_message(session: Session, now: datetime) -> tuple[int, int]:
    """A screen on its way to a candidate of Maria's; her number and the screen's."""
    maria = staff.add_staff(session, "Мария", ("recruiter",), now=now)
    person = acts.register(session, Draft("Иван Петров"), now=now)
    chat = {"channel": "telegram", "account": "1", "chat": "1", "candidate_id": person, "persona": "candidate"}
    made = insert(conversations).values(**chat, locale="ru", zone="Europe/Moscow", seen_at=now).returning(conversations.c.id)
    talk = memory.by_id(session, session.execute(made).scalar_one())
    talk.current = sender.send(session, Sending(talk, now), Screen(Markup("Меню"), ((Button("Дальше", "home"),),)))
    session.execute(update(conversations).values(current=talk.current))
    return maria, talk.current


async def test_of_what_may_have_arrived_whoever_talks_with_the_candidate_is_told(db: Database, clock: ManualClock) -> None:
    """And its buttons work, should it have."""
    maria, number = await db.write(lambda session: doubtful_message(session, clock.now()))
    (parcel,) = await db.write(lambda session: outbox.claim(session, "telegram", limit=1, now=clock.now()))
    await db.write(lambda session: target().on_failed(session, parcel, InDoubt(outbox.MAYBE), clock.now()))
    told = await db.read(lambda session: inbox.head(session, f"staff:{maria}", clock.now()))
    assert told is not None
    assert told.json()["kind"] == "message.unsure"
    screen = await db.read(lambda session: memory.shown_by_id(session, number))
    assert screen is not None
    assert screen.live
    assert (await db.read(lambda session: memory.by_id(session, 1))).current is None
