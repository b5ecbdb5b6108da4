"""Cleaning what comes in, splitting what goes out: what no messenger's adapter should write again."""

import re
from collections.abc import Callable
from html import escape, unescape

from core.kernel.text.signs import clean

__all__ = ("clean", "is_balanced", "parts", "plain", "shortened", "units")
TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
Measure = Callable[[str], int]
"""How a channel counts the length of a text."""


def units(text: str) -> int:
    """Length in UTF-16 units, as messengers count it: an emoji is two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def plain(markup: str) -> str:
    """The words of a text in markup."""
    return unescape(TAG.sub("", markup))


def is_balanced(markup: str) -> bool:
    depth = 0
    for match in TAG.finditer(markup):
        depth += -1 if match.group(1) else 1
    return depth == 0


def parts(markup: str, limit: int, measure: Measure = len) -> list[str]:
    """The text in pieces of at most `limit` by the channel's `measure`, cut at line ends where no tag is open, else without tags."""
    if measure(plain(markup)) <= limit:
        return [markup]
    found: list[str] = []
    piece = ""
    for line in markup.split("\n"):
        joined = f"{piece}\n{line}" if piece else line
        if piece and measure(plain(joined)) > limit and is_balanced(piece):
            found.append(piece)
            joined = line
        piece = joined
    return [short for whole in (*found, piece) for short in chopped(whole, limit, measure)]


def chopped(markup: str, limit: int, measure: Measure) -> list[str]:
    words = plain(markup)
    if measure(words) <= limit:
        return [markup]
    pieces = []
    while words:
        fits = fitting(words, limit, measure)
        end = fits if fits == len(words) else words.rfind(" ", fits // 2, fits) + 1 or fits
        pieces.append(escape(words[:end], quote=False))
        words = words[end:]
    return pieces


def fitting(words: str, limit: int, measure: Measure) -> int:
    """How many characters of the text are at most `limit` long."""
    end = min(len(words), limit)
    while (over := measure(words[:end]) - limit) > 0:
        end -= max(1, over // 2)
    return end


def shortened(label: str, limit: int, measure: Measure) -> str:
    """What fits where nothing can be split."""
    return label if measure(label) <= limit else label[: fitting(label, limit - 1, measure)] + "…"
