"""What a line says about time, sorted out: its days, its time of day or range, its length, its part of the day, its zone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from core.kernel.problems import Invalid
from core.kernel.time.clocks import CLOCKS, DIAL, FIGURES, LATER, ROUND, Amount, Clock, clock, figures
from core.kernel.time.dates import BARE_DAY, DATES, OF_MONTH, Days, without_year
from core.kernel.time.grammar import NOTHING, TIME, Rule, Said, rewrite, rule
from core.kernel.time.tokens import Unclear, words_of
from core.kernel.time.words import DAY, Word

DOUBTFUL = range(2, 5)
"""«2 дня» may be two days."""
HOURS_OR_MINUTES = frozenset({15, 20})
"""«13-15» may be a quarter past one, or two hours from one on."""
Edge = Literal["at", "from", "until", "span"]


class Point(NamedTuple):
    """A time of day with how it was said. `bare`: without a preposition, a number alone or with «часов»; `end` of a span."""

    clock: Clock
    edge: Edge = "at"
    bare: Literal["", "number", "hours"] = ""
    end: Clock | None = None


@dataclass(slots=True)
class Facts:
    days: list[Days] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    same_time: bool = False


def clock_in(word: Word, half: str | None = None) -> Clock | None:
    """Any word that can be a time of day, as one."""
    if word.sign in {"K", "U"}:
        known: Clock = word.value
        return known._replace(half=half) if half else known
    if word.sign == "F":
        found = figures(*word.value)
    else:
        found = clock(int(word.value), 0, exact=word.text.startswith("0")) if word.value == int(word.value) else None
    return None if found is None else Clock(*found.value)._replace(half=half)


def with_half(said: Said) -> Word | None:
    """«7 вечера», «в 2 дня», "3pm"."""
    word, half = said.one("t"), DAY if said.one("h").sign == "D" else said.one("h").value
    found = clock_in(word, half)
    if found is None:
        return None
    doubtful = said.one("h").sign == "D" and word.sign in {"n", "w"} and word.value in DOUBTFUL
    return Word("K", found._replace(exact=False, doubtful=doubtful))


HALVES: tuple[Rule, ...] = (rule(f"(?P<t>{TIME})(?P<h>[AD])", with_half),)


def point(said: Said, edge: Edge = "at") -> Word | None:
    found = clock_in(said.one("t"))
    if found is None:
        return None
    if said.one("t").sign == "F" and found.minute % ROUND and without_year(found.hour, found.minute, said.today):
        return said.one("t")
    if said.all()[0] is not said.one("t"):
        is_length = said.all()[0].text == "на" and said.one("t").sign in {"1", "U"}
        return Word("%", Point(found._replace(doubtful=False), edge, "hours" if is_length else ""))
    if before_date(said):
        return None
    bare: dict[str, Literal["number", "hours"]] = {"n": "number", "w": "number", "1": "hours", "U": "hours"}
    return Word("%", Point(found, edge, bare.get(said.one("t").sign, "")))


def before_date(said: Said) -> bool:
    """«12, 13 декабря», «12 и 13 декабря»: the number is a day."""
    following = next((word for word in said.words[said.match.end() :] if word.sign not in "x-~"), NOTHING)
    return said.one("t").sign in {"n", "w"} and following.text == OF_MONTH


def from_on(said: Said) -> Word | None:
    return point(said, "from")


def until(said: Said) -> Word | None:
    return point(said, "until")


def dotted_alone(said: Said) -> Word:
    """A date or a time: the rest of the line decides."""
    return said.one("t")


def span(said: Said) -> Word | None:
    """«с 10 до 12», «10-12»; «10-30» is half past ten, «13-15» is asked about."""
    first, last = said.one("t"), said.one("z")
    if is_glued(said, first, last):
        return minutes_after_dash(first, last)
    opens, closes = clock_in(first), clock_in(last)
    if opens is None or closes is None:
        return None
    if first.sign == "F" and without_year(first.value[0].value, first.value[1].value, said.today):
        return None  # two dates
    is_length = said.all()[0] is first and (first.sign == "1" or last.sign == "U")
    return Word("%", Point(opens, "span", "hours" if is_length else "", end=closes))


def is_glued(said: Said, first: Word, last: Word) -> bool:
    is_plain = said.all()[0] is not said.words[said.match.start("t")] and said.all()[0].sign == "s"
    return said.one("sep").sign == "-" and first.sign == "n" and last.sign == "n" and len(last.text) == FIGURES and not is_plain


def minutes_after_dash(first: Word, last: Word) -> Word | None:
    """«10-12» are hours; what can only be hour and minutes is a time already."""
    hour, other = first.value, last.value
    if other in HOURS_OR_MINUTES and hour < other:
        raise Invalid("time-which-half", night=f"{hour}:{other}", day=f"{hour}:00–{other}:00")
    found = clock(hour, 0, exact=first.text.startswith("0"))
    if found is None or (hour >= other and hour > DIAL):
        return None
    return Word("%", Point(found.value, "span", end=Clock(other, 0, exact=other > DIAL)))


POINTS: tuple[Rule, ...] = (
    *BARE_DAY,
    rule(f"u?[ijr]*u?s?r?(?P<t>{TIME})(?P<sep>[-~te])r?(?P<z>{TIME})", span),
    rule(f"s(?P<t>{TIME})(?P<sep>x)(?P<z>{TIME})", span),
    rule(f"[as](?P<t>{TIME})x?(?P<sep>e)(?P<z>{TIME})", span),
    rule("a(?=#)", lambda _said: NOTHING),
    rule(f"u?r?[as]r?u?(?P<t>{TIME})", from_on),
    rule(f"u?r?er?(?P<t>{TIME})", until),
    rule(f"u?[ijr]+u?(?P<t>{TIME})", point),
    rule("(?P<t>F)", dotted_alone),
    rule(f"(?P<t>{TIME})", point),
    rule("u(?P<t>[nw])", point),
    rule("[ijr]+(?=[!B#%R])", lambda _said: NOTHING),
    rule("s(?=!)", lambda _said: NOTHING),
    rule("t?(?P<t>Z)", lambda said: Word("Z", zone_of(said.one("t")))),
    rule(
        r"t?(?P<t>Z)(?P<sign>[-+])(?P<n>n)", lambda said: Word("Z", f"{zone_of(said.one('t'))}{said.one('sign').sign}{said.one('n').value}")
    ),
    rule("(?<=[!B])~(?=[KUBijsu])|(?<=K)~(?=!)", lambda _said: NOTHING),
    rule("N(?![nw])", lambda _said: NOTHING),
    rule("x(?=[!B%#])", lambda _said: NOTHING),
)
KEPT = "!%B#ZRF"


def zone_of(word: Word) -> str:
    return str(word.value)


def facts_of(text: str, today: date) -> Facts:
    words = words_of(text)
    if not words:
        raise Unclear("nothing was said")
    words = rewrite(words, (*CLOCKS, *LATER, *DATES), today)
    words = rewrite(words, HALVES, today)
    return sorted_out(rewrite(words, POINTS, today, rest=KEPT), today)


def sorted_out(words: Sequence[Word], today: date) -> Facts:
    facts = Facts()
    places = {"!": facts.days, "%": facts.points, "B": facts.parts, "#": facts.amounts, "Z": facts.zones}
    for word in words:
        if word.sign in places:
            places[word.sign].append(word.value)  # type: ignore[attr-defined]
        facts.same_time |= word.sign == "R"
    for word in words:
        if word.sign == "F":
            take_dotted(facts, word, today)
    return facts


def take_dotted(facts: Facts, word: Word, today: date) -> None:
    """Dotted figures are a date where the line has no other, a time otherwise."""
    first, second = word.value
    dates = without_year(first.value, second.value, today)
    if dates and (facts.points or not any(days.dates for days in facts.days)):
        facts.days.append(Days(dates))
        return
    found = figures(first, second)
    if found is None:
        raise Unclear("neither a date nor a time")
    facts.points.append(Point(found.value))
