"""A colleague's first screen: what waits for him today, and the doors his roles open."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.admin import routes as admin_routes
from bot.conversation.router import Router, to
from bot.conversation.routes import Route
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.recruiter import routes, today
from bot.recruiter.facts import me, opening
from bot.recruiter.reach import whose
from bot.wording import formats as words
from core.boards import reads as boards
from core.staff import reads as staff
from core.staff.permissions import Right, scope

router = Router("staff")
Count = Callable[[Turn], int]


@dataclass(frozen=True, slots=True)
class Door:
    """One button of the first screen: who sees it, what waits behind it."""

    right: Right
    name: str
    route: Route
    count: Count | None = None


def responses_waiting(turn: Turn) -> int:
    """To one's own vacancies, as behind the door; to everybody's for a lead."""
    return sum(line[-1] for line in boards.waiting(turn.session, recruiter=whose(turn, Right.VACANCY_EDIT)))


DAY: tuple[Door, ...] = (
    Door(Right.RESPONSE_PROCESS, "responses", routes.Responses(), responses_waiting),
    Door(Right.CALLBACKS_VIEW, "callbacks", routes.Callbacks(), today.callbacks_due),
    Door(Right.TODAY_VIEW, "today", routes.Today(), today.meetings_today),
    Door(Right.TODAY_VIEW, "decisions", routes.Decisions(), today.undecided),
)
WORK: tuple[Door, ...] = (
    Door(Right.VACANCY_VIEW, "vacancies", routes.Vacancies()),
    Door(Right.CANDIDATE_FIND, "find", routes.Searching()),
    Door(Right.SLOTS_KEEP, "slots", routes.Slots()),
    Door(Right.REPORTS_VIEW, "reports", routes.Reports()),
)
HOUSE: tuple[Door, ...] = (
    Door(Right.USERS_MANAGE, "users", admin_routes.Users()),
    Door(Right.USERS_INVITE, "invite", admin_routes.InviteRoles()),
    Door(Right.DICTIONARY_EDIT, "dict", admin_routes.Dictionaries()),
    Door(Right.AUDIT_VIEW, "audit", admin_routes.Audit()),
    Door(Right.HEALTH_VIEW, "health", admin_routes.Health()),
    Door(Right.CONSENT_PUBLISH, "consent", admin_routes.Consent()),
    Door(Right.PRIVACY_KEEP, "pd", admin_routes.Register()),
)


@router.screen(routes.Home)
def home_screen(turn: Turn) -> Screen:
    name = staff.staff(turn.session, me(turn)).name
    if not turn.roles:
        return Screen(turn.t("desk-home-closed", name=name, company=turn.company))
    waiting = [(door, door.count(turn) if door.count else 0) for door in opened(turn, DAY)]
    day = [label(turn, door, count) for door, count in waiting]
    doors = [label(turn, door, 0) for door in (*opened(turn, WORK), *opened(turn, HOUSE))]
    settings = to(turn.t("desk-door-settings"), routes.Settings())
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
    return to(f"{text} · {count}" if count else text, door.route)
