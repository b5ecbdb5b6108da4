"""/today: whom one meets, whom one calls, what one decides."""

from datetime import datetime

from markupsafe import Markup

from bot.conversation.router import Router, to
from bot.conversation.screens import Button, Screen, Turn, rows
from bot.recruiter import facts, routes
from bot.recruiter.facts import back, home
from bot.recruiter.reach import hosts, switch, whose
from bot.wording import formats as words
from bot.wording import statuses as names
from bot.wording.paging import SIZE, of_total, turner
from core.kernel.time.zones import day_bounds
from core.pipeline import reads
from core.pipeline.reads import ApplicationCard, CallbackCard, TodayLine
from core.staff.permissions import Right, scope

router = Router("staff")
MANY = 200
"""Promised calls that are read to count those of today."""
LINES = 12
"""Meetings and calls that one screen tells in words."""


@router.command("today", Right.TODAY_VIEW)
def command_today(turn: Turn, _rest: str) -> Screen | None:
    return today(turn)


@router.screen(routes.Today)
def today(turn: Turn, mine: bool = False) -> Screen:  # noqa: FBT001, FBT002 - a button's argument
    """The day on one screen: meetings by the clock, then calls, then what waits for a decision. A lead sees the whole team's."""
    people, calls, decide = meetings(turn, mine=mine), callbacks(turn, mine=mine), undecided(turn, mine=mine)
    facts.seen(turn, *(line.candidate_id for line in people), *(call.candidate_id for call in calls))
    others = hosts(turn, [*(line.owner_id for line in people[:LINES]), *(call.owner_id for call in calls[:LINES])])
    parts = [
        turn.t("desk-today", day=facts.opening(words.day(turn, turn.now)), zone=words.zone_name(turn)),
        listed(turn, "meetings", [meeting_line(turn, line) + others[line.owner_id] for line in people[:LINES]], len(people)),
        listed(turn, "callbacks", [call_line(turn, call) + others[call.owner_id] for call in calls[:LINES]], len(calls)),
        turn.t("desk-today-decisions" if decide else "desk-today-no-decisions", count=decide),
    ]
    cards = [to(meeting_label(turn, line), routes.ApplicationCard(line.application_id)) for line in people[:LINES]]
    other = switch(turn, Right.TODAY_VIEW, routes.Today(), mine=mine)
    return Screen(Markup("\n\n").join(parts), (*rows(cards), *rows(doors(turn, len(calls), decide, mine), 2), *other, (home(turn),)))


def bounds(turn: Turn) -> tuple[datetime, datetime]:
    """Today in the colleague's zone, [start, end)."""
    return day_bounds(turn.now.astimezone(turn.zone).date(), turn.zone)


def meetings(turn: Turn, *, mine: bool = False) -> tuple[TodayLine, ...]:
    start, end = bounds(turn)
    return reads.today(turn.session, owner=whose(turn, Right.TODAY_VIEW, mine=mine), start=start, end=end)


def callbacks_due(turn: Turn) -> int:
    """How many those are."""
    owner = whose(turn, Right.CALLBACKS_VIEW)
    return reads.count_callbacks(turn.session, owner=owner, before=bounds(turn)[1], most=MANY)


def meetings_today(turn: Turn) -> int:
    start, end = bounds(turn)
    return reads.count_today(turn.session, owner=whose(turn, Right.TODAY_VIEW), start=start, end=end)


def callbacks(turn: Turn, *, mine: bool = False) -> list[CallbackCard]:
    """Promised for today, and whatever was missed before."""
    if scope(turn.roles, Right.CALLBACKS_VIEW) is None:
        return []
    found, _ = reads.callbacks(turn.session, owner=whose(turn, Right.CALLBACKS_VIEW, mine=mine), limit=MANY, offset=0)
    end = bounds(turn)[1]
    return [call for call in found if call.due_at < end]


def undecided(turn: Turn, *, mine: bool = False) -> int:
    """How many wait for a decision."""
    return reads.count_due(turn.session, owner=whose(turn, Right.TODAY_VIEW, mine=mine), now=turn.now)


def listed(turn: Turn, name: str, lines: list[Markup], count: int) -> Markup:
    """The first lines of `count`."""
    if not lines:
        return turn.t(f"desk-today-no-{name}")
    rest = [turn.t("desk-today-more", count=count - len(lines))] if count > len(lines) else []
    return Markup("\n").join([turn.t(f"desk-today-{name}", count=count), *lines, *rest])


def meeting_line(turn: Turn, line: TodayLine) -> Markup:
    awaited = line.state in {"booked", "confirmed"} and line.start_at <= turn.now
    return turn.t(
        f"desk-today-{'awaited' if awaited else line.state.replace('_', '-')}",
        time=words.hour(turn, line.start_at),
        name=line.candidate,
        vacancy=line.vacancy,
        kind=names.kind(turn, line.kind),
    )


def call_line(turn: Turn, call: CallbackCard) -> Markup:
    late = call.due_at < turn.now
    at = words.hour(turn, call.due_at) if call.due_at >= bounds(turn)[0] else words.day(turn, call.due_at)
    return turn.t("desk-today-call-late" if late else "desk-today-call", time=at, name=call.candidate, vacancy=call.vacancy)


def meeting_label(turn: Turn, line: TodayLine) -> str:
    return f"{words.hour(turn, line.start_at)} {line.candidate}"


def doors(turn: Turn, calls: int, decide: int, mine: bool) -> list[Button]:  # noqa: FBT001 - a button's argument
    found = [to(turn.t("desk-today-callbacks-button", count=calls), routes.Callbacks(mine=mine))] if calls else []
    return [*found, to(turn.t("desk-today-decisions-button", count=decide), routes.Decisions(mine=mine))] if decide else found


@router.screen(routes.Decisions)
def decisions(turn: Turn, page: int = 0, mine: bool = False) -> Screen:  # noqa: FBT001, FBT002 - a button's argument
    """«Принять решение»: what has stood in its status for too long comes first."""
    offset = max(page, 0) * SIZE
    owner = whose(turn, Right.TODAY_VIEW, mine=mine)
    cards, total = reads.due(turn.session, owner=owner, now=turn.now, limit=SIZE, offset=offset)
    here = of_total(total, page)
    facts.seen(turn, *(card.candidate_id for card in cards))
    others = hosts(turn, (card.owner_id for card in cards))
    lines = [decision_line(turn, card, others[card.owner_id]) for card in cards] or [turn.t("desk-decisions-none")]
    buttons = [to(facts.short(f"{card.candidate} · {card.vacancy}", 60), routes.ApplicationCard(card.id)) for card in cards]
    text = Markup("\n\n").join([turn.t("desk-decisions", count=total), *lines])
    other = switch(turn, Right.TODAY_VIEW, routes.Decisions(), mine=mine)
    return Screen(text, (*rows(buttons), *turner(here, routes.Decisions(mine=mine)), *other, (back(turn), home(turn))))


def decision_line(turn: Turn, card: ApplicationCard, owner: Markup) -> Markup:
    late = "⏰ " if card.due_at is not None and card.due_at < turn.now else ""
    head = Markup("{}<b>{}</b>, {}{}").format(late, card.candidate, card.vacancy, owner)
    return Markup("{}\n{}").format(head, facts.status_line(turn, card))
