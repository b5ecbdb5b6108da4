"""The emulated Telegram: one bot, the people it talks to, their messages, files and presses. No HTTP here."""

import itertools
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.telegram.contract import Contract
from tests.emulators.telegram.errors import bad, forbidden
from tests.emulators.telegram.faults import Faults
from tests.emulators.telegram.files import Files
from tests.emulators.telegram.limits import Limits
from tests.emulators.telegram.updates import UpdateQueue
from tests.emulators.telegram.webhooks import Webhook
from tests.emulators.telegram.wire import Json
from tests.kit.simulator.clock import Signal, WorldClock

MESSAGE_LIFE = 86_400.0
PRESS_LIFE = 150.0


@dataclass
class StoredMessage:
    """A message as the Bot API shows it now; `revision` grows with every change in the world."""

    wire: dict[str, Json]
    by_bot: bool
    revision: int
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.wire["message_id"])


@dataclass
class Person:
    id: int
    first_name: str
    language_code: str | None
    username: str | None
    last_name: str | None
    phone: str
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    acted_at: int = 0
    reply_keyboard: Json = None
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)

    def as_user(self) -> dict[str, Json]:
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | _given(optional)

    def as_chat(self) -> dict[str, Json]:
        optional = {"last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private", "first_name": self.first_name} | _given(optional)


@dataclass
class StoredPress:
    """A press and what the bot answered to it."""

    id: str
    wire: dict[str, Json]
    stamp: int
    answer: dict[str, Json] | None = None


@dataclass(frozen=True)
class Call:
    """One request that the bot made and how it was answered; `at` is the world's time."""

    method: str
    parameters: dict[str, Json]
    status: int
    description: str
    at: float
    chat_id: int | None


@dataclass(frozen=True)
class Violation:
    """Something that the contract forbids. `side` is client (a call) or emulator (an answer, an update)."""

    side: str
    method: str
    complaint: str


class World:
    """All state. Every change is made while holding `lock`; `signal` is fired after it."""

    def __init__(self, token: str, clock: WorldClock, contract: Contract | None, pace: float) -> None:
        self.token = token
        self.clock = clock
        self.contract = contract
        self.lock = threading.RLock()
        self.signal = Signal()
        self.closing = False
        self.people: dict[int, Person] = {}
        self.presses: dict[str, StoredPress] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.faults = Faults()
        self.files = Files()
        self.updates = UpdateQueue(clock)
        self.pace = pace
        self.webhook = Webhook(pace)
        self.limits = Limits()
        self.answer_window = 15.0
        self._ids = itertools.count(1001)
        self._message_ids = itertools.count(1)
        self._press_ids = itertools.count(4_611_686_018_427_000_000)
        self._revisions = itertools.count(1)
        self.revision = 0
        self.bot: dict[str, Any] = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Отклик",
            "username": "otklik_test_bot",
        }

    def add_person(self, name: str, language: str | None, username: str | None, last_name: str | None, phone: str | None) -> Person:
        number = next(self._ids)
        person = Person(number, name, language, username, last_name, phone or f"7916{number:07d}")
        self.people[number] = person
        return person

    def violation(self, side: str, method: str, complaints: list[str]) -> None:
        self.violations += [Violation(side, method, complaint) for complaint in complaints]

    def changed(self) -> int:
        self.revision = next(self._revisions)
        self.signal.fire()
        return self.revision

    # What the bot may reach

    def chat(self, number: object) -> Person:
        """A chat the bot knows: its person has written first. Raises the texts of the real server."""
        if number is None or number == "":
            raise bad("chat_id is empty")
        person = self.people.get(int(str(number))) if str(number).lstrip("-").isdigit() else None
        if person is None or not person.started:
            raise bad("chat not found")
        return person

    def writable_chat(self, number: object) -> Person:
        person = self.chat(number)
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        return person

    # Messages

    def put(self, person: Person, author: dict[str, Json], content: dict[str, Json], *, age: float = 0) -> StoredMessage:
        number = next(self._message_ids)
        wire = {
            "message_id": number,
            "from": author,
            "chat": person.as_chat(),
            "date": self.clock.stamp() - int(age),
            **content,
        }
        message = StoredMessage(wire, bool(author["is_bot"]), self.changed())
        person.messages[number] = message
        return message

    def receive(self, person: Person, content: dict[str, Json], *, age: float = 0) -> StoredMessage:
        """A message from the person, on its way to the bot."""
        person.started = True
        message = self.put(person, person.as_user(), content, age=age)
        person.acted_at = message.revision
        self.deliver("message", dict(message.wire), f"chat {person.id}", MESSAGE_LIFE - age)
        return message

    def press(self, person: Person, message_id: int, data: str, *, age: float = 0) -> StoredPress:
        number = str(next(self._press_ids))
        wire = {
            "id": number,
            "from": person.as_user(),
            "message": self.as_pressed(person, message_id),
            "chat_instance": str(-person.id * 7_919),
            "data": data,
        }
        press = StoredPress(number, wire, self.clock.stamp() - int(age))
        self.presses[number] = press
        person.acted_at = self.changed()
        self.deliver("callback_query", wire, f"user {person.id}", PRESS_LIFE - age)
        return press

    def as_pressed(self, person: Person, message_id: int) -> dict[str, Json]:
        message = person.messages.get(message_id)
        if message is None or message.deleted:
            return {"chat": person.as_chat(), "message_id": message_id, "date": 0}
        return dict(message.wire)

    def deliver(self, kind: str, payload: dict[str, Json], lane: str, life: float) -> None:
        if self.contract is not None:
            complaints = self.contract.check_type("Update", {"update_id": 0, kind: payload})
            self.violation("emulator", "getUpdates", complaints)
        self.updates.put(kind, payload, lane, life, self.faults)
        self.signal.fire()

    def membership(self, person: Person, *, blocked: bool) -> None:
        """The person blocks the bot or lets it back in; the bot is told, and nothing happens the second time."""
        if person.blocked == blocked:
            return
        person.blocked = blocked
        before: dict[str, Json]
        after: dict[str, Json]
        before, after = ({"status": "member", "user": self.bot}, {"status": "kicked", "user": self.bot, "until_date": 0})
        if not blocked:
            before, after = after, before
        change = {"chat": person.as_chat(), "from": person.as_user(), "date": self.clock.stamp()}
        self.changed()
        self.deliver("my_chat_member", change | {"old_chat_member": before, "new_chat_member": after}, f"chat {person.id}", MESSAGE_LIFE)


def _given(fields: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if value is not None}
