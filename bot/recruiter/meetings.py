"""Setting, moving and cancelling a meeting: days, times, a typed time, or the candidate chooses; and what is told of meetings."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.card import application_card
from bot.recruiter.facts import back, home, may
from bot.recruiter.hours import working
from bot.recruiter.incoming_files import kept, only_words
from bot.wording import formats as words
from bot.wording import statuses as names
from bot.wording.paging import cut, of_total, turner
from core.candidates import reads as candidate_reads
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard, FreeSlot
from core.kernel.ids import ApplicationId, BookingId, FileId, SlotId
from core.kernel.problems import Conflict, Invalid
from core.kernel.time.phrases import Spoken, parse_moment
from core.messages import acts as messages
from core.pipeline import acts, reads
from core.pipeline.meetings import Seen, changed
from core.pipeline.reads import ApplicationCard
from core.pipeline.statuses.codes import INTERVIEW
from core.staff import reads as staff
from core.staff.permissions import Right

router = Router("staff")
AT_ONCE = timedelta()
"""A colleague may take a time that begins the next minute; the notice of the house is for candidates."""
MINUTES = 30
DAYS, TIMES = 8, 18
LONGEST = {"place": 300, "link": 500, "comment": 1000}


def free(turn: Turn, card: ApplicationCard) -> tuple[FreeSlot, ...]:
    return interviews.each_time_once(interviews.offered(turn.session, card.owner_id, now=turn.now, notice=AT_ONCE))


def day_of(turn: Turn, slot: FreeSlot) -> date:
    """The day on the reader's own calendar."""
    return slot.start_at.astimezone(turn.zone).date()


@router.screen(routes.MeetingDays)
def days(turn: Turn, application: ApplicationId, kind: str, page: int = 0) -> Screen:
    """Days that have free times, then the two other ways."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    found = [(day, len(list(slots))) for day, slots in groupby(free(turn, card), key=lambda slot: day_of(turn, slot))]
    here = of_total(len(found), page, DAYS)
    there = routes.MeetingTimes(application, kind=kind, day="")
    named = ((words.day_words(day, turn.locale), count, there.but(day=day.isoformat())) for day, count in cut(found, here, DAYS))
    buttons = [to(f"{day} · {count}", route) for day, count, route in named]
    ask = turn.t("meet-days" if found else "meet-days-none", what=purpose(turn, application, kind))
    others = [to(turn.t("meet-button-own"), routes.MeetingTyping(application, kind=kind))]
    if facts.reaches(turn, card.candidate_id):
        others.append(to(turn.t("meet-button-invite"), routes.MeetingInvite(application, kind=kind)))
    text = Markup("\n\n").join([facts.headline(turn, card), ask])
    own = routes.MeetingTyped(application, kind=kind)
    return Screen(
        text,
        (*rows(buttons, 2), *turner(here, routes.MeetingDays(application, kind=kind)), *rows(others), (back(turn), home(turn))),
        typed=own,
    )


def purpose(turn: Turn, application: int, kind: str) -> Markup:
    """What the new time is for: the meeting that is moved, with its present time, or one more."""
    held = to_move(turn, application, kind)
    if held is None:
        return turn.t("meet-setting", kind=names.kind(turn, kind))
    return turn.t("meet-moving", kind=names.kind(turn, kind), at=words.when(turn, held.start_at))


def to_move(turn: Turn, application: int, kind: str) -> BookingCard | None:
    """The meeting of this kind that is ahead: another time moves it."""
    held = interviews.active(turn.session, application)
    return held if held is not None and held.kind == kind and held.start_at > turn.now else None


@router.screen(routes.MeetingTimes)
def times(turn: Turn, application: ApplicationId, kind: str, day: str, page: int = 0) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    wanted = date.fromisoformat(day)
    found = [slot for slot in free(turn, card) if day_of(turn, slot) == wanted]
    here = of_total(len(found), page, TIMES)
    buttons = [
        to(words.hour(turn, slot.start_at), routes.MeetingBook(application, slot=slot.id, kind=kind)) for slot in cut(found, here, TIMES)
    ]
    ask = turn.t("meet-times" if found else "meet-times-none", day=words.day_words(wanted, turn.locale), zone=zone_on(turn, found))
    text = Markup("\n\n").join([facts.headline(turn, card), ask])
    own = to(turn.t("meet-button-own"), routes.MeetingTyping(application, kind=kind))
    answer = routes.MeetingTyped(application, kind=kind, day=day)
    return Screen(
        text,
        (*rows(buttons, 3), *turner(here, routes.MeetingTimes(application, day=day, kind=kind)), (own,), (back(turn), home(turn))),
        typed=answer,
    )


def zone_on(turn: Turn, slots: Sequence[FreeSlot]) -> str:
    return words.zone_name(turn, slots[0].start_at if slots else None)


@router.action(routes.MeetingBook)
def book(turn: Turn, application: ApplicationId, kind: str, slot: SlotId) -> Screen:
    acts.schedule(turn.session, application, slot, kind=kind, by=turn.actor, now=turn.now, notice=AT_ONCE)
    return agreed(turn, application)


def agreed(turn: Turn, application: ApplicationId, others: Sequence[Button] = ()) -> Screen:
    """What was set, in words that can be read out over the phone; it stays in the chat. `others` correct it."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    booking = active(turn, application)
    phone, ending = facts.phone(turn, card.phone), heard(turn, card, "meet-agreed-told", "meet-agreed-not-told")
    place = phone if facts.by_phone(turn, booking.kind) and ending == "meet-agreed-told" else facts.where(turn, booking)
    lines = [turn.t("meet-agreed"), facts.headline(turn, card), facts.meeting_line(turn, booking), place, turn.t(ending, phone=phone)]
    row = (to(turn.t("app-button-card"), routes.ApplicationCard(application)), home(turn))
    return Screen(Markup("\n").join(line for line in lines if line), (*rows([*others, *place_door(turn, booking)], 2), row), keep=True)


