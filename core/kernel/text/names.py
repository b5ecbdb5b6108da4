"""People's names: tidied as typed; what is none is refused. `core.kernel.text.folding` says how they are compared."""

import re
import unicodedata

from core.kernel.problems import Invalid
from core.kernel.text.folding import fold

SHORTEST, LONGEST = 2, 120
PUNCTUATION = frozenset(" -.,()/'`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}")
STROKES = str.maketrans(dict.fromkeys("\N{PRIME}\N{ACUTE ACCENT}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}", "’"))
"""Signs that people type for an apostrophe and that are none."""
DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
DOMAIN = re.compile(r"[^\W\d_]{2,}\.(?:[a-z]{2,}|рф)(?!\w)|\.\w+/")
"""«site.ru» is a link, «И.Иванов» and «j.smith» are not."""
IDEOGRAPHS = 0x2E80
"""Where the writing of whole words and syllables begins: there one sign is a name and no space stands between two."""
SPEECH = re.compile(
    r"\b(здравствуйте|здравствуй|привет|приветствую|меня зовут|добр(ый|ое|ого) (день|дня|вечер|вечера|утро|утра)|hello|my name is)\b"
    r"|^(я|это|hi|i am|i m|im) .",
)
"""Words to somebody, with a name in them or without; folded."""
NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        да нет неа ага угу ок окей хорошо конечно не знаю хочу работать работу работа тест проверка имя фио фамилия
        отчество никто никак аноним кандидат отмена назад пропустить дальше спасибо пожалуйста вакансия резюме yes no
        none null nope ok okay test name surname anonymous nobody cancel skip back thanks start стоп stop qwerty
        йцукен фыва asdf
        """,
    ),
)
"""No name is made of these alone."""


def tidy_name(text: str) -> str:
    """The name with its spaces in order and its capitals as typed; Invalid("name-invalid") when it cannot be one."""
    name = plain(text)
    if len(name) > LONGEST or not is_long_enough(name):
        raise Invalid("name-invalid")
    if DOMAIN.search(name) or not all(map(may_stand, name)) or is_said(fold(name)):
        raise Invalid("name-invalid")
    return name


def plain(text: str) -> str:
    """One line of composed letters: no doubled spaces, no invisible signs, one kind of dash, one of apostrophe."""
    composed = unicodedata.normalize("NFKC", text.translate(STROKES))
    seen = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    return " ".join(DASHES.sub("-", seen).split()).strip(" ,-/")


def is_long_enough(name: str) -> bool:
    """Two letters, or one sign that is a word."""
    return sum(map(str.isalpha, name)) >= SHORTEST or any(map(is_whole, name))


def is_whole(sign: str) -> bool:
    return ord(sign) >= IDEOGRAPHS and unicodedata.category(sign) == "Lo"


def is_said(folded: str) -> bool:
    """Whether it is something said and no name."""
    words = re.findall(r"[^\W\d_]+", folded)
    return SPEECH.search(" ".join(words)) is not None or all(word in NO_NAMES for word in words)


def is_single(name: str) -> bool:
    """One word, be it a given name or a surname: not yet the name in full, for all we know."""
    return len(re.findall(r"[^\s/]+", name)) == 1 and sum(map(is_whole, name)) < SHORTEST


def may_stand(sign: str) -> bool:
    return sign in PUNCTUATION or unicodedata.category(sign)[0] in {"L", "M"}
