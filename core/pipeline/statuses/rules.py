"""What holds in a state and of a kind of event, and what follows from both for an application. Pure.

Code asks for traits, needs and flags; it never compares codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from core.kernel.time.zones import elapsed
from core.pipeline.statuses.codes import FIRST_CALL, FIRST_CALL_RESULTS, NEW, code_of, parts_of

DAY = timedelta(days=1)


class Trait(StrEnum):
    """What code may ask of a state."""

    ENTRY = "entry"
    """Somebody comes in, or comes in again."""
    FIRST_CONTACT = "first_contact"
    """Nobody has talked to the person to the end."""
    SCHEDULED = "scheduled"
    """A meeting is ahead: entered by setting a time, never by saying so."""
    BEGUN = "begun"
    """A step is going on: what comes of it are the other states of its kind."""
    TOOK_PLACE = "took_place"
    UNDECIDED = "undecided"
    """It is behind, and nothing has been said of it yet."""
    NOT_HELD = "not_held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    PASSED = "passed"
    """A yes after which the next step is open."""
    NO_ANSWER = "no_answer"
    """A call in vain."""
    CALL_BACK = "call_back"
    """It is asked when to come back to it."""
    EXACT = "exact"
    """The candidate named the time: it is kept to the minute, quiet hours or not."""
    MAY_WAIT = "may_wait"
    """It may be recorded without saying when to come back to it."""
    WRITTEN = "written"
    """A message went out instead of a call."""
    REFUSED = "refused"
    """The company's no."""
    WITHDREW = "withdrew"
    """The candidate's no."""
    RESERVED = "reserved"
    HIRED = "hired"
    SIDE = "side"
    """An entry of the log that is no state."""


class Need(StrEnum):
    """What has to be there before a state is entered; each has a guard. In the order in which they are asked."""

    ACTIVE = "active"
    HIRED = "hired"
    LEAD = "lead"
    APPOINTMENT = "appointment"
    VACANCY = "vacancy"
    CONSENT = "consent"
    RESERVE_CONSENT = "reserve_consent"
    REASON = "reason"
    START_DATE = "start_date"
    FUTURE_TIME = "future_time"
    COMMENT = "comment"


class Group(StrEnum):
    """Where a result stands in the dialog."""

    GOOD = "good"
    BAD = "bad"
    NONE = "none"


class Told(StrEnum):
    """When the candidate hears of a state."""

    NEVER = "never"
    ASK = "ask"
    AUTO = "auto"


class Unit(StrEnum):
    DAYS = "days"
    WORKDAYS = "workdays"


class Sla(NamedTuple):
    """How long a state may last."""

    amount: int
    unit: Unit = Unit.DAYS

    def after(self, since: datetime) -> datetime:
        return elapsed(since, self.amount * DAY)


class Labels(NamedTuple):
    """Names by language; an empty one is the text that the product comes with."""

    ru: str = ""
    en: str = ""

    def of(self, locale: str) -> str:
        return (self.ru if locale == "ru" else self.en) or self.ru


