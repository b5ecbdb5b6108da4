"""/pd: the register of people's demands with their deadlines, and the acts of destruction, for the person in charge."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from markupsafe import Markup

from bot.admin import routes
from bot.conversation.router import Router, to
from bot.conversation.screens import Attached, Button, Screen, Turn, rows
from bot.recruiter import facts
from bot.recruiter.facts import home, me
from bot.wording import formats as words
from bot.wording.paging import SIZE, of_total, turner
from core.candidates import acts as candidates
from core.candidates import reads as people
from core.candidates.rules import query_of
from core.kernel.ids import ActId, CandidateId, RequestId
from core.kernel.storage.files import Files
from core.privacy import acts as privacy
from core.requests import acts, reads
from core.requests.model import ErasureAct
from core.requests.reads import RequestLine
from core.requests.rules import Demand, Terms
from core.staff import acts as staff
from core.staff.permissions import Right

router = Router("staff")
SYSTEM_NAME = "Otklik"


@router.command("pd", Right.PRIVACY_KEEP)
def command_pd(turn: Turn, rest: str) -> Screen | None:
    """«/pd Смирнова» writes down what somebody demanded by mail or phone."""
    return of_whom(turn, text=rest) if rest else register(turn)


@router.screen(routes.Register)
def register(turn: Turn, page: int = 0) -> Screen:
    """What is open, the nearest deadline first; whoever is named here was looked at."""
    _, total = reads.waiting(turn.session, 0)
    here = of_total(total, page)
    found, _ = reads.waiting(turn.session, SIZE, here.number * SIZE)
    seen(turn, found)
    lines = [line(turn, one) for one in found] or [turn.t("pd-none")]
    buttons = [to(turn.t("pd-hasten-button", number=one.id), routes.RequestSure(one.id)) for one in found]
    doors = (to(turn.t("pd-acts-button"), routes.Acts()), to(turn.t("pd-looks-button"), routes.Looks()))
    text = Markup("\n\n").join([turn.t("pd-title", count=total), *lines])
    return Screen(text, (*rows(buttons, 2), *turner(here, routes.Register()), doors, (Button(turn.t("button-home"), "home"),)))


# What was demanded elsewhere


@router.screen(routes.RegisterOfWhom)
def of_whom(turn: Turn, text: str) -> Screen:
    how: dict[str, Any] = {"by": me(turn), "channel": turn.conversation.channel, "now": turn.now}
    found = candidates.search(turn.session, query_of(text), limit=SIZE, **how).people
    names = [to(f"{one.full_name}, {one.city}" if one.city else one.full_name, routes.RequestNew(one.id)) for one in found]
    return Screen(turn.t("looks-whose" if found else "looks-nobody", text=text), (*rows(names), (home(turn),)))


@router.screen(routes.RequestNew)
def demanding(turn: Turn, person: CandidateId) -> Screen:
    """Who it is has to be known by the person in charge: the law wants the asker's identity checked."""
    card = people.named(turn.session, person)
    facts.seen(turn, card.id)
    kinds = (to(turn.t(f"pd-note-{kind}"), routes.RequestNote(card.id, kind=kind), "danger") for kind in (Demand.WITHDRAW, Demand.ERASE))
    return Screen(turn.t("pd-note-ask", name=card.full_name), (*rows(list(kinds)), (Button(turn.t("button-back"), "back"),)))


@router.action(routes.RequestNote)
def note(turn: Turn, person: CandidateId, kind: str) -> Screen:
    terms = Terms(erase=timedelta(days=int(turn.extra.get("erase_days", "30"))))
    about: dict[str, Any] = {"channel": turn.conversation.channel, "now": turn.now, "by": me(turn)}
    request, _ = acts.withdraw(turn.session, people.resolve_merged(turn.session, person), Demand(kind), terms, **about)
    staff.audit(turn.session, turn.actor, "pd.noted", f"request:{request.id}", turn.now)
    turn.toast("pd-noted", number=request.id)
    return register(turn)


def seen(turn: Turn, found: tuple[RequestLine, ...]) -> None:
    who = turn.conversation.staff_id
    if who is not None:
        privacy.log_view(turn.session, who, {one.candidate_id for one in found}, channel=turn.conversation.channel, now=turn.now)


def line(turn: Turn, one: RequestLine) -> Markup:
    late = "late" if one.due_at <= turn.now else "open"
    about = {"number": one.id, "name": one.name or f"№ {one.candidate_id}", "due": words.when(turn, one.due_at)}
    when = words.when(turn, one.act_at) if one.act_at is not None else "—"
    return turn.t(f"pd-line-{late}", kind=turn.t(f"pd-kind-{one.kind}"), opened=words.day(turn, one.opened_at), when=when, **about)


