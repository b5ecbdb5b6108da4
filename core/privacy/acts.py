"""Publishing consent texts, giving and withdrawing consent, keeping a log of who looked at whom.

Problems raised: consent-text-unknown.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from core.kernel.actors import candidate
from core.kernel.database.compiled import Prepared
from core.kernel.problems import NotFound
from core.kernel.signals import emit
from core.privacy import reads, samples
from core.privacy.model import AccessLog, Consent, ConsentText, ErasedId
from core.privacy.rules import Access, ConsentKind, fingerprint, fingerprint_of
from core.privacy.signals import ConsentWithdrawn

looks = cast("Table", AccessLog.__table__)
_NAMES = ("at", "staff_id", "candidate_id", "response_id", "action", "from_channel")
_LOOK = Prepared(insert(looks).values({name: bindparam(name) for name in _NAMES}))


def publish_text(
    session: Session,
    kind: ConsentKind,
    texts: Mapping[str, str],
    *,
    now: datetime,
    sample: bool = False,
    anew: bool = False,
) -> int:
    """Publishes the next version in all its languages at once; its number. Earlier versions stay readable by their hash.

    `anew`: earlier consents do not cover what it says; whoever gave one is asked before anything new is begun.
    """
    version = session.execute(select(func.coalesce(func.max(ConsentText.version), 0)).where(ConsentText.kind == kind)).scalar_one() + 1
    for locale, text in texts.items():
        row = ConsentText(kind=kind, version=version, locale=locale, text=text, sha256=fingerprint(text), sample=sample, published_at=now)
        row.anew = anew
        session.add(row)
    session.flush()
    return version


def publish_samples(session: Session, company: str, details: str = "", *, now: datetime) -> None:
    """Publishes our sample of the recruiting consent where the operator has no text of its own; anew where its name or address changed."""
    texts = samples.filled(company, details)
    latest = select(ConsentText).where(ConsentText.kind == ConsentKind.RECRUITING).order_by(ConsentText.version.desc()).limit(len(texts))
    published = session.scalars(latest).all()
    if all(row.sample for row in published) and {row.sha256 for row in published} != {fingerprint(text) for text in texts.values()}:
        publish_text(session, ConsentKind.RECRUITING, texts, now=now, sample=True)


def give(
    session: Session,
    candidate_id: int,
    kind: ConsentKind,
    *,
    text_hash: str,
    channel: str,
    channel_user: str,
    evidence: str,
    now: datetime,
    valid_to: datetime | None = None,
) -> int:
    """Keeps the consent to the text with this hash, proved by the message `evidence`; the id. Said twice, it is one consent."""
    text = reads.text_by_hash(session, text_hash)
    if text is None or text.kind != kind:
        raise NotFound("consent-text-unknown")
    held = reads.valid(kind, now).where(Consent.candidate_id == candidate_id, Consent.text_hash == text_hash)
    number = session.execute(held.with_only_columns(Consent.id)).scalar()
    if number is not None:
        return number
    where = {"channel": channel, "channel_user": channel_user, "evidence": evidence}
    row = Consent(candidate_id=candidate_id, kind=kind, text_version=str(text.version), text_hash=text_hash, given_at=now, **where)
    return kept(session, row, valid_to)


def give_elsewhere(
    session: Session,
    candidate_id: int,
    kind: ConsentKind,
    *,
    text_version: str,
    given_at: datetime,
    channel: str,
    channel_user: str,
    evidence: str,
) -> int:
    """Keeps a consent that was given on another page, to that page's own text: its version is all we know of it."""
    where = {"channel": channel, "channel_user": channel_user, "evidence": evidence}
    return kept(session, Consent(candidate_id=candidate_id, kind=kind, text_version=text_version, given_at=given_at, **where), None)


def kept(session: Session, row: Consent, valid_to: datetime | None) -> int:
    row.valid_to = valid_to
    session.add(row)
    session.flush()
    return row.id


def withdraw(session: Session, candidate_id: int, kind: ConsentKind, *, now: datetime) -> bool:
    """Ends every consent of the kind; False where none was held. What is queued for the person is the caller's to cancel."""
    held = update(Consent).where(Consent.candidate_id == candidate_id, Consent.kind == kind, Consent.withdrawn_at.is_(None))
    was_held = bool(session.execute(held.values(withdrawn_at=now).returning(Consent.id)).all())
    if was_held:
        emit(session, ConsentWithdrawn(candidate(candidate_id), now, candidate_id, kind))
    return was_held


def log_view(
    session: Session,
    staff_id: int,
    candidate_ids: Iterable[int],
    *,
    channel: str,
    now: datetime,
    action: Access = Access.VIEW,
) -> None:
    """Keeps that a colleague saw these people's data, one row a person."""
    look = {"at": now, "staff_id": staff_id, "response_id": None, "action": action, "from_channel": channel}
    rows = [{**look, "candidate_id": number} for number in candidate_ids]
    if len(rows) == 1:
        _LOOK.rows(session, rows[0])
    elif rows:
        session.execute(insert(looks), rows)


def log_response(session: Session, staff_id: int, response: int, candidate: int | None, *, channel: str, now: datetime) -> None:
    """Keeps that a colleague saw what a response tells, whose person may be no candidate of ours yet."""
    whose = {"candidate_id": candidate, "response_id": response, "action": Access.VIEW}
    _LOOK.rows(session, {"at": now, "staff_id": staff_id, "from_channel": channel, **whose})


# Whoever was erased


def forget_identity(session: Session, candidate_ids: Iterable[int]) -> int:
    """The consents stay, as proof of what was allowed and until when; in which account they were given goes. How many."""
    mine = update(Consent).where(Consent.candidate_id.in_(list(candidate_ids)))
    return len(session.execute(mine.values(channel_user="").returning(Consent.id)).all())


def mark_erased(session: Session, board: str, external_id: str, now: datetime) -> None:
    """What the board calls so is not taken in again."""
    known = fingerprint_of(board, external_id)
    if session.get(ErasedId, known) is None:
        session.add(ErasedId(fingerprint=known, at=now))
        session.flush()
