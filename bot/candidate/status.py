"""/status: where each application stands, in the candidate's words, and what happens next."""

from datetime import timedelta

from markupsafe import Markup

from bot.candidate import meetings, routes, withdrawing, writing
from bot.candidate.person import back, home, me
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn
from bot.wording import formats as words
from bot.wording.paging import cut, of_total, turner
from core.boards import reads as boards
from core.boards.reads import ResponseCard
from core.boards.rules import CLOSED, UNDECIDED
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard
from core.kernel.ids import ApplicationId, ResponseId
from core.pipeline import reads
from core.pipeline.reads import ApplicationCard
from core.pipeline.statuses.reads import statuses

router = Router("candidate")
RECENT = timedelta(days=30)
"""So long a response that came to nothing is still shown."""


def stands(turn: Turn, card: ApplicationCard, meeting: BookingCard | None) -> Markup:
    """What has happened and what comes next."""
    if card.is_active and meeting is not None:
        at = words.when(turn, meeting.start_at)
        if meetings.ahead(turn, meeting) is None:
            return turn.t("stands-met", at=at)
        return turn.t("stands-confirmed" if meeting.state == "confirmed" else "stands-booked", at=at)
    if meetings.choosable(card, meeting):
        return turn.t("stands-choose")
    return due(turn, card) if card.is_active else turn.t(f"stands-{statuses(turn.session)[card.status].stands or 'closed'}")


def due(turn: Turn, card: ApplicationCard) -> Markup:
    """Until when he gets an answer, while that day is still to come."""
    key = f"stands-{statuses(turn.session)[card.status].stands or 'reading'}"
    if card.due_at is None or card.due_at <= turn.now:
        return turn.t(key)
    return Markup(" ").join([turn.t(key), turn.t("stands-until", day=words.day(turn, card.due_at))])


def response_stands(turn: Turn, card: ResponseCard) -> Markup:
    if card.state in CLOSED:
        return turn.t(f"stands-{card.state}")
    return turn.t("stands-received", day=words.day(turn, card.submitted_at))


def waiting(turn: Turn) -> tuple[ResponseCard, ...]:
    """Responses nobody has answered yet."""
    number = turn.conversation.candidate_id
    found = boards.undecided(turn.session, number) if number is not None else ()
    return tuple(boards.card(turn.session, response) for response, _ in found)


def ended(turn: Turn, known: set[int | None]) -> tuple[ResponseCard, ...]:
    """The last response to each vacancy, refused or taken back not long ago; `known` are vacancies where there is more to tell of."""
    number = turn.conversation.candidate_id
    found = boards.closed(turn.session, number, turn.now - RECENT) if number is not None else ()
    last = {vacancy: response for response, vacancy in reversed(found) if vacancy not in known}
    return tuple(boards.card(turn.session, response) for response in sorted(last.values(), reverse=True))


def applications(turn: Turn) -> tuple[ApplicationCard, ...]:
    """Open ones first."""
    number = turn.conversation.candidate_id
    return reads.of_chat(turn.session, number) if number is not None else ()


def lines(turn: Turn) -> list[tuple[Markup, Button]]:
    """One entry for each application and response, what is over last: what to say of it, and its button."""
    mine, sent = applications(turn), waiting(turn)
    over = ended(turn, {*(card.vacancy_id for card in mine), *(card.vacancy_id for card in sent)})
    active = [application_line(turn, card) for card in mine if card.is_active]
    past = [application_line(turn, card) for card in mine if not card.is_active]
    return [*active, *(response_line(turn, card) for card in sent), *past, *(response_line(turn, card) for card in over)]


def application_line(turn: Turn, card: ApplicationCard) -> tuple[Markup, Button]:
    said = stands(turn, card, interviews.active(turn.session, card.id))
    return entry(card.vacancy, said), to(card.vacancy, routes.ApplicationCard(card.id))


def response_line(turn: Turn, card: ResponseCard) -> tuple[Markup, Button]:
    name = card.vacancy or turn.company
    return entry(name, response_stands(turn, card)), to(name, routes.ResponseCard(card.id))


def entry(name: str, said: Markup) -> Markup:
    return Markup("<b>{}</b>\n{}").format(name, said)


@router.command("status")
def command_status(turn: Turn, _rest: str) -> Screen | None:
    return mine(turn)


@router.screen(routes.Applications)
def mine(turn: Turn, page: int = 0) -> Screen:
    found = lines(turn)
    if not found:
        return Screen(turn.t("status-none"), ((Button(turn.t("vacancies-button"), "home"),),))
    here = of_total(len(found), page)
    shown = cut(found, here)
    text = Markup("\n\n").join([turn.t("status-title"), *(said for said, _ in shown)])
    buttons: tuple[Row, ...] = tuple((button,) for _, button in shown)
    return Screen(text, (*buttons, *turner(here, routes.Applications()), (home(turn),)))


@router.screen(routes.ApplicationCard)
def application_screen(turn: Turn, application: ApplicationId) -> Screen:
    card, meeting = reads.card(turn.session, application), interviews.active(turn.session, application)
    text = entry(card.vacancy, stands(turn, card, meeting))
    out = ((withdrawing.button(turn, card.id),),) if card.is_active else ()
    return Screen(text, (*way_on(turn, card, meeting), (writing.button(turn, card.id),), *out, (back(turn),)))


def way_on(turn: Turn, card: ApplicationCard, meeting: BookingCard | None) -> tuple[Row, ...]:
    """To the meeting, or to a time for it."""
    if not card.is_active:
        return ()
    if meetings.ahead(turn, meeting) is not None:
        return ((to(turn.t("meeting-open"), routes.MeetingCard(card.id), "primary"),),)
    if meeting is None and meetings.choosable(card, meeting):
        return ((to(turn.t("times-choose"), routes.MeetingDays(card.id), "primary"),),)
    return ()


@router.screen(routes.ResponseCard)
def response_screen(turn: Turn, response: ResponseId) -> Screen:
    card = boards.card(turn.session, response)
    if card.application_id is not None and reads.belongs(turn.session, card.application_id, me(turn)):
        return application_screen(turn, application=card.application_id)
    text = entry(card.vacancy or turn.company, response_stands(turn, card))
    out = ((withdrawing.response_button(turn, response),),) if card.state in UNDECIDED else ()
    return Screen(text, ((writing.button(turn),), *out, (back(turn),)))


def on_vacancy(turn: Turn, vacancy: int) -> Screen | None:
    """Where his application to this vacancy stands; None where he has none, or it has ended: then he may apply anew."""
    application, response = applied(turn, vacancy)
    if application is not None:
        return application_screen(turn, application=ApplicationId(application))
    return None if response is None else response_screen(turn, response=ResponseId(response))


def has_applied(turn: Turn, vacancy: int) -> bool:
    return applied(turn, vacancy) != (None, None)


def applied(turn: Turn, vacancy: int) -> tuple[int | None, int | None]:
    """His open application to a vacancy, else his response that nobody has answered yet."""
    number = turn.conversation.candidate_id
    if number is None:
        return None, None
    application = reads.in_work(turn.session, number, vacancy)
    if application is not None:
        return application, None
    return None, next((response for response, where in boards.undecided(turn.session, number) if where == vacancy), None)
