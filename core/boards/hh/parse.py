"""hh.ru's JSON turned into ours. Pure: whatever comes, only Malformed goes out.

hh speaks of a negotiation (`topic`): one résumé on one vacancy. Its `state` is what the candidate sees, its `employer_state` what the
employer sees, its `actions` what can be done now. None of these sets is closed, and a résumé may be null, nameless or without contacts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.boards.port import BoardAction, Malformed, ResponseDraft, ResponseState
from core.boards.values import Json, age, at, birthday, identifier, moment, objects, prose, text, web_address
from core.kernel.text.phones import international

BOARD = "hh"
EventKind = Literal["response", "response_or_invitation", "state_changed", "chat_created", "chat_message", "vacancy", "unknown"]
_KINDS: Mapping[str, EventKind] = {
    "NEW_NEGOTIATION_VACANCY": "response",
    "NEW_RESPONSE_OR_INVITATION_VACANCY": "response_or_invitation",
    "NEGOTIATION_EMPLOYER_STATE_CHANGE": "state_changed",
    "CHAT_CREATED": "chat_created",
    "CHAT_MESSAGE_CREATED": "chat_message",
    "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER": "vacancy",
    "VACANCY_PROLONGATION": "vacancy",
    "VACANCY_CHANGE": "vacancy",
    "VACANCY_ARCHIVATION": "vacancy",
}
_DATES = (
    "negotiation_date",
    "response_date",
    "transferred_at",
    "creation_time",
    "creation_date",
    "prolongation_date",
    "change_date",
    "archivation_date",
)
_STATES: Mapping[str, ResponseState] = {
    "response": "response",
    "invitation": "invitation",
    "discard": "refusal",
    "hidden": "hidden",
}
_CURRENCIES = {"RUR": "₽", "RUB": "₽", "USD": "$", "EUR": "€", "KZT": "₸", "BYR": "Br", "BYN": "Br"}
_PHONES = {"phone", "cell", "home", "work"}
_KNOWN = {"email", "telegram", "setka", "other", "skype", "personal"}
"""Kinds of what is neither dialled nor, but for the first, written to."""
_LONGEST = 254
_CLOSED = ("phones", "email", "other_contacts")
_ABSURD = 1e12
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class HhEvent:
    """One webhook, told apart from its repeats by `key`. It carries ids only and is to be believed only after fetching."""

    key: tuple[str, str, str]
    kind: EventKind
    topic_id: str = ""
    vacancy_id: str = ""
    resume_id: str = ""
    chat_id: str = ""
    at: datetime | None = None


def event(body: Json) -> HhEvent:
    """A type unknown to us is no error: hh adds them; a body without the three parts of the key is."""
    payload = at(body, "payload")
    key = event_key(body)
    return HhEvent(
        key=key,
        kind=_KINDS.get(key[1], "unknown"),
        topic_id=identifier(at(payload, "topic_id")),
        vacancy_id=identifier(at(payload, "vacancy_id")),
        resume_id=identifier(at(payload, "resume_id")),
        chat_id=identifier(at(payload, "chat_id")),
        at=next((told for name in _DATES if (told := moment(at(payload, name)))), None),
    )


def event_key(body: Json) -> tuple[str, str, str]:
    """What tells an event apart from its repeats; Malformed where a part is missing."""
    return _required(body, "subscription_id"), _required(body, "action_type"), _required(body, "id")


def response_draft(negotiation: Json, resume: Json = None, vacancy_id: str = "") -> ResponseDraft:
    """Of an item and, where it could be had, the full résumé; `vacancy_id` where the item, being one of a list, does not name it."""
    submitted = moment(at(negotiation, "created_at"))
    if submitted is None:
        raise Malformed("created_at")
    short = at(negotiation, "resume")
    person = {**(short if isinstance(short, Mapping) else {}), **_told(resume)}
    contacts = sorted(objects(person.get("contact")), key=lambda contact: contact.get("preferred") is not True)
    names = [text(person.get(part), 100) for part in ("last_name", "first_name", "middle_name")]
    state = identifier(at(negotiation, "state", "id"))
    return ResponseDraft(
        board=BOARD,
        external_id=_required(negotiation, "id"),
        vacancy_external_id=identifier(at(negotiation, "vacancy", "id")) or vacancy_id,
        submitted_at=submitted,
        full_name=" ".join(name for name in names if name),
        last_name=names[0],
        first_name=names[1],
        middle_name=names[2],
        phones=_unique(_phones(contacts)),
        emails=_unique(_emails(contacts)),
        city=text(at(person, "area", "name"), 100),
        age=age(person.get("age")),
        birth_date=birthday(person.get("birth_date")),
        title=text(person.get("title")),
        last_job=_last_job(person.get("experience")),
        salary=_salary(person.get("salary")),
        resume_url=web_address(person.get("alternate_url")),
        resume_id=identifier(person.get("id")),
        chat_id=identifier(at(negotiation, "chat_id")),
        state=_STATES.get(state, "unknown"),
        source_state=identifier(at(negotiation, "employer_state", "id")) or state,
        contacts_hidden=_contacts_hidden(person),
    )


def first_letter(messages: Json) -> str:
    """The candidate's first words in a chat read from its beginning."""
    for message in objects(at(messages, "messages")):
        words = prose(at(message, "payload", "text"))
        if words and at(message, "sender_display_info", "role") == "APPLICANT":
            return words
    return ""


