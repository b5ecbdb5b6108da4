"""Promises to call again: asking when, the card that comes at that minute, putting it off, and the list of them by time."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.calls import result_rows, unreachable_actions
from bot.recruiter.card import application_card
from bot.recruiter.facts import back, home, may, me
from bot.recruiter.hours import working
from bot.recruiter.meetings import is_past
from bot.recruiter.reach import switch, whose
from bot.recruiter.results import outcome_rows
from bot.wording import formats as words
from bot.wording import statuses as names
from bot.wording.paging import SIZE, of_total, turner
from core.interviews import reads as interviews
from core.kernel.actors import Person
from core.kernel.ids import ApplicationId, BookingId, CallbackId
from core.kernel.time.phrases import parse_moment
from core.kernel.time.zones import DAY, elapsed, instant, wall_of
from core.pipeline import acts, reads
from core.pipeline.meetings import Seen
from core.pipeline.reads import ApplicationCard, CallbackCard
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import StatusRule, Trait
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router("staff")
MORNING = time(10)
LATER = {"15m": timedelta(minutes=15), "1h": timedelta(hours=1), "3h": timedelta(hours=3)}
OPEN = frozenset({"pending", "sent"})


def moment(turn: Turn, later: str) -> datetime:
    """When «через 1 ч» or «завтра 10:00» is, counted from the press."""
    if later in LATER:
        return elapsed(turn.now, LATER[later])
    tomorrow = wall_of(turn.now, turn.zone).date() + DAY
    return instant(datetime.combine(tomorrow, MORNING), turn.zone).at


# Asking when


@router.screen(routes.CallbackAsk)
def ask_when(turn: Turn, application: ApplicationId, code: str, booking: BookingId | None = None, version: int | None = None) -> Screen:
    """Three usual times, or any in plain words. Of a meeting that is over or has moved, the card."""
    seen = of_meeting(turn, code, booking, version)
    if seen is not None and is_past(turn, application, seen):
        return application_card(turn, application=application)
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    usual = [
        to(
            turn.t(f"cb-later-{later}"),
            routes.CallbackPromise(application, later=later, code=code, booking=booking, version=version),
        )
        for later in ("1h", "3h", "tomorrow")
    ]
    of_talk, of_call = routes.Result(application, code, booking, version), routes.CallRecord(application, code=code)
    never = (
        [to(turn.t("cb-no-reminder"), of_talk if statuses(turn.session).meeting_of(code) else of_call)]
        if statuses(turn.session)[code].has(Trait.MAY_WAIT)
        else []
    )
    ask = turn.t("cb-when", status=names.status(turn, code), zone=words.zone_name(turn))
    text = Markup("\n\n").join([facts.headline(turn, card), ask])
    return Screen(
        text,
        (*rows([*usual, *never], 2), (back(turn), home(turn))),
        typed=routes.CallbackTyped(application, code=code, booking=booking, version=version),
    )


def of_meeting(turn: Turn, code: str, booking: int | None, version: int | None) -> Seen | None:
    """The meeting a result speaks of; None where it is that of a call."""
    return Seen(booking, version) if statuses(turn.session).meeting_of(code) else None


@router.action(routes.CallbackPromise)
def promise(
    turn: Turn, application: ApplicationId, code: str, later: str, booking: BookingId | None = None, version: int | None = None
) -> Screen:
    return promised(turn, application, code, moment(turn, later), of_meeting(turn, code, booking, version))


@router.action(routes.CallbackTyped)
def typed(
    turn: Turn, application: ApplicationId, code: str, text: str, booking: BookingId | None = None, version: int | None = None
) -> Screen:
    return promised(turn, application, code, meant(turn, text), of_meeting(turn, code, booking, version))


def meant(turn: Turn, text: str) -> datetime:
    return parse_moment(text, turn.now, turn.zone, hours=working(turn.session, me(turn))).at


def promised(turn: Turn, application: ApplicationId, code: str, due: datetime, seen: Seen | None) -> Screen:
    if seen is not None and is_past(turn, application, seen):
        return application_card(turn, application=application)
    exact = statuses(turn.session)[code].has(Trait.EXACT)
    acts.call_back(turn.session, application, code, due, by=turn.actor, now=turn.now, exact=exact, seen=seen)
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    comes, asleep = arrival(turn, me(turn), due, exact=exact)
    said = turn.t("cb-promised", status=names.status(turn, code), at=words.when(turn, comes), count=card.attempt_no)
    comment = to(turn.t("app-button-comment"), routes.Commenting(application))
    row = (to(turn.t("app-button-card"), routes.ApplicationCard(application)), home(turn))
    hint = [turn.t("cb-missed-often", count=card.attempt_no)] if unreachable_actions(turn, card) else []
    text = Markup("\n").join([said, *asleep, facts.headline(turn, card), *hint])
    return Screen(text, (*unreachable_actions(turn, card), (*other_time(turn, application), comment), row))


def other_time(turn: Turn, application: ApplicationId) -> tuple[Button, ...]:
    """One press corrects a time that was not meant."""
    found = reads.open_callback(turn.session, application)
    return () if found is None else (to(turn.t("cb-other-time"), routes.CallbackRetiming(found.id)),)


@router.screen(routes.CallbackRetiming)
def retiming(turn: Turn, callback: CallbackId) -> Screen:
    """Asks for another time of a promise; of one that is over, the application."""
    found = reads.callback(turn.session, callback)
    if found.state not in OPEN:
        return application_card(turn, application=found.application_id)
    card = reads.card(turn.session, found.application_id)
    facts.seen(turn, card.candidate_id)
    ask = turn.t("cb-retime", at=words.when(turn, found.due_at), zone=words.zone_name(turn))
    usual = [to(turn.t(f"cb-later-{later}"), routes.CallbackSnooze(callback, later=later)) for later in ("1h", "3h", "tomorrow")]
    text = Markup("\n\n").join([facts.headline(turn, card), ask])
    return Screen(text, (*rows(usual, 2), (back(turn), home(turn))), typed=routes.CallbackRetimed(callback))


@router.action(routes.CallbackRetimed)
def retimed(turn: Turn, callback: CallbackId, text: str) -> Screen:
    return put_off(turn, callback, meant(turn, text))


def arrival(turn: Turn, owner: int, due: datetime, *, exact: bool) -> tuple[datetime, list[Markup]]:
    """When the card will really come, and why then: it waits for the end of the owner's quiet hours unless it is `exact`."""
    wakes = None if exact else staff.waking(turn.session, Person("staff", owner), due)
    return (due, []) if wakes is None else (wakes, [turn.t("cb-quiet")])


