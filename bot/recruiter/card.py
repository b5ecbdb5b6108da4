"""The application's and the candidate's card: the two screens from which a recruiter does everything else.

What stands further up (calls, meetings, results, …) shows these cards when it is done, so they name its buttons instead of importing it.
"""

from collections.abc import Iterator

from markupsafe import Markup

from bot.conversation.owners import of_candidate
from bot.conversation.router import Router, to
from bot.conversation.screens import Attached, Button, Row, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.facts import Way, back, home, may
from bot.wording import formats as words
from bot.wording import statuses as names
from bot.wording.paging import cut, of_total, sheets, turner
from core.boards import hidden
from core.candidates import acts as candidates
from core.candidates import merging, trust
from core.candidates import reads as candidate_reads
from core.candidates.reads import CandidateCard
from core.interviews import reads as interviews
from core.interviews.reads import BookingCard
from core.kernel.ids import ApplicationId, CandidateId, FileId
from core.kernel.problems import Forbidden, Invalid, NotFound
from core.pipeline import reads
from core.pipeline.reads import ApplicationCard, EventLine
from core.pipeline.statuses.codes import FIRST_CALL, MESSAGE, REJECTED, WITHDRAWN
from core.pipeline.statuses.defaults import REJECT_REASON
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import StatusRule, Trait
from core.staff import reads as staff
from core.staff.permissions import Right, Scope, scope

router = Router("staff")
ENTRIES = 200
"""Of the personal file, the newest."""


@router.command("candidate", Right.CANDIDATE_VIEW)
def command_candidate(turn: Turn, rest: str) -> Screen | None:
    """«/candidate 12»; whoever sees only his own people is held to them here, as a command names nobody to the guard."""
    digits = rest.strip().lstrip("№# ")
    if not digits.isdecimal() or len(digits) > 15:  # noqa: PLR2004 - more than any number we give
        raise Invalid("app-candidate-usage")
    number = candidate_reads.resolve_merged(turn.session, int(digits))
    if not may(turn, Right.CANDIDATE_VIEW, of_candidate(turn.session, number)):
        raise Forbidden("not-yours")
    if candidate_reads.card(turn.session, number).is_draft:
        raise NotFound("candidate-not-found")
    return candidate_card(turn, candidate=CandidateId(number))


# The application


@router.screen(routes.ApplicationCard)
def application_card(turn: Turn, application: ApplicationId) -> Screen:
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    booking = interviews.active(turn.session, application)
    way = facts.way(turn, card.candidate_id)
    return Screen(application_text(turn, card, booking, way), application_rows(turn, card, booking, way))


def application_text(turn: Turn, card: ApplicationCard, booking: BookingCard | None, way: Way) -> Markup:
    typed = trust.doubtful(turn.session, [card.candidate_id])
    contacts_of = candidate_reads.contact_lines(turn.session, card.candidate_id)
    lines = [facts.headline(turn, card), *facts.call_by(turn, contacts_of, doubtful=frozenset(one.value for one in contacts_of if typed))]
    told = hidden.of_application(turn.session, card.id)
    if told is not None:
        lines.append(facts.kept_back(turn, told.contacts_why, told.contacts_at))
    if not way.reaches:
        lines.append(turn.t("app-unreachable"))
    if way.doubted:
        lines.append(turn.t("app-chat-unproven", chat=facts.chat(turn, card.candidate_id)))
    lines += [facts.status_line(turn, card), *clock_lines(turn, card, booking)]
    if card.last_comment:
        lines.append(turn.t("app-comment-line", comment=facts.short(card.last_comment)))
    lines.append(turn.t("app-source", source=facts.source(turn, card.source), owner=card.owner))
    return Markup("\n").join(lines)


def clock_lines(turn: Turn, card: ApplicationCard, booking: BookingCard | None) -> Iterator[Markup]:
    """What is agreed for later: the meeting, the call, the choice that waits for the candidate."""
    if booking is not None:
        yield facts.meeting_line(turn, booking)
    elif card.invited_to:
        yield turn.t("app-invited", kind=names.kind(turn, card.invited_to))
    promised = reads.open_callback(turn.session, card.id)
    if promised is not None:
        yield turn.t("app-callback", at=words.when(turn, promised.due_at))
    if card.attempt_no and statuses(turn.session)[card.status].has(Trait.FIRST_CONTACT):
        yield turn.t("app-attempts", count=card.attempt_no)


