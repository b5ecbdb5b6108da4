"""What is done with a response: it comes, is put into the base, refused, put off, withdrawn, looked at.

Problems raised: response-not-found, response-processed (who, at), response-withdrawn (at), response-postponed (who, at),
response-fetching, response-gone, response-needs-vacancy, reason-needed.
Notices told to staff: `response.new` (response), `responses.digest` (count), `response.gone` (response), `response.letter` (response),
`response.withdrawn` (response); to the candidate: `response.accepted` (response, application), `response.rejected` (response),
`records.joined` (`own`: in this record's own chat and nowhere else).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.boards import past, reads, rules
from core.boards.model import Response
from core.boards.port import ResponseDraft
from core.boards.signals import ResponseDecided
from core.boards.values import web_address
from core.candidates import acts as candidates
from core.candidates import merging, trust
from core.candidates import reads as people
from core.kernel.actors import candidate as a_candidate
from core.kernel.actors import staff as a_colleague
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.queue import outbox
from core.kernel.queue.notices import tell
from core.kernel.signals import emit
from core.pipeline import acts as pipeline
from core.pipeline import reads as applications
from core.privacy import acts as privacy
from core.privacy.reads import is_erased
from core.privacy.rules import ConsentKind
from core.staff import reads as staff
from core.staff.permissions import Role
from core.vacancies import acts as advertisements
from core.vacancies import reads as vacancies
from core.vacancies.rules import number_of

DIGEST_AFTER = 10
"""So many responses within an hour have a card each; then a digest tells of the rest."""
REFUSAL = (
    "Здравствуйте! Спасибо за отклик и интерес к нашей вакансии. Сейчас мы не готовы пригласить вас на собеседование. "
    "Желаем удачи в поиске работы!"
)
"""What a board hands to the candidate; boards speak Russian."""
CALLED = frozenset({rules.HH})
"""Boards that are told what became of a response."""
OUR_NUMBER = "VAC-"


class Accepted(NamedTuple):
    candidate: int
    application: int


# It comes


def submit(
    session: Session,
    candidate: int,
    vacancy: int,
    *,
    channel: str,
    answers: Iterable[tuple[str, str]],
    resume: int | None,
    now: datetime,
    resume_url: str = "",
    digest_after: int = DIGEST_AFTER,
) -> int:
    """A response given to our own bot; `resume` is an attachment. One that waits, or lives on as an application, is given back as it is."""
    candidates.locked(session, candidate)
    earlier = session.scalars(of_pair(candidate, vacancy)).all()
    for row in earlier:
        if is_standing(session, row):
            return row.id
    board, number = f"{rules.OWN}{channel}", f"{candidate}.{vacancy}.{len(earlier) + 1}"
    paper = "" if resume is None else str(resume)
    told = ResponseDraft(board, number, "", now, answers=rules.cleaned(answers), resume_id=paper, resume_url=web_address(resume_url))
    row = placed(session, board, number, vacancy=vacancy, at=now, now=now)
    row.candidate_id = candidate
    take_in(session, row, told, now=now, digest_after=digest_after)
    return row.id


def receive(session: Session, draft: ResponseDraft, *, now: datetime, digest_after: int = DIGEST_AFTER) -> int | None:
    """A response told by a board or a form; told again it changes nothing. None: the employer was first, or the person was erased."""
    if is_erased(session, draft.board, draft.external_id):
        return None
    vacancy = vacancy_of(session, draft.board, draft.vacancy_external_id)
    row = placed(session, draft.board, draft.external_id, vacancy=vacancy, at=draft.submitted_at, now=now)
    if row.state not in rules.AWAITED:
        return row.id
    if not draft.by_candidate and not row.draft.get("responded"):
        session.delete(row)
        return None
    row.vacancy_id = vacancy or row.vacancy_id
    take_in(session, row, draft, now=now, digest_after=digest_after)
    return row.id


def expect(
    session: Session,
    board: str,
    external_id: str,
    *,
    vacancy: str,
    responded: bool,
    key: str,
    at: datetime,
    now: datetime,
) -> None:
    """A board has named a response which is yet to be read; `responded`: by the candidate for sure. One that was lost is asked for anew."""
    if is_erased(session, board, external_id):
        return
    number = vacancy_of(session, board, vacancy)
    row = placed(session, board, external_id, vacancy=number, at=at, now=now)
    if row.state not in rules.AWAITED:
        return
    if responded:
        row.draft = {**row.draft, "responded": True}
    if row.state != "fetching" or not row.draft.get("asked"):
        row.state, row.draft = "fetching", {**row.draft, "asked": True}
        ask(session, row, "response", key=f"response:{key}", now=now)


def lost(session: Session, board: str, external_id: str, *, gone: bool, key: str, now: datetime) -> None:
    """The board has it no more (`gone`), or would not tell it: the staff see it as such."""
    row = session.scalars(at_place(board, external_id)).first()
    if row is None or row.state != "fetching":
        return
    row.state = "gone" if gone else "failed"
    for reader in readers(session, row.vacancy_id):
        tell(session, a_colleague(reader), "response.gone", key=f"{row.id}:{key}", now=now, response=row.id)


def placed(session: Session, board: str, external_id: str, *, vacancy: int | None, at: datetime, now: datetime) -> Response:
    """The one row of this response, nobody else's until the transaction ends; made where it is not there yet."""
    values = {"board": board, "external_id": external_id, "vacancy_id": vacancy, "submitted_at": at, "received_at": now}
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(Response)
    session.execute(insert.values(**values, state="fetching", draft={}, reason="", comment="").on_conflict_do_nothing())
    return session.scalars(at_place(board, external_id)).one()


