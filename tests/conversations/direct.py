"""Conversations without a messenger: what people do becomes rows of the inbox, the real engine works them off, what it sends is seen.

A test reads as a script: `await chat.starts("v_15")`, `chat.sees("Оператор")`, `await chat.presses("Откликнуться")`. A fault of ours is
raised where it happens. `House.settle` runs until nothing waits: timers that are due, every lane, everything that is sent.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.channels.port import ChannelTarget
from bot.channels.webchat.limits import CAN
from bot.channels.webchat.parse import ACCOUNT, CHANNEL, parse
from bot.conversation.access import Access
from bot.conversation.forms import Form, Forms
from bot.conversation.markup import plain
from bot.conversation.model import conversations
from bot.conversation.router import Book, Entry, Router
from bot.conversation.screens import Screen, Turn
from bot.engine.engine import Channel, Engine, OnTimer, Source
from bot.engine.engine import House as Company
from bot.engine.sending import Capabilities
from core.kernel.database.session import Database
from core.kernel.problems import Problem, Refused
from core.kernel.queue import inbox, outbox, timers
from core.kernel.queue.delivery import Unlimited
from core.kernel.queue.outbox import OutboxRow
from core.kernel.storage.files import Files
from core.kernel.storage.sealing import opened
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock

T = TypeVar("T")
LOCALES = Path(__file__).parents[2] / "bot" / "locales"
COMPANY = "Северный ветер"
ADDRESS = "https://otklik.example"
ENDLESS = 500


class Half(Book):
    """A part of the bot: what it does not know is told to those who are not there."""

    def notice(self, role: str, kind: str) -> Entry | None:
        return Book.notice(self, role, kind) if (role, kind) in self.notices else None


async def nowhere(_parcel: OutboxRow) -> None: ...


MESSENGER = ChannelTarget(CHANNEL, Unlimited(), nowhere)


@dataclass(slots=True)
class Message:
    """One message of the bot's as it stands in the chat now."""

    shown: int | None
    text: str
    rows: list[list[dict[str, str]]] = field(default_factory=list)
    file: dict[str, str] | None = None

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    def button(self, label: str) -> dict[str, str] | None:
        """The button called so, or the first whose label holds these words."""
        all_of_them = [button for row in self.rows for button in row]
        exact = [button for button in all_of_them if button["text"] == label]
        return next(iter([*exact, *(button for button in all_of_them if label in button["text"])]), None)


def engine_of(
    routers: Iterable[Router],
    forms: Sequence[Form] = (),
    *,
    home: Callable[[Turn], Screen],
    access: Access | None = None,
    on_timer: Mapping[str, OnTimer] | None = None,
    sources: Mapping[str, Source] | None = None,
    facts: Mapping[str, str] | None = None,
    can: Capabilities = CAN,
    book: Book | None = None,
) -> Engine:
    """The real engine on the routers and forms under test; `can` is what the messenger shows."""
    book = book or Half()
    for router in routers:
        book.include(router)
    company = Company(COMPANY, ADDRESS, "Europe/Moscow", "ru", facts or {})
    channels = {CHANNEL: Channel(parse, can)}
    return Engine(
        book, Forms(forms, home), access or Access({}, {}), texts(LOCALES), company, channels, on_timer or {}, sources or {}, home
    )


