"""One folding of names for whoever compares them: what is searched, what is a likeness, in either alphabet.

`fold` is how text is kept and looked for; `latin` brings a name to one spelling, however it was written; `likeness_key` is equal for names
that may be one person's. Meant for comparing, never for reading.
"""

import re
import unicodedata
from collections.abc import Iterable
from types import MappingProxyType

WORDS_OF_FULL_NAME = 3
SHORT_I = "й"
APOSTROPHES = (
    "'`\N{ACUTE ACCENT}\N{PRIME}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER PRIME}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{FULLWIDTH APOSTROPHE}"
)
"""What people type for the sign in «О’Коннор», «Мар'яна» and «Oʻktam»."""
_SILENT = str.maketrans(dict.fromkeys(APOSTROPHES))
_DASHES = re.compile("[-_\N{SOFT HYPHEN}\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
_LETTERS = MappingProxyType(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n"}
    | {"қ": "к", "ң": "н", "ғ": "г", "ө": "о", "ү": "у", "ұ": "у", "һ": "х", "ә": "а", "җ": "ж", "ҳ": "х", "ҷ": "ч", "ӣ": "и", "ӯ": "у"}
    | {"і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "о", "ј": "й", "љ": "ль", "њ": "нь", "ћ": "ч", "ђ": "дж", "џ": "дж"},
)
"""Letters that no sign can be taken from, in the nearest letter of the Russian or the plain Latin alphabet."""
_SAME_LATIN, _SAME_CYRILLIC = "aceopxykiABCEHKMOPTXYI", "асеорхукіАВСЕНКМОРТХУІ"
_TO_CYRILLIC, _TO_LATIN = str.maketrans(_SAME_LATIN, _SAME_CYRILLIC), str.maketrans(_SAME_CYRILLIC, _SAME_LATIN)
_WORD = re.compile(r"[^\W\d_]+")
_A_LATIN, _A_CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0400-\u052f]")

_LATIN = MappingProxyType(
    dict(zip("абвгдеезийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia"},
)
_SPELLINGS = tuple(
    (re.compile(variant), letters)
    for variant, letters in (
        ("kh", "h"),
        ("gh", "g"),
        ("shch|sch", "sh"),
        ("tch", "ch"),
        ("sz", "sh"),
        ("ts|tz", "c"),
        ("x", "ks"),
        ("ck|q", "k"),
        ("w", "v"),
        ("ph", "f"),
        ("th", "t"),
        ("j(?=[aeou])|y(?=[aeou])", "i"),
        ("[yj]", "i"),
        ("iu|ue", "u"),
        ("ie|ee|io", "e"),
        ("ii+", "i"),
        (r"([^\W\d_])\1", r"\1"),
    )
)
"""How people spell names in Latin letters, brought to one way."""
_DOUBLETS = MappingProxyType(
    {"aleksander": "aleksandr", "oleksandr": "aleksandr", "oleksi": "aleksei", "andri": "andrei", "sergi": "sergei", "artemi": "artem"}
    | {"danila": "danil", "danilo": "danil", "gavrila": "gavril", "mihailo": "mihail", "dimitri": "dmitri", "dmitro": "dmitri"}
    | {"evgen": "evgeni", "volodimir": "vladimir", "olena": "elena", "sofi": "sofia", "natali": "natalia"},
)
"""Other forms of a given name in the spelling of `latin`, brought to one; «Наталья» and «Наталия» are one there already."""
_FATHERS = MappingProxyType(
    {"ogli": "ogli", "oglu": "ogli", "ugli": "ogli", "kizi": "kizi", "gizi": "kizi", "uli": "uli", "ulu": "uli"},
)
"""«-оглы», «-кызы» and their like, which make a patronymic of the father's name before them."""
_PATRONYMIC = re.compile(r".+(ich|ovna|evna|ichna|ogli|oglu|kizi|uli)")
_ENDING = re.compile(r"(ovich|evich|ich|ovna|evna|inichna|ichna|ogli|oglu|kizi|uli)$")


def fold(text: str) -> str:
    """Lower case, single spaces, letters without their signs, no apostrophes, no letters of another alphabet that look the same."""
    composed = unicodedata.normalize("NFKC", text.translate(_SILENT)).translate(_SILENT)
    seen = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    one_alphabet = _WORD.sub(lambda word: unmixed(word[0]), _DASHES.sub(" ", seen))
    return " ".join("".join(map(bare, one_alphabet.casefold())).split())


def bare(sign: str) -> str:
    """The letter without what stands above or below it; «й» is a letter of its own."""
    if sign == SHORT_I or sign.isascii():
        return sign
    if sign in _LETTERS:
        return _LETTERS[sign]
    parts = unicodedata.normalize("NFD", sign)
    return "".join(_LETTERS.get(part, part) for part in parts if unicodedata.category(part) != "Mn")


def unmixed(word: str) -> str:
    """A word in the alphabet most of its letters are of, where the others only look like that."""
    latin_letters, cyrillic_letters = len(_A_LATIN.findall(word)), len(_A_CYRILLIC.findall(word))
    if not latin_letters or not cyrillic_letters:
        return word
    if latin_letters > cyrillic_letters:
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)


def latin(text: str) -> str:
    """One spelling for however a name was written: «Сергей», Sergey and Sergei are the same word."""
    letters = "".join(_LATIN.get(sign, sign) for sign in fold(text))
    for variant, spelling in _SPELLINGS:
        letters = variant.sub(spelling, letters)
    return " ".join(_DOUBLETS.get(word, word) for word in letters.split())


def likeness_key(full_name: str) -> str:
    """Equal for names that may be one person's: any order and alphabet, with or without the patronymic."""
    words, patronymic = read_name(full_name)
    return " ".join(sorted(word for word in words if word != patronymic))


def read_name(full_name: str) -> tuple[list[str], str]:
    """The words in one spelling and which of them is the patronymic: never the first, and only of three words or more."""
    words = list(joined(latin(word) for word in _WORD.findall(fold(full_name))))
    late = [word for word in words[1:] if _PATRONYMIC.fullmatch(word)] if len(words) >= WORDS_OF_FULL_NAME else []
    return words, late[0] if late else ""


def joined(words: Iterable[str]) -> list[str]:
    """«Вагиф оглы» and «Вагиф-оглы» are one word, as «Вагифоглы» is."""
    found: list[str] = []
    for word in filter(None, words):
        if word in _FATHERS and len(found) + 1 >= WORDS_OF_FULL_NAME:
            found[-1] += _FATHERS[word]
        else:
            found.append(word)
    return found


def father(patronymic: str) -> str:
    """The father's name in a patronymic: «Вагифович» and «Вагиф оглы» speak of one."""
    return _ENDING.sub("", patronymic)


def search_text(full_name: str, city: str, last_job: str, contacts: Iterable[str] = ()) -> str:
    """Everything the base is searched by, name first."""
    return " ".join(part for part in (*map(fold, (full_name, city, last_job, *contacts)), latin(full_name)) if part)
