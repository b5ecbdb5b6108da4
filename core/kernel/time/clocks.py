"""Times of day and lengths: «14:30», «полпятого», «без четверти пять», «через полтора часа», «минут через 20»."""

from typing import NamedTuple

from core.kernel.time.grammar import NUMBER, UNIT, Rule, Said, rule
from core.kernel.time.tokens import Unclear
from core.kernel.time.words import Word, words

LAST_HOUR, LAST_MINUTE, DIAL = 23, 59, 12
FIGURES = 2
"""So many stand for minutes, and at most so many for an hour."""
ROUND = 5
"""Minutes said without a sign between are round ones."""
TEN = 10
MINUTES_SAID = frozenset({5, 10, 20, 25})
MIDNIGHT = (24, 0)
"""The end of a day; only spans may end there."""
LEAST_COMPACT, MOST_COMPACT = 3, 4
QUARTER = 15
HOUR = 60
MINUTES_IN = {"m": 1, "u": HOUR, "1": HOUR, "h": HOUR}
DAYS_IN = {"d": 1, "D": 1, "k": 7}
SINGULAR = frozenset(words("час часик неделю недельку месяц минуту минутку день денек сутки hour day week month minute"))


class Clock(NamedTuple):
    """`exact` when it says by itself which half of the day is meant; `half` when words said it. Hour 24 is the end of the day."""

    hour: int
    minute: int
    exact: bool = False
    half: str | None = None
    doubtful: bool = False
    """«2 дня» is an hour or a length."""


class Amount(NamedTuple):
    """`minutes` are elapsed; days and months are counted on the calendar."""

    minutes: int = 0
    days: int = 0
    months: int = 0
    unsure: bool = False
    """«через день»: tomorrow for some, the day after for others."""


def clock(hour: int, minute: int, *, exact: bool = False) -> Word | None:
    if not (0 <= hour <= LAST_HOUR and 0 <= minute <= LAST_MINUTE) and (hour, minute) != MIDNIGHT:
        return None
    return Word("K", Clock(hour, minute, exact or hour == 0 or hour >= DIAL))


def figures(hour: Word, minute: Word) -> Word | None:
    """«14:30», «9:05»."""
    if len(minute.text) != FIGURES or len(hour.text) > FIGURES:
        return None
    return clock(hour.value, minute.value, exact=hour.text.startswith("0"))


def fixed(said: Said) -> Word:
    word = said.one()
    hour, minute = word.value
    return Word("K", Clock(hour, minute, exact=word.text != "пол"))


def colon(said: Said) -> Word | None:
    if any(word.value for word in said.all()[4:5]):
        return None
    return figures(said.all()[0], said.all()[2])


def dashed(said: Said) -> Word | None:
    """«14-30», «10-05», but «10-12» are hours."""
    minute = said.all()[2]
    return figures(said.all()[0], minute) if minute.text.startswith("0") or minute.value > MIDNIGHT[0] else None


def pair(said: Said) -> Word | None:
    """«14 30», «четырнадцать тридцать», «десять ноль пять»: minutes are round, or two words."""
    hour, *zero, minute = said.all()
    if zero and zero[0].value != 0:
        return None
    if hour.value != int(hour.value) or minute.value != int(minute.value):
        return None
    if minute.text != "00" and (minute.value < TEN) != bool(zero):
        return None
    is_fair = minute.value % ROUND == 0 or minute.sign == "w"
    return clock(hour.value, minute.value, exact=hour.text.startswith("0")) if is_fair else None


def compact(said: Said) -> Word | None:
    """«1430», «930»."""
    text = said.one().text
    hour, minute = text[:-2], text[-2:]
    if not LEAST_COMPACT <= len(text) <= MOST_COMPACT or int(minute) % ROUND:
        return None
    return clock(int(hour), int(minute), exact=hour.startswith("0"))


def dotted(said: Said) -> Word | None:
    first, second = said.all()[0], said.all()[2]
    return Word("F", (first, second)) if max(len(first.text), len(second.text)) <= FIGURES else None