class House:
    """The engine, its clock and everybody's chat."""

    def __init__(self, database: Database, clock: ManualClock, engine: Engine, files: Files) -> None:
        self.database = database
        self.clock = clock
        self.engine = engine
        self.files = files
        self.chats: dict[str, Chat] = {}
        self.downloads: list[dict[str, Any]] = []
        self.messengers: tuple[str, ...] = ()
        """What is carried beside the web chat."""
        self.refused: set[str] = set()
        """Kinds of calls that the messenger refuses."""
        self.offline = False
        """Whether nothing can be sent."""
        self._updates = 0

    def chat(self, name: str, *, locale: str = "ru", zone: str = "Europe/Moscow") -> "Chat":
        """A guest's chat; the same name is the same chat."""
        return self.chats.setdefault(name, Chat(self, name, locale, zone))

    async def staff_chat(self, staff_id: int, name: str = "staff", *, locale: str = "ru", zone: str = "Europe/Moscow") -> "Chat":
        """A colleague's chat, bound already."""
        bound = {"channel": CHANNEL, "account": ACCOUNT, "chat": name, "staff_id": staff_id, "persona": "staff"}
        row = insert(conversations).values(**bound, locale=locale, zone=zone, seen_at=self.clock.now())
        await self.write(lambda session: session.execute(row))
        return self.chat(name, locale=locale, zone=zone)

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self.database.read(fn)

    async def write(self, fn: Callable[[Session], T]) -> T:
        return await self.database.write(fn)

    async def passes(self, **time: float) -> None:
        """Time goes by, `passes(hours=3)`: what became due in it happens."""
        self.clock.at += timedelta(**time)
        await self.settle()

    async def happens(self, fn: Callable[[Session], T]) -> T:
        """Something is done outside of any chat, and what it causes follows."""
        found = await self.write(fn)
        await self.settle()
        return found

    async def incoming(self, chat: "Chat", body: dict[str, Any]) -> None:
        self._updates += 1
        row = {"chat": chat.name, "locale": chat.locale, "zone": chat.zone, "session": chat.session, **body}
        lane = f"{CHANNEL}:{ACCOUNT}:{chat.name}"
        put = partial(inbox.put, source=CHANNEL, key=f"{chat.name}:{self._updates}", lane=lane, body=row, now=self.clock.now())
        await self.write(put)
        await self.settle()

    async def settle(self) -> None:
        for _ in range(ENDLESS):
            now = self.clock.now()
            fired = await self.write(partial(timers.fire, now=now))
            lanes = await self.read(partial(inbox.lanes, now=now, limit=100))
            for lane in lanes:
                await self._drain(lane)
            if not fired and not lanes and not await self._carry():
                return
        raise AssertionError("the house never comes to rest")

    async def _drain(self, lane: str) -> None:
        now = self.clock.now()
        for _ in range(ENDLESS):
            try:
                if not await self.write(partial(self.engine.take, lane=lane, now=now)):
                    return
            except Problem as problem:
                await self.write(partial(self.engine.refuse, lane=lane, problem=problem, now=now))

    async def _carry(self) -> int:
        if self.offline:
            return 0
        carried = 0
        for messenger in (CHANNEL, *self.messengers):
            parcels = await self.write(partial(outbox.claim, target=messenger, limit=100, now=self.clock.now()))
            for parcel in parcels:
                await self.write(partial(self._deliver, parcel=parcel))
            carried += len(parcels)
        return carried

    def _deliver(self, session: Session, parcel: OutboxRow) -> None:
        now, answer = self.clock.now(), None
        if parcel.is_overtaken:
            outbox.drop(session, parcel, outbox.OVERTAKEN, now)
            return
        if parcel.is_out_of_date(now):
            fresh = self.engine.renew(session, parcel, now)
            if fresh is None:
                outbox.drop(session, parcel, outbox.OUT_OF_DATE, now)
                return
            parcel = fresh
        if parcel.kind in self.refused:
            trouble = Refused("bad-request")
            outbox.fail(session, parcel, trouble.reason, now)
            MESSENGER.on_failed(session, parcel, trouble, now)
            return
        if parcel.kind == "download":
            self.downloads.append(parcel.json())
        else:
            answer = self.chats[parcel.json()["chat"]].show(parcel.kind, parcel.json())
        if outbox.sent(session, parcel, now):
            MESSENGER.on_delivered(session, parcel, answer, now)


