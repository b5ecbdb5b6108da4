"""What is held about a candidate, as far as this chat may see it: gathered into one document, written as a page to read and as JSON.

Colleagues' notes and the reasons of decisions are the company's own; that there are some is said.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.conversation.screens import Turn
from bot.wording import formats as words
from bot.wording.statuses import status
from core.boards import reads as boards
from core.candidates import reads as people
from core.kernel.text.phones import pretty
from core.messages import reads as messages
from core.pipeline import reads as pipeline
from core.pipeline.reads import ApplicationCard
from core.privacy import reads as privacy

ALL = 10**6
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}h2{margin-top:2rem}"
    "table{border-collapse:collapse;width:100%}td{border-top:1px solid #ccc;padding:.3rem .6rem .3rem 0;vertical-align:top}"
    "td{white-space:pre-wrap}"
)
Table = tuple[str, list[list[str]]]


def gather(turn: Turn, candidate: int) -> dict[str, Any]:
    session = turn.session
    card = people.own_card(session, candidate)
    return {
        "company": turn.company,
        "made_at": turn.now.isoformat(),
        "person": {
            "number": card.id,
            "full_name": card.full_name,
            "birth_date": card.birth_date.isoformat() if card.birth_date else None,
            "city": card.city,
            "last_job": card.last_job,
            "salary": card.salary_text,
            "language": card.locale,
            "zone": card.zone,
            "source": card.source,
            "known_since": card.created_at.isoformat(),
        },
        "contacts": [{"kind": kind, "value": value} for kind, value in card.contacts],
        "accounts": [{"channel": turn.conversation.channel, "id": turn.conversation.chat}],
        "consents": list(consents(turn, card.id)),
        "applications": [application(turn, one) for one in pipeline.of_chat(session, card.id)],
        "responses": list(responses(turn, card.id)),
        "messages": [
            {"at": line.at.isoformat(), "from": "you" if line.direction == "in" else "company", "text": line.text, "file": line.file_name}
            for line in messages.of_chat(session, card.id, ALL)
        ],
        "files": [{"name": file.name, "kind": file.type, "bytes": file.size, "at": file.created_at.isoformat()} for file in card.files],
        "seen_by_colleagues": len(privacy.accesses(session, card.id)),
    }


def consents(turn: Turn, candidate: int) -> Iterator[dict[str, Any]]:
    for line in privacy.consents(turn.session, candidate):
        text = privacy.text_by_hash(turn.session, line.text_hash) if line.text_hash else None
        yield {
            "kind": line.kind,
            "version": line.text_version,
            "given_at": line.given_at.isoformat(),
            "channel": line.channel,
            "valid_to": line.valid_to.isoformat() if line.valid_to else None,
            "withdrawn_at": line.withdrawn_at.isoformat() if line.withdrawn_at else None,
            "text": text.text if text else None,
        }


def application(turn: Turn, card: ApplicationCard) -> dict[str, Any]:
    events = pipeline.history(turn.session, card.id, ALL)
    return {
        "vacancy": card.vacancy,
        "begun_at": card.started_at.isoformat(),
        "in_work": card.is_active,
        "answers": [{"question": question, "answer": answer} for question, answer in card.answers],
        "letter": card.letter,
        "events": [{"at": event.at.isoformat(), "what": event.code} for event in reversed(events)],
        "notes_of_colleagues": sum(bool(event.comment) for event in events),
    }


def responses(turn: Turn, candidate: int) -> Iterator[dict[str, Any]]:
    """Those that nobody has decided yet; the others are applications by now, or over."""
    for number, _ in boards.undecided(turn.session, candidate):
        card = boards.card(turn.session, number)
        answers = [{"question": question, "answer": answer} for question, answer in card.answers]
        yield {"vacancy": card.vacancy, "at": card.submitted_at.isoformat(), "answers": answers, "letter": card.letter}


def packed(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


# To read


def page(turn: Turn, told: dict[str, Any]) -> str:
    title = turn.t("mydata-title", company=turn.company)
    head = Markup('<!doctype html><meta charset="utf-8"><title>{}</title><style>{}</style><h1>{}</h1><p>{}</p>')
    lead = turn.t("mydata-lead", at=moment(turn, told["made_at"]))
    sections = Markup("").join(section(name, lines) for name, lines in tables(turn, told) if lines)
    return str(head.format(title, Markup(STYLE), title, lead) + sections)  # noqa: S704 - a constant of ours


def section(name: str, lines: list[list[str]]) -> Markup:
    cells = (Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in line)) for line in lines)
    return Markup("<h2>{}</h2><table>{}</table>").format(name, Markup("").join(cells))


def tables(turn: Turn, told: dict[str, Any]) -> Iterator[Table]:
    yield str(turn.t("mydata-person")), list(about(turn, told))
    yield str(turn.t("mydata-consents")), [consent(turn, one) for one in told["consents"]]
    for one in told["applications"]:
        yield str(turn.t("mydata-application", vacancy=one["vacancy"])), list(application_lines(turn, one))
    for one in told["responses"]:
        answers = [[pair["question"], pair["answer"]] for pair in one["answers"]]
        yield str(turn.t("mydata-response", vacancy=one["vacancy"] or turn.company)), [[moment(turn, one["at"]), one["letter"]], *answers]
    said = [[moment(turn, one["at"]), who(turn, one["from"]), one["text"] or one["file"] or ""] for one in told["messages"]]
    yield str(turn.t("mydata-messages")), said
    yield str(turn.t("mydata-files")), [[moment(turn, one["at"]), one["name"]] for one in told["files"]]


def about(turn: Turn, told: dict[str, Any]) -> Iterator[list[str]]:
    for name in ("full_name", "birth_date", "city", "last_job", "salary"):
        if told["person"][name]:
            yield [str(turn.t(f"mydata-field-{name.replace('_', '-')}")), told["person"][name]]
    for contact in told["contacts"]:
        yield [contact["kind"], pretty(contact["value"]) if contact["kind"] == "phone" else contact["value"]]
    for account in told["accounts"]:
        yield [account["channel"], account["id"]]
    yield [str(turn.t("mydata-field-since")), moment(turn, told["person"]["known_since"])]
    yield [str(turn.t("mydata-field-seen")), str(told["seen_by_colleagues"])]


def consent(turn: Turn, one: dict[str, Any]) -> list[str]:
    state = turn.t("mydata-consent-over", at=moment(turn, one["withdrawn_at"])) if one["withdrawn_at"] else turn.t("mydata-consent-holds")
    return [moment(turn, one["given_at"]), str(state), one["text"] or one["version"]]


def application_lines(turn: Turn, one: dict[str, Any]) -> Iterator[list[str]]:
    for pair in one["answers"]:
        yield [pair["question"], pair["answer"]]
    if one["letter"]:
        yield [str(turn.t("mydata-letter")), one["letter"]]
    for event in one["events"]:
        yield [moment(turn, event["at"]), str(status(turn, event["what"]))]
    if one["notes_of_colleagues"]:
        yield [str(turn.t("mydata-notes")), str(one["notes_of_colleagues"])]


def who(turn: Turn, side: str) -> str:
    return str(turn.t("mydata-you")) if side == "you" else turn.company


def moment(turn: Turn, at: str) -> str:
    then = datetime.fromisoformat(at)
    return f"{words.full_date(turn, then.astimezone(turn.zone).date())}, {words.hour(turn, then)}"
