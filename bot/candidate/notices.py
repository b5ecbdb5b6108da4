"""What a candidate is told without having asked. Each notice looks first whether it still holds, and none breaks a /stop."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import TypeVar

from markupsafe import Markup

from bot.candidate import facts, meetings, routes, withdrawing, writing
from bot.candidate.person import consented, home
from bot.conversation.router import Router, to
from bot.conversation.screens import Attached, Button, Screen, Turn
from core.boards import reads as boards
from core.candidates import reads as people
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard
from core.kernel.ids import ApplicationId, ResponseId
from core.messages import reads as threads
from core.pipeline import reads

router = Router("candidate")
F = TypeVar("F", bound=Callable[..., Screen | None])
FILE = "file"


def told(kind: str) -> Callable[[F], F]:
    """A notice of this kind, for those who want messages; what it was told with and does not use is left aside."""

    def register(fn: F) -> F:
        names = fn.__annotations__.keys() - {"turn", "return"}

        @wraps(fn)
        def heard(turn: Turn, **args: object) -> Screen | None:
            number = turn.conversation.candidate_id
            if number is None or people.is_opted_out(turn.session, number) or consented(turn) is None:
                return None
            return fn(turn, **{name: value for name, value in args.items() if name in names})

        router.notice(kind)(heard)
        return fn

    return register


def ahead(turn: Turn, application: int, booking: int) -> BookingCard | None:
    """The meeting told of, if it is still to come."""
    found = meetings.ahead(turn, interviews.active(turn.session, application))
    return found if found is not None and found.id == booking else None


# Meetings


@told("interview.choose")
def choose(turn: Turn, application: ApplicationId) -> Screen | None:
    card, meeting = reads.card(turn.session, application), interviews.active(turn.session, application)
    kind = meetings.choosable(card, meeting)
    if kind is None or meeting is not None:
        return None
    text = turn.t("notice-choose", kind=facts.kind(turn, kind), vacancy=card.vacancy, name=card.owner)
    choice = (to(turn.t("times-choose"), routes.MeetingDays(application), "primary"),)
    return Screen(text, (choice, (withdrawing.button(turn, application),)))


@told("interview.scheduled")
def scheduled(turn: Turn, application: int, booking: int) -> Screen | None:
    if ahead(turn, application, booking) is None:
        return None
    return meetings.invited(turn, application, "notice-scheduled", "notice-confirm")


@told("interview.moved")
def moved(turn: Turn, application: int, booking: int, was: str = "") -> Screen | None:
    """`was`: from when, as an ISO instant."""
    if ahead(turn, application, booking) is None:
        return None
    return meetings.invited(turn, application, "notice-moved", "notice-confirm", was=datetime.fromisoformat(was) if was else None)


@told("interview.place")
def place(turn: Turn, application: int, booking: int) -> Screen | None:
    meeting = ahead(turn, application, booking)
    if meeting is None:
        return None
    return meetings.invited(turn, application, "notice-place", "notice-expected" if meeting.state == "confirmed" else "notice-confirm")


@told("interview.cancelled")
def cancelled(turn: Turn, application: ApplicationId, own: bool = False) -> Screen | None:  # noqa: FBT001, FBT002 - a notice's argument
    """`own`: it was called off in another chat of the person's."""
    if interviews.active(turn.session, application) is not None:
        return None
    if own:
        return meetings.cancelled(turn, application, "notice-cancelled-elsewhere")
    again = meetings.choosable(reads.card(turn.session, application), None)
    return meetings.cancelled(turn, application, "notice-cancelled-choose" if again else "notice-cancelled")


@told("interview.missed")
def missed(turn: Turn, application: ApplicationId) -> Screen | None:
    """He did not come: no reproach, another time while he may still choose one."""
    card = reads.card(turn.session, application)
    if not card.is_active or interviews.active(turn.session, application) is not None or card.invited_to is None:
        return None
    text = turn.t(f"notice-missed-{card.invited_to.replace('_', '-')}", vacancy=card.vacancy)
    choice = (to(turn.t("times-choose"), routes.MeetingDays(application), "primary"),)
    return Screen(text, (choice, (withdrawing.button(turn, application),)), keep=True)


@told("interview.remind")
def remind(turn: Turn, application: int, booking: int) -> Screen | None:
    """Confirm, move, call off, or no longer interested."""
    meeting = ahead(turn, application, booking)
    if meeting is None:
        return None
    card = reads.card(turn.session, application)
    ending = "notice-expected" if meeting.state == "confirmed" else "notice-confirm"
    text = facts.invitation(turn, turn.t("notice-remind", kind=facts.kind(turn, meeting.kind)), card, meeting, ending)
    return Screen(text, meetings.ways(turn, card, meeting))


