"""A whole house with people in it on both messengers: the real engine under the real worker, fed by the channels' own `keep`.

A person's *moment* is his conversation with the screens that stand in it: it can be taken down and put back, so that a test comes to
the same question of the same form again and again. What the messengers would do with the outbox is done at once.
"""

import traceback
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import HTTPException
from pydantic import ValidationError
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from bot.app import make_engine
from bot.channels.telegram import ingress as telegram
from bot.channels.webchat import chats
from bot.channels.webchat import ingress as webchat
from bot.channels.webchat.chats import Chat
from bot.channels.webchat.entries import Bubble
from bot.conversation import store as memory
from bot.conversation.model import conversations, shown
from bot.delivery import messages as delivery
from bot.engine.engine import Engine, House
from bot.engine.worker import Worker
from core.kernel.database.session import Database
from core.kernel.problems import Problem
from core.kernel.process.supervisor import Supervisor
from core.kernel.queue import inbox, outbox
from core.kernel.queue.inbox import inbox as rows_in
from core.kernel.queue.outbox import outbox as rows_out
from core.kernel.text.i18n import texts
from core.kernel.time.clock import ManualClock
from core.staff import acts as staff
from tests.conversations.direct import ADDRESS, COMPANY, LOCALES
from tests.fuzz import updates
from tests.fuzz.updates import BOT
from webhooks.chats.bodies import UPDATE, Text, check_text

ENDLESS = 200


class Moment(NamedTuple):
    """Where a person stands: his conversation's row and the live screens' rows."""

    name: str
    conversation: dict[str, Any]
    screens: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Watched(Engine):
    """The engine, with whatever went wrong in it written down where it happened."""

    faults: list[str] = field(default_factory=list)

    def take(self, session: Session, lane: str, now: datetime, seen: list[int] | None = None) -> bool:
        try:
            return Engine.take(self, session, lane, now, seen)
        except Problem:
            raise
        except Exception:
            self.faults.append(traceback.format_exc())
            raise

    def refuse(self, session: Session, lane: str, problem: Problem, now: datetime, row: int | None = None) -> None:
        try:
            Engine.refuse(self, session, lane, problem, now, row)
        except Exception as error:
            self.faults.append(f"refusing {problem.key}: {error!r}\n{traceback.format_exc()}")
            raise


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody's phone: `telegram` is the chat's number there, `web` the chat of the site."""

    name: str
    telegram: int = 0
    web: Chat | None = None

    @property
    def where(self) -> tuple[str, str, str]:
        return ("webchat", "site", self.web.name) if self.web else ("telegram", str(BOT), str(self.telegram))


class Town:
    def __init__(self, database: Database, clock: ManualClock, folder: Path, first: int = 0) -> None:
        facts = {"files": str(folder), "notice": "60", "horizon": "28", "telegram": "otklik_bot"}
        engine = make_engine(texts(LOCALES), House(COMPANY, ADDRESS, "Europe/Moscow", "ru", facts))
        self.engine = Watched(*(getattr(engine, known.name) for known in fields(engine)))
        self.database = database
        self.clock = clock
        self.worker = Worker(database, clock, Supervisor(), self.engine)
        self.messages = 1000 + first
        self._updates = first

    def number(self) -> int:
        self._updates += 1
        return self._updates

    # Who lives here

    async def guest(self, name: str, chat: int) -> Inhabitant:
        return Inhabitant(name, telegram=chat)

    async def visitor(self, name: str) -> Inhabitant:
        opened = partial(chats.open_chat, seat="candidate", locale="ru", zone="Europe/Moscow", now=self.clock.now())
        return Inhabitant(name, web=await self.database.write(opened))

    async def colleague(self, name: str, *roles: str, chat: int = 0) -> Inhabitant:
        """On Telegram where a chat is given, in the web chat else."""
        now = self.clock.now()
        number = await self.database.write(partial(staff.add_staff, name=name, roles=roles, now=now))
        return await self.seat(name, number, chat)

    async def seat(self, name: str, number: int, chat: int = 0) -> Inhabitant:
        if not chat:
            return Inhabitant(name, web=await self.database.write(partial(chats.staff_chat, staff_id=number, now=self.clock.now())))
        bound = {"channel": "telegram", "account": str(BOT), "chat": str(chat), "staff_id": number, "persona": "staff"}
        row = insert(conversations).values(**bound, locale="ru", zone="Europe/Moscow", seen_at=self.clock.now())
        await self.database.write(lambda session: session.execute(row))
        return Inhabitant(name, telegram=chat)

    # What comes in

    async def arrives(self, update: dict[str, Any]) -> None:
        """A raw update of Telegram's, as polling and the webhook keep it."""
        await self.database.write(partial(telegram.keep, updates=[update], bot=BOT, now=self.clock.now()))
        await self.settle()

    async def posted(self, who: Inhabitant, body: bytes) -> bool:
        """What the web chat's door does with a body; False where it refuses."""
        try:
            told = UPDATE.validate_json(body)
            if isinstance(told, Text):
                check_text(told.text)
        except (ValidationError, HTTPException):
            return False
        await self.taken(who, str(told.id), told.model_dump(mode="json", exclude={"id"}))
        return True

    async def taken(self, who: Inhabitant, number: str, body: dict[str, Any]) -> None:
        assert who.web is not None
        kept = partial(webchat.keep, chat=who.web, number=number, body=body, bubble=Bubble(), now=self.clock.now())
        await self.database.write(kept)
        await self.settle()

    async def says(self, who: Inhabitant, words: str) -> None:
        number = self.number()
        if who.web:
            await self.taken(who, f"n{number}", {"kind": "text", "text": words})
        else:
            await self.arrives(updates.text(who.telegram, number, words))

    async def presses(self, who: Inhabitant, action: str, **args: Any) -> None:
        """The newest live button that does `action` with these arguments among its own."""
        found = await self.database.read(partial(button, where=who.where, action=action, args=args))
        assert found is not None, f"{who.name} sees no button {action} {args}"
        number = self.number()
        if who.web:
            await self.taken(who, f"n{number}", {"kind": "press", "token": found, "bubble": None})
        else:
            await self.arrives(updates.press(who.telegram, number, found))

    # What follows

    async def settle(self) -> None:
        """What waits for the next part of a long text waits for two seconds that pass."""
        for _ in range(ENDLESS):
            lanes = await self.database.read(partial(inbox.lanes, now=self.clock.now(), limit=100))
            worked = 0
            for lane in lanes:
                while await self.worker.turn(lane):
                    worked += 1
            if not lanes:
                break
            if not worked:
                self.clock.at += timedelta(seconds=2)
        else:
            raise AssertionError("the town never comes to rest")

    def _carry(self, session: Session) -> None:
        now = self.clock.now()
        for channel in ("telegram", "webchat"):
            while parcels := outbox.claim(session, channel, limit=50, now=now):
                for parcel in parcels:
                    body = parcel.json()
                    if "shown" in body and parcel.kind == "send":
                        self.messages += 1
                        memory.set_ref(session, body["shown"], str(self.messages))
                    outbox.sent(session, parcel, now)
                    delivery.arrived(session, parcel, now)

    # Moments

    async def moment(self, who: Inhabitant, name: str) -> Moment:
        await self.database.write(self._carry)
        return await self.database.read(partial(standing, where=who.where, name=name))

    async def put_back(self, who: Inhabitant, moment: Moment) -> int:
        """The person stands there again; how much he was ever sent."""

        def put(session: Session) -> int:
            self._carry(session)
            restored(session, moment)
            return answers(session, who.where)

        return await self.database.write(put)

    async def answers(self, who: Inhabitant) -> int:
        return await self.database.read(partial(answers, where=who.where))

    async def tried_again(self) -> list[str]:
        """Rows of the inbox that did not go through at once."""
        bad = select(rows_in.c.body).where((rows_in.c.attempts > 0) | (rows_in.c.state != "done"))
        return list(await self.database.read(lambda session: session.execute(bad).scalars().all()))