@router.screen(routes.RequestSure)
def surely(turn: Turn, request: RequestId) -> Screen:
    yes = to(turn.t("pd-hasten-yes"), routes.RequestHasten(request), "danger")
    return Screen(turn.t("pd-hasten-sure", number=request), ((yes,), (Button(turn.t("button-back"), "back"),)))


@router.action(routes.RequestHasten)
def hasten(turn: Turn, request: RequestId) -> Screen:
    acts.hasten(turn.session, request, by=turn.actor, now=turn.now)
    turn.toast("pd-hastened")
    return register(turn)


@router.screen(routes.Acts)
def act_list(turn: Turn, page: int = 0) -> Screen:
    """Newest first; each is a file."""
    found = reads.acts(turn.session, SIZE + 1, page * SIZE)
    lines = [act_line(turn, act) for act in found[:SIZE]] or [turn.t("pd-acts-none")]
    buttons = [to(turn.t("pd-act-button", number=act.id), routes.ActFile(ActId(act.id))) for act in found[:SIZE]]
    older = ((to(turn.t("admin-audit-older"), routes.Acts(page=page + 1)),),) if len(found) > SIZE else ()
    text = Markup("\n\n").join([turn.t("pd-acts"), *lines])
    return Screen(text, (*rows(buttons, 3), *older, (Button(turn.t("button-back"), "back"),)))


def act_line(turn: Turn, act: ErasureAct) -> Markup:
    about = {"number": act.id, "subject": act.candidate_id, "kind": turn.t(f"pd-kind-{act.reason}"), "at": words.when(turn, act.at)}
    return turn.t("pd-act-line", state="done" if act.completed_at else "begun", **about)


@router.action(routes.ActFile)
def act_file(turn: Turn, act: ActId) -> Screen:
    """The act to print, and the extract of the log that proves it."""
    found = reads.act(turn.session, act)
    kept = Files(Path(turn.extra["files"]))
    page = Attached(kept.keep(written(turn, found).encode()), f"act-{act}.html", "text/html")
    extract = Attached(kept.keep(extracted(found)), f"act-{act}-log.json", "application/json")
    staff.audit(turn.session, turn.actor, "pd.act-shown", f"act:{act}", turn.now)
    return Screen(turn.t("pd-act-sent", number=act), ((Button(turn.t("button-home"), "home"),),), files=(page, extract), keep=True)


def written(turn: Turn, act: ErasureAct) -> str:
    """By the order of Roskomnadzor no. 179: operator, subject, categories, system, reason, date, who did it."""
    about = {
        "pd-act-operator": act.operator,
        "pd-act-subject": str(turn.t("pd-act-subject-of", subject=act.candidate_id, request=act.request_id)),
        "pd-act-system": SYSTEM_NAME,
        "pd-act-reason": str(turn.t(f"pd-kind-{act.reason}")),
        "pd-act-at": moment(turn, act),
        "pd-act-by": str(turn.t("pd-act-by-system")) if act.done_by == "system" else act.done_by,
    }
    lines = [(str(turn.t(key)), value) for key, value in about.items()]
    counts = [(str(turn.t(f"pd-count-{name.replace('_', '-')}")), str(count)) for name, count in sorted(act.counts.items()) if count]
    table = Markup("").join(Markup("<tr><td>{}</td><td>{}</td></tr>").format(*pair) for pair in [*lines, *counts])
    title = turn.t("pd-act-title", number=act.id)
    page = Markup('<!doctype html><meta charset="utf-8"><title>{}</title><h1>{}</h1><table border="1" cellpadding="6">{}</table><p>{}</p>')
    return str(page.format(title, title, table, turn.t("pd-act-sign")))


def moment(turn: Turn, act: ErasureAct) -> str:
    at = act.completed_at or act.at
    return f"{words.full_date(turn, at.astimezone(turn.zone).date())}, {words.hour(turn, at)}"


def extracted(act: ErasureAct) -> bytes:
    """What the log says of it, without a word of the person's."""
    about: dict[str, Any] = {
        "act": act.id,
        "request": act.request_id,
        "subject": act.candidate_id,
        "system": SYSTEM_NAME,
        "reason": act.reason,
        "by": act.done_by,
        "rows_erased_at": act.at.isoformat(),
        "files_erased_at": act.completed_at.isoformat() if act.completed_at else None,
        "erased": act.counts,
        "files_sha256": act.files,
    }
    return json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True).encode()
