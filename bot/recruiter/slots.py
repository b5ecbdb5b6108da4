"""/slots: when one receives people. Weekly rules, days that differ, and what candidates can choose from now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.conversation.forms import Option, Question, start, start_knowing
from bot.conversation.router import Router, to
from bot.conversation.screens import Screen, Turn, rows
from bot.recruiter import routes
from bot.recruiter.facts import back, home, me
from bot.recruiter.hours import days_in_words, end_in_words, span_in_words
from bot.wording import formats as words
from core.interviews import acts, reads
from core.interviews.reads import RuleLine
from core.interviews.rules import RuleDraft
from core.kernel.ids import RuleId
from core.kernel.problems import Invalid, NotFound
from core.kernel.time.amounts import parse_count, parse_minutes
from core.kernel.time.days import parse_days, parse_weekdays
from core.kernel.time.hours import parse_hours
from core.staff.permissions import Right

router = Router("staff")
FREE = 5
"""Next free times shown."""
WEEKDAYS = ((0, 1, 2, 3, 4), (0, 2, 4), (1, 3), (0, 1, 2, 3, 4, 5, 6))
HOURS = ("10:00-18:00", "9:00-18:00", "10:00-13:00", "14:00-18:00")
DURATIONS = (15, 30, 45, 60)
CAPACITIES = (1, 2, 5, 10)
BUFFERS = (0, 5, 10, 15)
LONGEST_PLACE = 300
DAY = timedelta(days=1)
Span = tuple[date, date, tuple[tuple[time, time], ...]]
"""The first and the last day, and the hours of each; none where nobody is received."""
CLOSED = frozenset(
    {"выходной", "не", "работаю", "работаем", "принимаю", "закрыто", "отпуск", "занят", "занята", "больничный", "нет", "меня", "буду"}
    | {"off", "closed", "day", "not", "working", "holiday", "busy", "vacation"}
)
"""Words that say of a day that nobody is received."""


@router.command("slots", Right.SLOTS_KEEP)
def command_slots(turn: Turn, _rest: str) -> Screen | None:
    return slots(turn)


@router.screen(routes.Slots)
def slots(turn: Turn) -> Screen:
    owner = me(turn)
    kept = reads.rules_of(turn.session, owner)
    buttons = [to(f"📅 {in_words(turn, rule)} ({zone_in_words(turn, rule.zone)})", routes.RuleCard(rule.id)) for rule in kept]
    parts = [turn.t("desk-slots"), *([] if kept else [turn.t("desk-slots-none")]), *special_lines(turn), *([free(turn)] if kept else [])]
    add = to(turn.t("desk-slots-add"), routes.RuleAdd(), "" if kept else "primary")
    special = [to(turn.t("desk-slots-special"), routes.SpecialDays())] if kept else []
    return Screen(Markup("\n\n").join(parts), (*rows(buttons), *rows([add, *special], 2), (home(turn),)))


def in_words(turn: Turn, rule: RuleLine) -> str:
    return f"{days_in_words(rule.weekdays, turn.locale)}, {span_in_words(rule.opens, rule.closes)}"


def zone_in_words(turn: Turn, zone: str) -> str:
    """«МСК+2»: a rule keeps the zone it was made in, wherever its host lives now."""
    return words.offset_name(turn.now, ZoneInfo(zone), turn.locale)


def free(turn: Turn) -> Markup:
    """The next times that candidates are offered."""
    notice = timedelta(minutes=int(turn.extra["notice"]))
    found = reads.next_free(turn.session, me(turn), now=turn.now, notice=notice, n=FREE)
    lines = [Markup("• {}").format(words.when(turn, slot.start_at)) for slot in found]
    return Markup("\n").join([turn.t("desk-slots-free"), *lines]) if lines else turn.t("desk-slots-no-free")


@router.screen(routes.RuleCard)
def rule_card(turn: Turn, rule: RuleId) -> Screen:
    line = rule_line(turn, rule)
    told = turn.t(
        "desk-rule",
        when=in_words(turn, line),
        zone=zone_in_words(turn, line.zone),
        duration=line.duration,
        capacity=line.capacity,
        buffer=max(line.before, line.after),
        place=place_of(line) or turn.t("answer-none"),
    )
    doors = [to(turn.t("desk-rule-change"), routes.RuleChange(rule)), to(turn.t("desk-rule-end"), routes.RuleEndSure(rule), "danger")]
    if place_of(line):
        return Screen(told, (*rows(doors, 2), (back(turn), home(turn))))
    add = to(turn.t("desk-rule-add-place"), routes.RulePlace(rule), "primary")
    text = Markup("\n\n").join([told, turn.t("desk-rule-no-place")])
    return Screen(text, ((add,), *rows(doors, 2), (back(turn), home(turn))))


def rule_line(turn: Turn, rule: int) -> RuleLine:
    kept = reads.rules_of(turn.session, reads.rule_owner(turn.session, rule))
    line = next((line for line in kept if line.id == rule), None)
    if line is None:
        raise NotFound("rule-not-found")
    return line


def place_of(line: RuleLine) -> str:
    return line.place or line.link


@router.screen(routes.RuleEndSure)
def ending(turn: Turn, rule: RuleId) -> Screen:
    sure = to(turn.t("desk-rule-end-sure"), routes.RuleEnd(rule), "danger")
    return Screen(turn.t("desk-rule-ending"), ((sure,), (back(turn),)))


@router.action(routes.RuleEnd)
def end_rule(turn: Turn, rule: RuleId) -> Screen:
    acts.end_rule(turn.session, rule, now=turn.now)
    turn.toast("desk-rule-ended")
    return slots(turn)


# A new rule, or another in place of one


@router.action(routes.RuleAdd)
def add_rule(turn: Turn) -> Screen | None:
    start(turn, NewRule.name)
    return None


@router.action(routes.RuleChange)
def change(turn: Turn, rule: RuleId) -> Screen | None:
    """The same questions with the answers as they stand: any of them can be corrected."""
    line = rule_line(turn, rule)
    start_knowing(turn, NewRule.name, {**known(line), "place": place_of(line) or None}, rule=rule, zone=line.zone)
    return None


@router.action(routes.RulePlace)
def add_place(turn: Turn, rule: RuleId) -> Screen | None:
    """The same, with the question that was skipped."""
    line = rule_line(turn, rule)
    start_knowing(turn, NewRule.name, known(line), rule=rule, zone=line.zone)
    return None


def known(line: RuleLine) -> dict[str, Any]:
    """What the form knows of a rule, but for its place."""
    hours = [f"{edge:%H:%M}" for edge in (line.opens, line.closes)]
    lengths = {"duration": line.duration, "capacity": line.capacity, "buffer": max(line.before, line.after)}
    return {"weekdays": sorted(line.weekdays), "hours": hours, **lengths}


@router.form()
class NewRule:
    """`args`: of a rule that is to be replaced its number and the zone it is kept in."""

    name = "slot-rule"
    right: Right | None = Right.SLOTS_KEEP
    review = "desk-keep-rule"

    def questions(self, turn: Turn, args: dict[str, Any], _answers: dict[str, Any]) -> Sequence[Question]:
        lengths = [minutes(turn, "duration", DURATIONS), capacity(turn), minutes(turn, "buffer", BUFFERS)]
        return [weekdays(turn), hours(turn, args.get("zone") or turn.conversation.zone), *lengths, place(turn)]

    def done(self, turn: Turn, args: dict[str, Any], answers: dict[str, Any]) -> Screen:
        """A rule for each span of hours. Without a place nobody knows where to come: that is said at once."""
        owner, old = me(turn), args.get("rule")
        if old is not None:
            owner = reads.rule_owner(turn.session, old)
            acts.end_rule(turn.session, old, now=turn.now)
        draft = self.draft(answers, args.get("zone") or turn.conversation.zone)
        for opens, closes in spans_of(answers["hours"]):
            one = replace(draft, opens=opens, closes=closes)
            rule = acts.keep_rule(turn.session, owner, one, now=turn.now, horizon=horizon(turn))
        turn.toast("desk-rule-kept" if old is None else "desk-rule-changed")
        return slots(turn) if draft.place or draft.link else rule_card(turn, rule=RuleId(rule))

    @staticmethod
    def draft(answers: dict[str, Any], zone: str) -> RuleDraft:
        opens, closes = spans_of(answers["hours"])[0]
        where = answers.get("place") or ""
        is_link = where.startswith(("http://", "https://"))
        return RuleDraft(
            weekdays=frozenset(answers["weekdays"]),
            opens=opens,
            closes=closes,
            zone=zone,
            duration=answers["duration"],
            capacity=answers["capacity"],
            after=answers["buffer"],
            place="" if is_link else where,
            link=where if is_link else "",
        )


def horizon(turn: Turn) -> int:
    return int(turn.extra["horizon"])


def weekdays(turn: Turn) -> Question:
    def say(days: Sequence[int]) -> str:
        return days_in_words(days, turn.locale)

    options = tuple(Option(list(days), say(days)) for days in WEEKDAYS)
    label = str(turn.t("desk-field-weekdays"))
    return Question("weekdays", turn.t("desk-ask-weekdays"), "choice", options, columns=2, label=label, parse=days_of, say=say)


def days_of(typed: str) -> list[int]:
    return sorted(parse_weekdays(typed))


def hours(turn: Turn, zone: str) -> Question:
    options = tuple(Option(hours_of(span), hours_said(hours_of(span))) for span in HOURS)
    text = turn.t("desk-ask-hours", zone=zone_in_words(turn, zone))
    label = str(turn.t("desk-field-hours"))
    return Question("hours", text, "choice", options, columns=2, label=label, parse=hours_of, say=hours_said)


def hours_of(typed: str) -> list[str]:
    """Openings and closings in turn, as the form keeps them."""
    return [f"{edge:%H:%M}" for span in parse_hours(typed) for edge in span]


def spans_of(kept: Sequence[str]) -> list[tuple[time, time]]:
    edges = [time.fromisoformat(edge) for edge in kept]
    return list(zip(edges[::2], edges[1::2], strict=True))


def hours_said(kept: Sequence[str]) -> str:
    """«10:00 – 13:00, 18:00 – 24:00»."""
    return ", ".join(f"{opens:%H:%M} – {end_in_words(closes)}" for opens, closes in spans_of(kept))


def minutes(turn: Turn, name: str, offered: tuple[int, ...]) -> Question:
    options = tuple(Option(length, str(turn.t("desk-minutes", count=length))) for length in offered)
    label = str(turn.t(f"desk-field-{name}"))
    return Question(
        name,
        turn.t(f"desk-ask-{name}"),
        "choice",
        options,
        columns=4,
        label=label,
        parse=parse_minutes,
        say=lambda value: str(turn.t("desk-minutes", count=value)),
    )


def capacity(turn: Turn) -> Question:
    options = tuple(Option(count, str(count)) for count in CAPACITIES)
    label = str(turn.t("desk-field-capacity"))
    return Question("capacity", turn.t("desk-ask-capacity"), "choice", options, columns=4, label=label, parse=parse_count)


def place(turn: Turn) -> Question:
    return Question("place", turn.t("desk-ask-place"), optional=True, label=str(turn.t("desk-field-place")), parse=checked_place)


def checked_place(typed: str) -> str:
    if len(typed) > LONGEST_PLACE:
        raise Invalid("form-too-long", most=LONGEST_PLACE)
    return " ".join(typed.split())


# Days that differ


def special_lines(turn: Turn) -> list[Markup]:
    """The days with hours of their own, in one part of the text."""
    lines = [Markup("• {}: {}").format(in_days(turn, first, last), open_hours(turn, first, spans)) for first, last, spans in specials(turn)]
    return [Markup("\n").join([turn.t("desk-special-days"), *lines])] if lines else []


def specials(turn: Turn) -> list[Span]:
    """Days in a row that are alike are one span: a fortnight's leave is one line."""
    spans: list[Span] = []
    for day, open_at in reads.exceptions_of(turn.session, me(turn), today=turn.now.astimezone(turn.zone).date()):
        first, last, alike = spans[-1] if spans else (day, day, None)
        if alike == open_at and last == day - DAY:
            spans[-1] = (first, day, open_at)
        else:
            spans.append((day, day, open_at))
    return spans


