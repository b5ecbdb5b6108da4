"""What is shown of staff, dictionaries and the audit log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from core.kernel.actors import Person
from core.kernel.database.compiled import Prepared
from core.kernel.ids import InvitationId, StaffId
from core.kernel.problems import NotFound
from core.staff import rules
from core.staff.model import AuditEntry, DictionaryEntry, Invite, LoginLink, StaffIdentity, StaffUser

PAGE = 10


@dataclass(frozen=True, slots=True)
class StaffCard:
    id: StaffId
    name: str
    roles: frozenset[str]
    zone: str
    locale: str
    active: bool


class Account(NamedTuple):
    """Where a colleague is bound."""

    channel: str
    account: str
    external_id: str


class Entry(NamedTuple):
    """A dictionary's value in the reader's language."""

    code: str
    name: str
    archived: bool = False


class OpenInvite(NamedTuple):
    """An invite that nobody has used yet."""

    id: InvitationId
    name: str
    roles: list[str]
    expires_at: datetime


class AuditLine(NamedTuple):
    """`who` is None for the system."""

    at: datetime
    who: str | None
    action: str
    subject: str
    details: dict[str, Any]


class AuditPage(NamedTuple):
    """Newest first; `more` says that older ones follow."""

    lines: tuple[AuditLine, ...]
    more: bool


_CARD = select(StaffUser.id, StaffUser.name, StaffUser.roles, StaffUser.zone, StaffUser.locale, StaffUser.active)
_BY_IDENTITY = Prepared(
    _CARD.join(StaffIdentity, StaffIdentity.staff_id == StaffUser.id).where(
        StaffIdentity.channel == bindparam("channel"),
        StaffIdentity.account == bindparam("account"),
        StaffIdentity.external_id == bindparam("external_id"),
        StaffUser.active,
    ),
)
_BY_ID = Prepared(_CARD.where(StaffUser.id == bindparam("wanted")))
_ACTIVE = Prepared(_CARD.where(StaffUser.active).order_by(StaffUser.name, StaffUser.id))
_ROLES = Prepared(select(StaffUser.roles).where(StaffUser.id == bindparam("wanted"), StaffUser.active))
_STANDING = Prepared(select(StaffUser.roles, StaffUser.signed_out_at).where(StaffUser.id == bindparam("wanted"), StaffUser.active))
_ENTRY = Prepared(
    select(DictionaryEntry.name_ru, DictionaryEntry.name_en).where(
        DictionaryEntry.dictionary == bindparam("dictionary"),
        DictionaryEntry.code == bindparam("code"),
    ),
)
_QUIET = Prepared(
    select(StaffUser.zone, StaffUser.quiet_from, StaffUser.quiet_to, StaffUser.quiet_chosen).where(StaffUser.id == bindparam("wanted"))
)


def staff_by_identity(session: Session, channel: str, account: str, external_id: str) -> StaffCard | None:
    """Who works here under this messenger account; None for strangers and for those who have left."""
    row = _BY_IDENTITY.first(session, {"channel": channel, "account": account, "external_id": external_id})
    return card(*row) if row else None


def staff(session: Session, staff_id: int) -> StaffCard:
    row = _BY_ID.first(session, {"wanted": staff_id})
    if row is None:
        raise NotFound("staff-not-found")
    return card(*row)


def login_name(session: Session, token: str, now: datetime) -> str | None:
    """Whom a login link would let in, without spending it; None where it lets nobody in."""
    link = select(StaffUser.name).join(LoginLink, LoginLink.staff_id == StaffUser.id)
    valid = link.where(
        LoginLink.token_hash == rules.digest(token), LoginLink.used_at.is_(None), LoginLink.expires_at > now, StaffUser.active
    )
    return session.execute(valid).scalar()


def invite_name(session: Session, token: str, now: datetime) -> str | None:
    """Whom an invite would let in, without spending it; None where it lets nobody in."""
    valid = select(Invite.name).where(Invite.token_hash == rules.digest(token), Invite.used_at.is_(None), Invite.expires_at > now)
    return session.execute(valid).scalar()


def open_invites(session: Session, now: datetime) -> tuple[OpenInvite, ...]:
    """Those that would still let somebody in, the newest first."""
    unused = select(Invite.id, Invite.name, Invite.roles, Invite.expires_at).where(Invite.used_at.is_(None), Invite.expires_at > now)
    return tuple(OpenInvite._make(row) for row in session.execute(unused.order_by(Invite.id.desc())))


def admits(session: Session, staff_id: int, opened_at: datetime | None) -> bool:
    """Whether a session that was opened then is the colleague's still: he works here, and has not left since."""
    row = _STANDING.first(session, {"wanted": staff_id})
    return row is not None and bool(row[0]) and (row[1] is None or (opened_at is not None and opened_at > row[1]))