def before_hour(hour: int, minutes: float) -> Word | None:
    """So many minutes before the hour."""
    return clock((hour - 1) or 12, HOUR - int(minutes)) if 1 <= hour <= DIAL else clock(hour - 1, HOUR - int(minutes))


def half(said: Said) -> Word | None:
    """«полпятого» is 4:30, "half past four" too, and so is "half four"."""
    hour = said.one("h")
    if said.one().text == "half":
        return clock(int(hour.value), 30)
    return before_hour(int(hour.value), 30) if 1 <= hour.value <= DIAL else None


def minutes_said(said: Said) -> float:
    return QUARTER if said.has("q") else said.number("n")


def without(said: Said) -> Word | None:
    """«без четверти пять», «без 10 три»."""
    return before_hour(int(said.one("h").value), minutes_said(said))


def of_hour(said: Said) -> Word | None:
    """«четверть пятого», «десять минут шестого»."""
    hour = int(said.one("h").value)
    return clock(hour - 1 or 12, int(minutes_said(said))) if 1 <= hour <= DIAL else None


def minutes_or_day(said: Said) -> Word | None:
    """«в десять пятого»: ten past four, or ten o'clock on the fifth."""
    if said.number() in MINUTES_SAID and said.one("h").value <= DIAL:
        raise Unclear("minutes of an hour, or an hour of a day")
    return None


def past(said: Said) -> Word | None:
    return clock(int(said.one("h").value), int(minutes_said(said)))


def to_hour(said: Said) -> Word | None:
    """Words like "quarter to five" and "ten to three"; «10 to 12» in figures may be a range."""
    if said.one("t").text != "to" or (not said.has("q") and said.one("n").sign == "n" and not said.has("m") and said.number() <= TEN):
        return None
    return before_hour(int(said.one("h").value), minutes_said(said)) if minutes_said(said) < HOUR // 2 else None


def in_hour(said: Said) -> Word | None:
    """«в третьем часу», «в начале пятого»: from the hour before on."""
    hour = int(said.one("h").value)
    if said.all()[-1].sign == "u" and said.all()[-1].text != "часу":
        return None
    return clock(hour - 1 or 12, 0) if 1 <= hour <= DIAL else None


def hours_said(said: Said) -> Word | None:
    """«14 часов», «2 ч 30 м», «час тридцать»: o'clock, or a length."""
    hour = said.one("h")
    minute = int(said.number("m")) if said.has("m") else 0
    if hour.value != int(hour.value) or minute > LAST_MINUTE:
        return None
    found = clock(int(hour.value), minute, exact=hour.text.startswith("0"))
    return found and Word("U", found.value)


def amount(number: float, unit: Word, more: float = 0) -> Word | None:
    if unit.sign in MINUTES_IN:
        minutes = number * MINUTES_IN[unit.sign] + more
        return Word("#", Amount(minutes=round(minutes))) if minutes >= 1 else None
    if unit.text.startswith("сут"):
        return Word("#", Amount(minutes=round(number * 24 * HOUR)))
    if number != int(number) or more:
        return None
    if unit.sign == "z":
        return Word("#", Amount(months=int(number)))
    return Word("#", Amount(days=int(number) * DAYS_IN[unit.sign]))


def later(said: Said) -> Word | None:
    """«через 2 часа», «через час двадцать», «минут через 20», «через 10-15 минут»: of a range its start."""
    more = said.number("more") if "more" in said.match.re.groupindex and said.has("more") else 0
    half_more = 0.5 if any(word.sign == "v" for word in said.all()) else 0
    if more and said.one("unit").sign not in {"u", "1", "h"}:
        return None
    return amount(said.number("n") + half_more, said.one("unit"), more)


def after_unit(said: Said) -> Word | None:
    """«через минут 20», but «через неделю 12:00»."""
    return None if said.one("unit").text in SINGULAR else later(said)


