"""Our own form of a response, one JSON object, for any board, form or site. Documented by the model below.

    {"id": "f-4711", "source": "site", "vacancy": "VAC-0015", "name": "…", "phone": "…", "email": "…", "city": "…", "letter": "…",
     "resume_url": "https://…", "submitted_at": "2026-11-24T10:00:00+03:00", "answers": {"Готовы к сменам?": "Да"},
     "consent": {"text_version": "3", "given_at": "2026-11-24T09:59:00+03:00"}}

`id` and `source` are required, and one of name, phone and email; the pair (source, id) tells repeats apart. What is not known is left out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from core.boards import port
from core.boards.port import Malformed, ResponseDraft
from core.boards.values import plausible, prose, text, web_address

GENERIC = "generic"
"""The inbox's name of this source."""
SIZE_LIMIT = 64 * 1024
RESERVED = frozenset({"hh", "avito", "superjob", "bot", "telegram", "max", "vk", "webchat", "mail", "file"})
"""Sources of our own: nobody may speak for them."""
_QUESTIONS = 50
_SHOWN_DETAILS = 20


def _not_reserved(source: str) -> str:
    if source in RESERVED:
        raise ValueError("this name is ours: choose another, such as the site's own")
    return source


def _in_reason(told: datetime) -> datetime:
    known = plausible(told)
    if known is None:
        raise ValueError("the year is out of reason")
    return known


def _address(value: str) -> str:
    found = web_address(value) if value else ""
    if found != value:
        raise ValueError("must be an http or https address")
    return found


def _contactable(value: str) -> str:
    name, _, host = value.rpartition("@")
    if value and not (name and "." in host):
        raise ValueError("must be an e-mail address")
    return value


def _words(value: Any) -> Any:
    """Written so that it can be stored; null is the same as left out."""
    return "" if value is None else prose(value) if isinstance(value, str) else value


def _line(value: Any) -> Any:
    return "" if value is None else text(value, 4000) if isinstance(value, str) else value


LINE, PROSE = BeforeValidator(_line), BeforeValidator(_words)
Instant = Annotated[AwareDatetime, Field(strict=True), AfterValidator(_in_reason)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, frozen=True)


class Consent(_Strict):
    """To the processing of personal data, as the source's page asked for it."""

    text_version: Annotated[str, Field(min_length=1, max_length=64), LINE]
    given_at: Instant


class GenericResponse(_Strict):
    """A candidate's response to a vacancy. Unknown keys are refused, so that a misspelt one is noticed at once."""

    id: Annotated[str, Field(min_length=1, max_length=100, description="Unique within the source: a repeat is the same response."), LINE]
    source: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,32}$", description="Where it comes from."), AfterValidator(_not_reserved)]
    vacancy: Annotated[str, Field(max_length=100, description="Our number (VAC-0015) or the id at the source."), LINE] = ""
    name: Annotated[str, Field(max_length=200), LINE] = ""
    phone: Annotated[str, Field(max_length=200, description="As the candidate wrote it, remarks and all."), LINE] = ""
    email: Annotated[str, Field(max_length=254), LINE, AfterValidator(_contactable)] = ""
    city: Annotated[str, Field(max_length=100), LINE] = ""
    letter: Annotated[str, Field(max_length=10_000), PROSE] = ""
    resume_url: Annotated[str, Field(max_length=2000), LINE, AfterValidator(_address)] = ""
    submitted_at: Annotated[Instant | None, Field(description="With an offset. The time of receipt where it is left out.")] = None
    answers: Annotated[
        dict[Annotated[str, Field(min_length=1, max_length=300), LINE], Annotated[str, Field(max_length=4000), PROSE]],
        Field(max_length=_QUESTIONS, description="Question to answer."),
    ] = Field(default_factory=dict)
    consent: Consent | None = None

    @model_validator(mode="after")
    def somebody(self) -> Self:
        if not (self.name or self.phone or self.email):
            raise ValueError("one of name, phone and email is needed")
        return self


@dataclass(frozen=True, slots=True)
class Detail:
    """What is wrong and where; never the value itself."""

    field: str
    problem: str


class Rejected(Malformed):
    """The body of a 422."""

    def __init__(self, details: tuple[Detail, ...]) -> None:
        super().__init__("; ".join(f"{detail.field}: {detail.problem}" for detail in details))
        self.details = details


class TooLarge(Malformed): ...


def parse(raw: bytes, received_at: datetime) -> ResponseDraft:
    """Raises TooLarge or Rejected."""
    if len(raw) > SIZE_LIMIT:
        raise TooLarge(f"more than {SIZE_LIMIT} bytes")
    try:
        return draft(GenericResponse.model_validate_json(raw), received_at)
    except ValidationError as error:
        raise Rejected(_details(error)) from None


def draft(told: GenericResponse, received_at: datetime) -> ResponseDraft:
    """A response cannot be older than its receipt says: a source's clock may run ahead."""
    return ResponseDraft(
        board=told.source,
        external_id=told.id,
        vacancy_external_id=told.vacancy.upper() if told.vacancy.upper().startswith("VAC-") else told.vacancy,
        submitted_at=min(told.submitted_at or received_at, received_at),
        full_name=told.name,
        phones=(told.phone,) if told.phone else (),
        emails=(told.email,) if told.email else (),
        city=told.city,
        letter=told.letter,
        resume_url=told.resume_url,
        source_state="response",
        answers=tuple(told.answers.items()),
        consent=port.Consent(told.consent.text_version, told.consent.given_at) if told.consent else None,
    )


def _details(error: ValidationError) -> tuple[Detail, ...]:
    """Without the values: what people wrote is repeated to nobody."""
    found = error.errors(include_url=False, include_input=False, include_context=False)[:_SHOWN_DETAILS]
    return tuple(Detail(_place(item["loc"]), item["msg"].removeprefix("Value error, ")) for item in found)


def _place(path: tuple[int | str, ...]) -> str:
    """Questions are data, so they are told by their field alone."""
    names = [str(part) for part in path]
    return "answers" if names[:1] == ["answers"] else ".".join(names)[:100] or "body"


def row_of(told: ResponseDraft, body: bytes) -> tuple[str, str, str]:
    """Its key, its lane and its words as the inbox keeps them."""
    key = f"{told.board}:{told.external_id}"
    return key, f"{GENERIC}:{key}", body.decode()
