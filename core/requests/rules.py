"""Kinds of demands and their terms."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Demand(StrEnum):
    """What was asked for; `expired` is nobody's demand: what the data were held for is over."""

    ACCESS = "access"
    WITHDRAW = "withdraw"
    ERASE = "erase"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Terms:
    """By the law and by the house: within how many days what is demanded is destroyed, how long data stay after the last decision."""

    erase: timedelta = timedelta(days=30)
    keep: timedelta = timedelta(days=30)


COOLING = timedelta(days=1)
"""So long whoever had the data destroyed may think better of it and give the consent anew."""
MARGIN = timedelta(days=3)
"""So long before the deadline what was withdrawn is destroyed, whatever else happens."""
WARNING = timedelta(days=7)
"""So long before data expire their recruiter is told."""
ACCESSES = 5
"""Exports a day that one person gets."""


def act_at(kind: Demand, due: datetime, now: datetime) -> datetime:
    """From when the data are destroyed by itself."""
    return now + COOLING if kind is Demand.ERASE else max(now, due - MARGIN)


_CONSENT = re.compile(
    r"\b(?:отзыв(?!ы\b)\w*|отозв\w*|отзов\w*|отказываюсь от|аннулир\w*)\b.{0,40}\bсогласи"
    r"|\bсогласи\w*\b.{0,40}\b(?:отзыва|отозв|отзов)",
)
_DATA = r"(?:данн\w*|анкет\w*|профил\w*|информаци\w*|сведени\w*|персональн\w*)"
_ERASE = re.compile(
    rf"\b(?:удал[ия]\w*|сотр[ие]\w*|уничтож\w*|стерет\w*|стер\w*)\b.{{0,30}}\b{_DATA}"
    rf"|\b{_DATA}\b.{{0,20}}\b(?:удалит\w*|сотрит\w*|уничтож\w*)|\bудалит\w*\b.{{0,20}}\bбаз"
    r"|\b(?:удалите|сотрите) меня\b|\bзабудьте (?:меня|обо мне)\b|\bправо на забвение\b"
    r"|\b(?:прекратите|прекратить) (?:обработку|обрабатывать)\b.{0,30}\bданн",
)
_CONSENT_EN = re.compile(r"\b(?:withdraw|revoke|take back)\b.{0,30}\bconsent\b")
_ERASE_EN = re.compile(
    r"\b(?:delete|erase|remove|destroy|forget)\b.{0,20}\b(?:my|all|personal)\b.{0,20}\b(?:data|information|account|details)\b"
    r"|\bforget me\b",
)
_ACCESS = re.compile(
    r"\b(?:какие|все) (?:мои )?(?:персональные )?данные\b.{0,40}\b(?:храните|хранятся|есть у вас)"
    r"|\bwhat (?:data )?do you (?:hold|know|store) (?:about|on) me\b",
)
_DENIED = re.compile(
    r"\bне\s+(?:отзыва|удаля|удалить|отозвать|надо|нужно|буду|хочу|собираюсь|стирать)"
    r"|\b(?:do not|don't|not) (?:withdraw|delete|erase|remove|revoke)",
)
LONGEST = 300
"""A longer text is a letter, for a person to read."""


def demanded(text: str) -> Demand | None:
    """What is demanded in plain words; it is asked about before anything is done."""
    said = " ".join(text.casefold().replace("ё", "е").split())
    if len(said) > LONGEST or _DENIED.search(said):
        return None
    if _CONSENT.search(said) or _CONSENT_EN.search(said):
        return Demand.WITHDRAW
    if _ERASE.search(said) or _ERASE_EN.search(said):
        return Demand.ERASE
    return Demand.ACCESS if _ACCESS.search(said) else None
