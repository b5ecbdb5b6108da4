"""Webhook subscriptions, and the events waiting to be sent to them. No HTTP here."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.hh.faults import Faults

Json = Any
SETTINGS_FOR = {
    "NEW_NEGOTIATION_VACANCY",
    "NEW_RESPONSE_OR_INVITATION_VACANCY",
    "NEGOTIATION_EMPLOYER_STATE_CHANGE",
    "VACANCY_ARCHIVATION",
    "VACANCY_PROLONGATION",
    "VACANCY_CHANGE",
}
TYPES = SETTINGS_FOR | {"CHAT_CREATED", "CHAT_MESSAGE_CREATED", "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER"}


@dataclass
class Subscription:
    """One url per manager and application. `blocked` after a long failure: nothing is sent any more."""

    id: str
    manager_id: str
    url: str
    actions: list[dict[str, Json]]
    failures: int = 0
    blocked: bool = False

    def only_mine(self, action_type: str) -> bool:
        action = next(action for action in self.actions if action["type"] == action_type)
        return bool((action.get("settings") or {}).get("vacancies_only_mine"))


@dataclass
class Event:
    """One webhook on its way; `attempt` counts the tries, `due` is in the pump's own seconds."""

    number: int
    url: str
    body: dict[str, Json]
    due: float = 0.0
    attempt: int = 0
    busy: bool = False


@dataclass(frozen=True)
class Delivery:
    """One try. `status` 0: no answer in time."""

    number: int
    body: dict[str, Json]
    attempt: int
    status: int
    seconds: float


@dataclass
class EventQueue:
    faults: Faults
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    waiting: list[Event] = field(default_factory=list)
    sent: list[dict[str, Json]] = field(default_factory=list)
    lost: list[dict[str, Json]] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _ids: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    _holding: list[Event] = field(default_factory=list)

    def wanting(self, action_type: str) -> list[Subscription]:
        wanted = [one for one in self.subscriptions.values() if not one.blocked]
        return [one for one in wanted if any(action["type"] == action_type for action in one.actions)]

    def body(self, subscription: Subscription, action_type: str, payload: dict[str, Json]) -> dict[str, Json]:
        """The id is unique for the manager within one type of event."""
        place = (subscription.manager_id, action_type)
        self._ids[place] += 1
        number = str(self._ids[place])
        return {"id": number, "subscription_id": subscription.id, "action_type": action_type, "user_id": "0", "payload": payload}

    def put(self, url: str, body: dict[str, Json]) -> None:
        """On its way, unless a fault has it otherwise."""
        self.sent.append(body)
        if self.faults.takes_loss():
            self.lost.append(body)
            return
        copies = 2 if self.faults.takes_duplicate() else 1
        made = [Event(next(self._numbers), url, body) for _ in range(copies)]
        if self.faults.held > 0:
            self._hold(made)
        else:
            self.waiting += made

    def _hold(self, made: list[Event]) -> None:
        self._holding += made
        self.faults.held -= 1
        if self.faults.held == 0:
            self.waiting += reversed(self._holding)
            self._holding = []
