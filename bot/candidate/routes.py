"""Where a candidate's buttons lead."""

from typing import Any

from bot.conversation.routes import Route, route
from core.kernel.ids import ApplicationId, BookingId, ResponseId, SlotId, VacancyId


@route("my.apply", aliases=("candidate.applying.apply",))
class Apply(Route):
    vacancy: VacancyId


@route("my.consent.agree", aliases=("candidate.consent.agree",))
class ConsentAgree(Route):
    vacancy: VacancyId
    sha256: str


@route("my.consent.decline", aliases=("candidate.consent.decline",))
class ConsentDecline(Route):
    vacancy: VacancyId
    sha256: str


@route("my.consent.asked-again", aliases=("candidate.consent.asked_again",))
class ConsentAskedAgain(Route):
    vacancy: VacancyId


@route("my.consent.asked-meanwhile", aliases=("candidate.consent.asked_meanwhile",))
class ConsentAskedMeanwhile(Route):
    vacancy: VacancyId


@route("my.meeting.days", aliases=("candidate.meetings.days",))
class MeetingDays(Route):
    application: ApplicationId
    page: int = 0


@route("my.meeting.times", aliases=("candidate.meetings.times",))
class MeetingTimes(Route):
    application: ApplicationId
    day: str


@route("my.meeting.no-time", aliases=("candidate.meetings.no_time",))
class MeetingNoTime(Route):
    application: ApplicationId


@route("my.meeting.book", aliases=("candidate.meetings.book",))
class MeetingBook(Route):
    application: ApplicationId
    slot: SlotId


@route("my.meeting.card", aliases=("candidate.meetings.meeting_screen",))
class MeetingCard(Route):
    application: ApplicationId


@route("my.meeting.calendar", aliases=("candidate.meetings.calendar_file",))
class MeetingCalendar(Route):
    application: ApplicationId


@route("my.meeting.confirm", aliases=("candidate.meetings.confirm",))
class MeetingConfirm(Route):
    application: ApplicationId
    booking: BookingId
    version: int


@route("my.meeting.cancelling", aliases=("candidate.meetings.cancelling",))
class MeetingCancelling(Route):
    application: ApplicationId


@route("my.meeting.cancel", aliases=("candidate.meetings.cancel",))
class MeetingCancel(Route):
    application: ApplicationId
    booking: BookingId
    version: int


@route("my.data", aliases=("candidate.my_data.my_data",))
class MyData(Route):
    pass


@route("my.data.export", aliases=("candidate.my_data.export",))
class DataExport(Route):
    pass


@route("my.data.surely-withdraw", aliases=("candidate.my_data.surely_withdraw",))
class DataSurelyWithdraw(Route):
    pass


@route("my.data.surely-erase", aliases=("candidate.my_data.surely_erase",))
class DataSurelyErase(Route):
    pass


@route("my.data.withdraw", aliases=("candidate.my_data.withdraw",))
class DataWithdraw(Route):
    pass


@route("my.data.erase", aliases=("candidate.my_data.erase",))
class DataErase(Route):
    pass


@route("my.prove", aliases=("candidate.proving.prove",))
class Prove(Route):
    pass


@route("my.prove.by-phone", aliases=("candidate.proving.share_phone",))
class ProveByPhone(Route):
    pass


@route("my.prove.by-code", aliases=("candidate.proving.enter_code",))
class ProveByCode(Route):
    pass


@route("my.prove.send-code", aliases=("candidate.proving.send_code",))
class ProveSendCode(Route):
    pass


@route("my.application.return", aliases=("candidate.returning.come_back",))
class ApplicationReturn(Route):
    application: ApplicationId


@route("my.response.return", aliases=("candidate.returning.response_comes_back",))
class ResponseReturn(Route):
    response: ResponseId


@route("my.help", aliases=("candidate.settings.help_screen",))
class Help(Route):
    pass


@route("my.languages", aliases=("candidate.settings.languages",))
class Languages(Route):
    pass


@route("my.speak", aliases=("candidate.settings.speak",))
class Speak(Route):
    locale: str


@route("my.applications", aliases=("candidate.status.mine",))
class Applications(Route):
    page: int = 0


@route("my.application.card", aliases=("candidate.status.application_screen",))
class ApplicationCard(Route):
    application: ApplicationId


@route("my.response.card", aliases=("candidate.status.response_screen",))
class ResponseCard(Route):
    response: ResponseId


@route("my.vacancies", aliases=("candidate.vacancies.vacancies",))
class Vacancies(Route):
    page: int = 0


@route("my.vacancy.card", aliases=("candidate.vacancies.vacancy_card",))
class VacancyCard(Route):
    vacancy: VacancyId


@route("my.application.reasons", aliases=("candidate.withdrawing.reasons",))
class ApplicationReasons(Route):
    application: ApplicationId


@route("my.application.withdraw", aliases=("candidate.withdrawing.withdraw",))
class ApplicationWithdraw(Route):
    application: ApplicationId
    reason: str


@route("my.response.reasons", aliases=("candidate.withdrawing.response_reasons",))
class ResponseReasons(Route):
    response: ResponseId


@route("my.response.withdraw", aliases=("candidate.withdrawing.withdraw_response",))
class ResponseWithdraw(Route):
    response: ResponseId
    reason: str


@route("my.write", aliases=("candidate.writing.write",))
class Write(Route):
    application: ApplicationId | None = None


@route("my.form.take-up", aliases=("candidate.writing.take_up",))
class FormTakeUp(Route):
    form: dict[str, Any]


@route("my.zones", aliases=("candidate.zones.zones",))
class Zones(Route):
    application: ApplicationId | None = None


@route("my.zone.set", aliases=("candidate.zones.set_zone",))
class ZoneSet(Route):
    zone: str
    application: ApplicationId | None = None
