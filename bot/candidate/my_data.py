"""«Мои данные»: what is held about a candidate as a file, the consent withdrawn, everything destroyed; by a button, a command or in words.

What was demanded in words is asked about once more: a press is what counts.
"""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.candidate import held, routes
from bot.candidate.person import consented, files, home, me
from bot.conversation.router import Router, to
from bot.conversation.screens import Attached, Button, Screen, Turn
from bot.wording import formats as words
from core.interviews import reads as interviews
from core.kernel.problems import Conflict
from core.pipeline import reads as pipeline
from core.requests import acts, reads
from core.requests.rules import Demand, Terms, demanded

router = Router("candidate")
DAYS = 30
"""By the law, where the house has set nothing."""


def button(turn: Turn) -> Button:
    return to(turn.t("mydata-button"), routes.MyData())


@router.command("mydata")
def command_mydata(turn: Turn, _rest: str) -> Screen | None:
    return export(turn) if turn.conversation.candidate_id is not None else my_data(turn)


@router.command("delete")
def command_delete(turn: Turn, _rest: str) -> Screen | None:
    return surely_erase(turn)


@router.screen(routes.MyData)
def my_data(turn: Turn) -> Screen:
    """What can be done, and what was demanded already."""
    number = turn.conversation.candidate_id
    if number is None:
        return Screen(turn.t("mydata-guest", hours=turn.extra.get("guest_hours", "24")), ((home(turn),),))
    due = reads.deadline(turn.session, number)
    parts = [turn.t("mydata-ask")]
    if due is not None:
        parts.append(turn.t("mydata-due", day=day(turn, due)))
    out = (to(turn.t("mydata-withdraw-button"), routes.DataSurelyWithdraw()),) if consented(turn) is not None else ()
    doors = [(to(turn.t("mydata-file-button"), routes.DataExport(), "primary"),), *([out] if out else [])]
    return Screen(Markup("\n\n").join(parts), (*doors, (to(turn.t("mydata-erase-button"), routes.DataSurelyErase()),), (home(turn),)))


def day(turn: Turn, at: datetime) -> str:
    """A day that is read weeks later."""
    return words.full_date(turn, at.astimezone(turn.zone).date())


@router.action(routes.DataExport)
def export(turn: Turn) -> Screen:
    """Two files: one to read, one for machines. Who else got to see them stands in the first."""
    number = me(turn)
    acts.note_access(turn.session, number, channel=turn.conversation.channel, now=turn.now)
    told = held.gather(turn, number)
    name = f"{turn.t('mydata-file-name')}-{turn.now:%Y-%m-%d}"
    kept = files(turn)
    page = Attached(kept.keep(held.page(turn, told).encode()), f"{name}.html", "text/html")
    data = Attached(kept.keep(held.packed(told)), f"{name}.json", "application/json")
    return Screen(turn.t("mydata-sent"), ((button(turn),), (home(turn),)), files=(page, data), keep=True)


# Withdrawal and destruction


@router.demand(lambda text: demanded(text) is Demand.WITHDRAW)
def said_withdraw(turn: Turn) -> Screen:
    return surely_withdraw(turn)


@router.demand(lambda text: demanded(text) is Demand.ERASE)
def said_erase(turn: Turn) -> Screen:
    return surely_erase(turn)


@router.demand(lambda text: demanded(text) is Demand.ACCESS)
def said_access(turn: Turn) -> Screen:
    return my_data(turn)


@router.screen(routes.DataSurelyWithdraw)
def surely_withdraw(turn: Turn) -> Screen:
    if consented(turn) is None:
        return my_data(turn)
    return asked(turn, "mydata-withdraw-sure", to(turn.t("mydata-withdraw-yes"), routes.DataWithdraw(), "danger"))


@router.screen(routes.DataSurelyErase)
def surely_erase(turn: Turn) -> Screen:
    if turn.conversation.candidate_id is None:
        return my_data(turn)
    return asked(turn, "mydata-erase-sure", to(turn.t("mydata-erase-yes"), routes.DataErase(), "danger"))


def asked(turn: Turn, key: str, yes: Button) -> Screen:
    """What it ends, named one by one, and until when the data are gone."""
    due = day(turn, turn.now + terms(turn).erase)
    what = turn.t("mydata-withdraw-sure", day=due) if key == "mydata-withdraw-sure" else turn.t("mydata-erase-sure", day=due)
    lines = [line(turn, card) for card in pipeline.of_chat(turn.session, me(turn)) if card.is_active]
    ends = [turn.t("mydata-ends"), *lines] if lines else []
    no = Button(turn.t("mydata-no"), "home")
    return Screen(Markup("\n").join([what, *([Markup(), *ends] if ends else [])]), ((yes,), (no,)))


def line(turn: Turn, card: pipeline.ApplicationCard) -> Markup:
    meeting = interviews.active(turn.session, card.id)
    if meeting is None or meeting.start_at <= turn.now:
        return turn.t("mydata-ends-application", vacancy=card.vacancy)
    return turn.t("mydata-ends-meeting", vacancy=card.vacancy, at=words.when(turn, meeting.start_at))


@router.action(routes.DataWithdraw)
def withdraw(turn: Turn) -> Screen:
    if consented(turn) is None:
        raise Conflict("step-over")
    return ended(turn, Demand.WITHDRAW, "mydata-withdrawn")


@router.action(routes.DataErase)
def erase(turn: Turn) -> Screen:
    return ended(turn, Demand.ERASE, "mydata-erased")


def ended(turn: Turn, kind: Demand, key: str) -> Screen:
    turn.conversation.form = None
    request, over = acts.withdraw(turn.session, me(turn), kind, terms(turn), channel=turn.conversation.channel, now=turn.now)
    about = {"day": day(turn, request.due_at), "number": request.id}
    said = turn.t("mydata-withdrawn", **about) if key == "mydata-withdrawn" else turn.t("mydata-erased", **about)
    off = [turn.t("mydata-meeting-off", vacancy=one.vacancy, at=words.when(turn, one.meeting)) for one in over if one.meeting]
    return Screen(Markup("\n\n").join([said, *off]), ((button(turn),), (home(turn),)), keep=True)


def terms(turn: Turn) -> Terms:
    return Terms(erase=timedelta(days=int(turn.extra.get("erase_days", DAYS))))
