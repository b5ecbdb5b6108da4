"""What is done with vacancies when something has happened elsewhere."""

from sqlalchemy.orm import Session

from core.kernel.signals import subscribe
from core.staff.signals import StaffLeft
from core.vacancies import acts


@subscribe(StaffLeft)
def pass_on(session: Session, left: StaffLeft) -> None:
    if left.successor is not None:
        acts.pass_on(session, left.staff, left.successor)
