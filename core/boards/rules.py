"""What a response means without asking a database: how it is kept, where it came from, when cards become a digest."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter

from core.boards.port import ResponseDraft
from core.boards.values import prose
from core.candidates import rules as people
from core.candidates.contacts import Told
from core.candidates.rules import Contacts, Draft
from core.kernel.text.signs import clean

OPEN: Final = ("new", "later")
UNDECIDED: Final = ("fetching", *OPEN)
"""Waiting for somebody's decision."""
REJECTED: Final = "rejected"
WITHDRAWN: Final = "withdrawn"
CLOSED: Final = (REJECTED, WITHDRAWN)
"""Ended before there was an application."""
AWAITED: Final = ("fetching", "gone", "failed")
"""Heard of and not yet read: whatever the board tells of it is news."""
LOST: Final = ("gone", "failed")
HH = "hh"
OWN = "bot:"
"""How the names of our own bot's boards begin; the messenger follows."""
ENTRANCE = "response"
WINDOW = timedelta(hours=1)
SOURCES: Mapping[str, str] = MappingProxyType(
    {HH: "site.hh", "bot:telegram": "telegram_bot", "bot:max": "max_bot", "bot:vk": "vk", "bot:webchat": "career_site"},
)
"""A board's code in the dictionary of sources; a form's or a site's own name is its code."""
_FORM = TypeAdapter(ResponseDraft)


def packed(draft: ResponseDraft) -> dict[str, Any]:
    found: dict[str, Any] = _FORM.dump_python(draft, mode="json", exclude_defaults=True)
    return found


def unpacked(kept: Mapping[str, Any], board: str, external_id: str, submitted_at: datetime) -> ResponseDraft:
    """What was kept; a response not yet read is told by its place alone."""
    known = {"board": board, "external_id": external_id, "vacancy_external_id": "", "submitted_at": submitted_at}
    return _FORM.validate_python({**known, **kept})


def is_own(board: str) -> bool:
    return board.startswith(OWN)


def source_of(board: str) -> str:
    return SOURCES.get(board, board)


def cleaned(answers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Questions and answers as a database can keep them."""
    return tuple((clean(question), prose(answer)) for question, answer in answers)


def told(draft: ResponseDraft) -> tuple[Told, ...]:
    """The contacts in it that people wrote, as they will be kept."""
    return people.told(Draft(phones=draft.phones, emails=draft.emails))


def contacts(draft: ResponseDraft) -> Contacts:
    """What is known of the person beside phones and e-mails: the résumé's number, which a board never gives to another person."""
    return ((f"{draft.board}_resume"[:24], draft.resume_id),) if draft.resume_id and not is_own(draft.board) else ()


def person(draft: ResponseDraft, owner: int) -> Draft:
    """The candidate a board's response speaks of."""
    return Draft(
        full_name=draft.full_name,
        phones=draft.phones,
        emails=draft.emails,
        contacts=contacts(draft),
        birth_date=draft.birth_date,
        city=draft.city,
        source=source_of(draft.board),
        entrance_type=ENTRANCE,
        owner_id=owner,
        last_job=draft.last_job,
        salary_text=draft.salary,
    )


def digest(came: int, after: int, now: datetime) -> str | None:
    """None while each response has its own card; then the key of the digest that tells of this one.

    With `came` of them within the hour there is one digest when cards end and one more each time the number has doubled.
    """
    if came <= after:
        return None
    doublings = (came // (after + 1)).bit_length() - 1
    return f"{now:%Y%m%d%H}:{doublings}"
