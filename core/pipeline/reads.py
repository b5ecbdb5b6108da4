"""What is shown of applications, their log, callbacks and meetings."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, SQLColumnExpression, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from core.candidates import trust
from core.candidates.model import Candidate
from core.candidates.reads import phone_of
from core.interviews.model import Booking, Slot
from core.kernel.database.columns import spelled
from core.kernel.database.compiled import Prepared
from core.kernel.ids import ApplicationId, BookingId, CallbackId, CandidateId, EventId, FileId, StaffId, VacancyId
from core.kernel.problems import NotFound
from core.pipeline.model import Application, Callback, Event
from core.pipeline.statuses.codes import code_of
from core.pipeline.statuses.reads import statuses
from core.staff.model import StaffUser
from core.vacancies.model import Vacancy


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """`candidate`, `vacancy` and `owner` are names; `attempt_no` counts calls in vain; `answers` are (question, answer) pairs."""

    id: ApplicationId
    candidate_id: CandidateId
    candidate: str
    vacancy_id: VacancyId
    vacancy_number: int
    vacancy: str
    owner_id: StaffId
    owner: str
    status: str
    status_since: datetime
    due_at: datetime | None
    is_active: bool
    attempt_no: int
    invited_to: str | None
    source: str
    entrance_type: str
    answers: tuple[tuple[str, str], ...]
    letter: str
    phone: str | None
    last_comment: str
    started_at: datetime


class InWork(NamedTuple):
    """An application in work, in brief: on which vacancy, and who answers for it."""

    id: ApplicationId
    vacancy_number: int
    vacancy: str
    owners: frozenset[int]


class EventLine(NamedTuple):
    """One entry of the personal file; `actor` is a colleague's name, None for anybody else. A reason is a code of its dictionary."""

    id: EventId
    type: str
    outcome: str
    code: str
    at: datetime
    actor_role: str
    actor: str | None
    comment: str
    reason: str
    attachment_id: FileId | None


class CallbackCard(NamedTuple):
    """Whom to call, when and about what. `attempt_no`: calls in vain when it was promised."""

    id: CallbackId
    application_id: ApplicationId
    owner_id: StaffId
    due_at: datetime
    attempt_no: int
    state: str
    version: int
    exact: bool
    candidate_id: CandidateId
    candidate: str
    vacancy_id: VacancyId
    vacancy_number: int
    vacancy: str
    status: str
    phone: str | None


class TodayLine(NamedTuple):
    """A meeting with who comes and about what."""

    booking_id: BookingId
    application_id: ApplicationId
    candidate_id: CandidateId
    candidate: str
    vacancy_id: VacancyId
    vacancy_number: int
    vacancy: str
    owner_id: StaffId
    kind: str
    state: str
    start_at: datetime
    end_at: datetime
    zone: str
    place: str
    link: str
    confirmed_at: datetime | None
    phone: str | None


Rows = Select[*tuple[Any, ...]]
Page = tuple[tuple[ApplicationCard, ...], int]
"""The cards of one page and how many there are in all."""


def phone() -> ScalarSelect[str | None]:
    """The phone the candidate has told last."""
    return phone_of(Candidate.id)


def last_comment() -> ScalarSelect[str | None]:
    said = select(Event.comment).where(Event.application_id == Application.id, Event.comment != "")
    return said.order_by(Event.id.desc()).limit(1).scalar_subquery()