# The card at that minute


@router.screen(routes.CallbackCard)
def callback_card(turn: Turn, callback: CallbackId) -> Screen:
    """Phone, vacancy, last comment, attempt; results and putting off. Where it is over, the application."""
    found = reads.callback(turn.session, callback)
    if found.state not in OPEN:
        return application_card(turn, application=found.application_id)
    card = reads.card(turn.session, found.application_id)
    facts.seen(turn, card.candidate_id)
    here = to(turn.t("app-button-card"), routes.ApplicationCard(card.id))
    return Screen(callback_text(turn, card, found), (*what_came_of_it(turn, card), snoozes(turn, callback), (here, home(turn))))


def what_came_of_it(turn: Turn, card: ApplicationCard) -> tuple[Row, ...]:
    """After a meeting its verdicts and another time; else the results of a first call. Nothing where another leads him by now."""
    book = statuses(turn.session)
    kind = book.meeting_of(card.status)
    if not may(turn, Right.APPLICATION_CALL, reads.owners(turn.session, card.id)):
        return ()
    if kind is None:
        return result_rows(turn, card)
    verdicts = [one for one in book.results_of(kind) if is_verdict(one)]
    again = to(turn.t("meet-button-again"), routes.MeetingDays(card.id, kind=kind))
    return (*outcome_rows(turn, card.id, verdicts, interviews.active(turn.session, card.id)), (again,))


def is_verdict(one: StatusRule) -> bool:
    """Something is decided by it; that it took place, or did not, says nothing."""
    return (one.closes or one.has(Trait.TOOK_PLACE)) and not one.has(Trait.UNDECIDED)


