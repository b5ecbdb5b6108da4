"""A typed line made even and cut into words, each with its sign: typing mistakes mended, joined words parted, numbers in words added up."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.kernel.time.words import FILLERS, LEXICON, PHRASES, STOP, Word, any_phrase

LONGEST = 120
DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
JOINED = re.compile(r"(?<![0-9a-zа-я])через(?=[а-я])")
ENDING = re.compile(r"([0-9])-?(?:х|ти|ми|мя)(?![а-я])|([0-9])-м(?![а-я])")
"""«к 3-м», «после 5-ти»: the figure says it all."""
ARTICLE = re.compile(r"(?<![0-9a-zа-я])(?:an? (?=hour|day|week|minute|month)|(?:an?|the)(?= ))")
PIECE = re.compile(r"[0-9]+|[a-zа-я]+(?:'[a-z]+)?|\S")
SILENT = frozenset("?!()[]\"«»“”„*_…;,.:'`~≈=|")
"""Signs that say nothing where they join no figures."""
PREPOSITIONS = frozenset({"в", "с", "к", "на"})
SHORTEST_JOINED = 3
SHORTEST_TYPED, SHORTEST_MEANT, SHORTEST_NUMBER = 4, 5, 8
"""Shorter words have too many neighbours to be mended."""
TENS, ONES = range(20, 100, 10), range(1, 10)


class Unclear(ValueError):  # noqa: N818 - what the line is
    """The line is outside the grammar."""


def words_of(text: str) -> list[Word]:
    """Unclear where a word is not known."""
    return added_up(list(cut(even(text))))


def even(text: str) -> str:
    """One case, one kind of dash and space, е for ё, one word for what is said in several."""
    if len(text) > LONGEST:
        raise Unclear("too long")
    text = DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("’", "'"))
    text = ENDING.sub(r"\1\2", JOINED.sub("через ", " ".join(text.split())))
    text = any_phrase().sub(lambda said: f" {PHRASES[said[0]]} ", text)
    return " ".join(ARTICLE.sub(lambda said: "1 " if len(said[0]) > 1 and said[0].endswith(" ") else " ", text).split())


def cut(text: str) -> Iterator[Word]:
    for piece in PIECE.finditer(text):
        said = piece[0]
        if said.isdecimal():
            yield Word("n", int(said), said)
        elif said[0].isalpha():
            yield from meant(said)
        else:
            yield from sign(said, text, piece.start())


def sign(said: str, text: str, at: int) -> Iterator[Word]:
    """A sign between figures joins them; a dash joins anything."""
    before, after = text[:at], text[at + 1 :]
    touching = bool(re.search(r"\d$", before)) and bool(re.match(r"\d", after))
    if said == "-":
        if before.strip() and after.strip():
            yield Word("-" if before[-1] != " " and after[0] != " " else "~")
    elif said in ".,/" and touching:
        yield Word(said)
    elif (said == ":" and re.search(r"\d *$", before) and re.match(r" *\d", after)) or (said == ";" and touching):
        yield Word(":")
    elif said in "+@&":
        yield Word({"+": "+", "@": "i", "&": "x"}[said])
    elif said not in SILENT and unicodedata.category(said)[0] not in "SCM":
        raise Unclear("an unknown sign")


def meant(said: str) -> Iterable[Word]:
    """The word, or the words, that were typed; none for one that says nothing about time."""
    found = known(said)
    if found is None:
        found = parted(said) or mended(said)
    if found is None:
        raise Unclear("an unknown word")
    return found


def known(said: str) -> tuple[Word, ...] | None:
    if said in LEXICON:
        return (LEXICON[said],)
    return () if said in FILLERS else None


def parted(said: str) -> tuple[Word, ...] | None:
    """«вдва», «завтрав», «черезчас»: two words typed as one."""
    if said in STOP:
        return None
    for place in range(1, len(said)):
        left, right = said[:place], said[place:]
        is_plain = (left in PREPOSITIONS and right in LEXICON) or (right == "в" and left in LEXICON)
        if is_plain or (min(len(left), len(right)) >= SHORTEST_JOINED and left in LEXICON and right in LEXICON):
            return (LEXICON[left], LEXICON[right])
    return None


def mended(said: str) -> tuple[Word, ...] | None:
    """A word of ours that is one slip of the hand away, if all such words mean one thing."""
    if len(said) < SHORTEST_TYPED or said in STOP:
        return None
    near = sorted(word for key in {said, *shortened(said)} for word in neighbours().get(key, ()) if one_slip(said, word))
    meanings = {("AB" if LEXICON[word].sign in "AB" else LEXICON[word].sign, LEXICON[word].value) for word in near}
    return (LEXICON[near[-1]],) if len(meanings) == 1 else None


@lru_cache(maxsize=1)
def neighbours() -> dict[str, list[str]]:
    """Our longer words by what is left of them without one letter."""
    index: dict[str, list[str]] = {}
    for word in LEXICON:
        if LEXICON[word].sign != "Z" and len(word) >= (SHORTEST_NUMBER if LEXICON[word].sign in "wo" else SHORTEST_MEANT):
            for key in {word, *shortened(word)}:
                index.setdefault(key, []).append(word)
    return index


def shortened(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def one_slip(typed: str, word: str) -> bool:
    """One letter more, less or other, or two that changed places."""
    start = next((at for at, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    a, b = typed[start:], word[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return max(len(a), len(b)) <= 1 or (len(a) == len(b) == 2 and a == b[::-1])  # noqa: PLR2004 - a pair


def added_up(said: list[Word]) -> list[Word]:
    """«двадцать» «пять» is 25, «25» «-го» and «25» «числа» are an ordinal, «пол-» needs no dash."""
    out: list[Word] = []
    for at, word in enumerate(said):
        before = out[-1] if out else Word("")
        if word.sign in {"G", "C"} and before.sign in {"n", "w", "o", "g"}:
            out[-1] = Word("g", before.value, before.text)
        elif word.sign == "C" and said[at + 1 : at + 2] and said[at + 1].sign == "n":
            continue
        elif (
            word.sign in {"w", "o"}
            and word.value in ONES
            and before.sign == "w"
            and before.value in TENS
            and not is_hour(out, said[at + 1 :])
        ):
            out[-1] = Word(word.sign, before.value + word.value, "")
        elif word.sign == "-" and hides(said, at):
            continue
        elif word.text in {"часа", "часу"} and before.sign in set("jraes") and is_one(said[at + 1 : at + 2]):
            out.append(Word("1", 1, "час"))
        else:
            out.append(word)
    return out


def is_hour(before: list[Word], following: list[Word]) -> bool:
    """«без двадцати пять» is twenty to five, «без двадцати пяти три» twenty-five to three."""
    is_less = len(before) > 1 and before[-2].sign == "b"
    return is_less and (not following or following[0].sign not in set("nw1m"))


def is_one(following: list[Word]) -> bool:
    """«около часа», «к часу дня», but «к часам пяти»."""
    return not following or following[0].sign not in set("nw1Kj")


def hides(said: list[Word], at: int) -> bool:
    """A dash inside one word: «пол-пятого», «25-го», "twenty-five"."""
    before, after = said[at - 1], said[at + 1] if at + 1 < len(said) else Word("")
    is_number = before.sign == "w" and before.value in TENS and after.sign in {"w", "o"} and after.value in ONES
    return before.sign == "f" or after.sign == "G" or is_number