# Decisions


@told("response.accepted")
def accepted(turn: Turn, response: ResponseId) -> Screen | None:
    found = boards.card(turn.session, response)
    if found.state != "accepted" or found.application_id is None:
        return None
    card = reads.card(turn.session, found.application_id)
    if not card.is_active:
        return None
    mine = (to(turn.t("status-button"), routes.Applications()),)
    return Screen(turn.t("notice-accepted", vacancy=card.vacancy, name=card.owner), (mine,), keep=True)


@told("response.rejected")
def refused(turn: Turn, response: int) -> Screen | None:
    found = boards.card(turn.session, response)
    if found.state != "rejected":
        return None
    return refusal(turn, found.vacancy or turn.company)


@told("application.rejected")
def rejected(turn: Turn, application: int, booking: int | None = None) -> Screen | None:
    card = reads.card(turn.session, application)
    return None if card.is_active else with_meeting_off(turn, refusal(turn, card.vacancy), booking)


def with_meeting_off(turn: Turn, screen: Screen, booking: int | None) -> Screen:
    """What is over, and which meeting is off by it: nobody is to come in vain."""
    if booking is None:
        return screen
    at = facts.dated(turn, interviews.booking(turn.session, booking).start_at)
    return replace(screen, text=Markup("\n\n").join([screen.text, turn.t("notice-meeting-off", at=at)]))


def refusal(turn: Turn, vacancy: str) -> Screen:
    """Polite, final, and without the reason: that is the company's own."""
    others = (Button(turn.t("vacancies-button"), "home"),)
    return Screen(turn.t("notice-rejected", vacancy=vacancy, company=turn.company), (others,), keep=True)


@told("application.withdrawn")
def withdrawn(turn: Turn, application: int, booking: int | None = None, own: bool = False) -> Screen | None:  # noqa: FBT001, FBT002 - a notice's argument
    """`own`: it was said in another chat of the person's."""
    card = reads.card(turn.session, application)
    if card.is_active:
        return None
    text = turn.t("notice-withdrawn-elsewhere" if own else "notice-withdrawn", vacancy=card.vacancy)
    return with_meeting_off(turn, Screen(text, ((home(turn),),), keep=True), booking)


@told("application.next")
def going_on(turn: Turn, application: ApplicationId) -> Screen | None:
    """Passed: what comes next, and a time for it where he may choose one already."""
    card = reads.card(turn.session, application)
    if not card.is_active:
        return None
    free = meetings.choosable(card, interviews.active(turn.session, application))
    choice = ((to(turn.t("times-choose"), routes.MeetingDays(application), "primary"),),) if free else ()
    return Screen(turn.t("notice-next", vacancy=card.vacancy), (*choice, (to(turn.t("status-button"), routes.Applications()),)), keep=True)


# Words


@told("message.reply")
def reply(turn: Turn, message: int, file: bool = True) -> Screen | None:  # noqa: FBT001, FBT002 - a notice's argument
    """A colleague's answer, as the company's. To answer it one simply writes; only an open form would take the words for its own."""
    line = threads.message(turn.session, message)
    heading = turn.t("notice-reply", name=line.author or turn.company)
    text = Markup("\n").join([heading, Markup.escape(line.text)]) if line.text else heading
    answer = ((writing.button(turn),),) if turn.conversation.form is not None else ()
    return Screen(text, answer, files=attachment(turn, line.attachment_id) if file else (), keep=True)


@told("message.file")
def reply_file(turn: Turn, message: int) -> Screen | None:
    """The file of an answer that had to be fetched first."""
    line = threads.message(turn.session, message)
    return Screen(turn.t("notice-reply", name=line.author or turn.company), files=attachment(turn, line.attachment_id), keep=True)


@told("file.lost")
def file_lost(turn: Turn, file: int) -> Screen:
    """A file of his that the messenger did not give out: he sends it once more as any other."""
    return Screen(turn.t("notice-file-lost", name=people.file(turn.session, file).name), keep=True)


@told("file.unfit")
def file_unfit(turn: Turn, file: int) -> Screen:
    """What came was called a résumé and is none."""
    return Screen(turn.t("notice-file-unfit", name=people.file(turn.session, file).name), keep=True)


def attachment(turn: Turn, number: int | None) -> tuple[Attached, ...]:
    file = people.file(turn.session, number) if number is not None else None
    return (Attached(file.sha256, file.name, file.media_type),) if file is not None and file.sha256 is not None else ()