def in_days(turn: Turn, first: date, last: date) -> str:
    """«пт, 25 дек.», «пн, 1 дек. – вс, 14 дек.»."""
    ends = (first,) if first == last else (first, last)
    return " – ".join(words.day_words(day, turn.locale) for day in ends)


def open_hours(turn: Turn, day: date, spans: tuple[tuple[time, time], ...]) -> str:
    """«12:00–16:00 (МСК)», by the clock on which they are kept; «выходной»."""
    if not spans:
        return str(turn.t("desk-day-off"))
    zone = reads.zone_of_day(turn.session, me(turn), day) or turn.conversation.zone
    return f"{', '.join(span_in_words(*span) for span in spans)} ({zone_in_words(turn, zone)})"


def special_zones(turn: Turn) -> str:
    """On which clock typed hours will run: that of the rules, more than one only where these differ."""
    found = dict.fromkeys(zone_in_words(turn, rule.zone) for rule in reads.rules_of(turn.session, me(turn)))
    return ", ".join(found) or words.zone_name(turn)


@router.screen(routes.SpecialDays)
def special_days(turn: Turn) -> Screen:
    """Typed: «завтра выходной», «1–14 декабря», «пт 12-16»."""
    tomorrow = turn.now.astimezone(turn.zone).date() + DAY
    found = specials(turn)
    undo = [to(f"✖️ {in_days(turn, *ends)}", routes.DayUsual(day=ends[0].isoformat(), last=ends[1].isoformat())) for *ends, _ in found]
    is_special = any(first <= tomorrow <= last for first, last, _ in found)
    off = [] if is_special else [to(turn.t("desk-tomorrow-off"), routes.DayOff(day=tomorrow.isoformat()))]
    text = Markup("\n\n").join([turn.t("desk-special", zone=special_zones(turn)), *special_lines(turn)])
    return Screen(text, (*rows(off), *rows(undo, 2), (back(turn), home(turn))), typed=routes.SpecialDay())