def application_rows(turn: Turn, card: ApplicationCard, booking: BookingCard | None, known: Way | None = None) -> tuple[Row, ...]:
    """What comes next first, the rest behind «Ещё…»; what the person may not press is not shown."""
    way = known or facts.way(turn, card.candidate_id)
    owners = reads.owners(turn.session, card.id)
    doors = typical_actions(turn, card, booking, owners)
    talk = []
    if may(turn, Right.CANDIDATE_MESSAGE, owners) and way.reaches:
        talk.append(to(turn.t("app-button-write"), routes.ThreadWriting(card.candidate_id)))
    if may(turn, Right.APPLICATION_RESULT, owners):
        talk.append(to(turn.t("app-button-comment"), routes.Commenting(card.id)))
    if may(turn, Right.CANDIDATE_MESSAGE, owners) and way.doubted:
        talk.append(to(turn.t("proof-button"), routes.ProofAsk(card.candidate_id, record=card.candidate_id)))
    return (*rows(doors, 2), *rows(talk, 2), (to(turn.t("app-button-more"), routes.ApplicationMore(card.id)), home(turn)))


def typical_actions(turn: Turn, card: ApplicationCard, booking: BookingCard | None, owners: frozenset[int]) -> list[Button]:
    """The typical next steps of the status, those that can be done here; the first stands out."""
    if not card.is_active:
        again = to(turn.t("app-button-reopen"), routes.ReopenSure(card.id), "primary")
        return [again] if may(turn, Right.APPLICATION_REOPEN, owners) else []
    found = list(meeting_doors(turn, booking, owners)) if booking else list(status_actions(turn, card, owners))
    return [emphasised(found[0]), *found[1:]] if found else []


def emphasised(button: Button) -> Button:
    return Button(button.text, button.action, button.args, style="primary")


def meeting_doors(turn: Turn, booking: BookingCard, owners: frozenset[int]) -> Iterator[Button]:
    """The meeting while it is ahead, its result once it has begun."""
    found = []
    if may(turn, Right.APPLICATION_RESULT, owners):
        found.append(
            to(
                turn.t("app-button-result"),
                routes.ResultAsk(booking.application_id, kind=booking.kind, booking=booking.id, version=booking.version),
            )
        )
    if may(turn, Right.APPLICATION_SCHEDULE, owners):
        found.append(to(turn.t("app-button-meeting"), routes.MeetingCard(booking.application_id)))
    yield from found if booking.start_at <= turn.now else reversed(found)


def kinds(turn: Turn) -> tuple[str, ...]:
    """The kinds of meetings, the nearer to the job first."""
    return tuple(reversed(statuses(turn.session).meetings))


def status_actions(turn: Turn, card: ApplicationCard, owners: frozenset[int]) -> Iterator[Button]:
    """A call, a meeting, what came of the step he is at; after that, what else usually comes next."""
    book = statuses(turn.session)
    now, after = book[card.status], book.usual(card.status)
    if any(one.event_type == FIRST_CALL for one in after) and may(turn, Right.APPLICATION_CALL, owners):
        yield to(turn.t("app-button-call"), routes.FirstCall(card.id))
    if may(turn, Right.APPLICATION_SCHEDULE, owners):
        for kind in kinds(turn):
            if any(one.has(Trait.SCHEDULED) and one.event_type == kind for one in after):
                again = turn.t("app-button-interview-again") if now.has(Trait.PASSED) and now.event_type == kind else None
                yield to(again or names.set_time(turn, kind), routes.MeetingDays(card.id, kind=kind))
    if any(is_result(now, one) for one in after):
        if may(turn, Right.APPLICATION_RESULT, owners):
            yield to(turn.t("app-button-result"), routes.ResultAsk(card.id, kind=now.event_type))
    elif not now.has(Trait.FIRST_CONTACT) and now.event_type != FIRST_CALL and may(turn, Right.APPLICATION_REJECT, owners):
        yield from ends(turn, card, after)
    if may(turn, Right.APPLICATION_RESULT, owners):
        yield from others(turn, card, now, after)


def is_result(now: StatusRule, one: StatusRule) -> bool:
    """What may come of the step an application is at."""
    return one.event_type == now.event_type != FIRST_CALL and not one.has(Trait.SCHEDULED)


def ends(turn: Turn, card: ApplicationCard, after: tuple[StatusRule, ...]) -> Iterator[Button]:
    """What else the company may decide once a step is behind."""
    if any(one.has(Trait.RESERVED) for one in after):
        yield to(turn.t("app-button-reserve"), routes.ReserveSure(card.id))
    for one in after:
        if one.has(Trait.REFUSED):
            yield to(turn.t("app-button-reject"), routes.RefusalReasons(card.id, code=one.code))


