"""«Откликнуться»: to what is there already, to the consent, or straight to the questions that are still open."""

from bot.candidate import consent, routes, status
from bot.candidate.person import consented, home
from bot.candidate.questionnaire import begin
from bot.conversation.router import Router
from bot.conversation.screens import Screen, Turn
from core.kernel.ids import VacancyId
from core.vacancies import reads as vacancies

router = Router("candidate")


@router.action(routes.Apply)
def apply(turn: Turn, vacancy: VacancyId) -> Screen | None:
    """The vacancy stays in the chat above; what follows is a new message."""
    card = vacancies.card(turn.session, vacancy)
    there = status.on_vacancy(turn, vacancy)
    if there is not None:
        turn.toast("apply-again")
        return there
    if card.state != "opened":
        return Screen(turn.t("vacancy-closed", name=card.name), ((home(turn),),))
    turn.close(turn.t("apply-to", vacancy=card.name))
    asked = consented(turn) is None or consent.is_outdated(turn)
    return consent.ask(turn, vacancy) if asked else begin(turn, vacancy)
