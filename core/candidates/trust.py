"""Which records a chat may act for. A typed phone or name proves nothing: without proof it is the chat's own record alone.

Records are joined for colleagues' eyes (see `merging`). Within one joined person the chat of one record may act for another one where
its messenger vouched for a number that the other record has, or where it has entered a code given to the person by a way known before.
Everything a chat sees, does and hears asks here: `records` for what the chat may do, `voices` for who may be told.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, bindparam, delete, func, literal, or_, select, union_all, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.candidates.contacts import PHONE
from core.candidates.model import Candidate, ChannelIdentity, Contact, Proof, ProofCode
from core.kernel.database.compiled import Prepared

LIFE = timedelta(minutes=15)
TRIES = 5
SENT_A_DAY = 3
"""So many codes a day one chat may have sent to the person's other chats."""
DIGITS = 6
Outcome = Literal["proven", "wrong", "over"]
_row = aliased(Candidate)
_root = func.coalesce(_row.merged_into_id, _row.id)
_GROUP = Prepared(
    select(Candidate.id)
    .join(_row, or_(Candidate.id == _root, Candidate.merged_into_id == _root))
    .where(_row.id == bindparam("wanted"))
    .order_by(Candidate.id),
)


def group(session: Session, record: int) -> tuple[int, ...]:
    """All records of the person, for colleagues' eyes, in the order in which they came."""
    return tuple(number for (number,) in _GROUP.rows(session, {"wanted": record}))


def records(session: Session, own: int) -> frozenset[int]:
    """The records that the chat of the record `own` may act for: its own, and those it has proof for."""
    return frozenset({own, *(record for speaker, record in proven(session, group(session, own)) if speaker == own)})


def voices(session: Session, record: int) -> frozenset[int]:
    """The records whose chats may act for this one, so hear of it: its own, and those with proof for it."""
    return frozenset({record, *(speaker for speaker, about in proven(session, group(session, record)) if about == record)})


def proven(session: Session, members: Collection[int]) -> frozenset[tuple[int, int]]:
    """Within one person: whose chat (first) may act for which record (second)."""
    if len(members) < 2:  # noqa: PLR2004 - alone there is nobody else
        return frozenset()
    return frozenset({*by_phone(session, members), *by_code(session, members)})


def by_phone(session: Session, members: Collection[int]) -> list[tuple[int, int]]:
    known = aliased(Contact)
    same = (known.type == Contact.type) & (known.value == Contact.value) & (known.candidate_id != Contact.candidate_id)
    pairs = select(Contact.candidate_id, known.candidate_id).join(known, same)
    mine = (Contact.type == PHONE, Contact.verified_at.is_not(None), Contact.candidate_id.in_(members), known.candidate_id.in_(members))
    return [(speaker, record) for speaker, record in session.execute(pairs.where(*mine))]


def by_code(session: Session, members: Collection[int]) -> list[tuple[int, int]]:
    pairs = select(Proof.candidate_id, Proof.for_id).where(Proof.candidate_id.in_(members), Proof.for_id.in_(members))
    return [(speaker, record) for speaker, record in session.execute(pairs)]


def has_chat(session: Session, members: Collection[int]) -> frozenset[int]:
    """Those of the records that write to us themselves."""
    found = select(ChannelIdentity.candidate_id).where(ChannelIdentity.candidate_id.in_(members))
    return frozenset(session.scalars(found))


def channel(session: Session, record: int) -> str:
    """The messenger of the record's own chat; empty where it has none."""
    found = select(ChannelIdentity.channel).where(ChannelIdentity.candidate_id == record).order_by(ChannelIdentity.id.desc())
    return session.scalars(found.limit(1)).first() or ""


def doubtful(session: Session, members: Collection[int]) -> frozenset[int]:
    """Records whose chat has typed a phone that nothing vouches for: neither the messenger nor a code entered there."""
    typed = noted("typed", Contact.candidate_id, members).where(Contact.type == PHONE, Contact.verified_at.is_(None))
    vouched = noted("vouched", Contact.candidate_id, members).where(Contact.verified_at.is_not(None))
    coded, writes = noted("vouched", Proof.candidate_id, members), noted("writes", ChannelIdentity.candidate_id, members)
    known: dict[str, set[int]] = {"typed": set(), "vouched": set(), "writes": set()}
    for what, number in session.execute(union_all(typed, vouched, coded, writes)):
        known[what].add(number)
    return frozenset(known["typed"] & known["writes"] - known["vouched"])