def others(turn: Turn, card: ApplicationCard, now: StatusRule, after: tuple[StatusRule, ...]) -> Iterator[Button]:
    """Steps that have no screen of their own: the rule says what is asked."""
    own = Trait.SCHEDULED, Trait.RESERVED, Trait.REFUSED, Trait.WITHDREW, Trait.ENTRY
    for one in after:
        if one.event_type not in {FIRST_CALL, MESSAGE} and not one.has(*own) and not is_result(now, one) and may_enter(turn, one):
            yield to(names.result(turn, one.code), routes.Step(card.id, code=one.code))


def may_enter(turn: Turn, one: StatusRule) -> bool:
    """Whether the button is worth showing; the guard itself stands with the rule."""
    return not one.enters or not one.enters.isdisjoint(turn.roles)


@router.screen(routes.ApplicationMore)
def more(turn: Turn, application: ApplicationId) -> Screen:
    """Everything that is done less often."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    owners = reads.owners(turn.session, application)
    booking = interviews.active(turn.session, application)
    text = Markup("\n").join([facts.headline(turn, card), facts.status_line(turn, card)])
    looks = [
        to(turn.t("app-button-history"), routes.ApplicationHistory(application)),
        to(turn.t("app-button-candidate"), routes.CandidateCard(card.candidate_id)),
        to(turn.t("app-button-files"), routes.CandidateFiles(card.candidate_id)),
        to(turn.t("app-button-told"), routes.ApplicationTold(application)),
    ]
    steps = [*other_actions(turn, card, booking, owners), *closing_actions(turn, card, owners)]
    return Screen(text, (*rows(steps, 2), *rows(looks, 2), (back(turn), home(turn))))


def other_actions(turn: Turn, card: ApplicationCard, booking: BookingCard | None, owners: frozenset[int]) -> Iterator[Button]:
    """From any active status any step may be taken, also one that is not typical."""
    if not card.is_active:
        return
    if may(turn, Right.APPLICATION_CALL, owners):
        yield to(turn.t("app-button-call"), routes.FirstCall(card.id))
    if booking is None and may(turn, Right.APPLICATION_SCHEDULE, owners):
        for kind in kinds(turn):
            yield to(names.set_time(turn, kind), routes.MeetingDays(card.id, kind=kind))


def closing_actions(turn: Turn, card: ApplicationCard, owners: frozenset[int]) -> Iterator[Button]:
    if card.is_active and may(turn, Right.APPLICATION_REJECT, owners):
        yield to(turn.t("app-button-reject"), routes.RefusalReasons(card.id, code=REJECTED))
    if card.is_active and may(turn, Right.APPLICATION_RESULT, owners):
        yield to(turn.t("app-button-withdraw"), routes.RefusalReasons(card.id, code=WITHDRAWN))


@router.screen(routes.ApplicationHistory)
def history(turn: Turn, application: ApplicationId, page: int = 0) -> Screen:
    """«Личное дело»: every entry with all that was said, newest first."""
    card = reads.card(turn.session, application)
    facts.seen(turn, card.candidate_id)
    found = sheets(event_line(turn, event) for event in reads.history(turn.session, application, limit=ENTRIES))
    here = of_total(len(found), page, 1)
    text = Markup("\n\n").join([turn.t("app-history", name=card.candidate, zone=words.zone_name(turn)), *cut(found, here, 1)])
    return Screen(text, (*turner(here, routes.ApplicationHistory(application)), (back(turn), home(turn))))


def event_line(turn: Turn, event: EventLine) -> Markup:
    at = f"{words.day(turn, event.at)}, {words.hour(turn, event.at)}"
    parts = [turn.t("app-event", at=at, what=names.status(turn, event.code), who=actor(turn, event))]
    if event.reason:
        parts.append(turn.t("app-event-reason", reason=reason(turn, event.code, event.reason)))
    if event.comment:
        parts.append(turn.t("app-comment-line", comment=event.comment))
    if event.attachment_id:
        parts.append(turn.t("app-event-file", name=candidate_reads.file(turn.session, event.attachment_id).name))
    return Markup("\n").join(parts)


def actor(turn: Turn, event: EventLine) -> str:
    return event.actor or str(turn.t(f"app-actor-{event.actor_role}"))


def reason(turn: Turn, code: str, chosen: str) -> str:
    """The reason's name, from the dictionary that the status asks."""
    dictionary = statuses(turn.session)[code].reason or REJECT_REASON
    return staff.entry_name(turn.session, dictionary, chosen, turn.locale)


# The person


