"""A step that has no screen of its own: what its rule needs is asked, one thing after another, and then it is recorded."""

from typing import Any

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.card import may_enter
from bot.recruiter.facts import back, home
from bot.recruiter.incoming_files import kept
from bot.recruiter.meetings import is_past
from bot.recruiter.refusing import meeting_off, reason_buttons
from bot.recruiter.results import after
from bot.wording import statuses as names
from core.interviews import reads as interviews
from core.kernel.ids import ApplicationId, BookingId, FileId
from core.kernel.problems import Forbidden, Invalid
from core.pipeline import acts, reads
from core.pipeline.meetings import Seen
from core.pipeline.statuses.guards import LEAST
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Need, Trait

router = Router("staff")
LONGEST = 1000


@router.action(routes.Step)
def step(
    turn: Turn, application: ApplicationId, code: str, reason: str = "", comment: str = "", attachment: FileId | None = None
) -> Screen:
    """The first thing that is missing is asked; an end is asked about once more; anything else is recorded at once."""
    rule = statuses(turn.session)[code]
    where: dict[str, Any] = {"application": application, "code": code, "reason": reason}
    if not may_enter(turn, rule):
        raise Forbidden("status-not-yours")
    if rule.reason and not reason:
        return reasons(turn, application=application, code=code)
    if not comment and attachment is None and (Need.COMMENT in rule.needs or reason):
        return commenting(turn, **where)
    if rule.closes:
        return asked(turn, **where, comment=comment, attachment=attachment)
    return record(turn, **where, comment=comment, attachment=attachment)


def heading(turn: Turn, application: int, code: str) -> Markup:
    """On whom, and which step."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    return Markup("{}\n\n<b>{}</b>").format(facts.headline(turn, card), names.status(turn, code))


@router.screen(routes.StepReasons)
def reasons(turn: Turn, application: ApplicationId, code: str) -> Screen:
    known = reason_buttons(turn, statuses(turn.session)[code].reason)
    buttons = [to(name, routes.Step(application, code=code, reason=reason)) for reason, name in known]
    text = Markup("\n\n").join([heading(turn, application, code), turn.t("step-why")])
    return Screen(text, (*rows(buttons), (back(turn), home(turn))))


@router.screen(routes.StepCommenting)
def commenting(turn: Turn, application: ApplicationId, code: str, reason: str = "") -> Screen:
    """Typed or spoken; skipped where the step does without."""
    rule = statuses(turn.session)[code]
    onward = routes.StepAsked if rule.closes else routes.StepRecord
    skip = () if Need.COMMENT in rule.needs else ((to(turn.t("button-skip"), onward(application, code=code, reason=reason)),),)
    ask = turn.t("step-comment" if skip else "step-comment-needed")
    text = Markup("\n\n").join([heading(turn, application, code), ask])
    return Screen(text, (*skip, (back(turn), home(turn))), typed=routes.StepCommented(application, code=code, reason=reason))


@router.action(routes.StepCommented)
def commented(turn: Turn, application: ApplicationId, code: str, text: str, reason: str = "") -> Screen:
    """A text, a voice note, or a file with a text under it."""
    if len(text) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    attachment = kept(turn, reads.card(turn.session, application).candidate_id)
    if attachment is None and len(text.strip()) < LEAST:
        raise Invalid("comment-needed", least=LEAST)
    return step(turn, application=application, code=code, reason=reason, comment=text.strip(), attachment=attachment)


@router.screen(routes.StepAsked)
def asked(
    turn: Turn, application: ApplicationId, code: str, reason: str = "", comment: str = "", attachment: FileId | None = None
) -> Screen:
    """A question first: the press ends the application, and the meeting that is ahead with it."""
    held = interviews.active(turn.session, application)
    off = meeting_off(turn, reads.card(turn.session, application))
    ends = "step-hires" if statuses(turn.session)[code].has(Trait.HIRED) else "step-closes"
    text = Markup("\n\n").join([heading(turn, application, code), turn.t(ends), *off])
    which, version = (held.id, held.version) if held else (None, None)
    there = routes.StepRecord(application, code, reason, comment, attachment, which, version)
    return Screen(text, ((to(turn.t("step-sure"), there, "danger"),), (back(turn), home(turn))))


@router.action(routes.StepRecord)
def record(
    turn: Turn,
    application: ApplicationId,
    code: str,
    reason: str = "",
    comment: str = "",
    attachment: FileId | None = None,
    booking: BookingId | None = None,
    version: int | None = None,
) -> Screen:
    """Written down, with the meeting the question named and no other; then what comes next."""
    rule = statuses(turn.session)[code]
    seen = Seen(booking, version) if rule.closes else None
    if seen is not None and is_past(turn, application, seen):
        return asked(turn, application=application, code=code, reason=reason, comment=comment, attachment=attachment)
    said: dict[str, Any] = {"reason": reason, "comment": comment, "attachment": attachment}
    acts.result(turn.session, application, code, by=turn.actor, now=turn.now, seen=seen, **said)
    return after(turn, application)
