"""Responses as they are shown, counted and paged through."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from core.boards import rules
from core.boards.model import Response
from core.boards.port import ResponseDraft
from core.candidates import reads as candidates
from core.candidates import trust
from core.candidates.contacts import Told
from core.candidates.reads import CandidateCard, Match
from core.kernel.database.columns import spelled
from core.kernel.database.compiled import Prepared
from core.kernel.ids import ApplicationId, CandidateId, ResponseId, VacancyId
from core.kernel.problems import NotFound
from core.staff.model import StaffUser
from core.vacancies import reads as vacancies
from core.vacancies.model import Vacancy

File = tuple[int, str]
"""An attachment's id and its name."""


@dataclass(frozen=True, slots=True)
class ResponseCard:
    """One response. `source` is a code of the dictionary; `taken_by` and `taken_name` are who did the last step with it.

    A board's own words stand for the person until it is accepted; of our own bot's responses the candidate's card speaks.
    """

    id: ResponseId
    board: str
    state: str
    vacancy_id: VacancyId | None
    vacancy: str | None
    vacancy_number: int | None
    candidate_id: CandidateId | None
    application_id: ApplicationId | None
    full_name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    told: tuple[Told, ...]
    city: str
    age: int | None
    title: str
    last_job: str
    salary: str
    letter: str
    resume_url: str
    resume_file: File | None
    answers: tuple[tuple[str, str], ...]
    submitted_at: datetime
    source: str
    taken_by: int | None
    taken_name: str | None
    decided_at: datetime | None
    viewed_at: datetime | None
    reason: str
    comment: str
    contacts_hidden: bool
    contacts_why: str
    contacts_at: datetime | None


class Waiting(NamedTuple):
    """How many responses of a vacancy wait; without a vacancy where nobody knows which one they are to."""

    vacancy_id: VacancyId | None
    number: int | None
    name: str | None
    count: int  # type: ignore[assignment]  # hides what a tuple would count


_CARD = (
    select(
        Response.id,
        Response.board,
        Response.external_id,
        Response.state,
        Response.vacancy_id,
        Vacancy.name.label("vacancy"),
        Vacancy.number.label("vacancy_number"),
        Response.candidate_id,
        Response.application_id,
        Response.draft,
        Response.submitted_at,
        Response.taken_by,
        StaffUser.name.label("taken_name"),
        Response.decided_at,
        Response.viewed_at,
        Response.reason,
        Response.comment,
    )
    .join(Vacancy, Vacancy.id == Response.vacancy_id, isouter=True)
    .join(StaffUser, StaffUser.id == Response.taken_by, isouter=True)
)
_OF_CANDIDATE = Prepared(
    select(Response.id, Response.vacancy_id, Response.state, Response.decided_at)
    .where(Response.candidate_id == bindparam("wanted"))
    .order_by(Response.id.desc()),
)
_AS_THEY_STAND = (
    "id",
    "board",
    "state",
    "vacancy_id",
    "vacancy",
    "vacancy_number",
    "candidate_id",
    "application_id",
    "submitted_at",
    "taken_by",
    "taken_name",
    "decided_at",
    "viewed_at",
    "reason",
    "comment",
)


def card(session: Session, response: int) -> ResponseCard:
    row = session.execute(_CARD.where(Response.id == response)).first()
    if row is None:
        raise NotFound("response-not-found")
    return made(session, row)


def page(
    session: Session,
    *,
    vacancy: int | None = None,
    limit: int,
    offset: int = 0,
    without_vacancy: bool = False,
    untouched: bool = False,
) -> tuple[tuple[ResponseCard, ...], int]:
    """Those that wait and how many there are in all, untouched ones before those put off (or alone), the longest waiting first."""
    wanted = waits(vacancy, without_vacancy=without_vacancy)
    if untouched:
        wanted.append(Response.state == "new")
    total = session.execute(select(func.count()).select_from(Response).where(*wanted)).scalar_one()
    shown = _CARD.where(*wanted).order_by(Response.state.desc(), Response.id).limit(limit).offset(offset)
    return many(session, shown), total