def place_door(turn: Turn, booking: BookingCard) -> list[Button]:
    """Another place, where a place matters."""
    if facts.by_phone(turn, booking.kind):
        return []
    return [to(turn.t("meet-button-place"), routes.MeetingPlacing(booking.application_id))]


def heard(turn: Turn, card: ApplicationCard, told: str, not_told: str) -> str:
    """Which of two texts is true: he hears of it from us, or has to be called."""
    return told if facts.reaches(turn, card.candidate_id) else not_told


def active(turn: Turn, application: int) -> BookingCard:
    booking = interviews.active(turn.session, application)
    if booking is None:
        raise Conflict("meeting-none")
    return booking


def is_past(turn: Turn, application: int, seen: Seen) -> bool:
    """Whether the meeting a button speaks of has moved or is over, and says so: then nothing is to be done, only shown."""
    what = changed(interviews.active(turn.session, application), seen)
    if what is not None:
        turn.toast(what)
    return what is not None


# A time of one's own


@router.screen(routes.MeetingTyping)
def typing(turn: Turn, application: ApplicationId, kind: str) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    ask = turn.t("meet-type", kind=names.kind(turn, kind), zone=words.zone_name(turn))
    return Screen(
        Markup("\n\n").join([facts.headline(turn, card), ask]), ((back(turn),),), typed=routes.MeetingTyped(application, kind=kind)
    )


@router.action(routes.MeetingTyped)
def typed(turn: Turn, application: ApplicationId, kind: str, text: str, day: str | None = None) -> Screen:
    """«завтра 14:30» is set at once; where the host has never said where he receives, that is asked first. `day`: the one he looks at."""
    spoken = moment_of(turn, application, text, day)
    if spoken.moved:
        turn.toast("meet-moved-clock", at=words.when(turn, spoken.at))
    known = usual_place(turn, application)
    where: dict[str, Any] = {"application": application, "kind": kind, "start": spoken.at.isoformat()}
    on_phone = facts.by_phone(turn, kind)
    if on_phone or known is not None:
        place, link = known if known is not None and not on_phone else ("", "")
        return put(turn, **where, place=place, link=link)
    return where_from(turn, **where)


