"""Refusing and withdrawing: why (always asked), a comment (may be skipped), whether the candidate is told. And back again."""

from markupsafe import Markup

from bot.conversation import Screen, Turn, rows
from bot.recruiter import facts
from bot.recruiter.card import application_card
from bot.recruiter.facts import back, home, may
from bot.recruiter.incoming_files import kept
from bot.router import Router, name_of, to
from core.interviews import reads as interviews
from core.kernel.problems import Forbidden, Invalid
from core.pipeline import acts, reads
from core.pipeline.reads import ApplicationCard
from core.pipeline.rules import meeting_of
from core.pipeline.statuses import STATUSES
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router(__name__, "staff")
REJECTING, WITHDRAWING = "reject_reason", "withdraw_reason"
LONGEST = 1000


def reason_buttons(turn: Turn, dictionary: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every reason that is offered, in the admin's order."""
    return tuple((entry.code, entry.name) for entry in staff.entries(turn.session, dictionary, turn.locale))


def dictionary_of(code: str) -> str:
    return STATUSES[code].reason or REJECTING


def is_refusal(code: str) -> bool:
    """Ours; the others are the candidate's own."""
    return dictionary_of(code) == REJECTING


def guard(turn: Turn, card: ApplicationCard, code: str) -> None:
    """A no that is the verdict of his meeting is whoever's who records its result; any other takes a right of its own."""
    is_verdict = meeting_of(code) is not None and meeting_of(code) == meeting_of(card.status)
    if is_refusal(code) and not is_verdict and not may(turn, Right.APPLICATION_REJECT, reads.owners(turn.session, card.id)):
        raise Forbidden("not-allowed")


@router.screen(Right.APPLICATION_RESULT)
def reasons(turn: Turn, application: int, code: str) -> Screen:
    card = reads.card(turn.session, application)
    guard(turn, card, code)
    facts.seen(turn, card.candidate_id)
    known = reason_buttons(turn, dictionary_of(code))
    buttons = [to(name, commenting, application=application, code=code, reason=reason) for reason, name in known]
    ask = turn.t("refuse-why" if is_refusal(code) else "refuse-why-withdrawn")
    return Screen(Markup("\n\n").join([facts.headline(turn, card), ask]), (*rows(buttons), (back(turn),)))


@router.screen(Right.APPLICATION_RESULT)
def commenting(turn: Turn, application: int, code: str, reason: str) -> Screen:
    """The comment is typed or skipped; the candidate never sees it."""
    where = {"application": application, "code": code, "reason": reason}
    name = staff.entry_name(turn.session, dictionary_of(code), reason, turn.locale)
    skip = to(turn.t("button-skip"), commented, text="", **where)
    return Screen(turn.t("refuse-comment", reason=name), ((skip,), (back(turn),)), typed=(name_of(commented), where))


@router.action(Right.APPLICATION_RESULT)
def commented(turn: Turn, application: int, code: str, reason: str, text: str) -> Screen:
    """A refusal asks whether to tell the candidate, where he can be told; a withdrawal is his own and is done."""
    if len(text) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    card = reads.card(turn.session, application)
    guard(turn, card, code)
    attachment = kept(turn, card.candidate_id)
    if is_refusal(code):
        return telling(turn, application=application, code=code, reason=reason, comment=text, attachment=attachment)
    return withdraw(turn, application, code, reason, text, attachment)


@router.screen(Right.APPLICATION_RESULT)
def telling(turn: Turn, application: int, code: str, reason: str, comment: str, attachment: int | None = None) -> Screen:
    card = reads.card(turn.session, application)
    guard(turn, card, code)
    facts.seen(turn, card.candidate_id)
    where = {"application": application, "code": code, "reason": reason, "comment": comment, "attachment": attachment}
    if not facts.reaches(turn, card.candidate_id):
        text = Markup("\n\n").join([facts.headline(turn, card), turn.t("refuse-cannot-tell", phone=facts.phone(turn, card.phone))])
        return Screen(text, ((to(turn.t("refuse-sure"), refuse, "danger", tell=False, **where),), (back(turn),)))
    text = Markup("\n\n").join([facts.headline(turn, card), turn.t("refuse-tell")])
    tell = to(turn.t("refuse-tell-yes"), refuse, "primary", tell=True, **where)
    quiet = to(turn.t("refuse-tell-no"), refuse, tell=False, **where)
    return Screen(text, ((tell,), (quiet,), (back(turn),)))


@router.action(Right.APPLICATION_RESULT)
def refuse(
    turn: Turn,
    application: int,
    code: str,
    reason: str,
    comment: str,
    tell: bool,  # noqa: FBT001 - a button's argument
    attachment: int | None = None,
) -> Screen:
    guard(turn, reads.card(turn.session, application), code)
    told = outcome_of(turn, application, tell=tell)
    acts.reject(turn.session, application, reason, by=turn.actor, now=turn.now, comment=comment, attachment=attachment, tell=tell)
    phone = facts.phone(turn, reads.card(turn.session, application).phone)
    name = staff.entry_name(turn.session, dictionary_of(code), reason, turn.locale)
    turn.toast(told, reason=name, phone=phone)
    return application_card(turn, application=application)


def outcome_of(turn: Turn, application: int, *, tell: bool) -> str:
    """Which text is true of a refusal, asked before it: whoever had a meeting ahead hears at least that it is off."""
    reachable = facts.reaches(turn, reads.card(turn.session, application).candidate_id)
    if tell:
        return "refuse-done-told" if reachable else "refuse-done-unreachable"
    held = interviews.active(turn.session, application)
    return "refuse-done-meeting-off" if reachable and held is not None and held.start_at > turn.now else "refuse-done"


def withdraw(turn: Turn, application: int, code: str, reason: str, comment: str, attachment: int | None) -> Screen:
    acts.withdraw(turn.session, application, reason, by=turn.actor, now=turn.now, comment=comment, attachment=attachment)
    turn.toast("refuse-withdrawn", reason=staff.entry_name(turn.session, dictionary_of(code), reason, turn.locale))
    return application_card(turn, application=application)


@router.screen(Right.APPLICATION_REJECT)
def reserving(turn: Turn, application: int) -> Screen:
    """A question first: the application ends, the person stays in the base."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    text = Markup("\n\n").join([facts.headline(turn, card), turn.t("refuse-reserve")])
    sure = to(turn.t("refuse-reserve-sure"), reserved, "primary", application=application)
    return Screen(text, ((sure,), (back(turn), home(turn))))


@router.action(Right.APPLICATION_REJECT)
def reserved(turn: Turn, application: int) -> Screen:
    acts.record(turn.session, application, "reserve", by=turn.actor, now=turn.now)
    turn.toast("refuse-reserved")
    return application_card(turn, application=application)


@router.screen(Right.APPLICATION_REOPEN)
def reopen(turn: Turn, application: int) -> Screen:
    """A question first: colleagues and the candidate's file will see it."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    text = Markup("\n\n").join([facts.headline(turn, card), turn.t("refuse-reopen", status=facts.status(turn, card.status))])
    return Screen(text, ((to(turn.t("refuse-reopen-sure"), reopened, "primary", application=application),), (back(turn), home(turn))))


@router.action(Right.APPLICATION_REOPEN)
def reopened(turn: Turn, application: int) -> Screen:
    acts.reopen(turn.session, application, by=turn.actor, now=turn.now)
    turn.toast("refuse-reopened")
    return application_card(turn, application=application)
