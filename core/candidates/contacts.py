"""What people write where a contact is asked: every number and address in it, each with what was said of it, and the rest as written.

One reader for all doors (the chat's form, boards, the documented form, an import) and for what is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from core.kernel.text.folding import fold
from core.kernel.text.phones import FEWEST_DIGITS, digits_of, readings

PHONE, EMAIL, WRITTEN = "phone", "email", "written"
LONGEST, LONGEST_REMARK = 254, 254
FEWEST_OF_A_SIGN = 5
"""Digits by which what could not be read still tells one person from another."""
TWICE = 2

_OUT = r"\s@<>(),;:\"\\«»\[\]"
"""Signs that stand in no address."""
_EMAIL = re.compile(rf"[^{_OUT}]+@[^{_OUT}.]+(?:\.[^{_OUT}.]+)+")
_EXTENSION = re.compile(
    r"[\s,;]*\(?\b(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?)\b\.?:?\s*(\d{1,7})\b\)?|[\s,;]*#\s?(\d{1,7})\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,|\n]|(?<=\d)\s*[/\\]\s*(?=[+(\d])|\s(?:или|либо|и|or|and)\s+(?=\D{0,20}\d)|(?<=\d)\s*(?=\+)", re.IGNORECASE)
_RUN = re.compile(r"\+?\s?[(]?\d[\d\s().\-\u2010-\u2015\u2212]*\d")
_LABEL = re.compile(
    r"\b(?:телефоны?|тел|номера?|phones?|tel|number|контакты?|эл(?:ектронная)?\.? ?почта|почта|e-?mail|mailto|емейл|имейл)\b\.?\s*[:=]?"
    r"|^\s*т\.",
    re.IGNORECASE,
)
_EDGES = " \t.,;:<>()[]{}\"'«»“”|/\\-–—=*"


class Told(NamedTuple):
    """One contact: its kind, its normal form, what was said of it. Of what could not be read the remark is what was written."""

    kind: str
    value: str
    remark: str = ""


@dataclass(slots=True)
class Piece:
    """A part of what was written, with what was found in it."""

    found: list[Told] = field(default_factory=list)
    words: str = ""


def read(text: str) -> tuple[Told, ...]:
    """Everything in it, in its order; nothing for what says nothing."""
    whole = text.strip()
    pieces = [piece_of(part) for part in _BETWEEN.split(with_extensions(whole)) if part.strip(_EDGES)]
    if not any(piece.found for piece in pieces):
        return unread(whole)
    return tuple(told for piece in with_remarks(pieces) for told in piece.found)


def with_remarks(pieces: list[Piece]) -> list[Piece]:
    """What was said beside a contact is a remark on it, or on its neighbour; what cannot be read and yet is a sign stands for itself."""
    before, last = "", None
    for piece in pieces:
        if piece.found:
            piece.found = [noted(noted(one, before), piece.words) for one in piece.found]
            before, last = "", piece
        elif is_sign(piece.words):
            piece.found = [*unread(piece.words)]
        elif last is None:
            before = f"{before} {piece.words}".strip()
        else:
            last.found[-1] = noted(last.found[-1], piece.words)
    return pieces


def piece_of(part: str) -> Piece:
    piece = Piece()
    rest = _EMAIL.sub(lambda found: taken(piece, email(found[0])), part)
    extension = _MARK.search(rest)
    rest = _RUN.sub(lambda found: dialled(piece, found[0]), _MARK.sub(" ", rest))
    if extension is not None and piece.found:
        piece.found[-1] = noted(piece.found[-1], f"доб. {extension[1]}")
    piece.words = " ".join(word for part in _LABEL.sub(" ", rest).split() if (word := part.strip(_EDGES)))
    return piece


_MARK = re.compile("\x01(\\d+)\x02")


def with_extensions(text: str) -> str:
    """An extension stays with its number, whatever stands between."""
    return _EXTENSION.sub(lambda found: f" \x01{found[1] or found[2]}\x02 ", text)


def taken(piece: Piece, address: str) -> str:
    piece.found.append(Told(EMAIL, address))
    return " "


def dialled(piece: Piece, run: str) -> str:
    """Takes the numbers out of a run of digits; what is left of it."""
    if len(digits_of(run)) < FEWEST_DIGITS:
        return run
    left: list[str] = []
    words = run.split()
    while words:
        size = next((size for size in range(len(words), 0, -1) if number(" ".join(words[:size]))), 0)
        if size:
            piece.found.append(Told(PHONE, number(" ".join(words[:size]))))
        else:
            left += both(piece, words[0])
        words = words[size or 1 :]
    return f" {' '.join(left)} "


def both(piece: Piece, word: str) -> list[str]:
    """Two numbers typed in one."""
    middle = len(word) // TWICE
    halves = [number(word[:middle]), number(word[middle:])]
    if not all(halves):
        return [word]
    piece.found += [Told(PHONE, half) for half in halves]
    return []


def number(text: str) -> str:
    """E.164; the bare digits where they may be read in two ways; empty where they are no number."""
    found = readings(text)
    return digits_of(text) if len(found) > 1 else next(iter(found), "")


def email(text: str) -> str:
    return text.strip(_EDGES).casefold()


def unread(text: str) -> tuple[Told, ...]:
    """As written, and by what it is known again."""
    shown = text.replace("\x01", "доб. ").replace("\x02", "").strip()[:LONGEST_REMARK]
    key = digits_of(shown) if len(digits_of(shown)) >= FEWEST_OF_A_SIGN else fold(shown)
    return (Told(WRITTEN, key[:LONGEST], shown),) if any(map(str.isalnum, key)) else ()


def is_sign(text: str) -> bool:
    """Whether it tells one person from another though it cannot be read: «нет» does not."""
    return len(digits_of(text)) >= FEWEST_OF_A_SIGN or "@" in text or "/" in text


def noted(told: Told, words: str) -> Told:
    said = ", ".join(dict.fromkeys(part for part in (told.remark, words) if part))
    return told._replace(remark=said[:LONGEST_REMARK])


def merged(told: Iterable[Told]) -> tuple[Told, ...]:
    """Each once, with all that was said of it."""
    found: dict[tuple[str, str], Told] = {}
    for one in told:
        known = found.get((one.kind, one.value))
        found[one.kind, one.value] = one if known is None else noted(known, "" if one.remark in known.remark else one.remark)
    return tuple(found.values())