@router.screen(routes.CandidateCard)
def candidate_card(turn: Turn, candidate: CandidateId) -> Screen:
    card = candidates.open_card(turn.session, candidate, by=facts.me(turn), channel=turn.conversation.channel, now=turn.now)
    lines = reads.of_candidate(turn.session, card.id)
    buttons = [to(application_label(turn, line), routes.ApplicationCard(line.id)) for line in lines if may_open(turn, line.id)]
    last = [to(turn.t("app-button-files-count", count=len(card.files)), routes.CandidateFiles(card.id))] if card.files else []
    if scope(turn.roles, Right.CANDIDATE_MESSAGE) is Scope.ALL:
        last.append(to(turn.t("app-button-thread"), routes.Thread(card.id)))
    last += whose_doors(turn, card.id)
    return Screen(candidate_text(turn, card, lines), (*rows(buttons), *rows(last, 2), (back(turn), home(turn))))


def whose_doors(turn: Turn, candidate: CandidateId) -> Iterator[Button]:
    """To the proof that a chat of his is asked for, and to what was joined."""
    doubted = facts.unproven(turn, candidate)
    if doubted and scope(turn.roles, Right.CANDIDATE_MESSAGE) is Scope.ALL:
        only = len(doubted) == 1
        yield to(
            turn.t("proof-button"), routes.ProofAsk(candidate, record=CandidateId(doubted[0])) if only else routes.ProofChats(candidate)
        )
    if merging.joins(turn.session, candidate, turn.now) and scope(turn.roles, Right.RESPONSE_PROCESS) is not None:
        yield to(turn.t("join-button-list"), routes.Joins(candidate))


def candidate_text(turn: Turn, card: CandidateCard, lines: tuple[ApplicationCard, ...]) -> Markup:
    parts = [turn.t("app-candidate", name=card.full_name or turn.t("app-nameless"), number=card.id)]
    known = sorted(card.told, key=lambda one: one.value in card.doubtful)
    parts += [*([] if card.phones else [facts.phone(turn, None)]), *facts.contacts(turn, known, doubtful=card.doubtful)]
    told = {"city": card.city, "job": card.last_job, "salary": card.salary_text}
    parts += [turn.t(f"app-{name}", **{name: value}) for name, value in told.items() if value]
    if card.birth_date:
        parts.append(turn.t("app-born", date=words.full_date(turn, card.birth_date)))
    parts.append(turn.t("app-candidate-source", source=facts.source(turn, card.source)))
    parts += facts.chat_lines(turn, card.id)
    parts.append(turn.t("app-applications" if lines else "app-no-applications"))
    return Markup("\n").join(parts)


def may_open(turn: Turn, application: int) -> bool:
    """A hiring manager opens what concerns his own vacancies."""
    if scope(turn.roles, Right.APPLICATION_VIEW) is Scope.ALL:
        return True
    return may(turn, Right.APPLICATION_VIEW, reads.owners(turn.session, application))


def application_label(turn: Turn, card: ApplicationCard) -> str:
    mark = "▸" if card.is_active else "▪"
    return f"{mark} {card.vacancy} · {names.status(turn, card.status)}"


@router.screen(routes.CandidateFiles)
def files(turn: Turn, candidate: CandidateId) -> Screen:
    card = candidates.open_card(turn.session, candidate, by=facts.me(turn), channel=turn.conversation.channel, now=turn.now)
    buttons = [to(f"📎 {file.name}", routes.CandidateFile(card.id, file=file.id)) for file in card.files[:20]]
    text = turn.t("app-files" if buttons else "app-files-none", name=card.full_name)
    return Screen(text, (*rows(buttons), (back(turn), home(turn))))


@router.action(routes.CandidateFile)
def send_file(turn: Turn, candidate: CandidateId, file: FileId) -> Screen | None:
    """Sends one of the candidate's own files; the list stays as it is."""
    card = candidate_reads.card(turn.session, candidate)
    found = next((one for one in card.files if one.id == file), None)
    if found is None:
        raise NotFound("file-not-found")
    facts.seen(turn, card.id)
    give_file(turn, card.full_name, found)
    return None


def give_file(turn: Turn, whose: str, found: candidate_reads.File) -> None:
    """A message with the file, or the word that it is still on its way from the messenger, or will not come."""
    if found.lost:
        turn.toast("app-file-lost", name=found.name)
    elif found.sha256 is None:
        turn.toast("app-file-later", name=found.name)
    else:
        turn.say(Screen(turn.t("app-file-of", name=whose), files=(Attached(found.sha256, found.name, found.media_type),), keep=True))