def users(session: Session, *, active: bool | None = None) -> tuple[StaffCard, ...]:
    """Everybody by name; `active` chooses those who work here, or those who have left."""
    query = _CARD.order_by(StaffUser.name, StaffUser.id)
    return many(session, query if active is None else query.where(StaffUser.active.is_(active)))


def with_role(session: Session, *roles: str) -> tuple[StaffCard, ...]:
    """Those who work here in any of these roles, by name."""
    found = (card(*row) for row in _ACTIVE.rows(session, {}))
    return tuple(user for user in found if not user.roles.isdisjoint(roles))


def names_of(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """What these colleagues are called, those who have left too."""
    found = select(StaffUser.id, StaffUser.name).where(StaffUser.id.in_(numbers))
    return {row[0]: row[1] for row in session.execute(found)} if numbers else {}


def roles(session: Session, staff_id: int) -> frozenset[str]:
    """What the person may act as now; nothing once deactivated."""
    row = _ROLES.first(session, {"wanted": staff_id})
    return frozenset(row[0] if row else ())


def quiet_hours(session: Session, staff_id: int) -> tuple[time, time] | None:
    """From and to, on the person's wall clock."""
    row = _QUIET.first(session, {"wanted": staff_id})
    return rules.quiet_hours(*row[1:]) if row else None


def waking(session: Session, person: Person, now: datetime) -> datetime | None:
    """When a colleague's quiet hours are over; None where he may be disturbed now. Candidates have none."""
    if person.role != "staff":
        return None
    row = _QUIET.first(session, {"wanted": person.id})
    hours = rules.quiet_hours(*row[1:]) if row else None
    return rules.quiet_until(now, row[0], *hours) if row and hours else None


def on_account(session: Session, channel: str, account: str) -> tuple[tuple[StaffCard, str], ...]:
    """Everybody bound in a messenger's account, those who have left too, with their id there."""
    query = _CARD.add_columns(StaffIdentity.external_id).join(StaffIdentity, StaffIdentity.staff_id == StaffUser.id)
    rows = session.execute(query.where(StaffIdentity.channel == channel, StaffIdentity.account == account).order_by(StaffIdentity.id))
    return tuple((card(*person), number) for *person, number in rows)


def identities_of(session: Session, staff_id: int) -> tuple[Account, ...]:
    query = select(StaffIdentity.channel, StaffIdentity.account, StaffIdentity.external_id).where(StaffIdentity.staff_id == staff_id)
    return tuple(Account(*row) for row in session.execute(query.order_by(StaffIdentity.id)))


def entries(session: Session, dictionary: str, locale: str, archived: bool = False) -> tuple[Entry, ...]:  # noqa: FBT001, FBT002 - agreed
    """The values in their order; `archived` adds those no longer offered, at their places."""
    query = names(dictionary, locale).order_by(DictionaryEntry.position, DictionaryEntry.id)
    if not archived:
        query = query.where(DictionaryEntry.archived.is_(False))
    return tuple(Entry(*row) for row in session.execute(query))


def entry_name(session: Session, dictionary: str, code: str, locale: str) -> str:
    """The name of one value, archived or not; the code itself where nobody knows it."""
    row = _ENTRY.first(session, {"dictionary": dictionary, "code": code})
    return code if row is None else row[0] if locale == "ru" else row[1]


def audit_page(session: Session, page: int = 0) -> AuditPage:
    query = (
        select(AuditEntry.at, StaffUser.name, AuditEntry.action, AuditEntry.subject, AuditEntry.details)
        .join(StaffUser, StaffUser.id == AuditEntry.staff_id, isouter=True)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE + 1)
        .offset(page * PAGE)
    )
    lines = [AuditLine(*row) for row in session.execute(query)]
    return AuditPage(tuple(lines[:PAGE]), len(lines) > PAGE)


def names(dictionary: str, locale: str) -> Select[str, str, bool]:
    name = DictionaryEntry.name_ru if locale == "ru" else DictionaryEntry.name_en
    return select(DictionaryEntry.code, name, DictionaryEntry.archived).where(DictionaryEntry.dictionary == dictionary)


def many(session: Session, query: Select[int, str, list[str], str, str, bool]) -> tuple[StaffCard, ...]:
    return tuple(card(*row) for row in session.execute(query))


def card(number: int, name: str, held: list[str], zone: str, locale: str, active: bool) -> StaffCard:  # noqa: FBT001 - a row's columns
    return StaffCard(StaffId(number), name, frozenset(held), zone, locale, active)
