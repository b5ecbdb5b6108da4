"""«Первый звонок»: the phone, then one of nine results. Those that need a reason or a time ask for it in the same message."""

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.card import application_rows, clock_lines
from bot.recruiter.facts import back, home
from bot.recruiter.meetings import free, invite
from bot.wording import statuses as names
from bot.wording.statuses import result
from core.candidates import reads as candidates
from core.interviews import reads as interviews
from core.kernel.ids import ApplicationId
from core.messages import acts as messages
from core.pipeline import acts, reads
from core.pipeline.reads import ApplicationCard
from core.pipeline.statuses.codes import PHONE_INTERVIEW, REJECTED, WROTE
from core.pipeline.statuses.defaults import MISSES_TILL_MESSAGE
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait

router = Router("staff")
UNREACHABLE = {"code": REJECTED, "reason": "unreachable", "comment": ""}


@router.screen(routes.FirstCall)
def first_call(turn: Turn, application: ApplicationId) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    attempts = [turn.t("app-attempts", count=card.attempt_no)] if card.attempt_no else []
    lines = [facts.headline(turn, card), facts.phone(turn, card.phone), *attempts, Markup(), turn.t("call-how")]
    return Screen(Markup("\n").join(lines), (*result_rows(turn, card), (back(turn), home(turn))))


def result_rows(turn: Turn, card: ApplicationCard) -> tuple[Row, ...]:
    """The results as buttons, without the message where none can be sent; after the third miss, it and giving up stand first."""
    book = statuses(turn.session)
    known = [code for code in book.calls if not book[code].has(Trait.WRITTEN) or facts.reaches(turn, card.candidate_id)]
    found = [result_button(turn, card.id, code) for code in known]
    return (*unreachable_actions(turn, card), *rows(found, 2))


def unreachable_actions(turn: Turn, card: ApplicationCard) -> tuple[Row, ...]:
    """What is proposed to whoever was called in vain three times: a message, and giving up once that is out."""
    if card.attempt_no < MISSES_TILL_MESSAGE or not card.is_active:
        return ()
    write = to(turn.t("call-button-message"), routes.CallMessage(card.id), "primary")
    give_up = to(turn.t("call-button-unreachable"), routes.RefusalTelling(card.id, code=REJECTED, reason="unreachable", comment=""))
    if statuses(turn.session)[card.status].has(Trait.WRITTEN) or not facts.reaches(turn, card.candidate_id):
        return ((give_up,),)
    return ((write,), (give_up,)) if card.attempt_no > MISSES_TILL_MESSAGE else ((write,),)


def result_button(turn: Turn, application: ApplicationId, code: str) -> Button:
    """Some results first ask for something; the others are recorded at once."""
    text, rule = result(turn, code), statuses(turn.session)[code]
    if rule.has(Trait.CALL_BACK):
        return to(text, routes.CallbackAsk(application, code=code))
    if rule.has(Trait.SCHEDULED):
        return to(text, routes.MeetingDays(application, kind=rule.event_type))
    if rule.has(Trait.REFUSED, Trait.WITHDREW):
        return to(text, routes.RefusalReasons(application, code=code))
    return to(text, routes.CallMessage(application)) if rule.has(Trait.WRITTEN) else to(text, routes.CallRecord(application, code=code))


@router.action(routes.CallRecord)
def record(turn: Turn, application: ApplicationId, code: str) -> Screen:
    acts.record(turn.session, application, code, by=turn.actor, now=turn.now)
    return recorded(turn, application)


def recorded(turn: Turn, application: int) -> Screen:
    """What was written down, what comes next, room for a comment."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    lines = [turn.t("call-recorded", status=names.status(turn, card.status)), facts.headline(turn, card)]
    deadline = facts.deadline(turn, card.due_at)
    if deadline:
        lines.append(turn.t("call-decide", left=deadline))
    booking = interviews.active(turn.session, application)
    return Screen(Markup("\n").join([*lines, *clock_lines(turn, card, booking)]), application_rows(turn, card, booking))


@router.action(routes.CallMessage)
def message(turn: Turn, application: ApplicationId) -> Screen:
    """«Не дозвонились»: what the candidate would get is shown first, for nobody signs what he has not read."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    messages.way_to(turn.session, card.candidate_id, turn.now)
    sure = to(turn.t("call-message-sure"), routes.CallMessageSure(application), "primary")
    text = Markup("\n\n").join([facts.headline(turn, card), turn.t("preview", text=unreached_text(turn, card))])
    return Screen(text, ((sure,), (back(turn),)))


def unreached_text(turn: Turn, card: ApplicationCard) -> Markup:
    """In the candidate's language: a choice of times, or a question when it suits where there is nothing to choose from."""
    locale = candidates.card(turn.session, card.candidate_id).locale
    if not free(turn, card):
        return turn.texts(locale, "call-message", vacancy=card.vacancy)
    kind = turn.texts(locale, "meeting-phone-interview")
    return turn.texts(locale, "notice-choose", kind=kind, vacancy=card.vacancy, name=card.owner)


@router.action(routes.CallMessageSure)
def message_sure(turn: Turn, application: ApplicationId) -> Screen:
    card = reads.card(turn.session, application)
    messages.way_to(turn.session, card.candidate_id, turn.now)
    acts.record(turn.session, application, WROTE, by=turn.actor, now=turn.now)
    if free(turn, card):
        invite(turn, application=application, kind=PHONE_INTERVIEW)
        turn.toast("call-message-sent-times")
    else:
        ask_to_write(turn, card)
        turn.toast("call-message-sent")
    return recorded(turn, application)


def ask_to_write(turn: Turn, card: ApplicationCard) -> None:
    text = unreached_text(turn, card)
    author, key = facts.me(turn), f"no-answer:{card.id}:{card.attempt_no}:{turn.now.isoformat()}"
    messages.reply(turn.session, card.candidate_id, author=author, text=text.unescape(), key=key, now=turn.now)