def of_chat(where: tuple[str, str, str]) -> Any:
    channel, account, chat = where
    return (conversations.c.channel == channel, conversations.c.account == account, conversations.c.chat == chat)


def answers(session: Session, where: tuple[str, str, str]) -> int:
    """The newest of what was ever sent or edited in this chat."""
    channel, account, chat = where
    mine = (rows_out.c.target == channel, rows_out.c.lane == f"{account}:{chat}", rows_out.c.kind.in_(("send", "edit")))
    newest: int = session.execute(select(func.coalesce(func.max(rows_out.c.id), 0)).where(*mine)).scalar_one()
    return newest


def standing(session: Session, where: tuple[str, str, str], name: str) -> Moment:
    row = session.execute(select(conversations).where(*of_chat(where))).mappings().first()
    if row is None:
        return Moment(name, {}, ())
    found = select(shown).where(shown.c.conversation_id == row["id"], shown.c.live).order_by(shown.c.id.desc()).limit(8)
    return Moment(name, dict(row), tuple(dict(one) for one in session.execute(found).mappings()))


def restored(session: Session, moment: Moment) -> None:
    if not moment.conversation:
        return
    number = moment.conversation["id"]
    session.execute(update(conversations).where(conversations.c.id == number).values(moment.conversation))
    session.execute(update(shown).where(shown.c.conversation_id == number).values(live=False))
    for row in moment.screens:
        session.execute(update(shown).where(shown.c.id == row["id"]).values(row))


def button(session: Session, where: tuple[str, str, str], action: str, args: dict[str, Any]) -> str | None:
    for screen in standing(session, where, "").screens:
        flat = [one for row in screen["rows"] for one in row]
        for number, one in enumerate(flat):
            if one.get("action") == action and args.items() <= one.get("args", {}).items():
                return f"{screen['token']}.{number}"
    return None
