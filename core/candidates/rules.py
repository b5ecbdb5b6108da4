"""What a candidate's data mean without asking a database: normal forms, keys of likeness, what a query looks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.candidates import contacts
from core.candidates.contacts import EMAIL, PHONE, WRITTEN, Told
from core.kernel.text.cities import known_city
from core.kernel.text.folding import father, fold, latin, read_name
from core.kernel.text.phones import alike

FEWEST_DIGITS, SUBSCRIBER_DIGITS = 4, 10
READ = frozenset({PHONE, EMAIL, WRITTEN})
"""Kinds that people write by hand."""
Contacts = tuple[tuple[str, str], ...]
Identity = tuple[str, str, str]
"""Channel, account, external id."""

_PHONE_LIKE = re.compile(r"[\d\s()+.*\u2010-\u2015-]+")


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


def usable(draft: Draft) -> Contacts:
    """What the draft's contacts are known by, each once."""
    return tuple((kind, value) for kind, value, _ in told(draft))


def told(draft: Draft) -> tuple[Told, ...]:
    """The draft's contacts in their normal forms; what could not be read stays as it was written, for nobody is there to ask."""
    typed = (found for value in (*draft.phones, *draft.emails) for found in contacts.read(value))
    other = (Told(kind, " ".join(value.split())) for kind, value in draft.contacts if kind not in READ and value.strip())
    named = (found for kind, value in draft.contacts if kind in READ for found in contacts.read(value))
    return contacts.merged((*typed, *named, *other))


def signs(known: Iterable[tuple[str, str]]) -> Contacts:
    """The contacts, in every form they may be kept in, by which a person is recognised."""
    return tuple(
        dict.fromkeys(
            (kind, form)
            for kind, value in known
            if kind != contacts.WRITTEN or contacts.is_sign(value)
            for form in (alike(value) if kind == PHONE else (value,))
        ),
    )


def may_be_one(name: str, birth_date: date | None, other_name: str, other_birth_date: date | None) -> bool:
    """Names that are alike speak for one person unless patronymics or birth dates speak against it."""
    if birth_date and other_birth_date and birth_date != other_birth_date:
        return False
    (_, one), (_, other) = read_name(name), read_name(other_name)
    return not (one and other) or father(one) == father(other)


def city_key(city: str) -> str:
    """Equal for all the names of one town."""
    return fold(known_city(city))


def patterns(text: str) -> tuple[frozenset[str], ...]:
    """The words of a query, each with the other ways it may be written in."""
    return tuple(ways(word) for word in fold(text).split())


def ways(word: str) -> frozenset[str]:
    """As typed; in the spelling of names, by which a word in other letters is found from its beginning; a town by its full name."""
    spelt = latin(word) if word.isalpha() else ""
    other = {spelt if word.isascii() else f" {spelt}"} if spelt else set()
    return frozenset({word, city_key(word), *other})