class Chat:
    """One person's phone."""

    def __init__(self, house: House, name: str, locale: str, zone: str) -> None:
        self.house = house
        self.name = name
        self.locale = locale
        self.zone = zone
        self.session = ""
        """Which session of the web chat he acts in."""
        self.messages: list[Message] = []
        self.toasts: list[str] = []
        self.last = Message(None, "")
        """The message that came or changed last."""
        self.log: list[str] = []
        self._pressed: dict[str, Any] = {}

    # What the person does

    async def starts(self, payload: str = "") -> Message:
        return await self._does(f"/start {payload}", {"kind": "start", "payload": payload})

    async def says(self, text: str) -> Message:
        return await self._does(text, {"kind": "text", "text": text})

    async def presses(self, label: str) -> Message:
        """Presses the newest button called so (or whose label holds these words)."""
        for place, message in reversed(list(enumerate(self.messages))):
            button = message.button(label)
            if button is not None and "token" in button:
                self._pressed = {"kind": "press", "token": button["token"], "bubble": place}
                return await self._does(f"[{button['text']}]", self._pressed)
        raise AssertionError(f"there is no button «{label}»\n{self.story()}")

    async def presses_at(self, place: int, label: str) -> Message:
        """Presses the button of the message that stands at `place`, whatever has come since."""
        button = self.messages[place].button(label)
        assert button is not None, f"there is no button «{label}» at {place}\n{self.story()}"
        return await self._does(f"[{button['text']}]", {"kind": "press", "token": button["token"], "bubble": place})

    async def presses_again(self) -> Message:
        """The same press once more, as an impatient finger does."""
        return await self._does("[the same button]", self._pressed)

    async def shares(self, phone: str) -> Message:
        return await self._does(f"shares {phone}", {"kind": "contact", "phone": phone})

    async def sends(self, name: str, content: bytes = b"%PDF-1.4", *, media_type: str = "application/pdf", caption: str = "") -> Message:
        kept = {"name": name, "media_type": media_type, "size": len(content), "sha256": self.house.files.keep(content), "remote": None}
        return await self._does(f"sends {name}", {"kind": "file", "file": kept, "caption": caption})

    async def sends_remote(self, name: str, remote: str) -> Message:
        """A file that stays with the messenger until it is fetched."""
        file = {"name": name, "media_type": "application/pdf", "size": 1000, "sha256": None, "remote": remote}
        return await self._does(f"sends {name}", {"kind": "file", "file": file, "caption": ""})

    async def _does(self, what: str, body: dict[str, Any]) -> Message:
        self.log.append(f"> {what}")
        self.toasts.clear()
        await self.house.incoming(self, body)
        return self.last

    # What the person sees

    @property
    def text(self) -> str:
        """Everything that stands in the chat now."""
        return "\n\n".join(message.text for message in self.messages)

    def sees(self, *words: str) -> Message:
        """What came or changed last (its text, its buttons or a toast) holds all these words."""
        face = self.face()
        for part in words:
            assert part in face, f"«{part}» is not seen\n{self.story()}"
        return self.last

    def sees_not(self, *words: str) -> None:
        face = self.face()
        for part in words:
            assert part not in face, f"«{part}» is seen\n{self.story()}"

    def face(self) -> str:
        """The message that came or changed last, its buttons and the toasts; hard spaces are as good as others."""
        return "\n".join([self.last.text, *self.last.labels, *self.toasts]).replace("\N{NO-BREAK SPACE}", " ")

    def story(self, lines: int = 40) -> str:
        """What went to and fro, for whoever reads a red test."""
        return "\n".join(self.log[-lines:])

    def file(self) -> bytes:
        """The newest file that came."""
        face = next(message.file for message in reversed(self.messages) if message.file)
        return self.house.files.read(face["sha256"])

    def show(self, kind: str, body: dict[str, Any]) -> int | None:
        """What a messenger does with one row of the outbox; the place of the message where a screen stands in it."""
        if kind == "toast":
            self.toasts.append(plain(body["text"]))
            self.log.append(f"toast: {self.toasts[-1]}")
            return None
        if kind == "file":
            self.messages.append(Message(None, body["file"]["name"], file=body["file"]))
            self.log.append(f"file: {body['file']['name']}")
            return None
        fresh = Message(body.get("shown"), plain(opened(body["text"])), body["rows"])
        old = next((n for n, known in enumerate(self.messages) if kind == "edit" and known.shown == fresh.shown), None)
        place = len(self.messages) if old is None else old
        self.messages[place : place + 1] = [fresh]
        self.last = fresh
        self.log.append(f"{kind}: {fresh.text}\n   {json.dumps(fresh.labels, ensure_ascii=False)}")
        return place
