"""/start: a greeting, how his applications stand, and the open vacancies."""

from markupsafe import Markup

from bot.candidate import status
from bot.candidate.vacancies import shelf
from bot.conversation import Row, Screen, Turn
from bot.router import Router, to
from core.candidates import acts as candidates
from core.candidates import reads as people

router = Router(__name__, "candidate")
FEW = 3
"""So many of his applications stand on the first screen."""


@router.command("start")
def command_start(turn: Turn, _rest: str) -> Screen | None:
    """Only for the menu: the engine itself answers /start."""
    return home_screen(turn)


def home_screen(turn: Turn) -> Screen:
    turn.conversation.persona = "candidate"
    come_back(turn)
    found = status.lines(turn)
    text, buttons = shelf(turn, 0)
    said = [said for said, _ in found[:FEW]]
    parts = [turn.t("home-mine" if found else "home-hello", company=turn.company), *said, text]
    return Screen(Markup("\n\n").join(parts), (*own(turn, len(found)), *buttons))


def own(turn: Turn, count: int) -> tuple[Row, ...]:
    return ((to(turn.t("home-status", count=count), status.mine, "primary"),),) if count else ()


def come_back(turn: Turn) -> None:
    """Who had asked for silence and starts the bot anew gets messages again."""
    number = turn.conversation.candidate_id
    started = turn.incoming is not None and turn.incoming.kind == "start"
    if started and number is not None and people.is_opted_out(turn.session, number):
        candidates.opt_in(turn.session, number)
        turn.toast("home-again")
