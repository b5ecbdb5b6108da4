"""A time for the meeting: days with free times, then times, then booked; moved, confirmed or called off by a button."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.candidate import facts, routes, withdrawing
from bot.candidate.person import back, home, silenced, tell_others
from bot.conversation.router import Router, to
from bot.conversation.screens import Row, Screen, Turn, rows
from bot.wording import formats as words
from bot.wording.paging import cut, of_total, turner
from bot.wording.zones import label
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard, FreeSlot
from core.kernel.ids import ApplicationId, BookingId, SlotId
from core.kernel.problems import Conflict
from core.pipeline import acts as pipeline
from core.pipeline import reads
from core.pipeline.meetings import Seen
from core.pipeline.reads import ApplicationCard

router = Router("candidate")
DAYS = 8
HOURS = 4
"""Buttons in a row: «10:00» is short."""


# Choosing


def choosable(card: ApplicationCard, meeting: BookingCard | None) -> str | None:
    """The kind of meeting a time may be chosen for; None where nobody has asked him to."""
    if not card.is_active:
        return None
    return meeting.kind if meeting is not None else card.invited_to


def ahead(turn: Turn, meeting: BookingCard | None) -> BookingCard | None:
    """The meeting if it has not begun."""
    return meeting if meeting is not None and meeting.start_at > turn.now else None


def wanted(turn: Turn, application: int) -> tuple[ApplicationCard, BookingCard | None, str]:
    """What a time is to be chosen for; raises Conflict where there is nothing to choose any more."""
    card, meeting = reads.card(turn.session, application), interviews.active(turn.session, application)
    kind = choosable(card, meeting)
    if kind is None:
        raise Conflict("meeting-not-asked")
    if meeting is not None and meeting.start_at <= turn.now:
        raise Conflict("meeting-begun")
    return card, meeting, kind


def free_days(turn: Turn, card: ApplicationCard) -> dict[date, list[FreeSlot]]:
    """Free times by the day on the candidate's own calendar; times at the same minute are one."""
    found: dict[date, dict[str, FreeSlot]] = {}
    for slot in interviews.offered(turn.session, card.owner_id, now=turn.now, notice=facts.notice(turn)):
        day = slot.start_at.astimezone(turn.zone).date()
        found.setdefault(day, {}).setdefault(words.hour(turn, slot.start_at), slot)
    return {day: list(slots.values()) for day, slots in found.items()}


@router.screen(routes.MeetingDays)
def days(turn: Turn, application: ApplicationId, page: int = 0) -> Screen:
    card, meeting, kind = wanted(turn, application)
    free = free_days(turn, card)
    if not free:
        return Screen(turn.t("times-none", vacancy=card.vacancy), ((home(turn),),))
    return Screen(days_text(turn, card, meeting, kind), day_rows(turn, application, list(free), page))


def days_text(turn: Turn, card: ApplicationCard, meeting: BookingCard | None, kind: str) -> Markup:
    about = {"kind": facts.kind(turn, kind), "vacancy": card.vacancy}
    if meeting is None:
        return turn.t("times-day", **about)
    return turn.t("times-day-instead", at=words.when(turn, meeting.start_at), **about)


def day_rows(turn: Turn, application: ApplicationId, free: Sequence[date], page: int) -> tuple[Row, ...]:
    here = of_total(len(free), page, DAYS)
    buttons = [
        to(words.day_words(day, turn.locale), routes.MeetingTimes(application, day=day.isoformat())) for day in cut(free, here, DAYS)
    ]
    other = to(turn.t("times-no-day"), routes.MeetingNoTime(application))
    return (*rows(buttons, 2), *turner(here, routes.MeetingDays(application)), (other,), (back(turn),))


@router.screen(routes.MeetingTimes)
def times(turn: Turn, application: ApplicationId, day: str) -> Screen:
    """The free times of one day; where the last has just been taken, the days that are left."""
    card, _, kind = wanted(turn, application)
    chosen = date.fromisoformat(day)
    free = free_days(turn, card).get(chosen)
    if not free:
        return days(turn, application=application)
    buttons = [to(words.hour(turn, slot.start_at), routes.MeetingBook(application, slot=slot.id)) for slot in free]
    about = {"kind": facts.kind(turn, kind), "day": words.day(turn, free[0].start_at), "zone": label(turn, turn.conversation.zone)}
    other = to(turn.t("times-other-day"), routes.MeetingDays(application))
    elsewhere = to(turn.t("zone-button"), routes.Zones(application=application))
    return Screen(turn.t("times-hour", **about), (*rows(buttons, HOURS), (other,), (elsewhere,)))


@router.screen(routes.MeetingNoTime)
def no_time(turn: Turn, application: ApplicationId) -> Screen:
    """Nothing fits: what he writes now reaches the recruiter like anything else he writes."""
    again = to(turn.t("times-look-again"), routes.MeetingDays(application))
    card = reads.card(turn.session, application)
    return Screen(turn.t("times-write", name=card.owner), ((again,), (withdrawing.button(turn, application),), (home(turn),)))


@router.action(routes.MeetingBook)
def book(turn: Turn, application: ApplicationId, slot: SlotId) -> Screen:
    """Takes the time, or moves the meeting to it; «занято» leads back to what is free now."""
    _, before, kind = wanted(turn, application)
    pipeline.schedule(turn.session, application, slot, kind=kind, by=turn.actor, now=turn.now, notice=facts.notice(turn))
    meeting = interviews.active(turn.session, application)
    if meeting is None:
        raise Conflict("meeting-over")
    turn.close(turn.t("times-chosen", at=facts.dated(turn, meeting.start_at)))
    heading = "meeting-booked" if before is None else "meeting-moved"
    return invited(turn, application, heading, "meeting-booked-silent" if silenced(turn) else "meeting-booked-next")


