"""Rules over the signs of words: at each place the longest rule that fits makes one fact of its words."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from core.kernel.time.tokens import Unclear
from core.kernel.time.words import Word

NUMBER = r"(?:n[.,]n|[nw])"
UNIT = "[u1hmdDkz]"
TIME = "[nw1UKF]"


class Said(NamedTuple):
    """What a rule has matched: the words of its groups, on the day of which it was said."""

    match: re.Match[str]
    words: Sequence[Word]
    today: date

    def all(self, group: str | int = 0) -> Sequence[Word]:
        return self.words[self.match.start(group) : self.match.end(group)] if self.match.start(group) >= 0 else ()

    def one(self, group: str | int = 0) -> Word:
        return self.words[self.match.start(group)]

    def has(self, group: str) -> bool:
        return self.match.start(group) >= 0

    def number(self, group: str = "n") -> float:
        return number_of(self.all(group))


Reader = Callable[[Said], Word | None]
Rule = tuple[str, Reader]
NOTHING = Word("")


def number_of(words: Sequence[Word]) -> float:
    """«1,5», 20, «полтора»."""
    if len(words) > 1:
        return float(f"{words[0].text}.{words[2].text}")
    return float(words[0].value)


def rule(pattern: str, reader: Reader) -> Rule:
    return pattern, reader


@lru_cache
def compiled(rules: tuple[Rule, ...]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Made when first needed, not when the service starts."""
    return tuple((re.compile(pattern), reader) for pattern, reader in rules)


def rewrite(words: Sequence[Word], rules: tuple[Rule, ...], today: date, *, rest: str = "") -> list[Word]:
    """The line with every place that a rule fits made a fact. Words that no rule fits stay if `rest` has their sign, or is empty."""
    signs = "".join(word.sign for word in words)
    out: list[Word] = []
    at, ready = 0, compiled(rules)
    while at < len(signs):
        fact, end = longest(signs, words, ready, at, today)
        if fact is None:
            if rest and words[at].sign not in rest:
                raise Unclear("words that do not go together")
            fact = words[at]
        if fact.sign:
            out.append(fact)
        at = end
    return out


def longest(
    signs: str,
    words: Sequence[Word],
    rules: Iterable[tuple[re.Pattern[str], Reader]],
    at: int,
    today: date,
) -> tuple[Word | None, int]:
    found = [(match, reader) for pattern, reader in rules if (match := pattern.match(signs, at))]
    for match, reader in sorted(found, key=lambda one: -one[0].end()):
        fact = reader(Said(match, words, today))
        if fact is not None:
            return fact, match.end()
    return None, at + 1
