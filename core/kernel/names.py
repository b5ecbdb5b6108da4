"""People's names: tidied as typed, and a key to find them by."""

import re
import unicodedata

from core.kernel.problems import Invalid

SHORTEST, LONGEST = 2, 120
PUNCTUATION = frozenset(" -.,()'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}")
APOSTROPHES = re.compile("['`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
DOMAIN = re.compile(r"[^\W\d_]{2,}\.(?:[a-z]{2,}|рф)(?!\w)")
"""«site.ru» is a link, «И.Иванов» and «j.smith» are not."""


def tidy_name(text: str) -> str:
    """The name with its spaces in order and its capitals as typed; Invalid("name-invalid") when it cannot be one."""
    name = plain(text)
    if not SHORTEST <= len(name) <= LONGEST or sum(map(str.isalpha, name)) < SHORTEST:
        raise Invalid("name-invalid")
    if DOMAIN.search(name) or not all(map(may_stand, name)):
        raise Invalid("name-invalid")
    return name


def plain(text: str) -> str:
    """One line of composed letters: no doubled spaces, no invisible signs, one kind of dash."""
    composed = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    return " ".join(DASHES.sub("-", seen).split()).strip(" ,-")


def may_stand(sign: str) -> bool:
    return sign in PUNCTUATION or unicodedata.category(sign)[0] in {"L", "M"}


def name_key(text: str) -> str:
    """Equal for the same words in any order, case, with ё or е: for search and for a weak sign of a duplicate."""
    folded = APOSTROPHES.sub("", plain(text)).casefold().replace("ё", "е")
    words = "".join(sign if unicodedata.category(sign)[0] in {"L", "M", "N"} else " " for sign in folded)
    return " ".join(sorted(words.split()))
