"""/audit: who did what in the system, newest first."""

from markupsafe import Markup

from bot import words
from bot.conversation import Button, Row, Screen, Turn
from bot.router import Router, to
from core.staff import reads
from core.staff.permissions import Right
from core.staff.reads import AuditLine

router = Router(__name__, "staff")


@router.command("audit", Right.AUDIT_VIEW)
def command_audit(turn: Turn, _rest: str) -> Screen | None:
    return audit(turn)


@router.screen(Right.AUDIT_VIEW)
def audit(turn: Turn, page: int = 0) -> Screen:
    found = reads.audit_page(turn.session, page)
    lines = [line(turn, entry) for entry in found.lines] or [turn.t("admin-audit-empty")]
    newer = (to(turn.t("admin-audit-newer"), audit, page=page - 1),) if page else ()
    older = (to(turn.t("admin-audit-older"), audit, page=page + 1),) if found.more else ()
    turns: tuple[Row, ...] = ((*newer, *older),) if newer or older else ()
    text = Markup("\n").join([turn.t("admin-audit", zone=words.zone_name(turn)), Markup(), *lines])
    return Screen(text, (*turns, (Button(turn.t("button-home"), "home"),)))


def line(turn: Turn, entry: AuditLine) -> Markup:
    at = f"{words.day(turn, entry.at)}, {words.hour(turn, entry.at)}"
    who = entry.who or turn.t("admin-audit-system")
    return turn.t("admin-audit-line", at=at, who=who, action=action_name(turn, entry.action), subject=entry.subject, details=details(entry))


def action_name(turn: Turn, action: str) -> str:
    """The action in words; its code where nobody gave it any."""
    key = f"audit-{action.replace('.', '-').replace('_', '-')}"
    return turn.t(key) if key in turn.texts.keys(turn.locale) else action


def details(entry: AuditLine) -> str:
    return ", ".join(f"{name}: {plain(value)}" for name, value in entry.details.items())


def plain(value: object) -> str:
    return "+".join(str(part) for part in value) if isinstance(value, list) else str(value)