def noted(what: str, whose: InstrumentedAttribute[int], members: Collection[int]) -> Select[str, int]:
    return select(literal(what), whose).where(whose.in_(members))


def vouched(session: Session, members: Collection[int]) -> frozenset[str]:
    """Phones that a messenger has said to be the sender's own."""
    known = select(Contact.value).where(Contact.candidate_id.in_(members), Contact.type == PHONE, Contact.verified_at.is_not(None))
    return frozenset(session.scalars(known))


# Proof


def vouch(session: Session, record: int, phone: str, *, now: datetime) -> bool:
    """The messenger says that this is the number of the record's own chat; whether that opens anything which was closed."""
    before = records(session, record)
    where = {"candidate_id": record, "type": PHONE, "value": phone}
    known = session.scalars(select(Contact).filter_by(**where).with_for_update()).first()
    if known is None:
        session.add(Contact(**where, verified_at=now))
    else:
        known.verified_at = known.verified_at or now
    session.flush()
    return records(session, record) != before


def issue(session: Session, record: int, covers: Collection[int], *, now: datetime, by: int | None = None) -> str:
    """A new code for the chat of `record`, in place of any earlier one; the caller says it where only the person hears it."""
    end(session, record, now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    salt = secrets.token_hex(16)
    about = {"candidate_id": record, "covers": sorted(set(covers) - {record}), "salt": salt, "digest": digest(salt, code)}
    session.add(ProofCode(**about, at=now, expires_at=now + LIFE, by_id=by))
    session.flush()
    return code


def end(session: Session, record: int, now: datetime) -> None:
    """No code of this chat's is good any more."""
    open_ones = update(ProofCode).where(ProofCode.candidate_id == record, ProofCode.over_at.is_(None))
    session.execute(open_ones.values(over_at=now))


def digest(salt: str, code: str) -> str:
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**12, r=8, p=1, dklen=32).hex()


def enter(session: Session, record: int, typed: str, *, now: datetime) -> Outcome:
    """The chat of `record` has typed a code. A wrong one is told by the result: an error would undo the count of tries."""
    mine = select(ProofCode).where(ProofCode.candidate_id == record, ProofCode.over_at.is_(None))
    row = session.scalars(mine.order_by(ProofCode.id.desc()).limit(1).with_for_update()).first()
    if row is None or row.expires_at <= now or row.tries >= TRIES:
        return "over"
    row.tries += 1
    if not hmac.compare_digest(row.digest, digest(row.salt, "".join(sign for sign in typed if sign.isdecimal()))):
        row.over_at = now if row.tries >= TRIES else None
        session.flush()
        return "over" if row.over_at else "wrong"
    row.over_at = now
    open_records(session, row, now)
    return "proven"


def open_records(session: Session, code: ProofCode, now: datetime) -> None:
    """Of those that the code was given for whatever is still the same person's."""
    members = {*group(session, code.candidate_id)}
    known = {*session.scalars(select(Proof.for_id).where(Proof.candidate_id == code.candidate_id))}
    for number in code.covers:
        if number in members and number not in known:
            session.add(Proof(candidate_id=code.candidate_id, for_id=number, method="code", at=now, by_id=code.by_id))
    session.flush()


def may_be_sent(session: Session, record: int, now: datetime) -> bool:
    """Whether the chat may have one more code sent to the person's other chats."""
    day = (ProofCode.candidate_id == record, ProofCode.by_id.is_(None), ProofCode.at > now - timedelta(days=1))
    return session.execute(select(func.count()).select_from(ProofCode).where(*day)).scalar_one() < SENT_A_DAY


def part(session: Session, one: Collection[int], other: Collection[int], now: datetime) -> None:
    """Two sets of records are two people again: what one of them proved says nothing of the other, now or later."""
    for mine, theirs in ((one, other), (other, one)):
        session.execute(delete(Proof).where(Proof.candidate_id.in_(mine), Proof.for_id.in_(theirs)))
    waiting = update(ProofCode).where(ProofCode.candidate_id.in_((*one, *other)), ProofCode.over_at.is_(None))
    session.execute(waiting.values(over_at=now))
