"""/reports: which report, over which period, about whom; the answer in words, as a picture and as files."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.candidate.person import files
from bot.conversation.markup import plain
from bot.conversation.router import Router, to
from bot.conversation.screens import Attached, Row, Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.facts import back, home, short
from bot.recruiter.figures import files as made
from bot.recruiter.figures import names
from bot.recruiter.reach import whose
from bot.wording import formats as words
from bot.wording.paging import SIZE, cut, of_total, sheets, turner
from core.kernel.ids import StaffId, VacancyId
from core.kernel.problems import Invalid
from core.kernel.time.days import past_days
from core.kernel.time.zones import wall_of
from core.reports import periods
from core.reports.periods import PERIODS, Span
from core.reports.table import Cut, Table, all_reports, asked
from core.staff import reads as staff
from core.staff.permissions import Right, Role
from core.vacancies import reads as vacancies

router = Router("staff")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """A report, its period, and what it is narrowed to; a colleague who may see his own only is not asked whose."""

    report: str
    period: str
    owner: StaffId | None
    vacancy: VacancyId | None

    def over(self, period: str) -> routes.Report:
        return routes.Report(self.report, period, self.owner, self.vacancy)

    @property
    def route(self) -> routes.Report:
        return self.over(self.period)


@router.command("reports", Right.REPORTS_VIEW)
def command_reports(turn: Turn, _rest: str) -> Screen | None:
    return reports(turn)


@router.screen(routes.Reports)
def reports(turn: Turn) -> Screen:
    found = all_reports()
    lines = [turn.t("report-line", name=turn.t(f"report-{name}"), hint=turn.t(f"report-{name}-hint")) for name in found]
    buttons = [to(plain(turn.t(f"report-{name}")), routes.Report(name)) for name in found]
    return Screen(Markup("\n").join([turn.t("reports-head"), "", *lines]), (*rows(buttons, 2), (home(turn),)))


@router.screen(routes.Report)
def show(
    turn: Turn, report: str, period: str = "last-30", owner: StaffId | None = None, vacancy: VacancyId | None = None, page: int = 0
) -> Screen:
    ask = Asked(report, period, owner, vacancy)
    table = answered(turn, ask)
    found = sheets([Markup("\n").join(names.lines(turn, table)) if table.rows else turn.t("report-nothing")])
    here = of_total(len(found), page, 1)
    text = Markup("\n\n").join([head(turn, ask, table), *cut(found, here, 1)])
    choose = [to(plain(turn.t("report-button-period")), routes.ReportPeriod(ask.report, ask.period, ask.owner, ask.vacancy))]
    if whose(turn, Right.REPORTS_VIEW) is None:
        choose.append(to(plain(turn.t("report-button-owner")), routes.ReportOwner(ask.report, ask.period, ask.owner, ask.vacancy)))
    choose.append(to(plain(turn.t("report-button-vacancy")), routes.ReportVacancy(ask.report, ask.period, ask.owner, ask.vacancy)))
    shown = (as_files(turn, ask),) if table.rows else ()
    others = (to(plain(turn.t("report-button-all")), routes.Reports()), home(turn))
    return Screen(text, (*turner(here, ask.route), *shown, tuple(choose), others))


def as_files(turn: Turn, ask: Asked) -> Row:
    return tuple(
        to(plain(turn.t(f"report-button-{kind}")), routes.ReportFile(ask.report, kind, ask.period, ask.owner, ask.vacancy))
        for kind in FILES
    )


def answered(turn: Turn, ask: Asked) -> Table:
    since, until = span(turn, ask).instants(turn.zone)
    only = whose(turn, Right.REPORTS_VIEW)
    return asked(turn.session, ask.report, Cut(since, until, only or ask.owner, ask.vacancy))


def span(turn: Turn, ask: Asked) -> Span:
    return periods.span_of(ask.period, wall_of(turn.now, turn.zone).date())


def head(turn: Turn, ask: Asked, table: Table) -> Markup:
    """Its name, what the figures are of, and what it is narrowed to."""
    lines = [turn.t("report-head", name=turn.t(f"report-{ask.report}")), turn.t(f"report-{ask.report}-hint")]
    lines.append(turn.t("report-of", period=spoken(turn, span(turn, ask)), count=table.total))
    return Markup("\n").join([*lines, *narrowed(turn, ask)])


def narrowed(turn: Turn, ask: Asked) -> list[Markup]:
    only = whose(turn, Right.REPORTS_VIEW)
    found = [turn.t("report-owner", name=names.colleague(turn, about))] if (about := only or ask.owner) is not None else []
    return [*found, turn.t("report-vacancy", name=names.vacancy(turn, ask.vacancy))] if ask.vacancy else found


def spoken(turn: Turn, found: Span) -> str:
    if found.first == periods.FIRST:
        return plain(turn.t("period-all"))
    first, last = words.full_date(turn, found.first), words.full_date(turn, found.last)
    return first if first == last else f"{first} — {last}"


# What it is narrowed to


@router.screen(routes.ReportPeriod)
def choose_period(
    turn: Turn, report: str, period: str = "last-30", owner: StaffId | None = None, vacancy: VacancyId | None = None
) -> Screen:
    ask = Asked(report, period, owner, vacancy)
    buttons = [to(plain(turn.t(f"period-{name}")), ask.over(name)) for name in PERIODS]
    return Screen(
        turn.t("report-ask-period"),
        (*rows(buttons, 2), (back(turn),)),
        typed=routes.ReportPeriodTyped(ask.report, ask.period, ask.owner, ask.vacancy),
    )


@router.action(routes.ReportPeriodTyped)
def typed_period(
    turn: Turn, report: str, text: str, period: str = "last-30", owner: StaffId | None = None, vacancy: VacancyId | None = None
) -> Screen:
    """«1–15 ноября», «с 1 сентября по 30 ноября», «октябрь»: days behind us."""
    period = periods.between(*past_days(text, turn.now, turn.zone)).name
    turn.answered = True
    return show(turn, report=report, period=period, owner=owner, vacancy=vacancy)


@router.screen(routes.ReportOwner)
def choose_owner(
    turn: Turn, report: str, period: str = "last-30", owner: StaffId | None = None, vacancy: VacancyId | None = None, page: int = 0
) -> Screen:
    ask = Asked(report, period, owner, vacancy)
    people = staff.with_role(turn.session, Role.RECRUITER, Role.LEAD)
    here = of_total(len(people), page)
    buttons = [to(one.name, ask.route.but(owner=one.id)) for one in cut(people, here)]
    everybody = to(plain(turn.t("report-button-everybody")), ask.route.but(owner=None))
    return Screen(
        turn.t("report-ask-owner"),
        (*rows(buttons), *turner(here, routes.ReportOwner(ask.report, ask.period, ask.owner, ask.vacancy)), (everybody,), (back(turn),)),
    )


@router.screen(routes.ReportVacancy)
def choose_vacancy(
    turn: Turn, report: str, period: str = "last-30", owner: StaffId | None = None, vacancy: VacancyId | None = None, page: int = 0
) -> Screen:
    ask = Asked(report, period, owner, vacancy)
    mine = whose(turn, Right.REPORTS_VIEW)
    found, total = vacancies.listed(turn.session, owner=mine, limit=SIZE, offset=max(page, 0) * SIZE)
    here = of_total(total, page)
    buttons = [to(short(f"{one.label} {one.name}", 60), ask.route.but(vacancy=one.id)) for one in found]
    every = to(plain(turn.t("report-button-every-vacancy")), ask.route.but(vacancy=None))
    return Screen(
        turn.t("report-ask-vacancy"),
        (*rows(buttons), *turner(here, routes.ReportVacancy(ask.report, ask.period, ask.owner, ask.vacancy)), (every,), (back(turn),)),
    )


# Files


@router.action(routes.ReportFile)
def send(
    turn: Turn, report: str, kind: str, period: str = "last-30", owner: StaffId | None = None, vacancy: VacancyId | None = None
) -> Screen:
    """The report as a file; the screen it was asked on stays."""
    ask = Asked(report, period, owner, vacancy)
    file = FILES[kind](turn, ask, answered(turn, ask)) if kind in FILES else None
    if file is None:
        raise Invalid("report-unknown")
    again = (as_files(turn, ask), (to(plain(turn.t("report-button-back")), ask.route),))
    text = turn.t("report-sent", name=turn.t(f"report-{report}"), period=spoken(turn, span(turn, ask)))
    return Screen(text, again, files=(file,), keep=True)


def title(turn: Turn, ask: Asked) -> str:
    return plain(Markup("{}: {}").format(turn.t(f"report-{ask.report}"), spoken(turn, span(turn, ask))))


def first_column(turn: Turn, table: Table) -> list[str]:
    return [names.cell(turn, table.columns[0], row[0]) for row in table.rows]


def workbook(turn: Turn, ask: Asked, table: Table) -> Attached:
    content = made.workbook(title(turn, ask), names.heads(turn, table), table, first_column(turn, table))
    return attached(turn, ask, content, "xlsx", SHEET)


def separated(turn: Turn, ask: Asked, table: Table) -> Attached:
    return attached(turn, ask, made.separated(names.heads(turn, table), table, first_column(turn, table)), "csv", "text/csv")


def picture(turn: Turn, ask: Asked, table: Table) -> Attached:
    place = table.column(table.bars)
    figures = [(float(row[place] or 0), names.cell(turn, table.columns[place], row[place])) for row in table.rows]
    shown = [(first, *figure) for first, figure in zip(first_column(turn, table), figures, strict=True)]
    below = " · ".join([spoken(turn, span(turn, ask)), *map(plain, narrowed(turn, ask))])
    content = made.picture(plain(turn.t(f"report-{ask.report}")), below, shown)
    return attached(turn, ask, content, "png", "image/png")


def attached(turn: Turn, ask: Asked, content: bytes, ending: str, kind: str) -> Attached:
    found = span(turn, ask)
    name = f"{plain(turn.t(f'report-{ask.report}'))} {found.first:%d.%m.%Y}-{found.last:%d.%m.%Y}.{ending}"
    return Attached(files(turn).keep(content), name, kind)


FILES = {"picture": picture, "xlsx": workbook, "csv": separated}
