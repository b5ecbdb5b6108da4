"""What the candidate told when responding, for as long as the application lives: the letter and all the answers."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.conversation.router import Router
from bot.conversation.screens import Screen, Turn
from bot.recruiter import facts, routes
from bot.recruiter.facts import back, home
from bot.wording import formats as words
from bot.wording.paging import cut, of_total, sheets, turner
from core.boards import reads
from core.boards.reads import ResponseCard
from core.kernel.ids import ApplicationId
from core.pipeline import reads as pipeline

router = Router("staff")


@router.screen(routes.ApplicationTold)
def told(turn: Turn, application: ApplicationId, page: int = 0) -> Screen:
    """Every response that led to this application, the newest first."""
    card = pipeline.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    found = sheets(part for one in reads.of_application(turn.session, application) for part in parts_of(turn, one))
    here = of_total(len(found), page, 1)
    text = Markup("\n\n").join([facts.headline(turn, card), *(cut(found, here, 1) or [turn.t("resp-told-nothing")])])
    return Screen(text, (*turner(here, routes.ApplicationTold(application)), (back(turn), home(turn))))


def parts_of(turn: Turn, card: ResponseCard) -> Iterator[Markup]:
    yield turn.t("resp-from", source=facts.source(turn, card.source), at=words.when(turn, card.submitted_at))
    for question, answer in card.answers:
        yield turn.t("resp-answer", question=question, answer=answer)
    if card.letter:
        yield turn.t("resp-letter", letter=card.letter)