def count_waiting(session: Session, *, vacancy: int | None = None, without_vacancy: bool = False) -> int:
    """How many wait there."""
    wanted = waits(vacancy, without_vacancy=without_vacancy)
    return session.execute(select(func.count()).select_from(Response).where(*wanted)).scalar_one()


def waits(vacancy: int | None, *, without_vacancy: bool) -> list[ColumnElement[bool]]:
    """Of one vacancy, of none, or of all."""
    if vacancy is not None:
        return [is_open(), Response.vacancy_id == vacancy]
    return [is_open(), Response.vacancy_id.is_(None)] if without_vacancy else [is_open(), stands()]


def stands() -> ColumnElement[bool]:
    """Those of a closed vacancy rest till it is opened again; whoever looks at that vacancy sees them."""
    return Response.vacancy_id.not_in(select(Vacancy.id).where(Vacancy.state == "closed")) | Response.vacancy_id.is_(None)


def of_candidate(session: Session, candidate: int) -> tuple[ResponseCard, ...]:
    """All of the person's, for colleagues; newest first."""
    mine = Response.candidate_id.in_(trust.group(session, candidate))
    return many(session, _CARD.where(mine).order_by(Response.id.desc()))


def of_application(session: Session, application: int) -> tuple[ResponseCard, ...]:
    """What led to it, newest first."""
    return many(session, _CARD.where(Response.application_id == application).order_by(Response.id.desc()))


def undecided(session: Session, record: int) -> tuple[tuple[int, int | None], ...]:
    """Ids of the responses that this record's chat may see and nobody has answered yet, with their vacancies; newest first."""
    return tuple((number, vacancy) for number, vacancy, state, _ in of_chat(session, record) if state in rules.UNDECIDED)


def closed(session: Session, record: int, since: datetime) -> tuple[tuple[int, int | None], ...]:
    """Ids of those that were refused or taken back after `since`, with their vacancies; newest first."""
    found = of_chat(session, record)
    return tuple((number, vacancy) for number, vacancy, state, at in found if state in rules.CLOSED and at is not None and at > since)


def of_chat(session: Session, record: int) -> list[tuple[Any, ...]]:
    found = [row for one in trust.records(session, record) for row in _OF_CANDIDATE.rows(session, {"wanted": one})]
    return sorted(found, key=lambda row: -row[0])


def waiting(session: Session, *, recruiter: int | None = None) -> tuple[Waiting, ...]:
    """By vacancy that is not closed, the fullest first; a recruiter's own vacancies and what has none yet."""
    count = func.count()
    query = select(Response.vacancy_id, Vacancy.number, Vacancy.name, count).join(Vacancy, isouter=True).where(is_open(), stands())
    if recruiter is not None:
        query = query.where(is_for(recruiter))
    grouped = query.group_by(Response.vacancy_id, Vacancy.number, Vacancy.name).order_by(count.desc(), Vacancy.number)
    return tuple(Waiting._make(row) for row in session.execute(grouped))


def waiting_on(session: Session, vacancies: Collection[int]) -> dict[int, int]:
    """How many wait on each of these vacancies, be it closed."""
    mine = select(Response.vacancy_id, func.count()).where(is_open(), Response.vacancy_id.in_(vacancies)).group_by(Response.vacancy_id)
    return {number: count for number, count in session.execute(mine) if number is not None}


def lookalikes(session: Session, response: int) -> tuple[Match, ...]:
    """Who of the base may be the person who responded, the surest first."""
    found = card(session, response)
    kept = draft(session, response)
    return candidates.matches(
        session,
        phones=found.phones,
        emails=found.emails,
        contacts=rules.contacts(kept),
        files=resume_digests(session, found),
        name=found.full_name,
        birth_date=kept.birth_date,
        exclude=() if found.candidate_id is None else (candidates.resolve_merged(session, found.candidate_id),),
    )


