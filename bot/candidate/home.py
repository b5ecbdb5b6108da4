"""/start: a greeting, how his applications stand, and the open vacancies."""

from markupsafe import Markup

from bot.candidate import routes, status
from bot.candidate.person import come_back, started
from bot.candidate.vacancies import shelf
from bot.conversation.router import Router, to
from bot.conversation.screens import Row, Screen, Turn

router = Router("candidate")
FEW = 3
"""So many of his applications stand on the first screen."""


@router.command("start")
def command_start(turn: Turn, _rest: str) -> Screen | None:
    """Only for the menu: the engine itself answers /start."""
    return home_screen(turn)


def home_screen(turn: Turn) -> Screen:
    turn.conversation.persona = "candidate"
    if started(turn):
        come_back(turn)
    found = status.lines(turn)
    text, buttons = shelf(turn, 0)
    said = [said for said, _ in found[:FEW]]
    parts = [turn.t("home-mine" if found else "home-hello", company=turn.company), *said, text]
    return Screen(Markup("\n\n").join(parts), (*own(turn, len(found)), *buttons))


def own(turn: Turn, count: int) -> tuple[Row, ...]:
    return ((to(turn.t("home-status", count=count), routes.Applications(), "primary"),),) if count else ()