def moment_of(turn: Turn, application: int, text: str, day: str | None) -> Spoken:
    """An hour alone, typed under the times of a day, is of that day."""
    hours = working(turn.session, reads.card(turn.session, application).owner_id)
    if day is not None:
        on_that_day = f"{date.fromisoformat(day):%d.%m.%Y} {text}"
        try:
            return parse_moment(on_that_day, turn.now, turn.zone, hours=hours)
        except Invalid as problem:
            if problem.key not in {"time-not-understood", "time-past"}:
                raise
    return parse_moment(text, turn.now, turn.zone, hours=hours)


def usual_place(turn: Turn, application: int) -> tuple[str, str] | None:
    """Place and link of the meeting that is set, else of the owner's newest rule that names any."""
    held = to_move(turn, application, INTERVIEW)
    if held is not None and (held.place or held.link):
        return held.place, held.link
    known = interviews.rules_of(turn.session, reads.card(turn.session, application).owner_id)
    return next(((rule.place, rule.link) for rule in reversed(known) if rule.place or rule.link), None)


@router.screen(routes.MeetingWhere)
def where_from(turn: Turn, application: ApplicationId, kind: str, start: str) -> Screen:
    """Where they meet: an address, a link, or nothing yet."""
    facts.seen(turn, reads.card(turn.session, application).candidate_id)
    skip = to(turn.t("button-skip"), routes.MeetingPlaced(application, kind=kind, start=start))
    text = turn.t("meet-where", at=words.when(turn, datetime.fromisoformat(start)))
    return Screen(text, ((skip,), (back(turn),)), typed=routes.MeetingPlaced(application, kind=kind, start=start))


@router.action(routes.MeetingPlaced)
def placed(turn: Turn, application: ApplicationId, kind: str, start: str, text: str) -> Screen:
    only_words(turn)
    place, link = place_or_link(text)
    return put(turn, application, kind, start, place, link)


def place_or_link(text: str) -> tuple[str, str]:
    """What was typed, as the one or the other."""
    is_link = text.startswith(("http://", "https://")) and " " not in text.strip()
    most = LONGEST["link" if is_link else "place"]
    if len(text) > most:
        raise Invalid("form-too-long", most=most)
    return ("", text.strip()) if is_link else (text.strip(), "")


def put(turn: Turn, application: ApplicationId, kind: str, start: str, place: str, link: str) -> Screen:
    at, held = datetime.fromisoformat(start), to_move(turn, application, kind)
    if held is not None and (held.start_at, held.place, held.link) == (at, place, link):
        turn.toast("meet-same-time")
        return meeting(turn, application=application)
    about: dict[str, Any] = {"kind": kind, "minutes": minutes_of(turn, application, kind), "place": place, "link": link}
    acts.schedule_at(turn.session, application, at, by=turn.actor, now=turn.now, **about)
    other = to(turn.t("meet-button-move"), routes.MeetingDays(application, kind=kind))
    return agreed(turn, application, (other,))


def minutes_of(turn: Turn, application: int, kind: str) -> int:
    """A meeting that is moved stays as long as it was."""
    held = to_move(turn, application, kind)
    return MINUTES if held is None else (held.end_at - held.start_at) // timedelta(minutes=1)


@router.screen(routes.MeetingPlacing)
def placing(turn: Turn, application: ApplicationId) -> Screen:
    """Another place or link for the meeting that is set already."""
    booking = active(turn, application)
    facts.seen(turn, reads.card(turn.session, application).candidate_id)
    text = turn.t("meet-where", at=words.when(turn, booking.start_at))
    return Screen(text, ((back(turn),),), typed=routes.MeetingMovedTo(application, booking=booking.id, version=booking.version))


