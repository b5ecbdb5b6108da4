"""What is shown of candidates, who is found, who may be the same person.

An application stands above a candidate, so its table is named here by its name, as foreign keys are.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, column, func, literal, or_, select, table
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.candidates import rules, trust
from core.candidates.contacts import EMAIL, PHONE, WRITTEN, Told
from core.candidates.model import Attachment, Candidate, ChannelIdentity, Contact
from core.candidates.rules import Draft, Identity
from core.kernel.database.compiled import Prepared
from core.kernel.ids import CandidateId, FileId, StaffId
from core.kernel.problems import NotFound
from core.kernel.text import folding

T = TypeVar("T")
TAIL_ONLY = 7
NAMESAKES = 20
applications = table("applications", *map(column, ("candidate_id", "vacancy_id", "owner_id", "status", "status_since")))


class File(NamedTuple):
    """`sha256` is None while the file is still with the messenger, for ever where it is `lost`."""

    id: FileId
    type: str
    name: str
    media_type: str
    size: int
    sha256: str | None
    created_at: datetime
    lost: bool


class Reach(NamedTuple):
    """A messenger account through which the person can be written to."""

    channel: str
    account: str
    external_id: str
    username: str | None


@dataclass(frozen=True, slots=True)
class CandidateCard:
    id: CandidateId
    full_name: str
    birth_date: date | None
    city: str
    zone: str | None
    locale: str
    source: str
    entrance_type: str
    owner_id: StaffId | None
    is_draft: bool
    created_at: datetime
    last_job: str
    salary_text: str
    told: tuple[Told, ...]
    files: tuple[File, ...]
    doubtful: frozenset[str] = frozenset()
    """Phones that only somebody's typing speaks for."""

    @property
    def contacts(self) -> rules.Contacts:
        return tuple((kind, value) for kind, value, _ in self.told)

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(value for kind, value in self.contacts if kind == PHONE)

    @property
    def emails(self) -> tuple[str, ...]:
        return tuple(value for kind, value in self.contacts if kind == EMAIL)


class Named(NamedTuple):
    """The person, by the least that a card says of him."""

    id: CandidateId
    full_name: str
    is_draft: bool


class Match(NamedTuple):
    """Who may be the same person, and by what: phone, email or another contact, channel; file, name."""

    candidate_id: CandidateId
    strength: Literal["strong", "weak"]
    by: str
    full_name: str
    city: str
    status: str | None


_FILE = select(
    Attachment.id,
    Attachment.type,
    Attachment.name,
    Attachment.media_type,
    Attachment.size,
    Attachment.file_sha256,
    Attachment.created_at,
    and_(Attachment.file_sha256.is_(None), Attachment.remote_ref.is_(None)),
)
_BY_IDENTITY = Prepared(
    select(ChannelIdentity.candidate_id).where(
        ChannelIdentity.channel == bindparam("channel"),
        ChannelIdentity.account == bindparam("account"),
        ChannelIdentity.external_id == bindparam("external_id"),
    ),
)
_LIVING = Prepared(select(func.coalesce(Candidate.merged_into_id, Candidate.id)).where(Candidate.id == bindparam("wanted")))
_row = aliased(Candidate)
_NAMED = Prepared(
    select(Candidate.id, Candidate.full_name, Candidate.is_draft)
    .join(_row, Candidate.id == func.coalesce(_row.merged_into_id, _row.id))
    .where(_row.id == bindparam("wanted")),
)
_OWN = tuple(field.name for field in fields(CandidateCard) if field.name not in {"told", "files", "doubtful"})
_FILLED = ("birth_date", "city", "zone", "owner_id", "last_job", "salary_text")
"""What the card of a person takes from his other records where the first one says nothing."""
_CARD = Prepared(select(*(getattr(Candidate, name) for name in _OWN)).where(Candidate.id == bindparam("wanted")))
_LINES = select(Contact.type, Contact.value, Contact.remark).order_by(Contact.id.desc())
_CONTACTS = Prepared(_LINES.where(Contact.candidate_id == bindparam("wanted")))
_FILES = Prepared(_FILE.where(Attachment.candidate_id == bindparam("wanted")).order_by(Attachment.id.desc()))
_BY_NUMBER = Prepared(_FILE.where(Attachment.id == bindparam("wanted")))
_OPTED_OUT = Prepared(
    select(ChannelIdentity.id)
    .where(ChannelIdentity.candidate_id == bindparam("wanted"), ChannelIdentity.opted_out_at.is_not(None))
    .limit(1),
)