def actions(negotiation: Json) -> tuple[BoardAction, ...]:
    """What the item offers and allows now."""
    return tuple(_action(item) for item in objects(at(negotiation, "actions")) if _usable(item))


def refusal(offered: tuple[BoardAction, ...]) -> BoardAction | None:
    """The plain refusal where there is one, else whichever leads to a refused state: the sets differ by vacancy and employer."""
    by_preference = sorted(offered, key=lambda action: action.id != "discard_by_employer")
    return next((action for action in by_preference if "discard" in f"{action.id} {action.leads_to}"), None)


def _required(body: Json, name: str) -> str:
    found = identifier(at(body, name))
    if not found:
        raise Malformed(name)
    return found


def _told(resume: Json) -> Mapping[str, Json]:
    """Null says nothing, so it must not hide what the short résumé tells."""
    return {name: value for name, value in resume.items() if value is not None} if isinstance(resume, Mapping) else {}


def _kinds(contact: Mapping[str, Json]) -> set[str]:
    return {text(contact.get("kind")), text(at(contact, "type", "id"))}


def _written(contact: Mapping[str, Json]) -> str:
    """What stands there in the new form or in the old one, which is an object for a phone and a string for anything else."""
    old = contact.get("value")
    parts = "".join(text(at(old, part), 20) for part in ("country", "city", "number"))
    return text(contact.get("contact_value"), _LONGEST) or text(old, _LONGEST) or text(at(old, "formatted"), _LONGEST) or parts


def _phones(contacts: list[Mapping[str, Json]]) -> Iterator[str]:
    """Numbers, also of a contact whose kind is not told; with the person's own remark."""
    for contact in contacts:
        found, kinds = _written(contact), _kinds(contact)
        number = found if found.startswith("+") else international(found)
        if kinds & _PHONES or (number and not kinds & _KNOWN):
            remark = text(contact.get("comment"), _LONGEST)
            yield f"{number or found} ({remark})" if remark and found else number or found


def _emails(contacts: list[Mapping[str, Json]]) -> Iterator[str]:
    for contact in contacts:
        found, kinds = _written(contact), _kinds(contact)
        if "@" in found and ("email" in kinds or not (kinds & (_KNOWN | _PHONES) or found.startswith("@"))):
            yield found


def _unique(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in found if item))


def _last_job(experience: Json) -> str:
    """The present one, else the one that began last."""
    jobs = [(job.get("end") is None, text(job.get("start"), 10), job) for job in objects(experience)]
    if not jobs:
        return ""
    _, _, job = max(jobs, key=lambda ranked: ranked[:2])
    company = text(job.get("company")) or text(at(job, "employer", "name"))
    return ", ".join(part for part in (text(job.get("position")), company) if part)


def _salary(salary: Json) -> str:
    amount = at(salary, "amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount < _ABSURD:
        return ""
    currency = text(at(salary, "currency"), 3)
    return f"{int(amount):,} {_CURRENCIES.get(currency, currency)}".replace(",", _NO_BREAK).strip().replace(" ", _NO_BREAK)


def _contacts_hidden(person: Mapping[str, Json]) -> bool:
    hidden = {text(item.get("id")) for item in objects(person.get("hidden_fields"))}
    return text(person.get("contact_view_status")) in {"NONE", "IPC"} or not hidden.isdisjoint(_CLOSED)


def _usable(item: Mapping[str, Json]) -> bool:
    """`hidden` is said of the collection the action leads to, so it forbids nothing."""
    return item.get("enabled", True) is True and all(isinstance(item.get(name), str) and item[name] for name in ("id", "method", "url"))


def _action(item: Mapping[str, Json]) -> BoardAction:
    arguments = {text(argument.get("id")): argument.get("required") is True for argument in objects(item.get("arguments"))}
    return BoardAction(
        id=text(item["id"]),
        name=text(item.get("name")),
        method=text(item["method"]).upper(),
        url=prose(item["url"], 2000),
        arguments=tuple(arguments),
        needs=tuple(name for name, required in arguments.items() if required),
        leads_to=text(at(item, "resulting_employer_state", "id")),
    )