_CARD = (
    select(
        Application.id,
        Application.candidate_id,
        Candidate.full_name.label("candidate"),
        Application.vacancy_id,
        Vacancy.number.label("vacancy_number"),
        Vacancy.name.label("vacancy"),
        Application.owner_id,
        StaffUser.name.label("owner"),
        Application.status,
        Application.status_since,
        Application.due_at,
        Application.is_active,
        Application.attempt_no,
        case((Vacancy.state == "closed", None), else_=Application.invited_to).label("invited_to"),
        Application.source,
        Application.entrance_type,
        Application.answers,
        Application.letter,
        phone().label("phone"),
        func.coalesce(last_comment(), "").label("last_comment"),
        Application.started_at,
    )
    .join(Candidate, Candidate.id == Application.candidate_id)
    .join(Vacancy, Vacancy.id == Application.vacancy_id)
    .join(StaffUser, StaffUser.id == Application.owner_id)
)
_CALLBACK = (
    select(
        Callback.id,
        Callback.application_id,
        Callback.owner_id,
        Callback.due_at,
        Callback.attempt_no,
        Callback.state,
        Callback.version,
        Callback.exact,
        Application.candidate_id,
        Candidate.full_name,
        Application.vacancy_id,
        Vacancy.number,
        Vacancy.name,
        Application.status,
        phone(),
    )
    .join(Application, Application.id == Callback.application_id)
    .join(Candidate, Candidate.id == Application.candidate_id)
    .join(Vacancy, Vacancy.id == Application.vacancy_id)
)
_WAITING = spelled(Callback.state, "pending", "sent")
_BY_ID = Prepared(_CARD.where(Application.id == bindparam("wanted")))
_OF_CANDIDATE = Prepared(
    _CARD.where(Application.candidate_id == bindparam("wanted")).order_by(
        Application.is_active.desc(),
        Application.status_since.desc(),
        Application.id.desc(),
    ),
)
_IN_WORK = Prepared(
    select(Application.id, Application.vacancy_id, Application.owner_id).where(
        Application.candidate_id == bindparam("wanted"),
        Application.is_active,
    ),
)
_BRIEF = Prepared(
    select(Application.id, Vacancy.number, Vacancy.name, Application.owner_id, Vacancy.manager_id)
    .join(Vacancy, Vacancy.id == Application.vacancy_id)
    .where(Application.candidate_id == bindparam("wanted"), Application.is_active)
    .order_by(Application.status_since.desc(), Application.id.desc()),
)
_OWNERS = Prepared(
    select(Application.owner_id, Vacancy.manager_id)
    .join(Vacancy, Vacancy.id == Application.vacancy_id)
    .where(Application.id == bindparam("wanted")),
)
_OWNERS_OF_CANDIDATE = Prepared(
    select(Application.owner_id, Vacancy.manager_id)
    .join(Vacancy, Vacancy.id == Application.vacancy_id)
    .where(Application.candidate_id == bindparam("wanted")),
)
_WHOSE = Prepared(select(Application.candidate_id).where(Application.id == bindparam("wanted")))


def cards(session: Session, query: Rows) -> tuple[ApplicationCard, ...]:
    return tuple(as_card(row) for row in session.execute(query))


def as_card(row: Iterable[Any]) -> ApplicationCard:
    *told, answers, letter, phone, comment, started_at = row
    pairs = tuple((str(question), str(answer)) for question, answer in answers)
    return ApplicationCard(*[*told, pairs, letter, phone, comment, started_at])


def page(session: Session, wanted: Sequence[SQLColumnExpression[bool]], order: Sequence[Any], limit: int, offset: int) -> Page:
    total = session.execute(select(func.count()).select_from(Application).where(*wanted)).scalar_one()
    return cards(session, _CARD.where(*wanted).order_by(*order).limit(limit).offset(offset)), total


def card(session: Session, application: int) -> ApplicationCard:
    row = _BY_ID.first(session, {"wanted": application})
    if row is None:
        raise NotFound("application-not-found")
    return as_card(row)


def of_candidate(session: Session, candidate: int) -> tuple[ApplicationCard, ...]:
    """All of the person's, for colleagues: those in work first, then the newest."""
    return of_records(session, trust.group(session, candidate))


def of_chat(session: Session, record: int) -> tuple[ApplicationCard, ...]:
    """Those that the chat of this record may see; in the same order."""
    return of_records(session, trust.records(session, record))


def of_records(session: Session, records: Collection[int]) -> tuple[ApplicationCard, ...]:
    found = [as_card(row) for one in records for row in _OF_CANDIDATE.rows(session, {"wanted": one})]
    return tuple(found if len(records) == 1 else sorted(found, key=lambda card: (card.is_active, card.status_since, card.id), reverse=True))


def concerning(session: Session, record: int) -> tuple[InWork, ...]:
    """What the chat of this record may be writing about: the applications in work, the newest first."""
    rows = [row for one in sorted(trust.records(session, record)) for row in _BRIEF.rows(session, {"wanted": one})]
    return tuple(InWork(one, number, name, owners_of(owner, manager)) for one, number, name, owner, manager in rows)


def in_work(session: Session, record: int, vacancy: int) -> int | None:
    """The open application to a vacancy that the chat of this record may see."""
    found = [row for one in sorted(trust.records(session, record)) for row in _IN_WORK.rows(session, {"wanted": one})]
    return next((number for number, where, _ in found if where == vacancy), None)


