"""«Больше не интересно»: one press, one reason, and thanks; the recruiter knows at once and the time is free again."""

from bot.candidate.person import back, home
from bot.conversation import Button, Screen, Turn, rows
from bot.router import Router, to
from core.pipeline import acts as pipeline
from core.pipeline import reads
from core.staff import reads as staff
from core.staff.dictionaries import WITHDRAW_REASON
from core.staff.reads import Entry

router = Router(__name__, "candidate")
SHIPPED = {code: {russian, english} for code, russian, english in WITHDRAW_REASON}


def button(turn: Turn, application: int) -> Button:
    return to(turn.t("withdraw-button"), reasons, application=application)


@router.screen()
def reasons(turn: Turn, application: int) -> Screen:
    card = reads.card(turn.session, application)
    if not card.is_active:
        return Screen(turn.t("withdraw-over", vacancy=card.vacancy), ((home(turn),),))
    found = staff.entries(turn.session, "withdraw_reason", turn.locale)
    buttons = [to(label(turn, entry), withdraw, application=application, reason=entry.code) for entry in found]
    return Screen(turn.t("withdraw-ask", vacancy=card.vacancy), (*rows(buttons, 2), (back(turn),)))


def label(turn: Turn, entry: Entry) -> str:
    """The reason in the candidate's own words; an entry the company has reworded stays as it wrote it."""
    key = f"withdraw-reason-{entry.code.replace('_', '-')}"
    ours = entry.name in SHIPPED.get(entry.code, ()) and key in turn.texts.keys(turn.locale)
    return turn.t(key) if ours else entry.name


@router.action()
def withdraw(turn: Turn, application: int, reason: str) -> Screen:
    pipeline.withdraw(turn.session, application, reason, by=turn.actor, now=turn.now)
    card = reads.card(turn.session, application)
    return Screen(turn.t("withdraw-thanks", vacancy=card.vacancy), ((home(turn),),), keep=True)
