"""What is done with interview times when something has happened elsewhere."""

from sqlalchemy.orm import Session

from core.interviews import acts
from core.kernel.signals import subscribe
from core.staff.signals import StaffLeft


@subscribe(StaffLeft)
def stop_receiving(session: Session, left: StaffLeft) -> None:
    acts.stop_receiving(session, left.staff, left.successor, now=left.at)