@router.action(routes.SpecialDay)
def special_day(turn: Turn, text: str) -> Screen:
    days, spans = read_special(turn, text)
    for day in days:
        acts.set_exception(turn.session, me(turn), day, spans, now=turn.now)
    turn.toast("desk-day-set", day=in_days(turn, days[0], days[-1]), hours=open_hours(turn, days[0], spans), count=len(days))
    return special_days(turn)


def read_special(turn: Turn, typed: str) -> tuple[tuple[date, ...], tuple[tuple[time, time], ...]]:
    """Days alone, or with words that they are free, are closed; hours behind them are their own."""
    said = [word for word in typed.casefold().replace(",", " ").split() if word.strip(".:-–—!") not in CLOSED]
    doubt: Invalid | None = None
    for place in range(1, len(said)):
        days = days_or_none(turn, " ".join(said[:place]))
        try:
            if days:
                return days, parse_hours(" ".join(said[place:]))
        except Invalid as problem:
            doubt = doubt if problem.key == "hours-not-understood" else problem
    if doubt:
        raise doubt
    return parse_days(" ".join(said), turn.now, turn.zone), ()


def days_or_none(turn: Turn, typed: str) -> tuple[date, ...]:
    try:
        return parse_days(typed, turn.now, turn.zone)
    except Invalid:
        return ()


@router.action(routes.DayOff)
def day_off(turn: Turn, day: str) -> Screen:
    acts.set_exception(turn.session, me(turn), date.fromisoformat(day), (), now=turn.now)
    return special_days(turn)


@router.action(routes.DayUsual)
def usual_day(turn: Turn, day: str, last: str = "") -> Screen:
    """One day, or all up to `last`, are like any other again."""
    one, end = date.fromisoformat(day), date.fromisoformat(last or day)
    while one <= end:
        acts.clear_exception(turn.session, me(turn), one, now=turn.now, horizon=horizon(turn))
        one += DAY
    return special_days(turn)
