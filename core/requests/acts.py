"""What is done about a demand: it is written down with its deadline, what it ends is ended at once, and in time the data are destroyed.

Problems raised: mydata-often, candidate-not-found, request-over.
Notices told to staff: `consent.withdrawn` (candidate, kind, due, vacancies, meetings), `retention.soon` (people, count, until).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.boards import erasure as responses
from core.boards.erasure import Waited
from core.candidates import acts as candidates
from core.candidates import erasure as people
from core.kernel.actors import Actor, staff
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.queue.notices import tell
from core.messages import erasure as messages
from core.pipeline import erasure as pipeline
from core.pipeline.erasure import Over
from core.privacy import acts as privacy
from core.privacy.rules import ConsentKind
from core.requests import reads, rules
from core.requests.model import ErasureAct, PdRequest
from core.requests.rules import Demand, Terms
from core.staff import acts as colleagues

DESTROYS = (Demand.WITHDRAW, Demand.ERASE, Demand.EXPIRED)


def note(
    session: Session,
    candidate: int,
    kind: Demand,
    *,
    due: datetime,
    now: datetime,
    channel: str = "",
    by: int | None = None,
    act_at: datetime | None = None,
) -> PdRequest:
    """Writes the demand down."""
    about = {"channel": channel, "staff_id": by, "opened_at": now, "due_at": due, "act_at": act_at}
    row = PdRequest(candidate_id=candidate, kind=kind, state="open", **about)
    session.add(row)
    session.flush()
    return row


def note_access(session: Session, candidate: int, *, channel: str, now: datetime) -> None:
    """The person gets what is held at once; raises Invalid where that was so often today that somebody else may be at it."""
    if reads.count_since(session, candidate, Demand.ACCESS, now - rules.COOLING) >= rules.ACCESSES:
        raise Invalid("mydata-often", most=rules.ACCESSES)
    row = note(session, candidate, Demand.ACCESS, due=now, now=now, channel=channel)
    row.state, row.ended_at = "done", now


def withdraw(
    session: Session,
    candidate: int,
    kind: Demand,
    terms: Terms,
    *,
    channel: str,
    now: datetime,
    by: int | None = None,
) -> tuple[PdRequest, tuple[Over, ...]]:
    """Ends the consents and all that stood on them, and sees to it that the data are destroyed in time; what has ended.

    From now on nothing is sent to the person but what the person asks for. `by`: who wrote it down for somebody who said so elsewhere.
    """
    candidates.locked(session, candidate)
    for consent in ConsentKind:
        privacy.withdraw(session, candidate, consent, now=now)
    over = pipeline.end_all(session, candidate, now)
    waited = responses.end_all(session, candidate, now)
    candidates.opt_out(session, candidate, now=now)
    due = now + terms.erase
    earlier = reads.open_of(session, candidate)
    when = rules.act_at(kind, due, now)
    for row in earlier:
        due, when = min(due, row.due_at), min(when, row.act_at or when)
        row.state, row.ended_at = "cancelled", now
    row = note(session, candidate, kind, due=due, now=now, channel=channel, by=by, act_at=when)
    tell_readers(session, row, over, waited, now)
    return row, over


def tell_readers(session: Session, row: PdRequest, over: Iterable[Over], waited: Iterable[Waited], now: datetime) -> None:
    """Whoever led something of it hears once what has ended."""
    ended: dict[int, dict[str, Any]] = defaultdict(lambda: {"vacancies": [], "meetings": []})
    for one in over:
        ended[one.owner]["vacancies"].append(one.vacancy)
        if one.meeting is not None:
            ended[one.owner]["meetings"].append(one.meeting.isoformat())
    for response in waited:
        for reader in response.readers:
            ended[reader]["vacancies"].append(response.vacancy)
    for reader, what in sorted(ended.items()):
        about = {"candidate": row.candidate_id, "kind": row.kind, "due": row.due_at.isoformat()}
        tell(session, staff(reader), "consent.withdrawn", key=str(row.id), now=now, **about, **what)


def renewed(session: Session, candidate: int, now: datetime) -> None:
    """The person has consented anew: what waits to be destroyed stays."""
    for row in reads.open_of(session, candidate):
        row.state, row.ended_at = "cancelled", now
    session.flush()


def hasten(session: Session, request: int, *, by: Actor, now: datetime) -> None:
    """The person in charge has it destroyed now."""
    row = session.get(PdRequest, request, with_for_update=True)
    if row is None:
        raise NotFound("request-over")
    if row.state != "open":
        raise Conflict("request-over")
    row.act_at = now
    colleagues.audit(session, by, "pd.hastened", f"request:{row.id}", now)


# Destruction


def erase(session: Session, request: int, *, operator: str, by: Actor, now: datetime) -> ErasureAct | None:
    """Destroys what the subjects hold of the person and writes the act; None where the demand is over meanwhile."""
    row = session.get(PdRequest, request, with_for_update=True)
    if row is None or row.state != "open":
        return None
    if row.kind == Demand.EXPIRED and not reads.is_expired(session, row.candidate_id, row.opened_at, now):
        row.state, row.ended_at = "cancelled", now
        return None
    person = row.candidate_id
    numbers = people.rows_of(session, person)
    pipeline.end_all(session, person, now)
    responses.end_all(session, person, now)
    for consent in ConsentKind:
        privacy.withdraw(session, person, consent, now=now)
    counts = {"responses": responses.erase(session, numbers, now), **pipeline.erase(session, numbers, now)}
    counts["messages"] = messages.erase(session, numbers)
    counts["consents"] = privacy.forget_identity(session, numbers)
    card = people.erase(session, person, now)
    others = update(PdRequest).where(PdRequest.candidate_id.in_(numbers), PdRequest.state == "open", PdRequest.kind.in_(DESTROYS))
    session.execute(others.values(state="done", ended_at=now))
    about = {"operator": operator[:450], "done_by": str(by), "reason": row.kind, "at": now}
    act = ErasureAct(candidate_id=person, request_id=row.id, counts={**counts, **card.counts}, files=list(card.files), **about)
    session.add(act)
    session.flush()
    return act


def complete(session: Session, act: int, now: datetime) -> None:
    """The last byte is gone."""
    session.execute(update(ErasureAct).where(ErasureAct.id == act, ErasureAct.completed_at.is_(None)).values(completed_at=now))


# What is over


def warn(session: Session, terms: Terms, now: datetime) -> int:
    """Writes down whose data expire within the warning's time, and tells whoever led them; how many people."""
    found = reads.expiring(session, terms.keep, now + rules.WARNING)
    owners: dict[int, list[int]] = defaultdict(list)
    until = now + rules.WARNING
    for person, owner in found:
        note(session, person, Demand.EXPIRED, due=until + terms.erase, now=now, act_at=until)
        if owner is not None:
            owners[owner].append(person)
    for owner, mine in sorted(owners.items()):
        told = {"people": mine[:10], "count": len(mine), "until": until.isoformat()}
        tell(session, staff(owner), "retention.soon", key=f"{now:%Y-%m-%d}:{mine[0]}", now=now, **told)
    return len(found)


def forgotten(session: Session) -> tuple[int, ...]:
    """Acts whose files may still be on the disk."""
    return tuple(session.execute(select(ErasureAct.id).where(ErasureAct.completed_at.is_(None)).order_by(ErasureAct.id)).scalars())
