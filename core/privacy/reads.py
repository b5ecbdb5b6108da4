"""Which text is to be shown, what was consented to, who looked at whom."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from core.kernel.database.compiled import Prepared
from core.kernel.problems import NotFound
from core.kernel.text.i18n import LOCALES
from core.privacy.model import AccessLog, Consent, ConsentText, ErasedId
from core.privacy.rules import ConsentKind, fingerprint_of


class PublishedText(NamedTuple):
    """A consent text as it was or will be shown; `sample` is ours, to be replaced by the operator."""

    kind: str
    version: int
    locale: str
    text: str
    sha256: str
    sample: bool
    published_at: datetime


class ConsentLine(NamedTuple):
    kind: str
    text_version: str
    text_hash: str | None
    given_at: datetime
    channel: str
    valid_to: datetime | None
    withdrawn_at: datetime | None


class AccessLine(NamedTuple):
    at: datetime
    staff_id: int
    action: str
    from_channel: str


class Look(NamedTuple):
    """One look, for the person in charge: of a response whose person is no candidate yet only its number is known."""

    at: datetime
    staff_id: int
    candidate_id: int | None
    response_id: int | None
    action: str
    from_channel: str


_TEXT = select(
    ConsentText.kind,
    ConsentText.version,
    ConsentText.locale,
    ConsentText.text,
    ConsentText.sha256,
    ConsentText.sample,
    ConsentText.published_at,
)


def valid(kind: ConsentKind | BindParameter[str], now: datetime | BindParameter[datetime]) -> Select[int]:
    """The consents of a kind in force now."""
    in_time = Consent.valid_to.is_(None) | (Consent.valid_to > now)
    return select(Consent.candidate_id).where(Consent.kind == kind, Consent.withdrawn_at.is_(None), in_time)


_HOLDS = Prepared(valid(bindparam("kind"), bindparam("now")).where(Consent.candidate_id == bindparam("wanted")).limit(1))


def current_text(session: Session, kind: ConsentKind, locale: str) -> PublishedText:
    """The newest version, in the reader's language where there is one, else in Russian; raises NotFound where nothing was published."""
    newest = _TEXT.where(ConsentText.kind == kind).order_by(ConsentText.version.desc(), ConsentText.id).limit(len(LOCALES))
    found = [PublishedText(*row) for row in session.execute(newest)]
    latest = [text for text in found if text.version == found[0].version]
    if not latest:
        raise NotFound("consent-text-unknown")
    return next((text for wanted in (locale, LOCALES[0]) for text in latest if text.locale == wanted), latest[0])


def text_by_hash(session: Session, sha256: str) -> PublishedText | None:
    """What somebody consented to, however many versions ago."""
    row = session.execute(_TEXT.where(ConsentText.sha256 == sha256).order_by(ConsentText.id.desc())).first()
    return PublishedText(*row) if row else None


def holds(session: Session, candidate_id: int, kind: ConsentKind, now: datetime) -> bool:
    """Whether the person's consent of this kind is in force."""
    return _HOLDS.first(session, {"wanted": candidate_id, "kind": kind, "now": now}) is not None


def must_be_asked(session: Session, candidate_id: int, kind: ConsentKind, now: datetime) -> bool:
    """Whether a text was published since that asks for consent anew: the one in force covers what was begun under it, and nothing new."""
    asked = select(func.coalesce(func.max(ConsentText.version), 0)).where(ConsentText.kind == kind, ConsentText.anew)
    newest = session.execute(asked).scalar_one()
    if not newest:
        return False
    text = select(Consent.id).join(ConsentText, ConsentText.sha256 == Consent.text_hash)
    mine = text.where(Consent.candidate_id == candidate_id, Consent.kind == kind, Consent.withdrawn_at.is_(None))
    covered = mine.where(ConsentText.kind == kind, ConsentText.version >= newest, Consent.valid_to.is_(None) | (Consent.valid_to > now))
    return session.execute(covered.limit(1)).first() is None


def is_erased(session: Session, board: str, external_id: str) -> bool:
    """Whether the person behind a board's id was erased."""
    return session.get(ErasedId, fingerprint_of(board, external_id)) is not None


def looks(session: Session, *, candidate: int | None = None, limit: int, offset: int = 0) -> tuple[Look, ...]:
    """Who looked at whom, newest first; at one person where it is told."""
    columns = (AccessLog.at, AccessLog.staff_id, AccessLog.candidate_id, AccessLog.response_id, AccessLog.action, AccessLog.from_channel)
    query = select(*columns).order_by(AccessLog.id.desc()).limit(limit).offset(offset)
    if candidate is not None:
        query = query.where(AccessLog.candidate_id == candidate)
    return tuple(Look(*row) for row in session.execute(query))


def consents(session: Session, candidate_id: int) -> tuple[ConsentLine, ...]:
    """Everything the person ever consented to, in order, withdrawn ones included."""
    columns = (
        Consent.kind,
        Consent.text_version,
        Consent.text_hash,
        Consent.given_at,
        Consent.channel,
        Consent.valid_to,
        Consent.withdrawn_at,
    )
    query = select(*columns).where(Consent.candidate_id == candidate_id).order_by(Consent.id)
    return tuple(ConsentLine(*row) for row in session.execute(query))


def accesses(session: Session, candidate_id: int) -> tuple[AccessLine, ...]:
    """Who looked at this person, in order."""
    columns = (AccessLog.at, AccessLog.staff_id, AccessLog.action, AccessLog.from_channel)
    query = select(*columns).where(AccessLog.candidate_id == candidate_id).order_by(AccessLog.id)
    return tuple(AccessLine(*row) for row in session.execute(query))


def response_accesses(session: Session, response: int) -> tuple[AccessLine, ...]:
    """Who looked at this response, in order."""
    columns = (AccessLog.at, AccessLog.staff_id, AccessLog.action, AccessLog.from_channel)
    query = select(*columns).where(AccessLog.response_id == response).order_by(AccessLog.id)
    return tuple(AccessLine(*row) for row in session.execute(query))