UNNAMED = Labels()


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What holds in one state.

    `duty`: somebody has to decide. `sla`: how long it may last, None for ever. `closes`: the application ends. `final`: one of the last.
    `enters`: roles that may record it, nobody's in particular where empty. `group`: where the result stands in the dialog.
    `reason`: the dictionary that says why. `next`: what usually comes next; nothing forbids the rest. `stands`: the words in which the
    candidate is told where he stands; `template`: what he is sent, `told`: whether of itself. `optional`: offered once it is restored.
    """

    code: str
    label: Labels = UNNAMED
    position: int = 0
    traits: frozenset[Trait] = frozenset()
    needs: frozenset[Need] = frozenset()
    enters: frozenset[str] = frozenset()
    duty: bool = False
    sla: Sla | None = None
    closes: bool = False
    final: bool = False
    group: Group = Group.NONE
    reason: str = ""
    next: tuple[str, ...] = ()
    ask: str = ""
    template: str = ""
    told: Told = Told.ASK
    vacancy_to: str = ""
    stands: str = ""
    archived: bool = False

    @property
    def event_type(self) -> str:
        return parts_of(self.code)[0]

    @property
    def is_state(self) -> bool:
        return Trait.SIDE not in self.traits

    def has(self, *traits: Trait) -> bool:
        """Whether it has any of them."""
        return not self.traits.isdisjoint(traits)

    def due(self, since: datetime) -> datetime | None:
        """When it will have lasted too long; None where it may last."""
        return None if self.sla is None else self.sla.after(since)


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event. For an appointment a time is set; the others are steps of the process, notes, or what runs beside it.

    `by_phone`: it has no place. `remind`: hours before it at which the candidate is reminded, at most one of a day or more and one of less.
    `confirm`: he is asked whether he comes. `ask_after`: whoever leads him is asked how it went.
    """

    code: str
    label: Labels = UNNAMED
    position: int = 0
    kind: str = "process"
    by_phone: bool = False
    remind: tuple[int, ...] = ()
    confirm: bool = False
    ask_after: bool = False
    archived: bool = False

    @property
    def is_appointment(self) -> bool:
        return self.kind == "appointment"

    @property
    def day_ahead(self) -> int | None:
        return next((hours for hours in self.remind if hours >= DAY // timedelta(hours=1)), None)

    @property
    def hours_ahead(self) -> int | None:
        return next((hours for hours in self.remind if hours < DAY // timedelta(hours=1)), None)


class Statuses:
    """All rules and kinds of events of one company, each in its order."""

    def __init__(self, rules: Iterable[StatusRule], types: Iterable[EventType]) -> None:
        self.rules: Mapping[str, StatusRule] = {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.position)}
        self.types: Mapping[str, EventType] = {one.code: one for one in sorted(types, key=lambda one: one.position)}

    def __getitem__(self, code: str) -> StatusRule:
        """The rule of a code; one that asks for nothing where nobody has written any."""
        return self.rules.get(code) or StatusRule(code)

    def state(self, code: str) -> StatusRule | None:
        """The state of this code; None for an entry that defines none."""
        found = self.rules.get(code)
        return found if found is not None and found.is_state else None

    def type(self, code: str) -> EventType:
        return self.types.get(code) or EventType(code)

    @cached_property
    def states(self) -> tuple[str, ...]:
        return tuple(code for code, rule in self.rules.items() if rule.is_state)

    @cached_property
    def duties(self) -> tuple[str, ...]:
        """States in which somebody has to decide."""
        return tuple(code for code in self.states if self.rules[code].duty)

    @cached_property
    def meetings(self) -> tuple[str, ...]:
        """The kinds of meetings a time is set for."""
        return tuple(code for code, one in self.types.items() if one.is_appointment and not one.archived)

    def having(self, *traits: Trait) -> frozenset[str]:
        """The states that have any of them."""
        return frozenset(code for code in self.states if self.rules[code].has(*traits))

    def usual(self, code: str) -> tuple[StatusRule, ...]:
        """What usually comes after a state, of what is in use."""
        return tuple(rule for after in self[code].next if (rule := self.state(after)) is not None and not rule.archived)

    def of_type(self, event_type: str) -> tuple[StatusRule, ...]:
        """The states of one kind of event that are in use, in the order of the dialog."""
        return tuple(rule for rule in self.rules.values() if rule.event_type == event_type and rule.is_state and not rule.archived)

    def results_of(self, event_type: str) -> tuple[StatusRule, ...]:
        """The outcomes of one kind of meeting, in the order of the dialog."""
        return tuple(rule for rule in self.of_type(event_type) if not rule.has(Trait.SCHEDULED, Trait.BEGUN))

    @cached_property
    def calls(self) -> tuple[str, ...]:
        """The results of a first call in the order of their buttons, those of the company's own last."""
        own = (rule.code for rule in self.of_type(FIRST_CALL) if rule.code not in FIRST_CALL_RESULTS)
        return (*(code for code in FIRST_CALL_RESULTS if not self[code].archived), *own)

    def meeting_of(self, code: str) -> str | None:
        """The kind of the meeting that a state tells of."""
        event_type = parts_of(code)[0]
        return event_type if self.type(event_type).is_appointment else None

    def ending(self, kind: str | None, trait: Trait, otherwise: str) -> str:
        """The end of this sort after a meeting or a step of that kind; `otherwise` where there was none, or it has no such end."""
        found = (rule.code for rule in self.rules.values() if kind is not None and rule.event_type == kind and rule.has(trait))
        return next(found, otherwise)

    # What the log amounts to

    def status_of(self, events: Iterable[tuple[str, str]]) -> str:
        """The status by the log, oldest first, as types and outcomes: the last that is a state; what is none changes nothing."""
        states = [code for code in (code_of(*event) for event in events) if self.state(code) is not None]
        return states[-1] if states else NEW

    def misses_after(self, code: str, misses: int) -> int:
        """How many calls were in vain since the person entered, or entered again."""
        rule = self[code]
        if rule.has(Trait.ENTRY):
            return 0
        return misses + 1 if rule.has(Trait.NO_ANSWER) else misses

    def after_meeting(self, code: str, *, begun: bool) -> str | None:
        """What an end comes after: the kind of a meeting that took place, or has begun, or of a step that is going on."""
        rule = self[code]
        if rule.has(Trait.BEGUN):
            return rule.event_type
        return self.meeting_of(code) if rule.has(Trait.TOOK_PLACE) or (rule.has(Trait.SCHEDULED) and begun) else None

    def invited_after(self, code: str, invited: str | None) -> str | None:
        """The meeting he may choose a time for once `code` is recorded: the same one when it did not happen, none when it did."""
        rule, kind = self.state(code), self.meeting_of(code)
        if rule is None or (not rule.closes and kind is None):
            return invited
        return kind if rule.has(Trait.NOT_HELD) else None
