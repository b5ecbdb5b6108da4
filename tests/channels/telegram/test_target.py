"""What Telegram's courier teaches the database: where a screen stands, and that a file sent by a candidate is kept."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.channels.telegram.limits import TelegramLimits
from bot.channels.telegram.target import TelegramTarget
from bot.model import conversations
from core.candidates import acts, reads
from core.candidates.rules import Draft
from core.kernel import inbox, outbox
from core.kernel.clock import ManualClock
from core.kernel.database import Database
from core.kernel.problems import Refused

SHA = "a" * 64


def target(answer: str = "") -> TelegramTarget:
    async def call(_parcel: outbox.Parcel) -> str:
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
    await db.write(lambda session: telegram.settle(session, parcel, answer, clock.now()))
    file = await db.read(lambda session: reads.file(session, number))
    assert (file.sha256, file.size, file.name) == (SHA, 7, "cv.pdf")


async def test_of_a_file_that_cannot_be_had_whoever_sent_it_is_told(db: Database, clock: ManualClock) -> None:
    number = await db.write(lambda session: remote_file(session, clock.now()))
    (parcel,) = await db.write(lambda session: outbox.claim(session, "telegram", limit=1, now=clock.now()))
    await db.write(lambda session: target().returned(session, parcel, Refused("file-too-big"), clock.now()))
    assert (await db.read(lambda session: reads.file(session, number))).lost
    lane = await db.read(lambda session: inbox.lanes(session, now=clock.now(), limit=9))
    told = await db.read(lambda session: inbox.head(session, lane[0], clock.now()))
    assert told is not None
    assert (told.json()["kind"], told.json()["args"]["file"]) == ("file.lost", number)