def one_later(said: Said) -> Word | None:
    """«через час», «через неделю»; «через день» is asked about."""
    unit = said.one("unit")
    if unit.text not in SINGULAR or (said.has("more") and unit.sign not in {"1", "h"}):
        return None
    if unit.text in {"день", "денек"}:
        return Word("#", Amount(days=1, unsure=True))
    half_more = 0.5 if any(word.sign == "v" for word in said.all()) else 0
    return amount(1 + half_more, unit, said.number("more") if said.has("more") else 0)


def colon_later(said: Said) -> Word | None:
    hours, _, minutes = said.all("n")
    return amount(hours.value, Word("u"), minutes.value) if hours.value <= TEN and len(minutes.text) == FIGURES else None


def no_number(_said: Said) -> Word | None:
    raise Unclear("an amount without its unit")


N = f"(?P<n>{NUMBER})"
TAIL = r"(?:x?(?P<more>[nw])m)?"
RANGE = f"(?:[-~]{NUMBER})?"
ALONE = r"(?![:.,/nw1uhmMG]|[-~][nw])"
CLOCKS: tuple[Rule, ...] = (
    rule("K", fixed),
    rule("n:n(?::n)?u?", colon),
    rule("n-nu?(?![-MCG])", dashed),
    rule("n,n(?![uh1mdkz])", lambda said: figures(said.all()[0], said.all()[2])),
    rule(r"n\.n(?![.uh1mdkz])", dotted),
    rule(r"n\.nu", lambda said: figures(said.all()[0], said.all()[2])),
    rule(f"[nw][nw]{ALONE}", pair),
    rule(f"[nw][nw][nw]{ALONE}", pair),
    rule("n(?![:.,/])", compact),
    rule("f(?P<h>[ognw])", half),
    rule("fP(?P<h>[nw])", lambda said: clock(int(said.one("h").value), 30)),
    rule("b(?P<n>[nw])m?(?P<h>[nw1])(?P<q>Q)?", without),
    rule("b(?P<q>q)m?(?P<h>[nw1])", without),
    rule("(?P<q>q)(?P<h>[og])", of_hour),
    rule("(?P<n>[nw])m(?P<h>[og])(?P<q>Q)?", of_hour),
    rule("(?P<q>q)P(?P<h>[nw])", past),
    rule("(?P<n>[nw])m?P(?P<h>[nw])(?P<q>Q)?", past),
    rule("(?P<q>q)(?P<t>t)(?P<h>[nw])", to_hour),
    rule("(?P<n>[nw])(?P<m>m)?(?P<t>t)(?P<h>[nw])(?P<q>Q)?", to_hour),
    rule("(?P<n>w)(?P<h>o)(?![MCu])", minutes_or_day),
    rule("(?P<h>[og])u", in_hour),
    rule("p(?P<h>[og])", in_hour),
    rule(f"(?P<h>[nw])[u1](?:(?P<m>[nw])(?:m|{ALONE}))?", hours_said),
    rule(f"(?P<h>1)(?:(?P<m>[nw])m?{ALONE})", hours_said),
)
LATER: tuple[Rule, ...] = (
    rule(f"[c+]{N}v?{RANGE}(?P<unit>{UNIT})v?{TAIL}(?:[-~]{NUMBER}?{UNIT}?)?", later),
    rule(rf"[c+]{N}(?P<unit>[u1h])(?P<more>[nw])(?![:.,/nwum])", later),
    rule(f"c(?P<unit>{UNIT})v?(?P<more>Q)?", one_later),
    rule(f"c(?P<unit>[1h])v?x?(?P<more>[nw])(?:m|{ALONE})", one_later),
    rule(rf"c(?P<unit>{UNIT})(?P<more>Q)?[-~]{NUMBER}?{UNIT}?", one_later),
    rule(f"(?P<unit>{UNIT})c{N}{RANGE}", later),
    rule(f"c(?P<unit>[umdDk]){N}{RANGE}{ALONE}", after_unit),
    rule(f"{N}v?(?P<unit>{UNIT})v?{TAIL}L", later),
    rule(f"{N}(?P<unit>{UNIT})c$", later),
    rule("(?P<unit>1)(?P<more>Q)?c$", one_later),
    rule(r"c(?P<n>n:n)[u1h]?", colon_later),
)