def by_vacancy(session: Session, vacancy: int, *, status: str | None = None, limit: int = 10, offset: int = 0) -> Page:
    """Those in work first, then the newest; all of them or those of one status."""
    wanted = [Application.vacancy_id == vacancy]
    if status is not None:
        wanted.append(Application.status == status)
    order = (Application.is_active.desc(), Application.status_since.desc(), Application.id.desc())
    return page(session, wanted, order, limit, offset)


def counts_by_status(session: Session, vacancy: int) -> dict[str, int]:
    """How many of the vacancy's applications stand where, in the order of the road."""
    query = select(Application.status, func.count()).where(Application.vacancy_id == vacancy).group_by(Application.status)
    found = {row[0]: row[1] for row in session.execute(query)}
    return {code: found[code] for code in statuses(session).states if code in found}


def in_work_on(session: Session, vacancies: Collection[int]) -> dict[int, int]:
    """How many applications of each of these vacancies are in work."""
    mine = select(Application.vacancy_id, func.count()).where(Application.vacancy_id.in_(vacancies), Application.is_active)
    found = session.execute(mine.group_by(Application.vacancy_id))
    return {row[0]: row[1] for row in found if row[0] is not None}


def is_due(session: Session, owner: int | None, now: datetime) -> list[ColumnElement[bool]]:
    wanted = [Application.is_active.expression, or_(Application.status.in_(statuses(session).duties), Application.due_at <= now)]
    return wanted if owner is None else [*wanted, Application.owner_id == owner]


def due(session: Session, *, owner: int | None = None, now: datetime, limit: int = 10, offset: int = 0) -> Page:
    """Where somebody has to decide: the state asks for it, or has lasted too long. The most overdue first."""
    return page(
        session,
        is_due(session, owner, now),
        (Application.due_at.asc().nulls_last(), Application.status_since, Application.id),
        limit,
        offset,
    )


def count_due(session: Session, *, owner: int | None = None, now: datetime) -> int:
    """How many wait so."""
    return session.execute(select(func.count()).select_from(Application).where(*is_due(session, owner, now))).scalar_one()


def history(session: Session, application: int, limit: int = 10) -> tuple[EventLine, ...]:
    """The personal file, newest first."""
    row = (
        Event.id,
        Event.type,
        Event.outcome,
        Event.at,
        Event.actor_role,
        StaffUser.name,
        Event.comment,
        Event.reason,
        Event.attachment_id,
    )
    colleague = (StaffUser.id == Event.actor_id) & (Event.actor_role == "staff")
    query = select(*row).join(StaffUser, colleague, isouter=True).where(Event.application_id == application)
    found = session.execute(query.order_by(Event.id.desc()).limit(limit))
    return tuple(event_line(*row) for row in found)


def event_line(number: int, type_: str, outcome: str, *rest: Any) -> EventLine:
    return EventLine(EventId(number), type_, outcome, code_of(type_, outcome), *rest)


# Whose it is


def owners(session: Session, application: int) -> frozenset[int]:
    """Who answers for it: its owner and the vacancy's manager."""
    row = _OWNERS.first(session, {"wanted": application})
    if row is None:
        raise NotFound("application-not-found")
    return owners_of(*row)


def owners_of(owner: int, manager: int | None) -> frozenset[int]:
    return frozenset({owner} if manager is None else {owner, manager})


def owners_of_candidate(session: Session, candidate: int) -> frozenset[int]:
    """Who answers for any of the person's applications, closed ones included."""
    rows = [row for one in trust.group(session, candidate) for row in _OWNERS_OF_CANDIDATE.rows(session, {"wanted": one})]
    return frozenset(number for row in rows for number in row if number is not None)


def belongs(session: Session, application: int, candidate: int) -> bool:
    """Whether the chat of this record may see and act on the application."""
    row = _WHOSE.first(session, {"wanted": application})
    return row is not None and (row[0] == candidate or row[0] in trust.records(session, candidate))


def callback_owners(session: Session, callback: int) -> frozenset[int]:
    """Who may act on a callback: whoever promised it, and those whose the application is."""
    row = session.execute(select(Callback.owner_id, Callback.application_id).where(Callback.id == callback)).first()
    if row is None:
        raise NotFound("callback-not-found")
    return owners(session, row.application_id) | {row.owner_id}


