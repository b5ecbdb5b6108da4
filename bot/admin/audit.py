"""/audit: who did what in the system, newest first."""

from collections.abc import Callable

from markupsafe import Markup

from bot.admin import routes
from bot.admin.dictionaries import title
from bot.admin.invites import role_names
from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Row, Screen, Turn
from bot.wording import formats as words
from core.kernel.problems import NotFound
from core.staff import reads
from core.staff.dictionaries import DEFAULTS
from core.staff.permissions import Right
from core.staff.reads import AuditLine
from core.vacancies import reads as vacancies

router = Router("staff")
NUMBER = "number"
"""A vacancy's, which its name tells already."""
COLLEAGUES = frozenset({"recruiter", "manager", "to"})
"""Fields that hold a colleague's id."""


@router.command("audit", Right.AUDIT_VIEW)
def command_audit(turn: Turn, _rest: str) -> Screen | None:
    return audit(turn)


@router.screen(routes.Audit)
def audit(turn: Turn, page: int = 0) -> Screen:
    found = reads.audit_page(turn.session, page)
    lines = [line(turn, entry) for entry in found.lines] or [turn.t("admin-audit-empty")]
    newer = (to(turn.t("admin-audit-newer"), routes.Audit(page=page - 1)),) if page else ()
    older = (to(turn.t("admin-audit-older"), routes.Audit(page=page + 1)),) if found.more else ()
    turns: tuple[Row, ...] = ((*newer, *older),) if newer or older else ()
    text = Markup("\n").join([turn.t("admin-audit", zone=words.zone_name(turn)), Markup(), *lines])
    return Screen(text, (*turns, (Button(turn.t("button-home"), "home"),)))


def line(turn: Turn, entry: AuditLine) -> Markup:
    at = f"{words.day(turn, entry.at)}, {words.hour(turn, entry.at)}"
    who = entry.who or turn.t("admin-audit-system")
    about = " · ".join([subject(turn, entry.subject), *details(turn, entry)])
    return turn.t("admin-audit-line", at=at, who=who, action=action_name(turn, entry.action), about=about)


def action_name(turn: Turn, action: str) -> str:
    """The action in words; its code where nobody gave it any."""
    key = f"audit-{action.replace('.', '-').replace('_', '-')}"
    return turn.t(key) if key in turn.texts.keys(turn.locale) else action


# What it was about


def subject(turn: Turn, told: str) -> str:
    """«VAC-0007 Кладовщик», a colleague's name, «Причины отказа: Иное»; as it was written where it is no more, or nobody knows the kind."""
    kind, _, code = told.partition(":")
    if kind in DEFAULTS:
        return f"{title(turn, kind)}: {reads.entry_name(turn.session, kind, code, turn.locale)}"
    name = NAMES.get(kind)
    return name(turn, int(code)) or told if name and code.isdecimal() else told


def vacancy_name(turn: Turn, number: int) -> str:
    try:
        card = vacancies.card(turn.session, number)
    except NotFound:
        return ""
    return f"{card.label} {card.name}"


def staff_name(turn: Turn, number: int) -> str:
    try:
        return reads.staff(turn.session, number).name
    except NotFound:
        return ""


def invite_name(turn: Turn, number: int) -> str:
    return str(turn.t("audit-invite", number=number))


NAMES: dict[str, Callable[[Turn, int], str]] = {"vacancy": vacancy_name, "staff": staff_name, "invite": invite_name}


def details(turn: Turn, entry: AuditLine) -> list[str]:
    """«роль: рекрутер», «было: на паузе»; a field that nobody gave words to as it is. In an order of our own: PostgreSQL keeps none."""
    told = sorted((name == "after", name) for name, value in entry.details.items() if value is not None and name != NUMBER)
    return [f"{field_name(turn, name, entry.details[name])}: {worded(turn, name, entry.details[name])}" for _, name in told]


def field_name(turn: Turn, name: str, value: object) -> str:
    key = f"audit-field-{name.replace('_', '-')}"
    count = len(value) if isinstance(value, list) else 1
    return str(turn.t(key, count=count)) if key in turn.texts.keys(turn.locale) else name


def worded(turn: Turn, name: str, value: object) -> str:
    if isinstance(value, list):
        return role_names(turn, value)
    if isinstance(value, int):
        return staff_name(turn, value) or str(value) if name in COLLEAGUES else str(value + 1 if name == "position" else value)
    key = f"audit-state-{value}"
    return str(turn.t(key)) if key in turn.texts.keys(turn.locale) else str(value)