def callback_text(turn: Turn, card: ApplicationCard, found: CallbackCard) -> Markup:
    title = "cb-now" if found.due_at <= turn.now else "cb-ahead"
    lines = [turn.t(title, at=words.when(turn, found.due_at)), facts.headline(turn, card), facts.phone(turn, card.phone)]
    lines.append(facts.status_line(turn, card))
    if found.attempt_no:
        lines.append(turn.t("app-attempts", count=found.attempt_no))
    if card.last_comment:
        lines.append(turn.t("app-comment-line", comment=facts.short(card.last_comment)))
    return Markup("\n").join(lines)


def snoozes(turn: Turn, callback: CallbackId) -> tuple[Button, ...]:
    return tuple(to(turn.t(f"cb-snooze-{later}"), routes.CallbackSnooze(callback, later=later)) for later in ("15m", "1h", "tomorrow"))


@router.action(routes.CallbackSnooze)
def snooze(turn: Turn, callback: CallbackId, later: str) -> Screen:
    return put_off(turn, callback, moment(turn, later))


def put_off(turn: Turn, callback: CallbackId, due: datetime) -> Screen:
    found = reads.callback(turn.session, callback)
    acts.snooze(turn.session, callback, due, by=turn.actor, now=turn.now, exact=found.exact)
    card = reads.card(turn.session, found.application_id)
    facts.seen(turn, card.candidate_id)
    comes, asleep = arrival(turn, found.owner_id, due, exact=found.exact)
    text = Markup("\n").join([turn.t("cb-snoozed", at=words.when(turn, comes)), *asleep, facts.headline(turn, card)])
    return Screen(text, ((to(turn.t("app-button-card"), routes.ApplicationCard(card.id)), home(turn)),))


@router.notice("callback.due", Right.CALLBACKS_VIEW)
def due(turn: Turn, callback: CallbackId, **_rest: Any) -> Screen | None:
    """Nothing where the call has been made, or put off, before the notice came through."""
    found = reads.callback(turn.session, callback)
    if found.state not in OPEN or found.due_at > turn.now:
        return None
    return replace(callback_card(turn, callback=callback), about=f"callback:{callback}")


# The list


@router.command("callbacks", Right.CALLBACKS_VIEW)
def command_callbacks(turn: Turn, _rest: str) -> Screen | None:
    return callbacks(turn)


@router.screen(routes.Callbacks)
def callbacks(turn: Turn, page: int = 0, mine: bool = False) -> Screen:  # noqa: FBT001, FBT002 - a button's argument
    """By time; a lead sees everybody's."""
    owner = whose(turn, Right.CALLBACKS_VIEW, mine=mine)
    total = reads.count_callbacks(turn.session, owner=owner)
    here = of_total(total, page)
    found, _ = reads.callbacks(turn.session, owner=owner, limit=SIZE, offset=here.number * SIZE)
    facts.seen(turn, *(line.candidate_id for line in found))
    buttons = [to(line_text(turn, line), routes.CallbackCard(line.id)) for line in found]
    head = turn.t("cb-list", count=total, zone=words.zone_name(turn)) if total else turn.t("cb-list-empty")
    text = Markup("\n\n").join([head, *(told_line(turn, line) for line in found)])
    other = switch(turn, Right.CALLBACKS_VIEW, routes.Callbacks(), mine=mine)
    return Screen(text, (*rows(buttons), *turner(here, routes.Callbacks(mine=mine)), *other, (back(turn), home(turn))))


def told_line(turn: Turn, line: CallbackCard) -> Markup:
    """Whom, about what, by which number, and how often in vain: enough to call without opening the card."""
    about = [Markup("<b>{}</b>").format(line_text(turn, line)), facts.vacancy(turn, line.vacancy_number, line.vacancy)]
    about.append(facts.phone(turn, line.phone))
    if line.attempt_no:
        about.append(turn.t("app-attempts", count=line.attempt_no))
    return Markup("\n").join(about)


def line_text(turn: Turn, line: CallbackCard) -> str:
    """Short, so that the name is seen: today's by the hour alone."""
    late = "❗ " if line.due_at <= turn.now else ""
    day = line.due_at.astimezone(turn.zone).date()
    at = "" if day == turn.now.astimezone(turn.zone).date() else f"{words.day_words(day, turn.locale)}, "
    return f"{late}{at}{words.hour(turn, line.due_at)} · {line.candidate}"
