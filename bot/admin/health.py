"""/health: is everything running, what waits, what lies dead, where things are kept."""

import platform
from collections import defaultdict
from importlib.metadata import version

from markupsafe import Markup

from bot.admin import routes
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.wording import formats as words
from bot.wording.paging import SIZE, of_total, turner
from core.kernel.ids import DeadLetterId
from core.kernel.process import pulse
from core.kernel.process.pulse import Stall
from core.kernel.queue import dead_letters, inbox, outbox, pulses, timers
from core.kernel.queue.dead_letters import DeadLetter, Way
from core.staff import acts
from core.staff.permissions import Right

router = Router("staff")


@router.command("health", Right.HEALTH_VIEW)
def command_health(turn: Turn, _rest: str) -> Screen | None:
    return health(turn)


@router.screen(routes.Health)
def health(turn: Turn) -> Screen:
    dead, still = dead_letters.count(turn.session), stalls(turn)
    how = turn.t("admin-health-bad" if dead else "admin-health-good")
    parts = [*still, *([how] if dead or not still else []), Markup(), queues(turn), *channels(turn), *doubt(turn), Markup(), *about(turn)]
    letters = ((to(turn.t("admin-health-dead-button", count=dead), routes.DeadLetters()),),) if dead else ()
    again = to(turn.t("admin-health-again"), routes.Health())
    return Screen(Markup("\n").join(parts), (*letters, (again, Button(turn.t("button-home"), "home"))))


@router.notice("login.needed", Right.HEALTH_VIEW)
def login_needed(turn: Turn, board: str) -> Screen:
    """A board refuses our access; what was to be asked of it waits."""
    return Screen(turn.t("admin-login-needed", board=board), ((to(turn.t("admin-health-button"), routes.Health()),),), keep=True)


@router.notice("house.stalled", Right.HEALTH_VIEW)
def stalled(turn: Turn, code: str, seconds: int, *, exact: bool = False) -> Screen:  # noqa: ARG001 - exact is the engine's
    """Something stands still that should go on all the time."""
    return of_house(turn, "admin-stalled", code, seconds)


@router.notice("house.resumed", Right.HEALTH_VIEW)
def resumed(turn: Turn, code: str, seconds: int, *, exact: bool = False) -> Screen:  # noqa: ARG001 - exact is the engine's
    """What stood still goes on."""
    return of_house(turn, "admin-resumed", code, seconds)


def of_house(turn: Turn, key: str, code: str, seconds: int) -> Screen:
    return Screen(phrase(turn, key, code, seconds), ((to(turn.t("admin-health-button"), routes.Health()),),), keep=True)


def phrase(turn: Turn, key: str, code: str, seconds: int) -> Markup:
    what, _, target = code.partition(":")
    return turn.t(key, what=what, target=target, minutes=max(1, round(seconds / 60)))


def stalls(turn: Turn) -> list[Markup]:
    """What no process has done for too long, and what waits for too long."""
    done = pulses.last_done(turn.session, turn.now)
    still = [Stall(name, int(age)) for name, age in done.items() if age > pulse.LATEST.get(name, age)]
    found = (*still, *pulses.late(turn.session, turn.now))
    return [Markup("⚠️ {}").format(phrase(turn, "admin-stall", stall.code, stall.seconds)) for stall in found]


def queues(turn: Turn) -> Markup:
    return turn.t("admin-health-queues", inbox=inbox.waiting(turn.session), timers=timers.pending(turn.session))


def channels(turn: Turn) -> list[Markup]:
    """One line for each target that has anything to carry or could not."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: {"new": 0, "sending": 0, "dead": 0})
    for target, state, count in outbox.counts(turn.session):
        found[target][state] = count
    line = "admin-health-channel"
    return [turn.t(line, name=name, waiting=of["new"] + of["sending"], dead=of["dead"]) for name, of in sorted(found.items())]


def doubt(turn: Turn) -> list[Markup]:
    """What may have arrived twice, where there is any."""
    count = outbox.in_doubt(turn.session)
    return [turn.t("admin-health-doubt", count=count)] if count else []


def about(turn: Turn) -> list[Markup]:
    bind = turn.session.connection().dialect
    release = ".".join(map(str, bind.server_version_info or ()))
    kept = turn.extra.get("files")
    lines = [turn.t("admin-health-versions", otklik=version("otklik"), python=platform.python_version())]
    lines.append(turn.t("admin-health-database", name=bind.name, version=release))
    return [*lines, turn.t("admin-health-files", place=kept)] if kept else lines


@router.screen(routes.DeadLetters)
def dead_page(turn: Turn, page: int = 0) -> Screen:
    here = of_total(dead_letters.count(turn.session), page)
    found = dead_letters.page(turn.session, limit=SIZE, offset=here.number * SIZE)
    lines = [line(turn, number, letter) for number, letter in enumerate(found, 1)] or [turn.t("admin-health-dead-none")]
    buttons = [
        to(f"🔁 {number}", routes.DeadLetterRetry(way=letter.way, number=DeadLetterId(letter.id), page=page))
        for number, letter in enumerate(found, 1)
    ]
    text = Markup("\n\n").join([turn.t("admin-health-dead"), *lines])
    return Screen(text, (*rows(buttons, 3), *turner(here, routes.DeadLetters()), (Button(turn.t("button-back"), "back"),)))


def line(turn: Turn, number: int, letter: DeadLetter) -> Markup:
    return turn.t(
        "admin-health-dead-in" if letter.way == "in" else "admin-health-dead-out",
        number=number,
        place=letter.where,
        kind=letter.kind,
        at=words.when(turn, letter.at),
        attempts=letter.attempts,
        error=letter.error or "?",
    )


@router.action(routes.DeadLetterRetry)
def retry(turn: Turn, way: Way, number: DeadLetterId, page: int) -> Screen:
    if dead_letters.retry(turn.session, way, number, turn.now):
        acts.audit(turn.session, turn.actor, "dead-letter.retried", f"{way}box:{number}", turn.now)
        turn.toast("admin-health-retried")
    return dead_page(turn, page=page)
