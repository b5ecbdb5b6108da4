"""What a candidate's data mean without asking a database: normal forms, keys of likeness, what a query looks for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from core.kernel.names import name_key
from core.kernel.phones import normalise
from core.kernel.problems import Invalid

PHONE, EMAIL = "phone", "email"
FEWEST_DIGITS, SUBSCRIBER_DIGITS = 4, 10
LONGEST_EMAIL = 254
WORDS_OF_FULL_NAME = 3
Contacts = tuple[tuple[str, str], ...]
Identity = tuple[str, str, str]
"""Channel, account, external id."""

_EMAIL = re.compile(r"[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\.]+(?:\.[^\s@<>(),;:\"\\.]+)+")
_PHONE_LIKE = re.compile(r"[\d\s()+.*\u2010-\u2015-]+")
_PATRONYMIC = re.compile(r".*(ich|ovna|evna|ichna|ogli|oglu|kizi|uli)")
_LATIN = MappingProxyType(
    dict(zip("абвгдеезийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "iu", "я": "ia", "ё": "e"},
)
_SPELLINGS = tuple(
    (re.compile(variant), letters)
    for variant, letters in (
        ("kh", "h"),
        ("shch", "sch"),
        ("ts|tz", "c"),
        ("x", "ks"),
        ("ck", "k"),
        ("w", "v"),
        ("ph", "f"),
        ("j(?=[aeou])|y(?=[aeou])", "i"),
        ("[yj]", "i"),
        ("ie|ee|io", "e"),
        ("ii+", "i"),
        (r"(.)\1", r"\1"),
    )
)
"""How people spell Russian names in Latin letters, brought to one way; meant for comparing, not for reading."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is told of a person, whoever tells it; contacts come as typed. Empty means: not told."""

    full_name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    contacts: Contacts = ()
    birth_date: date | None = None
    city: str = ""
    zone: str | None = None
    locale: str = "ru"
    source: str = ""
    entrance_type: str = ""
    owner_id: int | None = None
    last_job: str = ""
    salary_text: str = ""


@dataclass(frozen=True, slots=True)
class FindQuery:
    """Whom to look for; what is left empty does not matter. `text` may name anything on the card, every word of it must fit."""

    text: str = ""
    phone_tail: str = ""
    city: str = ""
    status: str = ""
    vacancy: int | None = None
    owner: int | None = None


def query_of(typed: str) -> FindQuery:
    """Reads what was typed behind /find: four digits or more are the end of a phone, anything else is text."""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if _PHONE_LIKE.fullmatch(typed.strip()) and len(digits) >= FEWEST_DIGITS:
        return FindQuery(phone_tail=digits)
    return FindQuery(text=typed)


def contact(kind: str, value: str) -> str:
    """The normal form of one contact; raises Invalid("phone-invalid") or Invalid("email-invalid")."""
    if kind == PHONE:
        return normalise(value)
    return email(value) if kind == EMAIL else " ".join(value.split())


def email(value: str) -> str:
    tidy = value.strip().casefold()
    if len(tidy) > LONGEST_EMAIL or not _EMAIL.fullmatch(tidy):
        raise Invalid("email-invalid")
    return tidy


def usable(draft: Draft) -> Contacts:
    """The draft's contacts in their normal forms, each once; those that are none are left out, for nobody is there to ask."""
    told = (*((PHONE, value) for value in draft.phones), *((EMAIL, value) for value in draft.emails), *draft.contacts)
    return tuple(dict.fromkeys(normal(told)))


def normal(told: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for kind, value in told:
        try:
            found = contact(kind, value)
        except Invalid:
            continue
        if found:
            yield kind, found


def plain(text: str) -> str:
    """How text is kept and looked for: lower case, ё as е, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


def latin(text: str) -> str:
    """One spelling for however a name was written: «Сергей», Sergey and Sergei are the same word."""
    letters = "".join(_LATIN.get(sign, sign) for sign in plain(text))
    for variant, spelling in _SPELLINGS:
        letters = variant.sub(spelling, letters)
    return letters


def likeness_key(full_name: str) -> str:
    """Equal for names that may be one person's: any order and alphabet, with or without the patronymic."""
    words, patronymic = read_name(full_name)
    return " ".join(sorted(word for word in words if word != patronymic))


def may_be_one(name: str, birth_date: date | None, other_name: str, other_birth_date: date | None) -> bool:
    """Names that are alike speak for one person unless patronymics or birth dates speak against it."""
    if birth_date and other_birth_date and birth_date != other_birth_date:
        return False
    (_, one), (_, other) = read_name(name), read_name(other_name)
    return not (one and other) or one == other


def read_name(full_name: str) -> tuple[list[str], str]:
    """The words in one spelling and which of them is the patronymic: never the first, and only of three words or more."""
    words = [latin(word) for word in map(name_key, full_name.split()) if word]
    last = [word for word in words[1:] if _PATRONYMIC.fullmatch(word)] if len(words) >= WORDS_OF_FULL_NAME else []
    return words, last[0] if last else ""


def search_text(full_name: str, city: str, last_job: str, contacts: Iterable[str] = ()) -> str:
    """Everything the base is searched by, name first."""
    return " ".join(part for part in map(plain, (full_name, city, last_job, *contacts, latin(full_name))) if part)


def patterns(text: str) -> tuple[frozenset[str], ...]:
    """The words of a query, each with the other way it may be written in."""
    return tuple(frozenset({word, latin(word)}) if word.isascii() and word.isalpha() else frozenset({word}) for word in plain(text).split())


def filled(kept: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """What a merge adds to the person who stays: only what was empty there."""
    return {name: value for name, value in told.items() if value and not kept.get(name)}
