"""What the codes in a report are called, and how its figures are written."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.conversation.markup import plain
from bot.conversation.screens import Turn
from bot.wording import statuses as wording
from core.pipeline.statuses.reads import statuses
from core.reports.table import Column, Table
from core.staff import reads as staff
from core.vacancies import reads as vacancies

EMPTY = ("", None)


def cell(turn: Turn, column: Column, value: Any) -> str:
    """As it stands in the chat: a name, a count, «12 %», «3,5 дн.»."""
    if column.kind == "text":
        return name(turn, column.names, value)
    if column.kind == "count":
        return str(int(value or 0))
    key = "report-percent" if column.kind == "percent" else "report-days"
    return plain(turn.t(key, number=rounded(turn, float(value or 0))))


def rounded(turn: Turn, value: float) -> str:
    """One place behind the comma where there is something in it; small ones are not rounded to nothing."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if turn.locale == "ru" else text


def name(turn: Turn, names: str, value: Any) -> str:
    if value in EMPTY:
        return plain(turn.t("report-without"))
    return NAMES[names](turn, value) if names in NAMES else staff.entry_name(turn.session, names, value, turn.locale)


def stage(turn: Turn, code: str) -> str:
    """A kind of event: the admin's name, else ours, else that of its first state."""
    book, key = statuses(turn.session), f"report-stage-{wording.slug(code)}"
    label = book.type(code).label
    if label.of(turn.locale) or wording.known(turn, key):
        return plain(wording.named(turn, label, key, code))
    states = book.of_type(code)
    return status(turn, states[0].code) if states else code


def status(turn: Turn, code: str) -> str:
    return plain(wording.status(turn, code))


def colleague(turn: Turn, number: int) -> str:
    return staff.names_of(turn.session, {number}).get(number, "—")


def vacancy(turn: Turn, number: int) -> str:
    card = vacancies.card(turn.session, number)
    return f"{card.label} {card.name}"


NAMES: dict[str, Callable[[Turn, Any], str]] = {"stage": stage, "status": status, "staff": colleague, "vacancy": vacancy}


def heads(turn: Turn, table: Table) -> list[str]:
    return [plain(turn.t(f"report-column-{column.key}")) for column in table.columns]


def lines(turn: Turn, table: Table) -> list[Markup]:
    """Each row as one line: its name, its first figure, the rest in brackets with what they are."""
    return [line(turn, table, row) for row in table.rows]


def line(turn: Turn, table: Table, row: tuple[Any, ...]) -> Markup:
    first, figure, *rest = zip(table.columns, row, strict=True)
    told = [f"{plain(turn.t(f'report-short-{column.key}'))} {cell(turn, column, value)}" for column, value in rest]
    tail = Markup(" ({})").format(", ".join(told)) if told else Markup("")
    return Markup("{} — <b>{}</b>{}").format(cell(turn, *first), cell(turn, *figure), tail)
