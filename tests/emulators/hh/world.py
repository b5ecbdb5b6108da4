"""The simulated hh.ru: employers, managers, vacancies, résumés, negotiations, subscriptions. No HTTP here."""

import itertools
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.emulators.hh.contract import Contract
from tests.emulators.hh.errors import no_topic, not_found
from tests.emulators.hh.events import EventQueue
from tests.emulators.hh.faults import Faults
from tests.emulators.hh.people import Resume
from tests.emulators.hh.tokens import Pair, Tokens
from tests.kit.simulator.clock import Signal, WorldClock

Json = Any
STATES = {
    "response": "Отклик",
    "consider": "Подумать",
    "phone_interview": "Первичный контакт",
    "assessment": "Оценка",
    "interview": "Собеседование",
    "offer": "Предложение о работе",
    "hired": "Выход на работу",
    "discard_by_employer": "Отказ",
}
_MOSCOW = ZoneInfo("Europe/Moscow")


@dataclass
class Employer:
    id: str
    name: str


@dataclass
class Account:
    """A manager of an employer; `pair` is the one issued last, by whatever way."""

    id: str
    user_id: str
    employer: Employer
    first_name: str
    last_name: str
    tokens: Tokens

    @property
    def pair(self) -> Pair:
        return self.tokens.latest(self.id)

    @property
    def token(self) -> str:
        return self.pair.access


@dataclass
class Vacancy:
    """`states` are the employer's states of this vacancy, in order: they differ from vacancy to vacancy."""

    id: str
    account: Account
    name: str
    area: tuple[str, str]
    created_at: datetime
    archived: bool = False
    states: dict[str, str] = field(default_factory=lambda: dict(STATES))


@dataclass
class Message:
    id: str
    role: str
    text: str
    created_at: datetime


@dataclass
class Topic:
    """One résumé on one vacancy. `unreadable_for` calls more it cannot be read; `resume_null`: its résumé is told as null."""

    id: str
    chat_id: int
    vacancy: Vacancy
    resume: Resume
    created_at: datetime
    updated_at: datetime
    state: str = "response"
    employer_state: str = "response"
    source: str = "NEGOTIATION"
    messages: list[Message] = field(default_factory=list)
    viewed: bool = False
    gone: bool = False
    resume_null: bool = False
    unreadable_for: int = 0


@dataclass(frozen=True)
class Call:
    """One call as it came and as it was answered; `fault` names what befell it."""

    number: int
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...] | None
    json: Json
    manager_id: str | None
    status: int
    fault: str | None

    def __str__(self) -> str:
        query = "?" + "&".join(f"{name}={value}" for name, value in self.query) if self.query else ""
        return f"{self.number:4} {self.method} {self.path}{query} -> {self.status}{f' ({self.fault})' if self.fault else ''}"


@dataclass(frozen=True)
class Violation:
    """What broke the contract: `who` is client, simulator or webhook."""

    who: str
    operation: str
    complaint: str


class World:
    def __init__(self, clock: WorldClock, contract: Contract | None, pace: float) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.contract = contract
        self.pace = pace
        self.answer_within = 2.0
        """Seconds an answer to a webhook may take; real ones, whatever the pace."""
        self.signal = Signal()
        self.closing = False
        self.base = ""
        self.faults = Faults()
        self.tokens = Tokens(clock)
        self.events = EventQueue(self.faults)
        self.accounts: dict[str, Account] = {}
        self.vacancies: dict[str, Vacancy] = {}
        self.resumes: dict[str, Resume] = {}
        self.topics: dict[str, Topic] = {}
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self._numbers = itertools.count(1)

    def number(self) -> int:
        return next(self._numbers)

    def stamp(self, at: datetime | None = None) -> str:
        """An instant as hh writes it."""
        return (at or self.clock.now()).astimezone(_MOSCOW).strftime("%Y-%m-%dT%H:%M:%S%z")

    def violation(self, who: str, operation: str, complaints: list[str]) -> None:
        self.violations += [Violation(who, operation, complaint) for complaint in complaints]

    def topic(self, number: str, account: Account) -> Topic:
        """Readable by this manager now; else refuses as hh does."""
        topic = self.topics.get(number)
        if topic is None or topic.gone or topic.vacancy.account.employer is not account.employer:
            raise no_topic()
        if topic.unreadable_for > 0:
            topic.unreadable_for -= 1
            raise no_topic()
        return topic

    def vacancy(self, number: str, account: Account) -> Vacancy:
        vacancy = self.vacancies.get(number)
        if vacancy is None or vacancy.account.employer is not account.employer:
            raise not_found()
        return vacancy

    def topics_of(self, vacancy: Vacancy) -> list[Topic]:
        """Newest first, without what cannot be read."""
        found = [topic for topic in self.topics.values() if topic.vacancy is vacancy and not topic.gone and not topic.unreadable_for]
        return sorted(found, key=lambda topic: (topic.created_at, int(topic.id)), reverse=True)

    def known_to(self, employer: Employer, resume: Resume) -> bool:
        """A response makes a résumé and its contacts visible to the employer."""
        return any(topic.resume is resume and topic.vacancy.account.employer is employer for topic in self.topics.values())

    def move(self, topic: Topic, state: str, by: Account, message: str = "") -> None:
        """With a message the candidate's view changes too."""
        before, topic.employer_state, topic.updated_at = topic.employer_state, state, self.clock.now()
        if message:
            topic.state = "discard" if "discard" in state else "invitation"
            topic.messages.append(Message(str(self.number()), "EMPLOYER", message, self.clock.now()))
        payload = {
            "topic_id": topic.id,
            "resume_id": topic.resume.id,
            "vacancy_id": topic.vacancy.id,
            "from_state": before,
            "to_state": state,
            "employer_manager_id": by.id,
            "transferred_at": self.stamp(),
        }
        self.emit(topic.vacancy, "NEGOTIATION_EMPLOYER_STATE_CHANGE", payload)

    def announce(self, topic: Topic) -> None:
        """A new negotiation tells both kinds of event where both are wanted; our own invitation only the mixed one."""
        common = {
            "chat_id": str(topic.chat_id),
            "topic_id": topic.id,
            "resume_id": topic.resume.id,
            "vacancy_id": topic.vacancy.id,
            "employer_id": topic.vacancy.account.employer.id,
        }
        if topic.state == "response":
            self.emit(topic.vacancy, "NEW_NEGOTIATION_VACANCY", {**common, "negotiation_date": self.stamp(topic.created_at)})
        self.emit(topic.vacancy, "NEW_RESPONSE_OR_INVITATION_VACANCY", {**common, "response_date": self.stamp(topic.created_at)})

    def emit(self, vacancy: Vacancy, action_type: str, payload: dict[str, Json]) -> None:
        for subscription in self.events.wanting(action_type):
            account = self.accounts[subscription.manager_id]
            mine = vacancy.account is account or not subscription.only_mine(action_type)
            if account.employer is vacancy.account.employer and mine:
                body = self.events.body(subscription, action_type, payload)
                if self.contract is not None:
                    self.violation("webhook", action_type, self.contract.check_webhook(body))
                self.events.put(subscription.url, body)
        self.signal.fire()
