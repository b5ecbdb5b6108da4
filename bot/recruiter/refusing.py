"""Refusing and withdrawing: why (always asked), a comment (may be skipped), whether the candidate is told. And back again."""

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.card import application_card
from bot.recruiter.facts import back, home, may
from bot.recruiter.incoming_files import kept
from bot.recruiter.meetings import heard, is_past
from bot.wording import formats as words
from bot.wording import statuses as names
from core.candidates import reads as candidate_reads
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard
from core.kernel.ids import ApplicationId, BookingId, FileId
from core.kernel.problems import Forbidden, Invalid
from core.pipeline import acts, reads
from core.pipeline.meetings import Seen
from core.pipeline.reads import ApplicationCard
from core.pipeline.statuses.codes import RESERVE
from core.pipeline.statuses.defaults import REJECT_REASON, WITHDRAW_REASON
from core.pipeline.statuses.reads import statuses
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router("staff")
REJECTING, WITHDRAWING = REJECT_REASON, WITHDRAW_REASON
LONGEST = 1000


def reason_buttons(turn: Turn, dictionary: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every reason that is offered, in the admin's order."""
    return tuple((entry.code, entry.name) for entry in staff.entries(turn.session, dictionary, turn.locale))


def dictionary_of(turn: Turn, code: str) -> str:
    return statuses(turn.session)[code].reason or REJECTING


def is_refusal(turn: Turn, code: str) -> bool:
    """Ours; the others are the candidate's own."""
    return dictionary_of(turn, code) == REJECTING


def guard(turn: Turn, card: ApplicationCard, code: str) -> None:
    """A no that is the verdict of his meeting is whoever's who records its result; any other takes a right of its own."""
    book = statuses(turn.session)
    is_verdict = book.meeting_of(code) is not None and book.meeting_of(code) == book.meeting_of(card.status)
    if is_refusal(turn, code) and not is_verdict and not may(turn, Right.APPLICATION_REJECT, reads.owners(turn.session, card.id)):
        raise Forbidden("not-allowed")


@router.screen(routes.RefusalReasons)
def reasons(turn: Turn, application: ApplicationId, code: str, booking: BookingId | None = None, version: int | None = None) -> Screen:
    """Why, as the verdict of a meeting (the one that is set still, else the card) or without any."""
    card = reads.card(turn.session, application)
    guard(turn, card, code)
    if statuses(turn.session).meeting_of(code) and is_past(turn, application, Seen(booking, version)):
        return application_card(turn, application=application)
    facts.seen(turn, card.candidate_id)
    known = reason_buttons(turn, dictionary_of(turn, code))
    buttons = [to(name, routes.RefusalCommenting(application, code=code, reason=reason)) for reason, name in known]
    ask = turn.t("refuse-why" if is_refusal(turn, code) else "refuse-why-withdrawn")
    return Screen(Markup("\n\n").join([facts.headline(turn, card), ask]), (*rows(buttons), (back(turn),)))


@router.screen(routes.RefusalCommenting)
def commenting(turn: Turn, application: ApplicationId, code: str, reason: str) -> Screen:
    """The comment is typed or skipped; the candidate never sees it."""
    card = reads.card(turn.session, application)
    name = staff.entry_name(turn.session, dictionary_of(turn, code), reason, turn.locale)
    if is_refusal(turn, code):
        skip, off = to(turn.t("button-skip"), routes.RefusalCommented(application, code=code, reason=reason)), []
    else:
        skip, off = to(turn.t("button-skip"), routes.Withdrawal(application, comment="", code=code, reason=reason)), meeting_off(turn, card)
    text = Markup("\n\n").join([turn.t("refuse-comment", reason=name), *off])
    return Screen(text, ((skip,), (back(turn),)), typed=routes.RefusalCommented(application, code=code, reason=reason))


def meeting_off(turn: Turn, card: ApplicationCard) -> list[Markup]:
    """The meeting ahead that ends with the application, and who hears of it; nothing where none is ahead."""
    held = interviews.active(turn.session, card.id)
    if held is None or held.start_at <= turn.now:
        return []
    key = heard(turn, card, "refuse-meeting-off", "refuse-meeting-off-not-told")
    return [turn.t(key, meeting=facts.meeting_line(turn, held), phone=facts.phone(turn, card.phone))]


@router.action(routes.RefusalCommented)
def commented(turn: Turn, application: ApplicationId, code: str, reason: str, text: str) -> Screen:
    """What is typed ends nothing: a refusal asks whether to tell the candidate, a withdrawal whether it is to be noted."""
    if len(text) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    card = reads.card(turn.session, application)
    guard(turn, card, code)
    attachment = kept(turn, card.candidate_id)
    if is_refusal(turn, code):
        return telling(turn, application=application, code=code, reason=reason, comment=text, attachment=attachment)
    return withdrawing(turn, application=application, code=code, reason=reason, comment=text.strip(), attachment=attachment)


@router.screen(routes.RefusalTelling)
def telling(turn: Turn, application: ApplicationId, code: str, reason: str, comment: str, attachment: FileId | None = None) -> Screen:
    card = reads.card(turn.session, application)
    guard(turn, card, code)
    facts.seen(turn, card.candidate_id)
    quietly = routes.Refuse(application, code=code, reason=reason, comment=comment, tell=False, attachment=attachment)
    if not facts.reaches(turn, card.candidate_id):
        parts = [*meeting_off(turn, card), turn.t("refuse-cannot-tell", phone=facts.phone(turn, card.phone))]
        text = Markup("\n\n").join([facts.headline(turn, card), *parts])
        return Screen(text, ((to(turn.t("refuse-sure"), quietly, "danger"),), (back(turn),)))
    text = Markup("\n\n").join([facts.headline(turn, card), *meeting_off(turn, card), turn.t("refuse-tell"), refusal(turn, card)])
    tell = to(turn.t("refuse-tell-yes"), quietly.but(tell=True), "primary")
    return Screen(text, ((tell,), (to(turn.t("refuse-tell-no"), quietly),), (back(turn),)))


def refusal(turn: Turn, card: ApplicationCard) -> Markup:
    """What he would get, in his language."""
    locale = candidate_reads.card(turn.session, card.candidate_id).locale
    return turn.t("preview", text=turn.texts(locale, "notice-rejected", vacancy=card.vacancy, company=turn.company))


@router.action(routes.Refuse)
def refuse(
    turn: Turn,
    application: ApplicationId,
    code: str,
    reason: str,
    comment: str,
    tell: bool,  # noqa: FBT001 - a button's argument
    attachment: FileId | None = None,
) -> Screen:
    guard(turn, reads.card(turn.session, application), code)
    told, held = outcome_of(turn, application, tell=tell), interviews.active(turn.session, application)
    acts.reject(turn.session, application, reason, by=turn.actor, now=turn.now, comment=comment, attachment=attachment, tell=tell)
    phone = facts.phone(turn, reads.card(turn.session, application).phone)
    name = staff.entry_name(turn.session, dictionary_of(turn, code), reason, turn.locale)
    turn.toast(told, reason=name, phone=phone)
    tell_freed(turn, held)
    return application_card(turn, application=application)


def tell_freed(turn: Turn, held: BookingCard | None) -> None:
    """Which time is free again, after an end that took a meeting with it."""
    if held is not None and held.start_at > turn.now:
        turn.toast("meet-freed", at=words.when(turn, held.start_at))


def outcome_of(turn: Turn, application: int, *, tell: bool) -> str:
    """Which text is true of a refusal, asked before it: whoever had a meeting ahead hears at least that it is off."""
    reachable = facts.reaches(turn, reads.card(turn.session, application).candidate_id)
    if tell:
        return "refuse-done-told" if reachable else "refuse-done-unreachable"
    held = interviews.active(turn.session, application)
    return "refuse-done-meeting-off" if reachable and held is not None and held.start_at > turn.now else "refuse-done"


@router.screen(routes.WithdrawalSure)
def withdrawing(turn: Turn, application: ApplicationId, code: str, reason: str, comment: str, attachment: FileId | None = None) -> Screen:
    """A question with the note: the press ends the application, and the candidate hears of it."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    name = staff.entry_name(turn.session, dictionary_of(turn, code), reason, turn.locale)
    note = [turn.t("app-comment-line", comment=comment)] if comment else []
    if attachment is not None:
        note.append(turn.t("app-event-file", name=candidate_reads.file(turn.session, attachment).name))
    asked = turn.t("refuse-withdraw", reason=name)
    text = Markup("\n\n").join([facts.headline(turn, card), *note, *meeting_off(turn, card), asked])
    return Screen(
        text,
        (
            (
                to(
                    turn.t("refuse-withdraw-sure"),
                    routes.Withdrawal(application, code=code, reason=reason, comment=comment, attachment=attachment),
                    "danger",
                ),
            ),
            (back(turn),),
        ),
    )


@router.action(routes.Withdrawal)
def withdrawn(turn: Turn, application: ApplicationId, code: str, reason: str, comment: str, attachment: FileId | None = None) -> Screen:
    held = interviews.active(turn.session, application)
    acts.withdraw(turn.session, application, reason, by=turn.actor, now=turn.now, comment=comment, attachment=attachment)
    turn.toast("refuse-withdrawn", reason=staff.entry_name(turn.session, dictionary_of(turn, code), reason, turn.locale))
    tell_freed(turn, held)
    return application_card(turn, application=application)


@router.screen(routes.ReserveSure)
def reserving(turn: Turn, application: ApplicationId) -> Screen:
    """A question first: the application ends, the person stays in the base."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    off = meeting_off(turn, card)
    ask = turn.t("refuse-reserve-meeting" if off else "refuse-reserve")
    text = Markup("\n\n").join([facts.headline(turn, card), ask, *off])
    held = interviews.active(turn.session, application)
    sure = to(
        turn.t("refuse-reserve-sure"), routes.Reserve(application, booking=held and held.id, version=held and held.version), "primary"
    )
    return Screen(text, ((sure,), (back(turn), home(turn))))


@router.action(routes.Reserve)
def reserved(turn: Turn, application: ApplicationId, booking: BookingId | None = None, version: int | None = None) -> Screen:
    """Ends with the meeting that the question named, and no other."""
    card = reads.card(turn.session, application)
    off, seen, held = meeting_off(turn, card), Seen(booking, version), interviews.active(turn.session, application)
    if is_past(turn, application, seen):
        return reserving(turn, application=application)
    acts.record(turn.session, application, RESERVE, by=turn.actor, now=turn.now, seen=seen)
    turn.toast("refuse-reserved")
    if off:
        turn.toast(heard(turn, card, "meet-cancelled", "meet-cancelled-not-told"), phone=facts.phone(turn, card.phone))
    tell_freed(turn, held)
    return application_card(turn, application=application)


@router.screen(routes.ReopenSure)
def reopen(turn: Turn, application: ApplicationId) -> Screen:
    """A question first: colleagues and the candidate's file will see it."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    text = Markup("\n\n").join([facts.headline(turn, card), turn.t("refuse-reopen", status=names.status(turn, card.status))])
    return Screen(text, ((to(turn.t("refuse-reopen-sure"), routes.Reopen(application), "primary"),), (back(turn), home(turn))))


@router.action(routes.Reopen)
def reopened(turn: Turn, application: ApplicationId) -> Screen:
    acts.reopen(turn.session, application, by=turn.actor, now=turn.now)
    turn.toast("refuse-reopened")
    return application_card(turn, application=application)
