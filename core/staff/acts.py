"""What is done with staff: inviting, letting in, roles, dictionaries, the audit log. Whatever an admin does leaves an audit entry.

Problems raised: staff-not-found, invite-unknown, invite-used, invite-used-already,
invite-expired, invite-for-newcomers, identity-taken, login-unknown,
login-used, login-expired, last-admin, role-unknown, name-unusable, zone-unknown, entry-not-found, reason-unlawful, dictionary-unknown.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.kernel.actors import Actor
from core.kernel.database.hints import hint
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.signals import emit
from core.staff import rules
from core.staff.dictionaries import DEFAULTS
from core.staff.model import AuditEntry, DictionaryEntry, Invite, LoginLink, StaffIdentity, StaffUser
from core.staff.permissions import Role
from core.staff.signals import StaffLeft

NAME, ENTRY_NAME = 200, 120


def audit(session: Session, actor: Actor, action: str, subject: str, now: datetime, **details: Any) -> None:
    """Keeps who did what; `details` are codes and numbers, never personal data."""
    who = actor.id if actor.role == "staff" else None
    session.add(AuditEntry(at=now, staff_id=who, action=action, subject=subject, details=details))


# People


def add_staff(session: Session, name: str, roles: Iterable[str], *, now: datetime, zone: str = "Europe/Moscow", locale: str = "ru") -> int:
    """A new colleague, not yet bound to any messenger; the id."""
    user = StaffUser(
        name=rules.checked_name(name, NAME),
        roles=rules.checked_roles(roles),
        zone=checked_zone(zone),
        locale=locale,
        active=True,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user.id


def set_roles(session: Session, staff_id: int, roles: Iterable[str], *, by: Actor, now: datetime) -> None:
    wanted = rules.checked_roles(roles)
    user = locked(session, staff_id)
    if Role.ADMIN not in wanted:
        keep_an_admin(session, user)
    audit(session, by, "roles.changed", f"staff:{staff_id}", now, before=user.roles, after=wanted)
    user.roles = wanted


def deactivate(session: Session, staff_id: int, *, by: Actor, now: datetime, successor: int | None = None) -> None:
    """From the next turn on the colleague may do nothing, and every session of theirs is over for good; what they did stays theirs."""
    user = locked(session, staff_id)
    keep_an_admin(session, user)
    user.active, user.signed_out_at = False, now
    end_logins(session, staff_id, now)
    hint(session, "people")
    audit(session, by, "staff.deactivated", f"staff:{staff_id}", now)
    emit(session, StaffLeft(by, now, staff_id, successor))


def reactivate(session: Session, staff_id: int, *, by: Actor, now: datetime) -> None:
    locked(session, staff_id).active = True
    audit(session, by, "staff.reactivated", f"staff:{staff_id}", now)


def set_zone(session: Session, staff_id: int, zone: str) -> None:
    locked(session, staff_id).zone = checked_zone(zone)


def set_locale(session: Session, staff_id: int, locale: str) -> None:
    locked(session, staff_id).locale = locale


def set_quiet_hours(session: Session, staff_id: int, quiet_from: time | None, quiet_to: time | None) -> None:
    """Wall time in the person's zone; None for both ends them."""
    user = locked(session, staff_id)
    user.quiet_from, user.quiet_to, user.quiet_chosen = quiet_from, quiet_to, True


def bind_identity(session: Session, staff_id: int, channel: str, account: str, external_id: str, *, now: datetime) -> None:
    """Makes a messenger account a colleague's; repeating it changes nothing, somebody else's raises Conflict."""
    found = identity(session, channel, account, external_id)
    if found is None:
        session.add(StaffIdentity(staff_id=staff_id, channel=channel, account=account, external_id=external_id, bound_at=now))
        session.flush()
    elif found.staff_id != staff_id:
        raise Conflict("identity-taken")


def identity(session: Session, channel: str, account: str, external_id: str) -> StaffIdentity | None:
    where = {"channel": channel, "account": account, "external_id": external_id}
    return session.scalars(select(StaffIdentity).filter_by(**where)).first()


def locked(session: Session, staff_id: int) -> StaffUser:
    """The row, nobody else's until the transaction ends."""
    user = session.get(StaffUser, staff_id, with_for_update=True)
    if user is None:
        raise NotFound("staff-not-found")
    return user


