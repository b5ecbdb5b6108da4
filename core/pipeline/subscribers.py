"""What is done with applications when something has happened elsewhere."""

from sqlalchemy.orm import Session

from core.kernel.signals import subscribe
from core.pipeline import callbacks, handover
from core.staff.signals import StaffLeft
from core.vacancies.signals import VacancyStateChanged

CLOSED = "closed"


@subscribe(StaffLeft)
def pass_on(session: Session, left: StaffLeft) -> None:
    if left.successor is not None:
        handover.pass_on(session, left.staff, left.successor, left.at)


@subscribe(VacancyStateChanged)
def rest_or_go_on(session: Session, told: VacancyStateChanged) -> None:
    """Promises to call rest while the vacancy is closed; meetings that are set stand, and nobody is told anything."""
    if told.after == CLOSED:
        callbacks.rest(session, told.vacancy, told.at)
    elif told.before == CLOSED:
        callbacks.go_on(session, told.vacancy)
