"""«Больше не интересно»: one press, one reason, and thanks; the recruiter knows at once and the time is free again."""

from dataclasses import replace

from markupsafe import Markup

from bot.candidate import routes
from bot.candidate.person import back, home, me, tell_others
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.wording import formats as words
from core.boards import acts as boards
from core.boards import reads as responses
from core.boards.rules import OPEN
from core.interviews import reads as interviews
from core.kernel.ids import ApplicationId, ResponseId
from core.kernel.problems import Conflict
from core.pipeline import acts as pipeline
from core.pipeline import reads
from core.staff import reads as staff
from core.staff.dictionaries import WITHDRAW_REASON
from core.staff.reads import Entry

router = Router("candidate")
SHIPPED = {code: {russian, english} for code, russian, english in WITHDRAW_REASON}


def button(turn: Turn, application: ApplicationId) -> Button:
    return to(turn.t("withdraw-button"), routes.ApplicationReasons(application))


@router.screen(routes.ApplicationReasons)
def reasons(turn: Turn, application: ApplicationId) -> Screen:
    card = reads.card(turn.session, application)
    if not card.is_active:
        return Screen(turn.t("withdraw-over", vacancy=card.vacancy), ((home(turn),),))
    buttons = [to(name, routes.ApplicationWithdraw(application, reason=code)) for code, name in known(turn)]
    return Screen(question(turn, card), (*rows(buttons, 2), (back(turn),)))


def question(turn: Turn, card: reads.ApplicationCard) -> Markup:
    """What would be lost: the application, and the meeting that is still ahead."""
    meeting = interviews.active(turn.session, card.id)
    if meeting is None or meeting.start_at <= turn.now:
        return turn.t("withdraw-ask", vacancy=card.vacancy)
    return turn.t("withdraw-ask-meeting", vacancy=card.vacancy, at=words.when(turn, meeting.start_at))


def known(turn: Turn) -> list[tuple[str, str]]:
    """Code and label of every reason, in the admin's order."""
    return [(entry.code, label(turn, entry)) for entry in staff.entries(turn.session, "withdraw_reason", turn.locale)]


def label(turn: Turn, entry: Entry) -> str:
    """The reason in the candidate's own words; an entry the company has reworded stays as it wrote it."""
    key = f"withdraw-reason-{entry.code.replace('_', '-')}"
    ours = entry.name in SHIPPED.get(entry.code, ()) and key in turn.texts.keys(turn.locale)
    return turn.t(key) if ours else entry.name


@router.action(routes.ApplicationWithdraw)
def withdraw(turn: Turn, application: ApplicationId, reason: str) -> Screen:
    meeting = interviews.active(turn.session, application)
    pipeline.withdraw(turn.session, application, reason, by=turn.actor, now=turn.now)
    tell_others(turn, application, "application.withdrawn")
    card = reads.card(turn.session, application)
    way_back = to(turn.t("withdraw-return"), routes.ApplicationReturn(application))
    screen = thanks(turn, card.vacancy, way_back)
    if meeting is None or meeting.start_at <= turn.now:
        return screen
    off = turn.t("notice-meeting-off", at=words.when(turn, meeting.start_at))
    return replace(screen, text=Markup("\n\n").join([screen.text, off]))


def thanks(turn: Turn, vacancy: str, way_back: Button) -> Screen:
    return Screen(turn.t("withdraw-thanks", vacancy=vacancy), ((way_back,), (home(turn),)), keep=True)


# Before anybody has answered


def response_button(turn: Turn, response: ResponseId) -> Button:
    return to(turn.t("withdraw-button"), routes.ResponseReasons(response))


@router.screen(routes.ResponseReasons)
def response_reasons(turn: Turn, response: ResponseId) -> Screen:
    """A response that was accepted meanwhile is an application."""
    card = responses.card(turn.session, response)
    if card.application_id is not None and reads.belongs(turn.session, card.application_id, me(turn)):
        return reasons(turn, application=card.application_id)
    name = card.vacancy or turn.company
    if card.state not in OPEN:
        return Screen(turn.t("withdraw-over", vacancy=name), ((home(turn),),))
    buttons = [to(text, routes.ResponseWithdraw(response, reason=code)) for code, text in known(turn)]
    return Screen(turn.t("withdraw-ask-response", vacancy=name), (*rows(buttons, 2), (back(turn),)))


@router.action(routes.ResponseWithdraw)
def withdraw_response(turn: Turn, response: ResponseId, reason: str) -> Screen:
    card = responses.card(turn.session, response)
    if card.application_id is not None and reads.belongs(turn.session, card.application_id, me(turn)):
        return withdraw(turn, application=card.application_id, reason=reason)
    name = card.vacancy or turn.company
    if card.state not in OPEN:
        raise Conflict("withdraw-over", vacancy=name)
    boards.withdraw(turn.session, response, reason, now=turn.now)
    way_back = to(turn.t("withdraw-return"), routes.ResponseReturn(response))
    return thanks(turn, name, way_back)