@router.action(routes.MeetingMovedTo)
def moved_to(turn: Turn, application: ApplicationId, booking: BookingId, version: int, text: str) -> Screen:
    """The meeting that the question named gets the place; of another there is nothing to say, and nobody is told."""
    only_words(turn)
    seen = Seen(booking, version)
    if is_past(turn, application, seen):
        return meeting(turn, application=application)
    place, link = place_or_link(text)
    if not (place or link):
        raise Invalid("form-empty")
    acts.relocate(turn.session, application, place, link, by=turn.actor, now=turn.now, seen=seen)
    card, is_ahead = reads.card(turn.session, application), active(turn, application).start_at > turn.now
    told = heard(turn, card, "meet-place-set", "meet-place-set-not-told") if is_ahead else "meet-place-noted"
    turn.toast(told, phone=facts.phone(turn, card.phone))
    return meeting(turn, application=application)


# The candidate chooses


@router.action(routes.MeetingInvite)
def invite(turn: Turn, application: ApplicationId, kind: str) -> Screen:
    """Only for somebody who can be written to, and only where there is something to choose from."""
    card = reads.card(turn.session, application)
    messages.way_to(turn.session, card.candidate_id, turn.now)
    if not free(turn, card):
        raise Conflict("meet-nothing-to-choose")
    acts.invite(turn.session, application, kind, by=turn.actor, now=turn.now)
    facts.seen(turn, card.candidate_id)
    text = Markup("\n").join([turn.t("meet-invited", kind=names.kind(turn, kind)), facts.headline(turn, card)])
    return Screen(text, ((to(turn.t("app-button-card"), routes.ApplicationCard(application)), home(turn)),), keep=True)


# A meeting that is set


@router.screen(routes.MeetingCard)
def meeting(turn: Turn, application: ApplicationId) -> Screen:
    """The meeting of an application; where it has none any more, the application."""
    booking = interviews.active(turn.session, application)
    if booking is None:
        return application_card(turn, application=application)
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    lines = [facts.headline(turn, card), facts.phone(turn, card.phone), facts.meeting_line(turn, booking), facts.where(turn, booking)]
    text = Markup("\n").join(line for line in lines if line)
    return Screen(text, (*meeting_rows(turn, booking), (back(turn), home(turn))))


def meeting_rows(turn: Turn, booking: BookingCard) -> Iterator[Row]:
    """What may be done with it, by whom."""
    owners = reads.owners(turn.session, booking.application_id)
    schedules, ends = may(turn, Right.APPLICATION_SCHEDULE, owners), may(turn, Right.APPLICATION_RESULT, owners)
    if schedules and booking.state != "confirmed":
        yield (
            to(turn.t("meet-button-confirm"), routes.MeetingConfirm(booking.application_id, booking=booking.id, version=booking.version)),
        )
    move = [to(turn.t("meet-button-move"), routes.MeetingDays(booking.application_id, kind=booking.kind))] if schedules else []
    off = [to(turn.t("meet-button-cancel"), routes.MeetingCancelling(booking.application_id))] if ends else []
    result = (
        [
            to(
                turn.t("app-button-result"),
                routes.ResultAsk(booking.application_id, kind=booking.kind, booking=booking.id, version=booking.version),
            )
        ]
        if ends
        else []
    )
    yield from rows([*move, *off, *result, *(place_door(turn, booking) if schedules else [])], 2)


@router.action(routes.MeetingConfirm)
def confirm(turn: Turn, application: ApplicationId, booking: BookingId, version: int) -> Screen:
    """The candidate said by phone that he comes, at the time that stands on the screen."""
    seen = Seen(booking, version)
    if is_past(turn, application, seen):
        return meeting(turn, application=application)
    acts.confirm(turn.session, application, by=turn.actor, now=turn.now, seen=seen)
    turn.toast("meet-confirmed")
    return meeting(turn, application=application)


