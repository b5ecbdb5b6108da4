"""Every screen, action, command and notice of the book with arguments that make sense, and who may use it on what."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.conversation.router import Entry
from core.staff.permissions import GRANTS, Right, Role, Scope
from tests.fuzz.company import SURNAMES, Company, Things

OBJECTS = ("vacancy", "question", "rule", "application", "booking", "callback", "candidate", "response")
"""Arguments that name somebody's object: what bot.conversation.owners has a rule for."""
OWNED: Mapping[str, frozenset[str]] = {
    "mine": frozenset(OBJECTS),
    "managed": frozenset({"vacancy", "question", "application", "booking", "candidate", "response"}),
    "foreign": frozenset(),
}
"""What of each variant's things is mine: a hiring manager answers for a vacancy and its people, not for his colleague's time."""
PART_OF = {
    "attachment": "a file that came for the candidate of `application`, which is guarded",
    "message": "a message of the conversation with `candidate`, which is guarded",
    "file": "taken only from the files of `candidate`, which is guarded",
    "slot": "only together with `application`, which is guarded",
    "staff": "a colleague: rights on colleagues reach all of them or none",
    "heir": "a colleague, named for `staff`",
    "by": "a colleague, who did what is told",
    "colleague": "a colleague, named to whom his work was given",
    "manager": "a colleague, named for `vacancy`, which is guarded",
    "recruiter": "a colleague, named for `vacancy`, which is guarded",
    "request": "a demand of the register: the right to keep it reaches all of them or none",
    "act": "an act of destruction, likewise",
    "person": "a candidate, named to the person in charge, whose right reaches all of them or none",
    "record": "a record of `candidate`, who is guarded",
    "join": "a join of `candidate`, who is guarded",
    "same_as": "a candidate: the right to process responses reaches all of them or none",
}
"""Arguments that are numbers of something and have no owner's rule, with the reason."""
FREE: Mapping[str, Any] = {
    "page": 0,
    "request": 1,
    "act": 1,
    "person": 1,
    "ru": "Согласие на обработку. " * 20,
    "en": "",
    "anew": False,
    "due": "2026-12-24T07:00:00+00:00",
    "until": "2026-12-24T07:00:00+00:00",
    "meetings": ["2026-11-25T07:00:00+00:00"],
    "kind": "interview",
    "later": "1h",
    "text": "завтра 14:30",
    "reason": "low_experience",
    "comment": "",
    "tell": False,
    "state": "suspended",
    "field": "city",
    "steps": 1,
    "status": None,
    "everybody": None,
    "mine": False,
    "held": True,
    "loose": False,
    "checked": True,
    "dictionary": "reject_reason",
    "archived": True,
    "chosen": ["recruiter"],
    "name": "",
    "role": "operator",
    "way": "in",
    "number": 1,
    "zone": "Asia/Omsk",
    "day": "2026-11-26",
    "last": "2026-11-27",
    "event": 1,
    "was": "2026-11-25T07:00:00+00:00",
    "count": 3,
    "vacancies": 1,
    "applications": 1,
    "callbacks": 1,
    "version": 1,
    "handle": "0" * 16,
    "ticket": 1,
    "locale": "en",
    "sha256": "0",
    "own": True,
    "people": 1,
    "board": "hh",
    "seconds": 60,
    "exact": True,
    "code": "123456",
    "report": "funnel",
    "period": "month",
    "owner": None,
    "form": {"form": "apply", "id": "of-anna", "args": {"vacancy": 1}, "answers": {}, "order": []},
}
"""Arguments that name nobody's object. A new one has to be thought of here."""
OWN_WAY: Mapping[str, Mapping[str, Any]] = {
    "callback.ask": {"code": "first_call.call_later"},
    "callback.promise": {"code": "first_call.call_later"},
    "callback.typed": {"code": "first_call.call_later"},
    "call.record": {"code": "first_call.done"},
    "step": {"code": "first_call.done"},
    "step.reasons": {"code": "rejected"},
    "step.commenting": {"code": "first_call.done"},
    "step.commented": {"code": "first_call.done"},
    "step.asked": {"code": "rejected"},
    "step.record": {"code": "first_call.done"},
    "meeting.where": {"start": "2026-11-26T14:30:00+03:00"},
    "meeting.placed": {"start": "2026-11-26T14:30:00+03:00"},
    "meeting.card": {"application": "met"},
    "meeting.confirm": {"application": "met"},
    "meeting.cancelling": {"application": "met"},
    "meeting.why": {"application": "met", "text": ""},
    "meeting.surely": {"application": "met"},
    "meeting.cancel": {"application": "met"},
    "meeting.placing": {"application": "met"},
    "meeting.moved-to": {"application": "met"},
    "result.ask": {"application": "met"},
    "result": {"application": "met", "code": "interview.passed"},
    "refusal.reasons": {"application": "met", "code": "interview.rejected"},
    "refusal.commenting": {"application": "met", "code": "interview.rejected"},
    "refusal.commented": {"application": "met", "code": "interview.rejected"},
    "refusal.telling": {"application": "met", "code": "interview.rejected"},
    "refuse": {"application": "met", "code": "interview.rejected"},
    "withdrawal.sure": {"application": "met", "code": "interview.withdrawn"},
    "withdrawal": {"application": "met", "code": "interview.withdrawn"},
    "reserve.sure": {"application": "met"},
    "reserve": {"application": "met"},
    "reopen.sure": {"application": "closed"},
    "reopen": {"application": "closed"},
    "question.add": {"kind": "text"},
    "response.accept": {"vacancy": None, "same_as": None},
    "special.day": {"text": "завтра выходной"},
    "search": {"text": "Чужаков", "vacancy": None},
    "search.found": {"text": "Чужаков", "vacancy": None},
    "vacancy.assign": {"recruiter": None},
    "language.set": {"code": "en"},
    "quiet.hours-set": {"start": 22, "end": 8},
    "entry.card": {"code": "low_experience"},
    "entry.renaming": {"code": "low_experience"},
    "entry.rename": {"code": "low_experience"},
    "entry.move": {"code": "low_experience"},
    "entry.archive": {"code": "low_experience"},
    "invite": {"text": "Новый Коллега"},
    "request.note": {"kind": "erase"},
    "report.file": {"kind": "csv"},
    "report.period.typed": {"text": "октябрь"},
    "notice:retention.soon": {"people": []},
    "notice:consent.withdrawn": {"vacancies": ["Кассир"]},
    "notice:login.needed": {"board": "hh"},
    "notice:interview.soon": {"application": "met"},
    "notice:interview.unconfirmed": {"application": "met"},
    "notice:interview.ask": {"application": "met"},
}
"""What an entry needs that is not the usual: a word is the name of a thing where the argument names an object."""
EVERYBODYS: Mapping[str, str] = {
    "login": "a colleague's own door to the web chat",
    "settings": "his own settings",
    "language": "his own settings",
    "language.set": "his own settings",
    "zones": "his own settings",
    "zone.set": "his own settings",
    "quiet.hours": "his own settings",
    "quiet.hours-set": "his own settings",
    "desk.home": "the first screen; its doors look at the rights",
    "notice:work.handed-over": "how much of another's work is his now: counts, no names of candidates",
    "sessions": "where he is signed in himself",
    "session.end": "his own session: another's is not found",
    "sessions.end-others": "his own sessions",
    "/sessions": "where he is signed in himself",
    "/logout": "his own session",
    "/help": "lists the commands he may use",
    "/login": "a colleague's own door to the web chat",
    "/me": "his own settings",
    "/language": "his own settings",
}
"""Entries of colleagues that need no right, with the reason."""
UNGUARDED_LISTS = frozenset({Right.CANDIDATE_FIND, Right.CANDIDATE_MESSAGE, Right.RESPONSE_VIEW, Right.RESPONSE_PROCESS})
"""Rights whose screens list or reach everybody's: to grant one of them on one's own things only, its lists must learn to hold back."""


