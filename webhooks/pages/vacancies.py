"""Vacancies in the words of a page: facts on one line, text in paragraphs, and what search engines read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.wording import formats as words
from core.kernel.text.i18n import Texts
from core.staff.reads import entries
from core.vacancies.model import Vacancy
from core.vacancies.reads import VacancyCard, by_number, opened

LEAD = 180
"""Characters of the first words on a card."""
EMPLOYMENT = {"full": "FULL_TIME", "part": "PART_TIME", "temporary": "TEMPORARY", "internship": "INTERN"}
"""The dictionary's codes in schema.org's words."""


class Fact(NamedTuple):
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A vacancy as the templates show it; all of it plain text."""

    number: int
    name: str
    salary: str
    city: str
    facts: tuple[Fact, ...]
    lead: str
    paragraphs: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Advertisement:
    """One vacancy's page; `posting` is its JobPosting."""

    vacancy: Listed
    posting: dict[str, Any]


def listed(session: Session, texts: Texts, locale: str) -> list[Listed]:
    """The open vacancies."""
    names = names_of(session, locale)
    return [shown(card, names, texts, locale) for card in opened(session)]


def advertisement(session: Session, number: int, texts: Texts, locale: str, company: str) -> Advertisement | None:
    """Open or closed; None where there never was such a number."""
    card = by_number(session, number)
    if card is None:
        return None
    since = session.execute(select(Vacancy.created_at).where(Vacancy.number == number)).scalar_one()
    posting = {**posting_of(card, company), "datePosted": since.date().isoformat()}
    return Advertisement(shown(card, names_of(session, locale), texts, locale), posting)


def names_of(session: Session, locale: str) -> Mapping[str, str]:
    """What the codes of schedules and employments are called."""
    return {entry.code: entry.name for kind in ("schedule", "employment") for entry in entries(session, kind, locale, archived=True)}


def shown(card: VacancyCard, names: Mapping[str, str], texts: Texts, locale: str) -> Listed:
    paragraphs = paragraphs_of(card.text)
    facts = tuple(
        Fact(icon, texts(locale, f"web-fact-{kind}", name=lowered(names.get(code, code))).unescape())
        for kind, code, icon in (("schedule", card.schedule, "clock"), ("employment", card.employment, "work"))
        if code
    )
    salary = salary_of(card, texts, locale)
    return Listed(card.number, card.name, salary, card.city, facts, lead_of(paragraphs), paragraphs, card.state == "opened")


def lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def salary_of(card: VacancyCard, texts: Texts, locale: str) -> str:
    low, high = card.salary_from, card.salary_to
    if low and high and low != high:
        return f"{words.number(low, locale)}–{words.money(high, locale)}"
    if low or high:
        return str(texts(locale, "salary-from" if low else "salary-up-to", sum=words.money(low or high or 0, locale)))
    return ""


def paragraphs_of(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip())


def lead_of(paragraphs: Sequence[str]) -> str:
    """The first words, cut between words."""
    first = " ".join(paragraphs[0].split()) if paragraphs else ""
    return first if len(first) <= LEAD else first[:LEAD].rpartition(" ")[0].rstrip(",;:. ") + "…"


def posting_of(card: VacancyCard, company: str) -> dict[str, Any]:
    """The vacancy as schema.org's JobPosting; what is not known is left out."""
    description = "".join(f"<p>{escape(part)}</p>" for part in paragraphs_of(card.text) or (card.name,))
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": card.name,
        "description": description.replace("\n", "<br>"),
        "identifier": {"@type": "PropertyValue", "name": company, "value": card.label},
        "hiringOrganization": {"@type": "Organization", "name": company},
        "directApply": True,
    }
    return found | place_of(card) | pay_of(card) | kind_of(card)


def kind_of(card: VacancyCard) -> dict[str, Any]:
    return {"employmentType": EMPLOYMENT[card.employment]} if card.employment in EMPLOYMENT else {}


def place_of(card: VacancyCard) -> dict[str, Any]:
    remote = {"jobLocationType": "TELECOMMUTE"} if card.schedule == "remote" else {}
    if not card.city:
        return remote
    address = {"@type": "PostalAddress", "addressLocality": card.city}
    return {"jobLocation": {"@type": "Place", "address": address}, **remote}


def pay_of(card: VacancyCard) -> dict[str, Any]:
    bounds = {name: sum_ for name, sum_ in (("minValue", card.salary_from), ("maxValue", card.salary_to)) if sum_}
    if not bounds:
        return {}
    value = {"@type": "QuantitativeValue", "unitText": "MONTH", **bounds}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "RUB", "value": value}}