def by_identity(session: Session, channel: str, account: str, external_id: str) -> int | None:
    """Which candidate a messenger account is."""
    row = _BY_IDENTITY.first(session, {"channel": channel, "account": account, "external_id": external_id})
    return row[0] if row else None


def resolve_merged(session: Session, candidate_id: int) -> int:
    """The person this row has become: itself unless it was merged."""
    row = _LIVING.first(session, {"wanted": candidate_id})
    if row is None:
        raise NotFound("candidate-not-found")
    return int(row[0])


def own_card(session: Session, record: int) -> CandidateCard:
    """What came by this one record, whoever it was joined with: all that its chat may be shown."""
    row = _CARD.first(session, {"wanted": record})
    if row is None:
        raise NotFound("candidate-not-found")
    return CandidateCard(*[*row, contact_lines(session, record), files(session, record)])


def card(session: Session, candidate_id: int) -> CandidateCard:
    """The card of the person, by the number of any of his records; what the others tell follows what the first one does."""
    number = resolve_merged(session, candidate_id)
    first = own_card(session, number)
    mine = [first, *(own_card(session, other) for other in trust.group(session, number) if other != number)]
    known_of = {name: next((value for one in mine if (value := getattr(one, name))), getattr(first, name)) for name in _FILLED}
    lines: dict[tuple[str, str], Told] = {}
    for line in (line for one in mine for line in one.told):
        lines.setdefault(line[:2], line)
    papers = tuple(sorted((file for one in mine for file in one.files), key=lambda file: -file.id))
    return replace(first, told=tuple(lines.values()), files=papers, doubtful=doubtful(session, mine), **known_of)


def doubtful(session: Session, mine: Sequence[CandidateCard]) -> frozenset[str]:
    """Phones that only typing speaks for: in a chat, or in a record joined to the first one, unless a proof stands behind it."""
    numbers = [one.id for one in mine]
    typed, speakers = trust.doubtful(session, numbers), trust.voices(session, numbers[0])
    sure = {phone for one in mine if one.id in speakers and one.id not in typed for phone in one.phones}
    return frozenset(phone for one in mine for phone in one.phones) - sure - trust.vouched(session, numbers)


def named(session: Session, candidate_id: int) -> Named:
    """The person's name, also by the number of a row that was merged into his."""
    row = _NAMED.first(session, {"wanted": candidate_id})
    if row is None:
        raise NotFound("candidate-not-found")
    return Named(*row)


def contacts(session: Session, candidate_id: int) -> rules.Contacts:
    """Type and value, the one told last first: of several phones it is the one to call."""
    return tuple((kind, value) for kind, value, _ in contact_lines(session, candidate_id))


def contact_lines(session: Session, candidate_id: int) -> tuple[Told, ...]:
    """The same with what was said of each."""
    return tuple(Told(*row) for row in _CONTACTS.rows(session, {"wanted": candidate_id}))


def files(session: Session, candidate_id: int) -> tuple[File, ...]:
    """Newest first."""
    return tuple(File(*row) for row in _FILES.rows(session, {"wanted": candidate_id}))


def file(session: Session, attachment_id: int) -> File:
    row = _BY_NUMBER.first(session, {"wanted": attachment_id})
    if row is None:
        raise NotFound("file-not-found")
    return File(*row)


def files_since(session: Session, candidate_id: int, since: datetime) -> int:
    """How many files of the person came since."""
    mine = select(func.count(Attachment.id)).where(Attachment.candidate_id == candidate_id, Attachment.created_at > since)
    return session.execute(mine).scalar_one()


def reach(session: Session, record: int) -> Reach | None:
    """Where whoever may act for this record was heard last and may be written to; None where he has blocked us or wants no messages."""
    return reach_of(session, trust.voices(session, record))


def reach_of(session: Session, speakers: Collection[int]) -> Reach | None:
    """The same of records whose chats are known."""
    mine = (ChannelIdentity.candidate_id.in_(speakers), ChannelIdentity.blocked_at.is_(None))
    order = (ChannelIdentity.last_ok.desc(), ChannelIdentity.id.desc())
    where = (ChannelIdentity.channel, ChannelIdentity.account, ChannelIdentity.external_id, ChannelIdentity.username)
    row = session.execute(select(*where).where(*mine, ChannelIdentity.opted_out_at.is_(None)).order_by(*order).limit(1)).first()
    return Reach(*row) if row else None