def names(entry: Entry) -> dict[str, inspect.Parameter]:
    """The arguments of a handler, the turn and whatever it leaves aside left out."""
    known = list(inspect.signature(entry.call).parameters.values())[1:]
    return {one.name: one for one in known if one.kind not in {one.VAR_KEYWORD, one.VAR_POSITIONAL}}


def arguments(company: Company, entry: Entry, things: Things) -> dict[str, Any]:
    """Valid arguments on these things."""
    own = OWN_WAY.get(entry.name, {})
    found: dict[str, Any] = {}
    for name in names(entry):
        if name in own:
            found[name] = things[own[name]] if name in OBJECTS and own[name] is not None else own[name]
        elif name == "attachment":
            found[name] = None
        elif name in {"staff", "manager", "recruiter", "colleague", "by"}:
            found[name] = company.other
        elif name == "heir":
            found[name] = company.me
        elif name in things.ids:
            found[name] = things[name]
        else:
            assert name in FREE, f"{entry.name} takes «{name}»: is it an object of somebody's? Say so in tests/fuzz/entries.py"
            found[name] = FREE[name]
    return found


def widest(roles: Iterable[str], right: Right) -> Scope | None:
    """How far the table lets these roles go: read from the table itself."""
    reaches = [GRANTS[right][Role(role)] for role in roles if Role(role) in GRANTS[right]]
    return Scope.ALL if Scope.ALL in reaches else Scope.OWN if reaches else None


def verdict(entry: Entry, roles: Iterable[str], variant: str, args: Mapping[str, Any]) -> str:
    """What the table says: "" where it is allowed."""
    if entry.right is None:
        return ""
    reach = widest(roles, entry.right)
    if reach is None:
        return "not-allowed"
    named = {name for name in OBJECTS if args.get(name) is not None}
    return "not-yours" if reach is Scope.OWN and named - OWNED[variant] else ""


def staff_entries(entries: Mapping[str, Entry]) -> Iterator[Entry]:
    return (entry for entry in entries.values() if entry.persona == "staff")


def typed(company: Company, word: str) -> Iterator[tuple[str, str]]:
    """What may be typed behind a command: nothing, and the number of my own thing and of others'."""
    yield "mine", ""
    if word == "candidate":
        yield from ((variant, str(company.things[variant]["candidate"])) for variant in OWNED)
    elif word == "vacancy":
        yield from ((variant, str(company.numbers[variant])) for variant in OWNED)
    elif word == "find":
        yield from ((variant, SURNAMES[variant]) for variant in OWNED)


def faults_of_reach(company: Company, entry: Entry, roles: Iterable[str], sent: int) -> Iterator[str]:
    """Others' people on a screen of somebody whose right ends with his own."""
    if entry.right is not None and widest(roles, entry.right) is Scope.OWN:
        yield from (f"{entry.name} by {roles} shows {name}" for name in company.shown_people(sent) if name.startswith(SURNAMES["foreign"]))


def faults_of_privacy(company: Company, what: str, sent: int, looks: int) -> Iterator[str]:
    """Whoever's name went into my chat without a row that says that I saw it."""
    for name in company.shown_people(sent):
        if company.people[name] not in company.looked_at(looks):
            yield f"{what} shows {name} and leaves no trace"
