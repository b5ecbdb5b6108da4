"""What a colleague who leaves has in hand, and to whom it goes.

Problems raised: heir-needed, heir-unfit, staff-not-found, last-admin. Notices told to the heir: `work.handed-over` (colleague,
vacancies, applications, callbacks) and `callback.due` for each call whose card had come to the other.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.interviews import reads as hosts
from core.kernel.actors import Actor, staff
from core.kernel.problems import Conflict, Invalid
from core.kernel.queue.notices import tell
from core.pipeline.log import CALLBACK_DUE, OPEN, UNKEPT
from core.pipeline.model import Application, Callback
from core.staff import acts as people
from core.staff import reads
from core.staff.permissions import Role
from core.staff.reads import StaffCard
from core.vacancies import acts as openings
from core.vacancies import reads as vacancies


class Workload(NamedTuple):
    """How much of each there is: vacancies and applications that are not over, calls promised, rules that make slots."""

    vacancies: int
    applications: int
    callbacks: int
    rules: int


def in_hand(session: Session, leaving: int) -> Workload:
    in_work = select(func.count(Application.id)).where(Application.owner_id == leaving, Application.is_active)
    promised = select(func.count(Callback.id)).where(Callback.owner_id == leaving, Callback.state.in_(OPEN))
    applications, callbacks = (session.execute(query).scalar_one() for query in (in_work, promised))
    return Workload(vacancies.count_open_of(session, leaving), applications, callbacks, hosts.count_rules(session, leaving))


def successors(session: Session, leaving: int) -> tuple[StaffCard, ...]:
    """Who could go on with it, by name."""
    return tuple(user for user in reads.with_role(session, Role.RECRUITER, Role.LEAD) if user.id != leaving)


def offboard(session: Session, leaving: int, heir: int | None, *, by: Actor, now: datetime) -> None:
    """Ends a colleague's access and gives all that he led to the `heir`, the meetings that are set included; free times ahead are closed.

    Without an heir only where there is nothing in hand, or nobody to take it. Applications come before colleagues and those before
    hosts: the order in which everybody else locks them.
    """
    held = in_hand(session, leaving)
    hold(session, leaving)
    people.deactivate(session, leaving, by=by, now=now, successor=heir)
    known = {user.id for user in successors(session, leaving)}
    if heir is None and any(held) and known:
        raise Conflict("heir-needed")
    if heir is not None and heir not in known:
        raise Invalid("heir-unfit")
    if heir is not None:
        people.audit(session, by, "work.handed-over", f"staff:{leaving}", now, to=heir, **held._asdict())
        told = {"vacancies": held.vacancies, "applications": held.applications, "callbacks": held.callbacks}
        tell(session, staff(heir), "work.handed-over", key=f"{leaving}:{now.isoformat()}", now=now, colleague=leaving, **told)


def hold(session: Session, leaving: int) -> None:
    """Takes what the subscribers of `StaffLeft` will change, in the order in which everybody locks it; hosts come last, by themselves."""
    openings.locked_of(session, leaving)
    session.execute(select(Application.id).where(Application.owner_id == leaving).order_by(Application.id).with_for_update())


def pass_on(session: Session, leaving: int, heir: int, now: datetime) -> None:
    """What is over goes along: it may be opened again. Timers ask whose it is when they come."""
    session.execute(update(Application).where(Application.owner_id == leaving).values(owner_id=heir))
    promised = update(Callback).where(Callback.owner_id == leaving, Callback.state.in_(UNKEPT)).values(owner_id=heir)
    columns = (Callback.id, Callback.application_id, Callback.version, Callback.state)
    for row in session.execute(promised.returning(*columns)).all():
        if row.state == "sent":
            key = f"{row.id}:{row.version}"
            tell(session, staff(heir), CALLBACK_DUE, key=key, now=now, application=row.application_id, callback=row.id)