def is_opted_out(session: Session, record: int) -> bool:
    """Whether silence was asked for in the record's own chat."""
    return _OPTED_OUT.first(session, {"wanted": record}) is not None


# What is shown of a person beside the card


def in_base() -> tuple[ColumnElement[bool], ...]:
    return (Candidate.is_draft.is_(False), Candidate.merged_into_id.is_(None))


def of_person(wanted: ColumnElement[T]) -> Select[T]:
    """From the applications of any record of the person."""
    record = or_(_row.id == Candidate.id, _row.merged_into_id == Candidate.id)
    return select(wanted).select_from(_row).join(applications, applications.c.candidate_id == _row.id).where(record).correlate(Candidate)


def phone_of(whose: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[str | None]:
    """The phone the person has told last; where none could be read, what was written instead."""
    last = aliased(Contact)
    shown = case({PHONE: last.value}, value=last.type, else_=last.remark)
    told = select(shown).where(last.candidate_id == whose, last.type.in_((PHONE, WRITTEN)))
    return told.order_by(case({PHONE: 0}, value=last.type, else_=1), last.id.desc()).limit(1).scalar_subquery()


def headline() -> ScalarSelect[str | None]:
    """The newest status over all applications of the person."""
    return of_person(applications.c.status).order_by(applications.c.status_since.desc()).limit(1).scalar_subquery()


# Who may be the same person


def matches(
    session: Session,
    *,
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    contacts: rules.Contacts = (),
    identities: Iterable[Identity] = (),
    files: Iterable[str] = (),
    name: str = "",
    birth_date: date | None = None,
    exclude: Collection[int] = (),
) -> tuple[Match, ...]:
    """People of the base who may be this one, each once, the surest first.

    A phone, an e-mail, a messenger account or another contact is a strong sign; the same file (by SHA-256) or an alike name is a weak one,
    and a name counts for nothing against another birth date or patronymic.
    """
    known = rules.signs(rules.usable(Draft(phones=tuple(phones), emails=tuple(emails), contacts=contacts)))
    strong = (*by_contacts(session, known), *by_accounts(session, identities))
    weak = (*by_files(session, files), *by_name(session, name, birth_date))
    found: dict[int, Match] = {}
    for match in (*strong, *weak):
        if match.candidate_id not in exclude:
            found.setdefault(match.candidate_id, match)
    return tuple(found.values())


def by_contacts(session: Session, known: rules.Contacts) -> Iterator[Match]:
    if known:
        same = or_(*(and_(Contact.type == kind, Contact.value == value) for kind, value in known))
        query = alike(Contact.type).join(_row, is_record()).join(Contact, Contact.candidate_id == _row.id).where(same)
        yield from (Match(CandidateId(row[0]), "strong", *row[1:]) for row in session.execute(query.order_by(Contact.id)))


def by_accounts(session: Session, identities: Iterable[Identity]) -> Iterator[Match]:
    accounts = [number for identity in identities if (number := by_identity(session, *identity)) is not None]
    if accounts:
        query = alike(literal("channel")).join(_row, is_record()).where(_row.id.in_(accounts))
        yield from (Match(CandidateId(row[0]), "strong", *row[1:]) for row in session.execute(query.order_by(Candidate.id)))


def by_files(session: Session, digests: Iterable[str]) -> Iterator[Match]:
    same = select(Attachment.candidate_id).where(Attachment.file_sha256.in_(list(digests)))
    query = alike(literal("file")).join(_row, is_record()).where(_row.id.in_(same))
    yield from (Match(CandidateId(row[0]), "weak", *row[1:]) for row in session.execute(query.order_by(Candidate.id)))


def by_name(session: Session, name: str, birth_date: date | None) -> Iterator[Match]:
    key = folding.likeness_key(name)
    if key:
        query = alike(literal("name")).add_columns(Candidate.birth_date).where(Candidate.name_key == key)
        for *row, born in session.execute(query.order_by(Candidate.id.desc()).limit(NAMESAKES)):
            if rules.may_be_one(name, birth_date, row[2], born):
                yield Match(CandidateId(row[0]), "weak", *row[1:])


def is_record() -> ColumnElement[bool]:
    """Any record of the person."""
    return Candidate.id == func.coalesce(_row.merged_into_id, _row.id)


def alike(by: ColumnElement[str] | InstrumentedAttribute[str]) -> Select[int, str, str, str, str | None]:
    """The columns of a match after its strength, over the base."""
    return select(Candidate.id, by, Candidate.full_name, Candidate.city, headline()).where(*in_base())
