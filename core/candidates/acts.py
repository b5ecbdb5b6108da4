"""What is done with a candidate: entering, changing, binding to a messenger, looking at. Each works on one record; see `merging`.

Problems raised: candidate-not-found, identity-taken.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, select, tuple_, update
from sqlalchemy.orm import Session

from core.candidates import finding, reads, rules, trust
from core.candidates.contacts import PHONE, Told
from core.candidates.finding import Found
from core.candidates.model import Attachment, Candidate, ChannelIdentity, Contact
from core.candidates.reads import CandidateCard
from core.candidates.rules import Draft, FindQuery
from core.kernel.problems import Conflict, NotFound
from core.kernel.text import folding
from core.kernel.text.cities import shown_city
from core.privacy import acts as privacy
from core.privacy.rules import Access

TOLD = ("full_name", "birth_date", "city", "zone", "source", "entrance_type", "owner_id", "last_job", "salary_text")
LIMITS = {"full_name": 200, "city": 120, "last_job": 400, "salary_text": 120}
IDENTITIES = update(ChannelIdentity)


def register(session: Session, draft: Draft, *, now: datetime, is_draft: bool = True) -> int:
    """A new person, hidden from the base until `publish`; the id. A guest who has only consented has no name yet."""
    person = Candidate(full_name="", name_key="", locale=draft.locale, source="", entrance_type="", is_draft=is_draft, created_at=now)
    session.add(person)
    session.flush()
    write(session, person, draft)
    return person.id


def change(session: Session, candidate_id: int, draft: Draft) -> None:
    """Puts what the draft tells in the place of what was known; contacts come before those there."""
    write(session, locked(session, candidate_id), draft)


def set_locale(session: Session, candidate_id: int, locale: str) -> None:
    locked(session, candidate_id).locale = locale


def kept(name: str, value: Any) -> Any:
    """As it is kept: no longer than there is room, a town by its full name."""
    full = shown_city(value) if name == "city" else value
    return full[: LIMITS[name]] if name in LIMITS else full


def publish(session: Session, candidate_id: int) -> None:
    """From now on the person is in the base."""
    locked(session, candidate_id).is_draft = False


def write(session: Session, person: Candidate, draft: Draft) -> None:
    for name in TOLD:
        if value := getattr(draft, name):
            setattr(person, name, kept(name, value))
    add_contacts(session, person.id, rules.told(draft))
    reindex(session, person)


def add_contacts(session: Session, candidate_id: int, contacts: Iterable[Told]) -> None:
    """What was told last comes first: a contact that was known already moves up with what was said of it, the order stays."""
    there = reads.contact_lines(session, candidate_id)
    said = {(kind, value): remark for kind, value, remark in there}
    told = tuple(one if one.remark else one._replace(remark=said.get(one[:2], "")) for one in contacts)
    if told == there[: len(told)]:
        return
    mine = (Contact.candidate_id == candidate_id, tuple_(Contact.type, Contact.value).in_([one[:2] for one in told]))
    vouched = {(row.type, row.value): row.verified_at for row in session.scalars(select(Contact).where(*mine))}
    session.execute(delete(Contact).where(*mine))
    fresh = [{"type": kind, "value": value, "remark": remark} for kind, value, remark in reversed(told)]
    session.add_all(Contact(candidate_id=candidate_id, verified_at=vouched.get((one["type"], one["value"])), **one) for one in fresh)
    session.flush()


def reindex(session: Session, person: Candidate) -> None:
    """Keeps what the person is found by in step with what is known; who has several records is found by the words of each."""
    person.name_key = folding.likeness_key(person.full_name)[:200]
    person.city_key = rules.city_key(person.city)[:120]
    session.flush()
    others = [session.get_one(Candidate, number) for number in trust.group(session, person.id) if number != person.id]
    root = person if person.merged_into_id is None else session.get_one(Candidate, person.merged_into_id)
    words = " ".join(own_words(session, row) for row in others) if root is person else ""
    person.search_text = " ".join(part for part in (own_words(session, person), words) if part)
    if root is not person:
        reindex(session, root)


def own_words(session: Session, person: Candidate) -> str:
    words = [value for kind, value in reads.contacts(session, person.id) if kind != PHONE]
    return folding.search_text(person.full_name, person.city, person.last_job, words)


def locked(session: Session, candidate_id: int) -> Candidate:
    """The row, nobody else's until the transaction ends."""
    person = session.get(Candidate, candidate_id, with_for_update=True)
    if person is None:
        raise NotFound("candidate-not-found")
    return person