@router.screen(routes.MeetingCancelling)
def cancelling(turn: Turn, application: ApplicationId) -> Screen:
    """A question first, and room for a word why; the candidate is told that it is off, where he can be."""
    booking = active(turn, application)
    text = Markup("\n\n").join([cancelling_text(turn, booking), turn.t("meet-cancel-note")])
    sure = to(turn.t("meet-cancel-sure"), routes.MeetingCancel(application, booking=booking.id, version=booking.version), "danger")
    return Screen(text, ((sure,), (back(turn),)), typed=routes.MeetingWhy(application, booking=booking.id, version=booking.version))


def cancelling_text(turn: Turn, booking: BookingCard) -> Markup:
    """Whose meeting, which, and who will hear of it."""
    card = reads.card(turn.session, booking.application_id)
    facts.seen(turn, card.candidate_id)
    ask = heard(turn, card, "meet-cancel", "meet-cancel-not-told")
    about = {"meeting": facts.meeting_line(turn, booking), "phone": facts.phone(turn, card.phone)}
    return Markup("\n\n").join([facts.headline(turn, card), turn.t(ask, **about)])


@router.action(routes.MeetingWhy)
def why(turn: Turn, application: ApplicationId, booking: BookingId, version: int, text: str) -> Screen:
    """What is typed cancels nothing: it may have been meant for something else. A press is asked for, with the words in sight."""
    if len(text) > LONGEST["comment"]:
        raise Invalid("form-too-long", most=LONGEST["comment"])
    if is_past(turn, application, Seen(booking, version)):
        return meeting(turn, application=application)
    attachment = kept(turn, reads.card(turn.session, application).candidate_id)
    return surely(turn, application=application, comment=text.strip(), attachment=attachment)


@router.screen(routes.MeetingSurely)
def surely(turn: Turn, application: ApplicationId, comment: str, attachment: FileId | None = None) -> Screen:
    """The question once more, with the note."""
    booking = active(turn, application)
    note = [turn.t("app-comment-line", comment=comment)] if comment else []
    if attachment is not None:
        note.append(turn.t("app-event-file", name=candidate_reads.file(turn.session, attachment).name))
    text = Markup("\n\n").join([cancelling_text(turn, booking), *note])
    sure = to(
        turn.t("meet-cancel-sure"),
        routes.MeetingCancel(application, booking=booking.id, version=booking.version, comment=comment, attachment=attachment),
        "danger",
    )
    return Screen(text, ((sure,), (to(turn.t("meet-keep"), routes.MeetingCard(application)),)))


@router.action(routes.MeetingCancel)
def cancel(
    turn: Turn, application: ApplicationId, booking: BookingId, version: int, comment: str = "", attachment: FileId | None = None
) -> Screen:
    """Calls off the meeting that the question named; one that has moved meanwhile is shown instead."""
    seen = Seen(booking, version)
    if is_past(turn, application, seen):
        return meeting(turn, application=application)
    card = reads.card(turn.session, application)
    said: dict[str, Any] = {"comment": comment, "attachment": attachment, "seen": seen}
    acts.cancel_meeting(turn.session, application, by=turn.actor, now=turn.now, **said)
    turn.toast(heard(turn, card, "meet-cancelled", "meet-cancelled-not-told"), phone=facts.phone(turn, card.phone))
    return application_card(turn, application=application)


# What is told


