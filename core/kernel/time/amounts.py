"""Lengths and counts as people type them, read with their unit: «1 час», «полтора часа», «1:30», «90 мин», «три человека»."""

from datetime import date

from core.kernel.problems import Invalid
from core.kernel.time.clocks import FIGURES, HOUR, MINUTES_IN
from core.kernel.time.grammar import NUMBER, Rule, Said, rewrite, rule
from core.kernel.time.tokens import Unclear, words_of
from core.kernel.time.words import Word

NO_BREAK = frozenset({"нет", "не нужен", "не надо", "без перерыва", "без перерывов", "no", "none", "-", "ноль"})
MOST = 10_000


def counted(said: Said) -> Word | None:
    """«1,5 часа», «2 ч 15 м», «40 минут»."""
    unit = said.one("unit")
    more = said.number("more") if said.has("more") else 0
    if more and unit.sign == "m":
        return None
    half_more = 0.5 if any(word.sign == "v" for word in said.all()) else 0
    return whole((said.number() + half_more) * MINUTES_IN[unit.sign] + more)


def one_hour(said: Said) -> Word | None:
    half_more = HOUR // 2 if any(word.sign == "v" for word in said.all()) else 0
    return whole(HOUR + half_more + (said.number("more") if said.has("more") else 0))


def colon(said: Said) -> Word | None:
    hours, _, minutes = said.all("n")
    return whole(hours.value * HOUR + minutes.value) if len(minutes.text) == FIGURES and minutes.value < HOUR else None


def bare(said: Said) -> Word | None:
    return whole(said.number())


def whole(minutes: float) -> Word | None:
    return Word("=", int(minutes)) if minutes == int(minutes) and minutes < MOST else None


def counted_after(said: Said) -> Word | None:
    return whole(said.number() * MINUTES_IN[said.one("unit").sign])


def two(said: Said) -> Word:
    first = 1 if "one" in said.match.re.groupindex and said.has("one") else said.number()
    raise Invalid("amount-which", first=plain(first), second=plain(said.number("other")))


def plain(number: float) -> str:
    return f"{number:g}".replace(".", ",")


N = f"(?P<n>{NUMBER})"
LENGTHS: tuple[Rule, ...] = (
    rule(f"[itr]*{N}v?(?P<unit>[u1hm])v?(?:x?(?P<more>[nw])m?)?", counted),
    rule("[itr]*1v?(?:x?(?P<more>[nw])m?)?", one_hour),
    rule("[itr]*(?P<n>n:n)[uhm1]?", colon),
    rule(f"[tr]*{N}", bare),
    rule(f"[tr]*(?P<unit>[um]){N}", counted_after),
    rule(f"[itrs]*(?:{N}|(?P<one>1))[-~te](?P<other>{NUMBER})[uhm1]?", two),
)
COUNTS: tuple[Rule, ...] = (
    rule("[itre]*(?P<n>[nw])N?", bare),
    rule("N(?P<n>[nw])", bare),
    rule("N", lambda _said: Word("=", 1)),
    rule("[itrs]*N?(?P<n>[nw])[-~te](?P<other>[nw])N?", two),
)


def parse_minutes(text: str) -> int:
    """A length in minutes; Invalid length-not-understood, or amount-which where two were said."""
    if text.casefold().strip(" .!") in NO_BREAK:
        return 0
    return alone(text, LENGTHS, "length-not-understood")


def parse_count(text: str) -> int:
    """How many; Invalid form-number, or amount-which where two were said."""
    return alone(text, COUNTS, "form-number")


def alone(text: str, rules: tuple[Rule, ...], problem: str) -> int:
    try:
        words = rewrite(words_of(text), rules, date.min, rest="=")
    except Unclear as error:
        raise Invalid(problem) from error
    if len(words) != 1:
        raise Invalid(problem)
    return int(words[0].value)