# Messengers


def bind_channel(
    session: Session,
    candidate_id: int,
    channel: str,
    account: str,
    external_id: str,
    *,
    now: datetime,
    username: str | None = None,
) -> None:
    """Makes a messenger account this candidate's and reachable; somebody else's raises Conflict."""
    where = {"channel": channel, "account": account, "external_id": external_id}
    found = session.scalars(select(ChannelIdentity).filter_by(**where).with_for_update()).first()
    if found is None:
        session.add(ChannelIdentity(candidate_id=candidate_id, username=username, last_ok=now, **where))
        session.flush()
    elif found.candidate_id != candidate_id:
        raise Conflict("identity-taken")
    else:
        found.username, found.last_ok, found.blocked_at = username or found.username, now, None


def mark_reached(session: Session, channel: str, account: str, external_id: str, *, now: datetime) -> None:
    """The person was heard, or got something, through this account."""
    session.execute(IDENTITIES.where(*account_is(channel, account, external_id)).values(last_ok=now, blocked_at=None))


def mark_blocked(session: Session, channel: str, account: str, external_id: str, *, now: datetime) -> None:
    """The messenger says that the person cannot be reached through this account any more."""
    session.execute(IDENTITIES.where(*account_is(channel, account, external_id)).values(blocked_at=now))


def opt_out(session: Session, candidate_id: int, *, now: datetime) -> None:
    """The person wants no more messages: in this chat, and in those that it may speak for."""
    his = ChannelIdentity.candidate_id.in_(trust.records(session, candidate_id))
    mine = IDENTITIES.where(his, ChannelIdentity.opted_out_at.is_(None))
    session.execute(mine.values(opted_out_at=now))


def opt_in(session: Session, candidate_id: int) -> None:
    his = ChannelIdentity.candidate_id.in_(trust.records(session, candidate_id))
    session.execute(IDENTITIES.where(his).values(opted_out_at=None))


def account_is(channel: str, account: str, external_id: str) -> tuple[Any, ...]:
    return (ChannelIdentity.channel == channel, ChannelIdentity.account == account, ChannelIdentity.external_id == external_id)


# Files


def attach(
    session: Session,
    candidate_id: int,
    type: str,  # noqa: A002 - the field's word
    *,
    name: str,
    media_type: str,
    size: int,
    now: datetime,
    sha256: str | None = None,
    remote_ref: dict[str, Any] | None = None,
) -> int:
    """Adds a file, kept already (`sha256`) or yet to be fetched (`remote_ref`); the id. The same bytes are one attachment of a type."""
    if sha256 is not None and (same := same_file(session, candidate_id, type, sha256)):
        return same
    about = {"type": type, "name": name[-255:], "media_type": media_type[:120], "size": size, "created_at": now}
    row = Attachment(candidate_id=candidate_id, file_sha256=sha256, remote_ref=remote_ref, **about)
    session.add(row)
    session.flush()
    return row.id


def same_file(session: Session, candidate_id: int, kind: str, sha256: str) -> int | None:
    which = select(Attachment.id).filter_by(candidate_id=candidate_id, type=kind, file_sha256=sha256)
    return session.execute(which).scalars().first()


def fetched(session: Session, attachment_id: int, sha256: str, size: int) -> None:
    """The file has come from the messenger and is kept."""
    row = update(Attachment).where(Attachment.id == attachment_id)
    session.execute(row.values(file_sha256=sha256, size=size, remote_ref=None))


def lose_file(session: Session, attachment_id: int) -> int:
    """The messenger does not give the file out: it will never come. Whose it is."""
    lost = update(Attachment).where(Attachment.id == attachment_id).values(remote_ref=null())
    return session.execute(lost.returning(Attachment.candidate_id)).scalar_one()


# Looking, which leaves a trace


def open_card(session: Session, candidate_id: int, *, by: int, channel: str, now: datetime) -> CandidateCard:
    """The card for a colleague's eyes; every look is logged."""
    found = reads.card(session, candidate_id)
    privacy.log_view(session, by, trust.group(session, found.id), channel=channel, now=now)
    return found


def search(session: Session, query: FindQuery, *, by: int, channel: str, now: datetime, limit: int = 5, offset: int = 0) -> Found:
    """One page of the people found for a colleague; who was shown is logged."""
    found = finding.find(session, query, limit=limit, offset=offset)
    privacy.log_view(session, by, [person.id for person in found.people], channel=channel, now=now, action=Access.FIND)
    return found