# The meeting


def invited(turn: Turn, application: int, heading: str, ending: str, *, was: datetime | None = None) -> Screen:
    """The whole invitation with its file: it stays in the chat."""
    card, meeting = current(turn, application)
    top = turn.t(heading, kind=facts.kind(turn, meeting.kind))
    if was is not None:
        top = Markup("\n").join([top, turn.t("notice-was", at=facts.dated(turn, was))])
    text = facts.invitation(turn, top, card, meeting, ending, stays=True)
    return Screen(text, ways(turn, card, meeting), files=(facts.calendar(turn, card, meeting),), keep=True)


def current(turn: Turn, application: int) -> tuple[ApplicationCard, BookingCard]:
    card, meeting = reads.card(turn.session, application), interviews.active(turn.session, application)
    if meeting is None:
        raise Conflict("meeting-over")
    return card, meeting


def ways(turn: Turn, card: ApplicationCard, meeting: BookingCard) -> tuple[Row, ...]:
    """What can be done with a meeting that is still ahead."""
    yes = (
        ()
        if meeting.state == "confirmed"
        else ((to(turn.t("meeting-confirm"), routes.MeetingConfirm(card.id, booking=meeting.id, version=meeting.version), "primary"),),)
    )
    change = (to(turn.t("meeting-move"), routes.MeetingDays(card.id)), to(turn.t("meeting-cancel"), routes.MeetingCancelling(card.id)))
    return (*yes, change, (withdrawing.button(turn, card.id),))


@router.screen(routes.MeetingCard)
def meeting_screen(turn: Turn, application: ApplicationId) -> Screen:
    """The meeting as it stands now; one that has begun only waits for its result."""
    card, meeting = current(turn, application)
    begun = ahead(turn, meeting) is None
    key = "meeting-going-on" if begun else "meeting-confirmed-card" if meeting.state == "confirmed" else "meeting-card"
    text = facts.invitation(turn, turn.t(key, kind=facts.kind(turn, meeting.kind)), card, meeting)
    calendar = () if begun else ((to(turn.t("meeting-calendar"), routes.MeetingCalendar(application)),),)
    return Screen(text, (*(() if begun else ways(turn, card, meeting)), *calendar, (back(turn),)))


@router.action(routes.MeetingCalendar)
def calendar_file(turn: Turn, application: ApplicationId) -> Screen:
    card, meeting = current(turn, application)
    screen = meeting_screen(turn, application=application)
    return Screen(screen.text, screen.rows, files=(facts.calendar(turn, card, meeting),), at=screen.at)


@router.action(routes.MeetingConfirm)
def confirm(turn: Turn, application: ApplicationId, booking: BookingId, version: int) -> Screen:
    """Confirms the time the person has seen; one that has moved meanwhile is shown instead."""
    card, meeting = current(turn, application)
    if (meeting.id, meeting.version) != (booking, version):
        turn.toast("meeting-has-moved")
        return meeting_screen(turn, application=application)
    if ahead(turn, meeting) is None:
        raise Conflict("meeting-begun")
    pipeline.confirm(turn.session, application, by=turn.actor, now=turn.now, seen=Seen(booking, version))
    card, meeting = current(turn, application)
    text = facts.invitation(turn, turn.t("meeting-confirmed"), card, meeting)
    return Screen(text, ways(turn, card, meeting), keep=True)


@router.screen(routes.MeetingCancelling)
def cancelling(turn: Turn, application: ApplicationId) -> Screen:
    """Asks to be sure, and offers to move first."""
    card, meeting = current(turn, application)
    if ahead(turn, meeting) is None:
        raise Conflict("meeting-begun")
    move = (to(turn.t("meeting-move"), routes.MeetingDays(application), "primary"),)
    sure = (to(turn.t("meeting-cancel-sure"), routes.MeetingCancel(application, booking=meeting.id, version=meeting.version), "danger"),)
    keep = (to(turn.t("meeting-keep"), routes.MeetingCard(application)),)
    at = words.when(turn, meeting.start_at)
    return Screen(turn.t("meeting-cancel-ask", kind=facts.kind(turn, meeting.kind), vacancy=card.vacancy, at=at), (move, sure, keep))


@router.action(routes.MeetingCancel)
def cancel(turn: Turn, application: ApplicationId, booking: BookingId, version: int) -> Screen:
    """Calls off the time the question named; one that has moved meanwhile is shown instead."""
    _, meeting = current(turn, application)
    if (meeting.id, meeting.version) != (booking, version):
        turn.toast("meeting-has-moved")
        return meeting_screen(turn, application=application)
    if ahead(turn, meeting) is None:
        raise Conflict("meeting-begun")
    pipeline.cancel_meeting(turn.session, application, by=turn.actor, now=turn.now, seen=Seen(booking, version))
    tell_others(turn, application, "interview.cancelled")
    return cancelled(turn, application, "meeting-cancelled-mine")


def cancelled(turn: Turn, application: ApplicationId, key: str) -> Screen:
    """The meeting is off; another time where one may be chosen."""
    card = reads.card(turn.session, application)
    other = ((to(turn.t("meeting-other-time"), routes.MeetingDays(application), "primary"),),) if choosable(card, None) else ()
    out = ((withdrawing.button(turn, application),),) if card.is_active else ()
    return Screen(turn.t(key, vacancy=card.vacancy), (*other, *out, (home(turn),)))
