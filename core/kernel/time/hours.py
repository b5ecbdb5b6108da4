"""Hours of a day as people type them: «с 9 до 17:30», «9-13, 14-18», «22-6», «с 18 до 24», «круглосуточно».

A span whose end is not after its start runs over midnight, one until 24:00 ends at 00:00. Of «9-6» the six is an evening's; where both
may be meant («16-8») it is asked.
"""

from datetime import date, time

from core.kernel.problems import Invalid
from core.kernel.time.clocks import CLOCKS, Clock, clock, figures
from core.kernel.time.facts import HALVES, clock_in
from core.kernel.time.grammar import NOTHING, TIME, Rule, Said, rewrite, rule
from core.kernel.time.tokens import Unclear, words_of
from core.kernel.time.words import HOURS_IN, Word

Hours = tuple[time, time]
DIAL, DAY = 12, 24
MIDNIGHT = time(0)
SMALL, SMALL_END = range(1, 5), 8
"""Nobody receives people at such an hour: «2-5» is an afternoon."""
EARLY = range(5, 8)
"""«6-9» may be a morning or an evening."""


def edge_of(word: Word) -> Clock:
    if word.sign == "n" and word.value == DAY:
        return Clock(DAY, 0, exact=True)
    found = clock_in(word)
    if found is None:
        raise Unclear("no such hour")
    return found


def span(said: Said) -> Word:
    return Word("=", span_between(edge_of(said.one("a")), edge_of(said.one("z"))))


def span_between(opens: Clock, closes: Clock) -> Hours:
    first, last = halved(opens), halved(closes)
    if first is not None and last is not None:
        return hours(first, last)
    if first is not None:
        return with_end(first, minutes(closes))
    if last is not None:
        return with_start(minutes(opens), last)
    return of_dial(minutes(opens), minutes(closes))


def minutes(said: Clock) -> int:
    return said.hour * 60 + said.minute


def halved(said: Clock) -> int | None:
    """Minutes of the day where the words leave no doubt about its half."""
    if said.half is None:
        return minutes(said) if said.exact else None
    if said.hour not in HOURS_IN[said.half]:
        raise Unclear("no such hour then")
    return HOURS_IN[said.half][said.hour] * 60 + said.minute


def hours(first: int, last: int) -> Hours:
    if first % (DAY * 60) == last % (DAY * 60) and first % (DAY * 60):
        raise Invalid("rule-hours")
    return at(first), at(last)


def at(of_day: int) -> time:
    return time(*divmod(of_day % (DAY * 60), 60))


def with_end(first: int, last: int) -> Hours:
    """The start is sure: «14-6», «9 утра - 6», «22-6»."""
    if first < last:
        return hours(first, last)
    noon = DIAL * 60
    if last + noon <= first:
        return hours(first, last)
    if first <= noon:
        return hours(first, last + noon)
    raise doubt((first, last + noon), (first, last))


def with_start(first: int, last: int) -> Hours:
    """The end is sure: «9-18», «2-18», «6-14»."""
    noon = DIAL * 60
    if first // 60 not in SMALL:
        return hours(first, last)
    if first + noon < last:
        return hours(first + noon, last)
    raise doubt((first, last), (first + noon, last))


def of_dial(first: int, last: int) -> Hours:
    """Both hours are of a dial: «9-6», «2-5», «8-11»."""
    noon = DIAL * 60
    if last <= first:
        if last == first:
            raise doubt((first, last + noon), (first + noon, last))
        return hours(first, last + noon)
    if first // 60 in SMALL and last <= SMALL_END * 60:
        return hours(first + noon, last + noon)
    if first // 60 in (*SMALL, *EARLY):
        raise doubt((first, last), (first + noon, last + noon))
    return hours(first, last)


def doubt(*readings: tuple[int, int]) -> Invalid:
    one, other = (f"{at(first):%H:%M}–{at(last):%H:%M}" for first, last in readings)
    return Invalid("time-which-half", night=one, day=other)


def whole_day(_said: Said) -> Word:
    return Word("=", (MIDNIGHT, MIDNIGHT))


def pause(said: Said) -> Word:
    return Word("/", span_between(edge_of(said.one("a")), edge_of(said.one("z"))))


BETWEEN = f"(?P<a>{TIME})(?:[-~te])(?P<z>{TIME})"
SPANS: tuple[Rule, ...] = (
    rule(f"i?s?{BETWEEN}", span),
    rule(f"s(?P<a>{TIME})x(?P<z>{TIME})", span),
    rule(f"[si]?Ii?s?{BETWEEN}", pause),
    rule("O", whole_day),
    rule("[xit]", lambda _said: NOTHING),
)


def parse_hours(text: str) -> tuple[Hours, ...]:
    """The spans of a day in order; Invalid hours-not-understood, rule-hours, day-hours or time-which-half."""
    try:
        words = rewrite(rewrite(words_of(text), CLOCKS, date.min), HALVES, date.min)
        words = rewrite(words, SPANS, date.min, rest="=/")
        spans = tuple(sorted(word.value for word in words if word.sign == "="))
        return checked(without(spans, [word.value for word in words if word.sign == "/"]))
    except ValueError as error:
        raise Invalid("hours-not-understood") from error


def without(spans: tuple[Hours, ...], pauses: list[Hours]) -> tuple[Hours, ...]:
    """«9-18, обед 13-14» are two spans."""
    for begins, ends in pauses:
        around = next((one for one in spans if one[0] < begins < ends < one[1]), None)
        if around is None:
            raise Unclear("a break outside the hours")
        spans = (*(one for one in spans if one != around), (around[0], begins), (ends, around[1]))
    return tuple(sorted(spans))


def checked(spans: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """They do not run into each other, the last over midnight neither."""
    if not spans:
        raise Unclear("no hours")
    edges = [edge for one in spans for edge in one]
    if edges[:-1] != sorted(edges[:-1]) or (len(spans) > 1 and spans[-1][1] <= spans[-1][0] and spans[-1][1] > spans[0][0]):
        raise Invalid("day-hours")
    if len(spans) > 1 and any(opens == closes for opens, closes in spans):
        raise Invalid("day-hours")
    return spans


__all__ = ["Hours", "clock", "figures", "parse_hours"]
