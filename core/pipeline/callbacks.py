"""Promises to call again: set, put off, and the moment they come due. See `acts` for the Problems raised."""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from core.kernel.actors import Actor, staff
from core.kernel.problems import Conflict, Invalid, NotFound
from core.kernel.queue import timers
from core.kernel.queue.notices import tell
from core.kernel.queue.timers import Due
from core.pipeline import log, meetings
from core.pipeline.log import CALLBACK_DUE
from core.pipeline.meetings import Seen
from core.pipeline.model import Application, Callback
from core.pipeline.rules import EntryDetails
from core.pipeline.statuses.codes import SNOOZED
from core.pipeline.statuses.reads import statuses
from core.pipeline.statuses.rules import Trait


def call_back(
    session: Session,
    application: int,
    code: str,
    due: datetime,
    *,
    by: Actor,
    now: datetime,
    comment: str = "",
    exact: bool = False,
    key: str | None = None,
    seen: Seen | None = None,
) -> int:
    """Records why nothing was settled, ends the meeting it speaks of (the one `seen`), and says when to call again; the callback's id.

    `exact`: even in quiet hours.
    """
    row = log.locked(session, application)
    if log.by_key(session, key) is not None:
        return newest(session, application)
    in_future(due, now)
    if not statuses(session)[code].has(Trait.CALL_BACK):
        raise Invalid("status-unknown")
    meetings.must_be_as_seen(session, row, seen)
    held = meetings.finish(session, row, code, now)
    log.record(session, application, code, EntryDetails(comment, key=key, booking=held), by=by, now=now)
    owner = by.id if by.role == "staff" and by.id is not None else row.owner_id
    about = {"candidate_id": row.candidate_id, "application_id": application, "owner_id": owner}
    promise = Callback(**about, due_at=due, exact=exact, attempt_no=row.attempt_no, state="pending")
    session.add(promise)
    session.flush()
    remind(session, promise.id, application, version=1, due=due)
    return promise.id


def newest(session: Session, application: int) -> int:
    mine = select(Callback.id).where(Callback.application_id == application)
    return session.execute(mine.order_by(Callback.id.desc()).limit(1)).scalar_one()


def in_future(due: datetime, now: datetime) -> None:
    if due <= now:
        raise Invalid("callback-past")


def snooze(session: Session, callback: int, due: datetime, *, by: Actor, now: datetime, exact: bool = False) -> None:
    """Puts an open callback off; a reminder that was on its way loses its version and falls silent."""
    in_future(due, now)
    application = session.execute(select(Callback.application_id).where(Callback.id == callback)).scalar()
    if application is None:
        raise NotFound("callback-not-found")
    row = log.locked(session, application)
    version = put_off(session, callback, due, exact=exact)
    if version is None:
        raise Conflict("callback-over")
    log.enter(session, row, SNOOZED, by=by, now=now)
    timers.cancel(session, subject=log.subject(application), kind=CALLBACK_DUE, now=now)
    remind(session, callback, application, version=version, due=due)


def put_off(session: Session, callback: int, due: datetime, *, exact: bool) -> int | None:
    """The new version; None where the callback is over."""
    waiting = update(Callback).where(Callback.id == callback, Callback.state.in_(log.OPEN))
    values = {"due_at": due, "exact": exact, "state": "pending", "version": Callback.version + 1}
    return session.execute(waiting.values(values).returning(Callback.version)).scalar()


def remind(session: Session, callback: int, application: int, *, version: int, due: datetime) -> None:
    lane = log.subject(application)
    args = {"callback": callback, "version": version}
    key = f"{CALLBACK_DUE}:{callback}:{version}"
    timers.schedule(session, CALLBACK_DUE, subject=lane, lane=lane, due=due, key=key, args=args)


def rest(session: Session, vacancy: int, now: datetime) -> None:
    """Nobody is asked to call while the vacancy is closed; what was on its way falls silent."""
    waiting = update(Callback).where(Callback.application_id.in_(on(vacancy)), Callback.state.in_(log.OPEN))
    rested = waiting.values(state=log.RESTING, version=Callback.version + 1).returning(Callback.application_id)
    for number in sorted(filter(None, session.scalars(rested))):
        timers.cancel(session, subject=log.subject(number), kind=CALLBACK_DUE, now=now)


def go_on(session: Session, vacancy: int) -> None:
    """The promises stand as they stood; what came due meanwhile comes now."""
    resting = update(Callback).where(Callback.application_id.in_(on(vacancy)), Callback.state == log.RESTING).values(state="pending")
    for row in session.execute(resting.returning(Callback.id, Callback.application_id, Callback.version, Callback.due_at)).all():
        remind(session, row.id, row.application_id, version=row.version, due=row.due_at)


def on(vacancy: int) -> Select[int]:
    return select(Application.id).where(Application.vacancy_id == vacancy)


def came_due(session: Session, due: Due, now: datetime) -> None:
    """The timer's turn, however late: the card is sent once, unless the promise was kept, cancelled or put off."""
    callback, version = due.args["callback"], due.args["version"]
    waiting = update(Callback).where(Callback.id == callback, Callback.version == version, Callback.state == "pending")
    came = session.execute(waiting.values(state="sent").returning(Callback.application_id, Callback.owner_id, Callback.exact)).first()
    if came is None:
        return
    urgent = {"exact": True} if came.exact else {}
    args = {"application": came.application_id, "callback": callback, **urgent}
    tell(session, staff(came.owner_id), CALLBACK_DUE, key=f"{callback}:{version}", now=now, **args)