def take_in(session: Session, row: Response, draft: ResponseDraft, *, now: datetime, digest_after: int) -> None:
    row.state, row.draft, row.submitted_at, row.announced_at = "new", rules.packed(draft), draft.submitted_at, now
    session.flush()
    past.keep_signs(session, row, draft)
    for reader in readers(session, row.vacancy_id):
        announce(session, row, reader, now=now, digest_after=digest_after)


def announce(session: Session, row: Response, reader: int, *, now: datetime, digest_after: int) -> None:
    """A card, or a digest once too many came within the hour."""
    digest = rules.digest(reads.came(session, reader, now - rules.WINDOW), digest_after, now)
    if digest is None:
        tell(session, a_colleague(reader), "response.new", key=str(row.id), now=now, response=row.id)
    else:
        tell(session, a_colleague(reader), "responses.digest", key=digest, now=now, count=reads.open_for(session, reader))


def readers(session: Session, vacancy: int | None) -> tuple[int, ...]:
    """Who is told: the vacancy's recruiter while he works here, else all recruiters and leads."""
    recruiter = vacancies.card(session, vacancy).recruiter_id if vacancy is not None else None
    if recruiter is not None and staff.roles(session, recruiter):
        return (recruiter,)
    return tuple(person.id for person in staff.with_role(session, Role.RECRUITER, Role.LEAD))


def vacancy_of(session: Session, board: str, told: str) -> int | None:
    """The vacancy behind an advertisement's id, or behind our own number."""
    found = vacancies.bound(session, board, told) if told else None
    number = number_of(told) if found is None and told.startswith(OUR_NUMBER) else None
    ours = vacancies.by_number(session, number) if number is not None else None
    return found if ours is None else ours.id


def is_standing(session: Session, row: Response) -> bool:
    if row.state in rules.OPEN:
        return True
    return row.state == "accepted" and row.application_id is not None and applications.card(session, row.application_id).is_active


# It is decided


