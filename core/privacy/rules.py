"""Kinds of consent and what makes one valid."""

import hashlib
from enum import StrEnum


class ConsentKind(StrEnum):
    """Each is asked by itself, has its own button, its own term and its own withdrawal."""

    RECRUITING = "recruiting"
    RESERVE = "reserve"
    TRANSFER_TO_CLIENT = "transfer_to_client"
    MAILING = "mailing"
    CHECK = "check"


class Access(StrEnum):
    """What somebody did with a person's data."""

    VIEW = "view"
    EXPORT = "export"
    PRINT = "print"
    FIND = "find"


def fingerprint(text: str) -> str:
    """SHA-256 of exactly what the person was shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of(board: str, external_id: str) -> str:
    """What is left of a board's id once its person was erased: enough to know it again, not to learn it."""
    return fingerprint(f"{board}\n{external_id}")
