"""A colleague's first screen: what waits for him today, and the doors his roles open."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.admin import audit, consents, dictionaries, health, invites, register, users
from bot.conversation.router import Router, name_of
from bot.conversation.screens import Button, Handler, Screen, Turn, rows
from bot.recruiter import desk, search, slots, today, vacancies
from bot.recruiter.facts import me, opening
from bot.recruiter.reach import whose
from bot.wording import formats as words
from core.boards import reads as boards
from core.staff import reads as staff
from core.staff.permissions import Right, scope

router = Router(__name__, "staff")
Count = Callable[[Turn], int]


@dataclass(frozen=True, slots=True)
class Door:
    """One button of the first screen: who sees it, what waits behind it."""

    right: Right
    name: str
    action: str
    count: Count | None = None


def responses_waiting(turn: Turn) -> int:
    """To one's own vacancies, as behind the door; to everybody's for a lead."""
    return sum(line[-1] for line in boards.waiting(turn.session, recruiter=whose(turn, Right.VACANCY_EDIT)))


def action_of(handler: Handler) -> str:
    return name_of(handler)


DAY: tuple[Door, ...] = (
    Door(Right.RESPONSE_PROCESS, "responses", "recruiter.responses.responses", responses_waiting),
    Door(Right.CALLBACKS_VIEW, "callbacks", "recruiter.callbacks.callbacks", today.callbacks_due),
    Door(Right.TODAY_VIEW, "today", action_of(today.today), today.meetings_today),
    Door(Right.TODAY_VIEW, "decisions", action_of(today.decisions), today.undecided),
)
WORK: tuple[Door, ...] = (
    Door(Right.VACANCY_VIEW, "vacancies", action_of(vacancies.vacancies)),
    Door(Right.CANDIDATE_FIND, "find", action_of(search.asking)),
    Door(Right.SLOTS_KEEP, "slots", action_of(slots.slots)),
)
HOUSE: tuple[Door, ...] = (
    Door(Right.USERS_MANAGE, "users", action_of(users.users)),
    Door(Right.USERS_INVITE, "invite", action_of(invites.roles_screen)),
    Door(Right.DICTIONARY_EDIT, "dict", action_of(dictionaries.dictionaries)),
    Door(Right.AUDIT_VIEW, "audit", action_of(audit.audit)),
    Door(Right.HEALTH_VIEW, "health", action_of(health.health)),
    Door(Right.CONSENT_PUBLISH, "consent", action_of(consents.consent)),
    Door(Right.PRIVACY_KEEP, "pd", action_of(register.register)),
)


@router.screen()
def home_screen(turn: Turn) -> Screen:
    name = staff.staff(turn.session, me(turn)).name
    if not turn.roles:
        return Screen(turn.t("desk-home-closed", name=name, company=turn.company))
    waiting = [(door, door.count(turn) if door.count else 0) for door in opened(turn, DAY)]
    day = [label(turn, door, count) for door, count in waiting]
    doors = [label(turn, door, 0) for door in (*opened(turn, WORK), *opened(turn, HOUSE))]
    settings = Button(turn.t("desk-door-settings"), action_of(desk.settings))
    return Screen(greeting(turn, name, waiting), (*rows(day, 2), *rows([*doors, settings], 2)))


def greeting(turn: Turn, name: str, waiting: list[tuple[Door, int]]) -> Markup:
    hello = turn.t("desk-home", name=name.split(maxsplit=1)[0], day=opening(words.day(turn, turn.now)))
    if not waiting:
        return Markup("\n").join([hello, turn.t("desk-home-choose")])
    lines = [turn.t(f"desk-home-{door.name}", count=count) for door, count in waiting if count]
    return Markup("\n").join([hello, *(lines or [turn.t("desk-home-quiet")])])


def opened(turn: Turn, doors: tuple[Door, ...]) -> list[Door]:
    return [door for door in doors if scope(turn.roles, door.right) is not None]


def label(turn: Turn, door: Door, count: int) -> Button:
    text = turn.t(f"desk-door-{door.name}")
    return Button(f"{text} · {count}" if count else text, door.action)