def accept(
    session: Session,
    response: int,
    *,
    by: int,
    now: datetime,
    vacancy: int | None = None,
    same_as: int | None = None,
    bind: bool = False,
) -> Accepted:
    """Puts the person into the base and on the vacancy; `same_as` is who of the base he is, `bind` leads the advertisement there too.

    Whoever he is, he is there by a record of his own: saying that it is one person joins the records and gives no chat any right.
    """
    row = undecided(session, response)
    where = vacancy if vacancy is not None else row.vacancy_id
    if where is None:
        raise Invalid("response-needs-vacancy")
    told = draft_of(row)
    if bind and told.vacancy_external_id:
        bind_ad(session, row.board, told.vacancy_external_id, where)
    person = row.candidate_id if rules.is_own(row.board) else None
    person = candidates.register(session, rules.person(told, owner=by), now=now) if person is None else person
    candidates.publish(session, person)
    if same_as is not None:
        join(session, person, same_as, by=by, now=now)
    keep_consent(session, person, told, row.id)
    application = linked(session, row, person, where, by=by, now=now)
    row.candidate_id, row.application_id, row.vacancy_id = person, application, where
    decide(session, row, "accepted", by, now)
    tell(session, a_candidate(person), "response.accepted", key=str(row.id), now=now, response=row.id, application=application)
    owner = applications.card(session, application).owner_id
    if owner != by:
        tell(session, a_colleague(owner), "application.given", key=str(row.id), now=now, application=application, by=by)
    return Accepted(person, application)


def bind_ad(session: Session, board: str, advertisement: str, vacancy: int) -> None:
    """The advertisement's next responses come to the vacancy, and so do those that wait without any."""
    advertisements.bind(session, vacancy, board, advertisement)
    loose = select(Response).where(Response.board == board, Response.vacancy_id.is_(None), Response.state.in_(rules.OPEN))
    for row in session.scalars(loose.order_by(Response.id).with_for_update()):
        if draft_of(row).vacancy_external_id == advertisement:
            row.vacancy_id = vacancy


def reject(session: Session, response: int, reason: str, *, by: int, now: datetime, comment: str = "", tell: bool) -> None:
    """Refuses, on the board too; `tell`: in words to the candidate. `reason` and `comment` stay between colleagues."""
    if not reason:
        raise Invalid("reason-needed")
    row = undecided(session, response)
    row.reason, row.comment = reason, comment
    decide(session, row, "rejected", by, now)
    if row.board in CALLED:
        ask(session, row, "refuse", key=f"refuse:{row.id}", now=now, message=REFUSAL if tell else "")
    elif tell and row.candidate_id is not None:
        tell_rejected(session, row, now)


def postpone(session: Session, response: int, *, by: int, now: datetime) -> None:
    """Leaves it for later; it stays among those that wait."""
    row = undecided(session, response)
    if row.state == "later":
        raise Conflict("response-postponed", who=name_of(session, row.taken_by), at=row.decided_at)
    decide(session, row, "later", by, now)


def withdraw(session: Session, response: int, reason: str, *, now: datetime, comment: str = "") -> None:
    """The candidate's own no, while nobody has decided; he may apply anew afterwards. Who would have decided is told."""
    if not reason:
        raise Invalid("reason-needed")
    row = undecided(session, response)
    row.reason, row.comment = reason, comment
    decide(session, row, "withdrawn", None, now)
    for reader in readers(session, row.vacancy_id):
        tell(session, a_colleague(reader), "response.withdrawn", key=str(row.id), now=now, response=row.id)


def mark_viewed(session: Session, response: int, *, by: int, channel: str, now: datetime) -> None:
    """A colleague has really looked: each look is logged, the first one is told to the board."""
    row = locked(session, response)
    privacy.log_response(session, by, row.id, row.candidate_id, channel=channel, now=now)
    if row.viewed_at is None:
        row.viewed_at = now
        if row.board in CALLED:
            about = {"reader": by, "chat": draft_of(row).chat_id, "at": row.submitted_at.isoformat()}
            ask(session, row, "viewed", key=f"viewed:{row.id}", now=now, **about)


def keep_letter(session: Session, board: str, external_id: str, letter: str, *, reader: int, now: datetime) -> None:
    """The covering letter has come, which a board gives out only once the response is viewed."""
    row = session.scalars(at_place(board, external_id)).first()
    if row is not None and letter and not row.draft.get("letter"):
        row.draft = {**row.draft, "letter": letter}
        tell(session, a_colleague(reader), "response.letter", key=str(row.id), now=now, response=row.id)


