"""Conversations over Telegram without Telegram: raw updates as its clients make them, the real parser, engine and texts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.app import make_engine
from bot.channels.port import ChannelTarget
from bot.channels.telegram.ingress import keep
from bot.channels.telegram.parse import CHANNEL
from bot.conversation.model import conversations
from bot.engine.engine import House as Company
from core.boards import acts as boards
from core.boards import reads as responses
from core.kernel.database.session import Database
from core.kernel.queue import inbox, outbox
from core.kernel.queue.delivery import Unlimited
from core.kernel.storage.files import Files
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from tests.conversations.direct import ADDRESS, COMPANY, LOCALES, Chat, House, Message, nowhere
from tests.conversations.hiring import seeded

BOT = 1
TARGET = ChannelTarget(CHANNEL, Unlimited(), nowhere)
MARIA, ANNA = 100, 200


class TelegramHouse(House):
    """Everybody is on Telegram."""

    async def _carry(self) -> int:
        parcels = await self.write(partial(outbox.claim, target=CHANNEL, limit=100, now=self.clock.now()))
        for parcel in parcels:
            await self.write(partial(self._bring, parcel=parcel))
        return len(parcels)

    def _bring(self, session: Any, parcel: outbox.OutboxRow) -> None:
        answer = None
        if parcel.kind == "download":
            self.downloads.append(parcel.json())
        elif parcel.kind in {"send", "edit", "file"}:
            answer = self.chats[parcel.json()["chat"]].show(parcel.kind, parcel.json())
        if outbox.sent(session, parcel, self.clock.now()):
            TARGET.on_delivered(session, parcel, answer, self.clock.now())

    async def arrive(self, updates: Iterable[dict[str, Any]]) -> None:
        await self.write(partial(keep, updates=list(updates), bot=BOT, now=self.clock.now()))
        await self.settle()


class Phone(Chat):
    """A person on Telegram; his own messages have numbers from 1000 on."""

    house: TelegramHouse
    number = 1000

    @property
    def me(self) -> dict[str, Any]:
        return {"id": int(self.name), "is_bot": False, "first_name": "Анна", "last_name": "Смирнова", "language_code": self.locale}

    def message(self, **content: Any) -> dict[str, Any]:
        self.number += 1
        return {"message_id": self.number, "date": 1, "chat": {"id": int(self.name), "type": "private"}, "from": self.me, **content}

    def update(self, message: dict[str, Any], kind: str = "message") -> dict[str, Any]:
        self.house._updates += 1
        return {"update_id": self.house._updates, kind: message}

    async def _does(self, what: str, body: dict[str, Any]) -> Message:
        self.log.append(f"> {what}")
        if body["kind"] == "press":
            self.house._updates += 1
            where = {"message_id": body["bubble"], "chat": {"id": int(self.name), "type": "private"}, "date": 1}
            press = {"id": str(self.house._updates), "from": self.me, "data": body["token"], "message": where}
            await self.house.arrive([{"update_id": self.house._updates, "callback_query": press}])
        else:
            await self.house.arrive([self.update(self.message(**content_of(body, self.me)))])
        return self.last

    async def writes(self, **content: Any) -> int:
        """Any content; the message's number."""
        message = self.message(**content)
        self.log.append(f"> {json.dumps(content, ensure_ascii=False)[:200]}")
        await self.house.arrive([self.update(message)])
        return int(message["message_id"])

    async def sends_album(self, *names: str, **more: Any) -> None:
        """Several files at once: as many updates, which come together."""
        album = {"media_group_id": f"album{self.number}"}
        self.log.append(f"> album {names}")
        messages = [self.message(document=document(name), **album, **(more if place == 0 else {})) for place, name in enumerate(names)]
        await self.house.arrive([self.update(message) for message in messages])

    async def edits(self, number: int, **content: Any) -> None:
        self.log.append(f"> edits {number}: {json.dumps(content, ensure_ascii=False)[:200]}")
        changed = {**self.message(**content), "message_id": number, "edit_date": 2}
        await self.house.arrive([self.update(changed, "edited_message")])


def document(name: str) -> dict[str, Any]:
    return {"file_id": f"F-{name}", "file_unique_id": name, "file_name": name, "mime_type": "application/pdf", "file_size": 1000}


def content_of(body: dict[str, Any], me: dict[str, Any]) -> dict[str, Any]:
    if body["kind"] == "contact":
        return {"contact": {"phone_number": body["phone"], "first_name": me["first_name"], "user_id": me["id"]}}
    if body["kind"] == "file":
        return {"document": document(body["file"]["name"]), "caption": body.get("caption") or None}
    return {"text": f"/start {body['payload']}".strip() if body["kind"] == "start" else body["text"]}


@dataclass(slots=True)
class Bureau:
    """Maria recruits and Anna applies, both on Telegram; it is Tuesday noon."""

    house: TelegramHouse
    recruiter: int
    maria: Phone
    anna: Phone
    noted: list[str] = field(default_factory=list)

    async def accepted(self) -> int:
        """The recruiter takes the newest response into the base; the application."""

        def accept(session: Any) -> int:
            (card, *_), _ = responses.page(session, limit=1)
            return boards.accept(session, card.id, by=self.recruiter, now=self.house.clock.now()).application

        return await self.house.happens(accept)

    async def waiting(self) -> int:
        return await self.house.read(inbox.waiting)


async def bureau(database: Database, clock: ManualClock, folder: Path) -> Bureau:
    facts = {"files": str(folder), "notice": "60", "horizon": "28", "telegram": ""}
    engine = make_engine(texts(LOCALES), Company(COMPANY, ADDRESS, "Europe/Moscow", "ru", facts))
    house = TelegramHouse(database, clock, engine, Files(folder))
    recruiter, _, _ = await house.write(lambda session: seeded(session, clock.now()))
    bound = {"channel": CHANNEL, "account": str(BOT), "chat": str(MARIA), "staff_id": recruiter, "persona": "staff"}
    row = insert(conversations).values(**bound, locale="ru", zone="Europe/Moscow", seen_at=clock.now() - timedelta(hours=1))
    await house.write(lambda session: session.execute(row))
    for number in (MARIA, ANNA):
        house.chats[str(number)] = Phone(house, str(number), "ru", "Europe/Moscow")
    maria, anna = house.chats[str(MARIA)], house.chats[str(ANNA)]
    assert isinstance(maria, Phone)
    assert isinstance(anna, Phone)
    return Bureau(house, recruiter, maria, anna)


async def to_resume(anna: Phone) -> None:
    """Anna has come to the question for her résumé."""
    await anna.starts("v_1")
    await anna.presses("Откликнуться")
    await anna.presses("Согласен, продолжить")
    await anna.says("Смирнова Анна Петровна")
    await anna.shares("8 (912) 345-67-89")
    await anna.says("Казань")


async def applied(anna: Phone) -> None:
    await to_resume(anna)
    await anna.sends("Смирнова.pdf")
    await anna.says("3")
    await anna.presses("Да")
    await anna.presses("Пропустить")
    await anna.presses("Отправить")