def keep_an_admin(session: Session, leaving: StaffUser) -> None:
    """Raises Conflict where nobody else could let anybody in; two admins who dismiss each other at once are put in a row by the lock."""
    active = session.scalars(select(StaffUser).where(StaffUser.active).order_by(StaffUser.id).with_for_update()).all()
    if leaving.active and Role.ADMIN in leaving.roles and not any(Role.ADMIN in user.roles for user in active if user.id != leaving.id):
        raise Conflict("last-admin")


def checked_zone(zone: str) -> str:
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid("zone-unknown") from error


# Ways in


def invite(session: Session, *, by: Actor, roles: Iterable[str], name: str, now: datetime, days: int = 7) -> str:
    """A single-use token for somebody new. It is told once and cannot be read again."""
    token = rules.new_token()
    ticket = Invite(
        token_hash=rules.digest(token),
        roles=rules.checked_roles(roles),
        name=rules.checked_name(name, NAME),
        created_by=by.id if by.role == "staff" else None,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(ticket)
    session.flush()
    audit(session, by, "staff.invited", f"invite:{ticket.id}", now, roles=ticket.roles)
    return token


def accept_invite(session: Session, token: str, channel: str, account: str, external_id: str, *, now: datetime) -> int:
    """Spends the invite and binds the account: a new colleague, or one who left and comes back; the staff id."""
    ticket = spend_invite(session, token, now)
    bound = identity(session, channel, account, external_id)
    if bound is None:
        staff_id = add_staff(session, ticket.name, ticket.roles, now=now)
        bind_identity(session, staff_id, channel, account, external_id, now=now)
    else:
        staff_id = welcome_back(session, bound.staff_id, ticket.roles)
    ticket.used_by = staff_id
    audit(session, Actor("staff", staff_id), "invite.accepted", f"invite:{ticket.id}", now, roles=ticket.roles)
    return staff_id


def welcome_back(session: Session, staff_id: int, roles: list[str]) -> int:
    user = locked(session, staff_id)
    if user.active:
        raise Conflict("invite-for-newcomers", name=user.name)
    user.active, user.roles = True, roles
    return staff_id


def spend_invite(session: Session, token: str, now: datetime) -> Invite:
    """The compare-and-set that makes an invite single-use."""
    wanted = rules.digest(token)
    unused = update(Invite).where(Invite.token_hash == wanted, Invite.used_at.is_(None), Invite.expires_at > now)
    number = session.execute(unused.values(used_at=now).returning(Invite.id)).scalar()
    if number is None:
        raise why_not(session, Invite, wanted, "invite")
    return session.get_one(Invite, number)


def withdraw_invite(session: Session, invite_id: int, *, by: Actor, now: datetime) -> str:
    """An invite that nobody has used lets nobody in; whose it was."""
    unused = update(Invite).where(Invite.id == invite_id, Invite.used_at.is_(None), Invite.expires_at > now)
    name = session.execute(unused.values(expires_at=now).returning(Invite.name)).scalar()
    if name is None:
        raise why_no_more(session, invite_id)
    audit(session, by, "invite.withdrawn", f"invite:{invite_id}", now)
    return name


def why_no_more(session: Session, invite_id: int) -> NotFound | Conflict:
    found = session.get(Invite, invite_id)
    return NotFound("invite-unknown") if found is None or found.used_at is None else Conflict("invite-used-already", name=found.name)


def login_link(session: Session, staff_id: int, *, now: datetime, minutes: int = 15) -> str:
    """A single-use token that opens the web chat as this colleague."""
    if not locked(session, staff_id).active:
        raise NotFound("staff-not-found")
    token = rules.new_token()
    session.add(LoginLink(token_hash=rules.digest(token), staff_id=staff_id, expires_at=now + timedelta(minutes=minutes)))
    return token


def end_logins(session: Session, staff_id: int, now: datetime) -> None:
    """Links that were not used open nothing any more."""
    unused = update(LoginLink).where(LoginLink.staff_id == staff_id, LoginLink.used_at.is_(None), LoginLink.expires_at > now)
    session.execute(unused.values(expires_at=now))


def spend_login(session: Session, token: str, *, now: datetime) -> int:
    """The staff id the link was made for."""
    wanted = rules.digest(token)
    unused = update(LoginLink).where(LoginLink.token_hash == wanted, LoginLink.used_at.is_(None), LoginLink.expires_at > now)
    staff_id = session.execute(unused.values(used_at=now).returning(LoginLink.staff_id)).scalar()
    if staff_id is None:
        raise why_not(session, LoginLink, wanted, "login")
    if not locked(session, staff_id).active:
        raise NotFound("login-unknown")
    return staff_id


def why_not(session: Session, table: type[Invite] | type[LoginLink], wanted: str, word: str) -> NotFound | Conflict:
    found = session.execute(select(table.used_at).where(table.token_hash == wanted)).first()
    if found is None:
        return NotFound(f"{word}-unknown")
    return Conflict(f"{word}-expired") if found.used_at is None else Conflict(f"{word}-used")


# Dictionaries


def seed_dictionaries(session: Session) -> None:
    """Adds the default values that are missing; what was renamed, moved or archived stays so."""
    there = {tuple(row) for row in session.execute(select(DictionaryEntry.dictionary, DictionaryEntry.code))}
    for dictionary, values in DEFAULTS.items():
        for position, (code, name_ru, name_en) in enumerate(values):
            if (dictionary, code) not in there:
                fresh = {"dictionary": dictionary, "code": code, "name_ru": name_ru, "name_en": name_en, "position": position}
                session.add(DictionaryEntry(**fresh, archived=False))
    session.flush()


def add_entry(session: Session, dictionary: str, name_ru: str, name_en: str = "", *, by: Actor, now: datetime) -> str:
    """A value of the company's own at the end of the list; the code it gets."""
    if dictionary not in DEFAULTS:
        raise NotFound("dictionary-unknown")
    names = entry_names(dictionary, name_ru, name_en)
    places = select(func.count(), func.coalesce(func.max(DictionaryEntry.position), -1)).where(DictionaryEntry.dictionary == dictionary)
    count, last = session.execute(places).one()
    code = f"own_{count + 1}"
    session.add(DictionaryEntry(dictionary=dictionary, code=code, position=last + 1, archived=False, **names))
    session.flush()
    audit(session, by, "dictionary.added", f"{dictionary}:{code}", now, **names)
    return code


def rename_entry(session: Session, dictionary: str, code: str, name_ru: str, name_en: str = "", *, by: Actor, now: datetime) -> None:
    found = entry(session, dictionary, code)
    names = entry_names(dictionary, name_ru, name_en or found.name_en)
    audit(session, by, "dictionary.renamed", f"{dictionary}:{code}", now, before=found.name_ru, after=names["name_ru"])
    found.name_ru, found.name_en = names["name_ru"], names["name_en"]


def move_entry(session: Session, dictionary: str, code: str, steps: int, *, by: Actor, now: datetime) -> None:
    """Moves a value up (negative) or down among those in use; past the end it stays at the end."""
    moving = entry(session, dictionary, code)
    in_order = select(DictionaryEntry).filter_by(dictionary=dictionary, archived=False)
    others = [other for other in session.scalars(in_order.order_by(DictionaryEntry.position, DictionaryEntry.id)) if other is not moving]
    place = sum(other.position < moving.position for other in others)
    others.insert(max(0, min(len(others), place + steps)), moving)
    for position, other in enumerate(others):
        other.position = position
    audit(session, by, "dictionary.moved", f"{dictionary}:{code}", now, position=moving.position)


def archive_entry(session: Session, dictionary: str, code: str, *, archived: bool = True, by: Actor, now: datetime) -> None:
    """An archived value is offered no more and still names what was chosen before."""
    entry(session, dictionary, code).archived = archived
    audit(session, by, "dictionary.archived" if archived else "dictionary.restored", f"{dictionary}:{code}", now)


def entry(session: Session, dictionary: str, code: str) -> DictionaryEntry:
    found = session.scalars(select(DictionaryEntry).filter_by(dictionary=dictionary, code=code).with_for_update()).first()
    if found is None:
        raise NotFound("entry-not-found")
    return found


def entry_names(dictionary: str, name_ru: str, name_en: str) -> dict[str, str]:
    russian = rules.checked_name(name_ru, ENTRY_NAME)
    english = rules.checked_name(name_en or name_ru, ENTRY_NAME)
    if not rules.is_lawful(dictionary, russian, english):
        raise Invalid("reason-unlawful")
    return {"name_ru": russian, "name_en": english}
