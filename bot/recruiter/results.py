"""«Как прошло?»: the outcomes of a meeting, the reason where one is asked, what comes next; and comments, typed or spoken."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.card import ENTRIES, application_card, application_rows, clock_lines, event_line, typical_actions
from bot.recruiter.facts import back, home
from bot.recruiter.incoming_files import kept
from bot.recruiter.meetings import freed, is_past
from bot.wording import statuses as names
from bot.wording.statuses import result
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard
from core.kernel.ids import ApplicationId, BookingId
from core.kernel.problems import Invalid
from core.pipeline import acts, reads
from core.pipeline.meetings import Seen
from core.pipeline.statuses.codes import INTERVIEW
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Group, StatusRule, Trait
from core.staff.permissions import Right, scope

router = Router("staff")
LONGEST = 15_000


@router.notice("interview.ask", Right.APPLICATION_RESULT)
def ask(turn: Turn, application: ApplicationId, kind: str = INTERVIEW, booking: BookingId | None = None, **_rest: Any) -> Screen | None:
    """Nothing where the result came before the question did, or the meeting has been moved on."""
    found = interviews.booking(turn.session, booking) if booking is not None else interviews.active(turn.session, application)
    if found is not None and (found.state not in {"booked", "confirmed"} or found.start_at > turn.now):
        return None
    which, version = (found.id, found.version) if found else (None, None)
    screen = how_went(turn, application=application, kind=found.kind if found else kind, booking=which, version=version)
    return replace(screen, about=f"ask:{application}")


@router.notice("application.noted", Right.APPLICATION_VIEW)
def noted(turn: Turn, application: ApplicationId, event: int, booking: BookingId | None = None) -> Screen | None:
    """What a colleague has entered on an application of mine, and what is to be decided now."""
    entry = next((one for one in reads.history(turn.session, application, ENTRIES) if one.id == event), None)
    if entry is None:
        return None
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    held = interviews.active(turn.session, application)
    when = freed(turn, booking) + ([facts.meeting_line(turn, held)] if held is not None else [])
    lines = [turn.t("went-noted"), facts.headline(turn, card), Markup(), event_line(turn, entry), Markup(), facts.status_line(turn, card)]
    return Screen(Markup("\n").join([*lines, *when]), ((to(turn.t("app-button-card"), routes.ApplicationCard(application)),),))


@router.screen(routes.ResultAsk)
def how_went(turn: Turn, application: ApplicationId, kind: str, booking: BookingId | None = None, version: int | None = None) -> Screen:
    """Outcomes in three groups: it went well, it went badly, it did not take place. Of a meeting that is over or has moved, the card."""
    card = reads.card(turn.session, application)
    if not card.is_active or is_past(turn, application, Seen(booking, version)):
        return application_card(turn, application=application)
    facts.seen(turn, card.candidate_id)
    held = interviews.active(turn.session, application)
    line = [facts.meeting_line(turn, held)] if held else []
    lines = [turn.t("went-how", kind=names.kind(turn, kind)), facts.headline(turn, card), facts.phone(turn, card.phone), *line]
    return Screen(
        Markup("\n").join(lines),
        (*outcome_rows(turn, application, statuses(turn.session).results_of(kind), held), (back(turn), home(turn))),
    )


def outcome_rows(turn: Turn, application: ApplicationId, known: Sequence[StatusRule], held: BookingCard | None) -> tuple[Row, ...]:
    groups = ([one for one in known if one.group == group] for group in Group)
    return tuple(row for group in groups for row in rows([outcome_button(turn, application, one, held) for one in group], 2))


def outcome_button(turn: Turn, application: ApplicationId, one: StatusRule, held: BookingCard | None) -> Button:
    """Every button knows the meeting it speaks of: pressed late, it ends no other."""
    text = result(turn, one.code)
    if one.reason:
        return to(text, routes.RefusalReasons(application, code=one.code, booking=held and held.id, version=held and held.version))
    if one.has(Trait.CALL_BACK) and scope(turn.roles, Right.CALLBACKS_VIEW) is not None:
        return to(text, routes.CallbackAsk(application, code=one.code, booking=held and held.id, version=held and held.version))
    if one.has(Trait.CANCELLED) and held is not None:
        return to(text, routes.MeetingCancelling(application))
    return to(text, routes.Result(application, code=one.code, booking=held and held.id, version=held and held.version))


@router.action(routes.Result)
def outcome(turn: Turn, application: ApplicationId, code: str, booking: BookingId | None = None, version: int | None = None) -> Screen:
    """Written down; then the next steps, and room for a comment."""
    seen = Seen(booking, version)
    if is_past(turn, application, seen):
        return application_card(turn, application=application)
    acts.result(turn.session, application, code, by=turn.actor, now=turn.now, seen=seen)
    return after(turn, application)


def after(turn: Turn, application: int) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    lines = [turn.t("went-recorded", status=names.status(turn, card.status)), facts.headline(turn, card)]
    booking = interviews.active(turn.session, application)
    deadline = facts.deadline(turn, card.due_at)
    if deadline:
        lines.append(turn.t("call-decide", left=deadline))
    lines += [*clock_lines(turn, card, booking)]
    if card.is_active:
        steps = typical_actions(turn, card, booking, reads.owners(turn.session, application))
        lines.append(turn.t("went-next" if steps else "went-next-colleague", name=card.owner))
    return Screen(Markup("\n").join(lines), application_rows(turn, card, booking))


# Comments


@router.screen(routes.Commenting)
def commenting(turn: Turn, application: ApplicationId) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    text = Markup("\n\n").join([facts.headline(turn, card), turn.t("went-comment")])
    return Screen(text, ((back(turn), home(turn)),), typed=routes.Comment(application))


@router.action(routes.Comment)
def comment(turn: Turn, application: ApplicationId, text: str) -> Screen:
    """A text, a voice note, or a file with a text under it."""
    if len(text) > LONGEST:
        raise Invalid("form-too-long", most=LONGEST)
    attachment = kept(turn, reads.card(turn.session, application).candidate_id)
    if not text.strip() and attachment is None:
        raise Invalid("form-empty")
    acts.comment(turn.session, application, text.strip(), by=turn.actor, now=turn.now, attachment=attachment)
    turn.toast("went-commented")
    return application_card(turn, application=application)
