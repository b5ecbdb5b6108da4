"""What the product asks of a job board, and what a board gives back, whichever board it is.

Trouble (core.kernel.problems)
├── TryLater
│   └── LimitReached     today's budget of views is spent
├── Unreachable
│   └── Gone             deleted, hidden, or not ours to see
├── NeedsLogin
│   ├── TokenExpired     refresh and repeat
│   └── CaptchaRequired  a person has to open `url`
└── Refused
    └── Outdated         the item has moved on: fetch it again and decide anew
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from core.kernel.problems import NeedsLogin, Refused, TryLater, Unreachable

ResponseState = Literal["response", "invitation", "refusal", "hidden", "unknown"]
"""What the candidate sees on the board: waiting for an answer, invited, refused, hidden by somebody, or a word we do not know."""


HiddenWhy = Literal["", "limit", "closed"]
"""The day's budget of views is spent; or the board does not open the résumé to us."""


class Malformed(ValueError):  # noqa: N818 - named as the tree of problems is
    """What came cannot be read; names the place, never the value."""


class LimitReached(TryLater): ...


class Gone(Unreachable): ...


class TokenExpired(NeedsLogin): ...


class CaptchaRequired(NeedsLogin):
    def __init__(self, reason: str, url: str) -> None:
        super().__init__(reason)
        self.url = url


class Outdated(Refused): ...


@dataclass(frozen=True, slots=True)
class Consent:
    """To the processing of personal data, given on the source's own page."""

    text_version: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ResponseDraft:
    """A response as its source tells it: nothing looked up, nothing stored. A text that is not told is empty.

    `external_id` is unique within `board`; `source_state` is the board's own word for the employer's view, `state` the candidate's view.
    `contacts_hidden`: not all contacts are told; `contacts_why` says what kept them back, where it was not the person's own wish, and
    `contacts_at` when they are asked for again.
    """

    board: str
    external_id: str
    vacancy_external_id: str
    submitted_at: datetime
    full_name: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    city: str = ""
    age: int | None = None
    birth_date: date | None = None
    title: str = ""
    last_job: str = ""
    salary: str = ""
    letter: str = ""
    resume_url: str = ""
    resume_id: str = ""
    chat_id: str = ""
    state: ResponseState = "response"
    source_state: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    consent: Consent | None = None
    contacts_hidden: bool = False
    contacts_why: HiddenWhy = ""
    contacts_at: datetime | None = None

    @property
    def by_candidate(self) -> bool:
        """False where the employer invited first: such an item is no response. Known for sure only while it is unanswered."""
        return "response" in {self.state, self.source_state}


@dataclass(frozen=True, slots=True)
class BoardAction:
    """One step the board offers for one item, valid only for the item just fetched. `needs` names the arguments it insists on."""

    id: str
    name: str
    method: str
    url: str
    arguments: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    leads_to: str = ""


class JobBoard(Protocol):
    """Every method may raise Trouble. Looking never marks a response as viewed."""

    @property
    def name(self) -> str: ...

    async def response(self, external_id: str) -> ResponseDraft:
        """Raises Gone where there is no such item, Malformed where the answer cannot be read."""
        ...

    async def actions(self, external_id: str) -> Sequence[BoardAction]:
        """What can be done with the response now."""
        ...

    async def perform(self, action: BoardAction, arguments: Mapping[str, str]) -> None: ...

    async def refuse(self, external_id: str, message: str = "") -> None:
        """By the refusal the board offers; Outdated where it offers none any more."""
        ...

    async def letter(self, draft: ResponseDraft) -> str:
        """The covering letter. To ask for it may count as viewing: only when a person opens the response."""
        ...

    async def mark_viewed(self, external_ids: Sequence[str]) -> None:
        """Only when a person has really looked."""
        ...
