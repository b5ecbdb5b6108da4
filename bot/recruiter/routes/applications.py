"""Where the buttons of an application lead: its card, calls, meetings, results, refusals."""

from bot.conversation.routes import Route, route
from core.kernel.ids import ApplicationId, BookingId, CallbackId, CandidateId, FileId, SlotId
from core.staff.permissions import Right


@route("callback.ask", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.ask_when",))
class CallbackAsk(Route):
    application: ApplicationId
    code: str
    booking: BookingId | None = None
    version: int | None = None


@route("callback.promise", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.promise",))
class CallbackPromise(Route):
    application: ApplicationId
    code: str
    later: str
    booking: BookingId | None = None
    version: int | None = None


@route("callback.typed", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.typed",))
class CallbackTyped(Route):
    application: ApplicationId
    code: str
    text: str = ""
    booking: BookingId | None = None
    version: int | None = None


@route("callback.retiming", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.retiming",))
class CallbackRetiming(Route):
    callback: CallbackId


@route("callback.retimed", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.retimed",))
class CallbackRetimed(Route):
    callback: CallbackId
    text: str = ""


@route("callback.card", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.callback_card",))
class CallbackCard(Route):
    callback: CallbackId


@route("callback.snooze", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.snooze",))
class CallbackSnooze(Route):
    callback: CallbackId
    later: str


@route("callbacks", right=Right.CALLBACKS_VIEW, aliases=("recruiter.callbacks.callbacks",))
class Callbacks(Route):
    page: int = 0
    mine: bool = False


@route("first.call", right=Right.APPLICATION_CALL, aliases=("recruiter.calls.first_call",))
class FirstCall(Route):
    application: ApplicationId


@route("call.record", right=Right.APPLICATION_CALL, aliases=("recruiter.calls.record",))
class CallRecord(Route):
    application: ApplicationId
    code: str


@route("call.message", right=Right.APPLICATION_CALL, aliases=("recruiter.calls.message",))
class CallMessage(Route):
    application: ApplicationId


@route("call.message-sure", right=Right.APPLICATION_CALL, aliases=("recruiter.calls.message_sure",))
class CallMessageSure(Route):
    application: ApplicationId


@route("application.card", right=Right.APPLICATION_VIEW, aliases=("recruiter.card.application_card",))
class ApplicationCard(Route):
    application: ApplicationId


@route("application.more", right=Right.APPLICATION_VIEW, aliases=("recruiter.card.more",))
class ApplicationMore(Route):
    application: ApplicationId


@route("application.history", right=Right.APPLICATION_VIEW, aliases=("recruiter.card.history",))
class ApplicationHistory(Route):
    application: ApplicationId
    page: int = 0


@route("candidate.card", right=Right.CANDIDATE_VIEW, aliases=("recruiter.card.candidate_card",))
class CandidateCard(Route):
    candidate: CandidateId


@route("candidate.files", right=Right.CANDIDATE_VIEW, aliases=("recruiter.card.files",))
class CandidateFiles(Route):
    candidate: CandidateId


@route("candidate.file", right=Right.CANDIDATE_VIEW, aliases=("recruiter.card.send_file",))
class CandidateFile(Route):
    candidate: CandidateId
    file: FileId


@route("meeting.days", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.days",))
class MeetingDays(Route):
    application: ApplicationId
    kind: str
    page: int = 0


@route("meeting.times", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.times",))
class MeetingTimes(Route):
    application: ApplicationId
    kind: str
    day: str
    page: int = 0


@route("meeting.book", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.book",))
class MeetingBook(Route):
    application: ApplicationId
    kind: str
    slot: SlotId


@route("meeting.typing", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.typing",))
class MeetingTyping(Route):
    application: ApplicationId
    kind: str


@route("meeting.typed", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.typed",))
class MeetingTyped(Route):
    application: ApplicationId
    kind: str
    text: str = ""
    day: str | None = None


@route("meeting.where", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.where_from",))
class MeetingWhere(Route):
    application: ApplicationId
    kind: str
    start: str


@route("meeting.placed", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.placed",))
class MeetingPlaced(Route):
    application: ApplicationId
    kind: str
    start: str
    text: str = ""


@route("meeting.placing", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.placing",))
class MeetingPlacing(Route):
    application: ApplicationId


@route("meeting.moved-to", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.moved_to",))
class MeetingMovedTo(Route):
    application: ApplicationId
    booking: BookingId
    version: int
    text: str = ""


@route("meeting.invite", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.invite",))
class MeetingInvite(Route):
    application: ApplicationId
    kind: str


@route("meeting.card", right=Right.APPLICATION_VIEW, aliases=("recruiter.meetings.meeting",))
class MeetingCard(Route):
    application: ApplicationId


@route("meeting.confirm", right=Right.APPLICATION_SCHEDULE, aliases=("recruiter.meetings.confirm",))
class MeetingConfirm(Route):
    application: ApplicationId
    booking: BookingId
    version: int


@route("meeting.cancelling", right=Right.APPLICATION_RESULT, aliases=("recruiter.meetings.cancelling",))
class MeetingCancelling(Route):
    application: ApplicationId


@route("meeting.why", right=Right.APPLICATION_RESULT, aliases=("recruiter.meetings.why",))
class MeetingWhy(Route):
    application: ApplicationId
    booking: BookingId
    version: int
    text: str = ""


@route("meeting.surely", right=Right.APPLICATION_RESULT, aliases=("recruiter.meetings.surely",))
class MeetingSurely(Route):
    application: ApplicationId
    comment: str
    attachment: FileId | None = None


@route("meeting.cancel", right=Right.APPLICATION_RESULT, aliases=("recruiter.meetings.cancel",))
class MeetingCancel(Route):
    application: ApplicationId
    booking: BookingId
    version: int
    comment: str = ""
    attachment: FileId | None = None


@route("refusal.reasons", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.reasons",))
class RefusalReasons(Route):
    application: ApplicationId
    code: str
    booking: BookingId | None = None
    version: int | None = None


@route("refusal.commenting", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.commenting",))
class RefusalCommenting(Route):
    application: ApplicationId
    code: str
    reason: str


@route("refusal.commented", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.commented",))
class RefusalCommented(Route):
    application: ApplicationId
    code: str
    reason: str
    text: str = ""


@route("refusal.telling", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.telling",))
class RefusalTelling(Route):
    application: ApplicationId
    code: str
    reason: str
    comment: str
    attachment: FileId | None = None


@route("refuse", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.refuse",))
class Refuse(Route):
    application: ApplicationId
    code: str
    reason: str
    comment: str
    tell: bool
    attachment: FileId | None = None


@route("withdrawal.sure", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.withdrawing",))
class WithdrawalSure(Route):
    application: ApplicationId
    code: str
    reason: str
    comment: str
    attachment: FileId | None = None


@route("withdrawal", right=Right.APPLICATION_RESULT, aliases=("recruiter.refusing.withdrawn",))
class Withdrawal(Route):
    application: ApplicationId
    code: str
    reason: str
    comment: str
    attachment: FileId | None = None


@route("reserve.sure", right=Right.APPLICATION_REJECT, aliases=("recruiter.refusing.reserving",))
class ReserveSure(Route):
    application: ApplicationId


@route("reserve", right=Right.APPLICATION_REJECT, aliases=("recruiter.refusing.reserved",))
class Reserve(Route):
    application: ApplicationId
    booking: BookingId | None = None
    version: int | None = None


@route("reopen.sure", right=Right.APPLICATION_REOPEN, aliases=("recruiter.refusing.reopen",))
class ReopenSure(Route):
    application: ApplicationId


@route("reopen", right=Right.APPLICATION_REOPEN, aliases=("recruiter.refusing.reopened",))
class Reopen(Route):
    application: ApplicationId


@route("result.ask", right=Right.APPLICATION_RESULT, aliases=("recruiter.results.how_went",))
class ResultAsk(Route):
    application: ApplicationId
    kind: str
    booking: BookingId | None = None
    version: int | None = None


@route("result", right=Right.APPLICATION_RESULT, aliases=("recruiter.results.outcome",))
class Result(Route):
    application: ApplicationId
    code: str
    booking: BookingId | None = None
    version: int | None = None


@route("commenting", right=Right.APPLICATION_RESULT, aliases=("recruiter.results.commenting",))
class Commenting(Route):
    application: ApplicationId


@route("comment", right=Right.APPLICATION_RESULT, aliases=("recruiter.results.comment",))
class Comment(Route):
    application: ApplicationId
    text: str = ""


@route("application.told", right=Right.APPLICATION_VIEW, aliases=("recruiter.told.told",))
class ApplicationTold(Route):
    application: ApplicationId
    page: int = 0


@route("step", right=Right.APPLICATION_RESULT, aliases=("recruiter.steps.step",))
class Step(Route):
    application: ApplicationId
    code: str
    reason: str = ""
    comment: str = ""
    attachment: FileId | None = None


@route("step.reasons", right=Right.APPLICATION_RESULT, aliases=("recruiter.steps.reasons",))
class StepReasons(Route):
    application: ApplicationId
    code: str


@route("step.commenting", right=Right.APPLICATION_RESULT, aliases=("recruiter.steps.commenting",))
class StepCommenting(Route):
    application: ApplicationId
    code: str
    reason: str = ""


@route("step.commented", right=Right.APPLICATION_RESULT, aliases=("recruiter.steps.commented",))
class StepCommented(Route):
    application: ApplicationId
    code: str
    text: str = ""
    reason: str = ""


@route("step.asked", right=Right.APPLICATION_RESULT, aliases=("recruiter.steps.asked",))
class StepAsked(Route):
    application: ApplicationId
    code: str
    reason: str = ""
    comment: str = ""
    attachment: FileId | None = None


@route("step.record", right=Right.APPLICATION_RESULT, aliases=("recruiter.steps.record",))
class StepRecord(Route):
    application: ApplicationId
    code: str
    reason: str = ""
    comment: str = ""
    attachment: FileId | None = None
    booking: BookingId | None = None
    version: int | None = None
