"""«Вернуть отклик»: the way back from one's own withdrawal, for a day."""

from bot.candidate import routes
from bot.candidate.person import home
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn
from core.boards import reads as responses
from core.boards import returning as boards
from core.kernel.ids import ApplicationId, ResponseId
from core.pipeline import reads, returning

router = Router("candidate")


@router.action(routes.ApplicationReturn)
def come_back(turn: Turn, application: ApplicationId) -> Screen:
    returning.come_back(turn.session, application, by=turn.actor, now=turn.now)
    return returned(turn, reads.card(turn.session, application).vacancy)


@router.action(routes.ResponseReturn)
def response_comes_back(turn: Turn, response: ResponseId) -> Screen:
    boards.come_back(turn.session, response, now=turn.now)
    return returned(turn, responses.card(turn.session, response).vacancy or turn.company)


def returned(turn: Turn, vacancy: str) -> Screen:
    mine: Button = to(turn.t("status-button"), routes.Applications())
    return Screen(turn.t("withdraw-returned", vacancy=vacancy), ((mine,), (home(turn),)), keep=True)
