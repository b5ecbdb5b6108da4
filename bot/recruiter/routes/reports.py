"""Where the buttons of reports lead: the list, one report over a period, what it is narrowed to, its files."""

from bot.conversation.routes import Route, route
from core.kernel.ids import StaffId, VacancyId
from core.staff.permissions import Right


@route("reports", right=Right.REPORTS_VIEW)
class Reports(Route): ...


@route("report", right=Right.REPORTS_VIEW)
class Report(Route):
    report: str
    period: str = "last-30"
    owner: StaffId | None = None
    vacancy: VacancyId | None = None
    page: int = 0


@route("report.period", right=Right.REPORTS_VIEW)
class ReportPeriod(Route):
    report: str
    period: str = "last-30"
    owner: StaffId | None = None
    vacancy: VacancyId | None = None


@route("report.period.typed", right=Right.REPORTS_VIEW)
class ReportPeriodTyped(Route):
    report: str
    period: str = "last-30"
    owner: StaffId | None = None
    vacancy: VacancyId | None = None
    text: str = ""


@route("report.owner", right=Right.REPORTS_VIEW)
class ReportOwner(Route):
    report: str
    period: str = "last-30"
    owner: StaffId | None = None
    vacancy: VacancyId | None = None
    page: int = 0


@route("report.vacancy", right=Right.REPORTS_VIEW)
class ReportVacancy(Route):
    report: str
    period: str = "last-30"
    owner: StaffId | None = None
    vacancy: VacancyId | None = None
    page: int = 0


@route("report.file", right=Right.REPORTS_VIEW)
class ReportFile(Route):
    report: str
    kind: str
    period: str = "last-30"
    owner: StaffId | None = None
    vacancy: VacancyId | None = None