def told(turn: Turn, key: str, application: ApplicationId, *buttons: Button, call: bool = False, was: str = "", **args: Any) -> Screen:
    """What happened, who, by which number where he is to be called, what is off, when and where; a press shows the card."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    booking = interviews.active(turn.session, application)
    lines = [turn.t(key, **args), facts.headline(turn, card), facts.phone(turn, card.phone) if call else Markup()]
    lines.append(turn.t("meet-line-was", at=was) if was else Markup())
    if booking is not None:
        lines += [facts.meeting_line(turn, booking), facts.where(turn, booking)]
    here = to(turn.t("app-button-card"), routes.ApplicationCard(application))
    return Screen(Markup("\n").join(line for line in lines if line), (*rows(buttons), (here,)))


def told_of_set(turn: Turn, key: str, application: ApplicationId, was: str = "") -> Screen | None:
    """Nothing where the meeting is off by the time it is told. `was`: from when it has moved, as an ISO instant."""
    if interviews.active(turn.session, application) is None:
        return None
    return told(turn, key, application, was=words.when(turn, datetime.fromisoformat(was)) if was else "")


@router.notice("interview.booked", Right.APPLICATION_VIEW)
def booked(turn: Turn, application: ApplicationId, **_rest: Any) -> Screen | None:
    return told_of_set(turn, "meet-told-booked", application)


@router.notice("interview.moved", Right.APPLICATION_VIEW)
def moved(turn: Turn, application: ApplicationId, was: str = "", **_rest: Any) -> Screen | None:
    return told_of_set(turn, "meet-told-moved", application, was)


@router.notice("interview.confirmed", Right.APPLICATION_VIEW)
def confirmed(turn: Turn, application: ApplicationId, **_rest: Any) -> Screen | None:
    return told_of_set(turn, "meet-told-confirmed", application)


@router.notice("interview.cancelled", Right.APPLICATION_VIEW)
def cancelled(turn: Turn, application: ApplicationId, booking: BookingId, kind: str = INTERVIEW, **_rest: Any) -> Screen | None:
    """The candidate cannot come: a new time is one press away. Nothing where one is set by now, or the application is over."""
    if interviews.active(turn.session, application) is not None or not reads.card(turn.session, application).is_active:
        return None
    may_set = may(turn, Right.APPLICATION_SCHEDULE, reads.owners(turn.session, application))
    again = [to(turn.t("meet-button-again"), routes.MeetingDays(application, kind=kind), "primary")] if may_set else []
    was = words.when(turn, interviews.booking(turn.session, booking).start_at)
    return told(turn, "meet-told-cancelled", application, *again, call=True, was=was)


@router.notice("interview.unconfirmed", Right.APPLICATION_VIEW)
def unconfirmed(turn: Turn, application: ApplicationId, **_rest: Any) -> Screen | None:
    """He has not said that he comes: time to call. Nothing where he has said so meanwhile."""
    booking = interviews.active(turn.session, application)
    if booking is None or booking.state == "confirmed":
        return None
    return told(turn, "meet-told-unconfirmed", application, meeting_door(turn, application), call=True)


def meeting_door(turn: Turn, application: ApplicationId) -> Button:
    return to(turn.t("app-button-meeting"), routes.MeetingCard(application))


@router.notice("interview.soon", Right.APPLICATION_VIEW)
def soon(turn: Turn, application: ApplicationId, **_rest: Any) -> Screen | None:
    booking = interviews.active(turn.session, application)
    if booking is None or booking.start_at <= turn.now:
        return None
    left = facts.span(turn, booking.start_at - turn.now)
    return told(turn, "meet-told-soon", application, meeting_door(turn, application), call=True, span=left)


@router.notice("candidate.withdrew", Right.APPLICATION_VIEW)
def withdrew(turn: Turn, application: ApplicationId, booking: BookingId | None = None, **_rest: Any) -> Screen:
    """The reason is in the newest entry of the file."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    last = next((event for event in reads.history(turn.session, application) if event.reason), None)
    lines = [turn.t("meet-told-withdrew"), facts.headline(turn, card)]
    if last is not None:
        lines.append(turn.t("app-event-reason", reason=withdrawal(turn, last.reason)))
    if last is not None and last.comment:
        lines.append(turn.t("app-comment-line", comment=facts.short(last.comment)))
    lines += freed(turn, booking)
    return Screen(Markup("\n").join(lines), ((to(turn.t("app-button-card"), routes.ApplicationCard(application)),),))


def freed(turn: Turn, booking: int | None) -> list[Markup]:
    """Which meeting is off with the application, and that its time can be taken by others."""
    if booking is None:
        return []
    return [turn.t("meet-freed", at=words.when(turn, interviews.booking(turn.session, booking).start_at))]


def withdrawal(turn: Turn, reason: str) -> str:
    return staff.entry_name(turn.session, "withdraw_reason", reason, turn.locale)