def undecided(session: Session, response: int) -> Response:
    row = locked(session, response)
    if row.state in rules.OPEN:
        return row
    if row.state in rules.LOST:
        raise Conflict("response-gone")
    if row.state == "fetching":
        raise Conflict("response-fetching")
    if row.state == "withdrawn":
        raise Conflict("response-withdrawn", at=row.decided_at)
    raise Conflict("response-processed", who=name_of(session, row.taken_by), at=row.decided_at)


def decide(session: Session, row: Response, state: str, by: int | None, now: datetime) -> None:
    """`by` is a colleague; None where it is the candidate's own doing."""
    row.state, row.taken_by, row.decided_at = state, by, now
    session.flush()
    emit(session, ResponseDecided(a_colleague(by) if by is not None else a_candidate(row.candidate_id or 0), now, row.id, state))


def locked(session: Session, response: int) -> Response:
    row = session.get(Response, response, with_for_update=True)
    if row is None:
        raise NotFound("response-not-found")
    return row


def draft_of(row: Response) -> ResponseDraft:
    return rules.unpacked(row.draft, row.board, row.external_id, row.submitted_at)


def name_of(session: Session, person: int | None) -> str:
    return staff.staff(session, person).name if person is not None else ""


def tell_rejected(session: Session, row: Response, now: datetime) -> None:
    tell(session, a_candidate(row.candidate_id or 0), "response.rejected", key=str(row.id), now=now, response=row.id)


def ask(session: Session, row: Response, kind: str, *, key: str, now: datetime, **body: Any) -> None:
    """Queues a call to the board; those about one response leave one after the other."""
    outbox.send(
        session,
        row.board,
        lane=row.external_id,
        kind=kind,
        body={"id": row.external_id, **body},
        now=now,
        subject=f"response:{row.id}",
        key=key,
    )


# Whose it is


def join(session: Session, record: int, same_as: int, *, by: int, now: datetime) -> None:
    """The record is one person's with that of the base; whoever wrote to us by the person's other records hears of it."""
    source, target = people.resolve_merged(session, record), people.resolve_merged(session, same_as)
    if source == target:
        return
    there = trust.has_chat(session, trust.group(session, target))
    number = merging.merge_into(session, source, target, now=now, by=by)
    for other in sorted(there):
        tell(session, a_candidate(other), "records.joined", key=f"{number}:{other}", now=now, own=True)


def keep_consent(session: Session, person: int, told: ResponseDraft, response: int) -> None:
    """One that was given on the source's own page."""
    if told.consent is None:
        return
    privacy.give_elsewhere(
        session,
        person,
        ConsentKind.RECRUITING,
        text_version=told.consent.text_version,
        given_at=told.consent.given_at,
        channel=told.board[:16],
        channel_user=told.external_id[:64],
        evidence=f"response:{response}",
    )


def linked(session: Session, row: Response, person: int, vacancy: int, *, by: int, now: datetime) -> int:
    found = reads.card(session, row.id)
    return pipeline.link(
        session,
        person,
        vacancy,
        source=found.source,
        entrance_type=rules.ENTRANCE,
        by=a_colleague(by),
        at=row.submitted_at,
        now=now,
        answers=found.answers,
        letter=found.letter,
        event="response",
    )


# Queries


def at_place(board: str, external_id: str) -> Select[Response]:
    one = select(Response).where(Response.board == board, Response.external_id == external_id)
    return one.with_for_update().execution_options(populate_existing=True)


def of_pair(person: int, vacancy: int) -> Select[Response]:
    """Whatever the person ever sent to this vacancy through our bot."""
    mine = select(Response).where(Response.candidate_id == person, Response.vacancy_id == vacancy, Response.board.startswith(rules.OWN))
    return mine.order_by(Response.id.desc())