def owners(session: Session, response: int) -> frozenset[int]:
    """The vacancy's people; nobody's where it has no vacancy."""
    row = session.execute(select(Response.vacancy_id).where(Response.id == response)).first()
    if row is None:
        raise NotFound("response-not-found")
    return vacancies.owners(session, row[0]) if row[0] is not None else frozenset()


def belongs(session: Session, response: int, candidate: int) -> bool:
    """Whether the chat of this record may see and take back the response."""
    whose = session.execute(select(Response.candidate_id).where(Response.id == response)).scalar()
    return whose is not None and (whose == candidate or whose in trust.records(session, candidate))


def advertised_nowhere(session: Session, response: int) -> bool:
    """Whether it answers an advertisement that leads to no vacancy yet."""
    told = draft(session, response)
    whose = session.execute(select(Response.vacancy_id).where(Response.id == response)).scalar()
    named = whose is None and told.vacancy_external_id != ""
    return named and vacancies.bound(session, told.board, told.vacancy_external_id) is None


def draft(session: Session, response: int) -> ResponseDraft:
    """What the source told."""
    columns = (Response.draft, Response.board, Response.external_id, Response.submitted_at)
    row = session.execute(select(*columns).where(Response.id == response)).first()
    if row is None:
        raise NotFound("response-not-found")
    return rules.unpacked(*row)


# How many


def came(session: Session, recruiter: int, since: datetime) -> int:
    """How many were announced to a recruiter after that instant."""
    query = counting().where(Response.announced_at > since, is_for(recruiter))
    return session.execute(query).scalar_one()


def open_for(session: Session, recruiter: int) -> int:
    return session.execute(counting().where(is_open(), stands(), is_for(recruiter))).scalar_one()


def counting() -> Select[int]:
    return select(func.count()).select_from(Response).join(Vacancy, Vacancy.id == Response.vacancy_id, isouter=True)


def is_open() -> ColumnElement[bool]:
    return spelled(Response.state, *rules.OPEN)


def is_for(recruiter: int) -> ColumnElement[bool]:
    """Of a recruiter's vacancy, or of nobody's: that is everybody's business."""
    return or_(Vacancy.recruiter_id == recruiter, Response.vacancy_id.is_(None))


# Rows into cards


def many(session: Session, query: Select[*tuple[Any, ...]]) -> tuple[ResponseCard, ...]:
    return tuple(made(session, row) for row in session.execute(query).all())


def made(session: Session, row: Row[*tuple[Any, ...]]) -> ResponseCard:
    told = rules.unpacked(row.draft, row.board, row.external_id, row.submitted_at)
    stands = {name: getattr(row, name) for name in _AS_THEY_STAND}
    if rules.is_own(row.board):
        words = own_words(candidates.own_card(session, row.candidate_id), told)
        return ResponseCard(**stands, **words, resume_file=resume_of(session, told.resume_id))
    return ResponseCard(**stands, **board_words(told), resume_file=None)


def board_words(told: ResponseDraft) -> dict[str, Any]:
    same = ("full_name", "phones", "emails", "city", "age", "title", "last_job", "salary", "letter", "resume_url", "answers")
    words = {name: getattr(told, name) for name in same}
    kept_back = {name: getattr(told, name) for name in ("contacts_hidden", "contacts_why", "contacts_at")}
    return {**words, **kept_back, "told": rules.told(told), "source": rules.source_of(told.board)}


def own_words(person: CandidateCard, told: ResponseDraft) -> dict[str, Any]:
    same = ("full_name", "phones", "emails", "told", "city")
    words = {**board_words(told), **{name: getattr(person, name) for name in same}}
    about = {"last_job": person.last_job, "salary": person.salary_text, "source": person.source or words["source"]}
    return {**words, **about}


def resume_of(session: Session, attachment: str) -> File | None:
    try:
        found = candidates.file(session, int(attachment)) if attachment else None
    except NotFound:
        return None
    return (found.id, found.name) if found else None


def resume_digests(session: Session, found: ResponseCard) -> Iterable[str]:
    if found.resume_file is None:
        return ()
    digest = candidates.file(session, found.resume_file[0]).sha256
    return () if digest is None else (digest,)