def recruiters_of(session: Session, record: int) -> frozenset[int]:
    """Who works now with whoever writes by this record's chat."""
    return frozenset(owner for one in trust.records(session, record) for _, _, owner in _IN_WORK.rows(session, {"wanted": one}))


def recruiters_of_person(session: Session, candidate: int) -> frozenset[int]:
    """Who works with the person now, by whichever record."""
    return frozenset(owner for one in trust.group(session, candidate) for _, _, owner in _IN_WORK.rows(session, {"wanted": one}))


# Callbacks and meetings


def callback(session: Session, callback: int) -> CallbackCard:
    row = session.execute(_CALLBACK.where(Callback.id == callback)).first()
    if row is None:
        raise NotFound("callback-not-found")
    return CallbackCard._make(row)


def open_callback(session: Session, application: int) -> CallbackCard | None:
    row = session.execute(_CALLBACK.where(Callback.application_id == application, _WAITING)).first()
    return CallbackCard._make(row) if row else None


def callbacks(session: Session, *, owner: int | None = None, limit: int = 10, offset: int = 0) -> tuple[tuple[CallbackCard, ...], int]:
    """One page of whom to call, the earliest first, and how many there are in all."""
    wanted = [_WAITING] if owner is None else [_WAITING, Callback.owner_id == owner]
    total = session.execute(select(func.count()).select_from(Callback).where(*wanted)).scalar_one()
    page = _CALLBACK.where(*wanted).order_by(Callback.due_at, Callback.id).limit(limit).offset(offset)
    return tuple(CallbackCard._make(row) for row in session.execute(page)), total


def count_callbacks(session: Session, *, owner: int | None = None, before: datetime | None = None, most: int | None = None) -> int:
    """How many are to be called, before then; no further than `most` is counted."""
    wanted = [_WAITING] if before is None else [_WAITING, Callback.due_at < before]
    mine = select(Callback.id).where(*(wanted if owner is None else [*wanted, Callback.owner_id == owner]))
    return session.execute(select(func.count()).select_from(mine.limit(most).subquery())).scalar_one()


def today(session: Session, *, owner: int | None = None, start: datetime, end: datetime) -> tuple[TodayLine, ...]:
    """The meetings that begin within [start, end) and were not cancelled, in order; of one host or hiring manager, or of all."""
    found = session.execute(meetings().where(*is_held(owner, start, end)).order_by(Slot.start_at, Booking.id))
    return tuple(TodayLine(*row) for row in found)


def ahead_on(session: Session, vacancy: int, now: datetime) -> tuple[TodayLine, ...]:
    """The meetings that are set on a vacancy and have not begun, in order."""
    mine = (Application.vacancy_id == vacancy, Slot.start_at > now, spelled(Booking.state, "booked", "confirmed"))
    return tuple(TodayLine(*row) for row in session.execute(meetings().where(*mine).order_by(Slot.start_at, Booking.id)))


def count_today(session: Session, *, owner: int | None = None, start: datetime, end: datetime) -> int:
    """How many meetings that is."""
    held = select(func.count()).select_from(Slot).join(Booking, Booking.slot_id == Slot.id)
    mine = held.join(Application, Application.id == Booking.application_id).join(Vacancy, Vacancy.id == Application.vacancy_id)
    return session.execute((held if owner is None else mine).where(*is_held(owner, start, end))).scalar_one()


def is_held(owner: int | None, start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    wanted = [Slot.start_at >= start, Slot.start_at < end, Booking.state != "cancelled"]
    return wanted if owner is None else [*wanted, or_(Slot.owner_id == owner, Vacancy.manager_id == owner)]


def meetings() -> Rows:
    person = (Application.candidate_id, Candidate.full_name)
    about = (Application.vacancy_id, Vacancy.number, Vacancy.name)
    time = (Slot.start_at, Slot.end_at, Slot.zone, Slot.place, Slot.link, Booking.confirmed_at)
    return (
        select(Booking.id, Booking.application_id, *person, *about, Slot.owner_id, Booking.kind, Booking.state, *time, phone())
        .join(Slot, Slot.id == Booking.slot_id)
        .join(Application, Application.id == Booking.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Vacancy, Vacancy.id == Application.vacancy_id)
    )
