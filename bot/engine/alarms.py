"""Those who watch over the house are told in their chats where the work stands still, at night too, and that it goes on again."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.kernel.actors import staff as a_colleague
from core.kernel.queue.notices import tell
from core.staff import reads as staff
from core.staff.permissions import Role


def tell_admins(session: Session, kind: str, code: str, seconds: int, now: datetime) -> None:
    for admin in staff.with_role(session, Role.ADMIN):
        tell(session, a_colleague(admin.id), kind, key=f"{code}:{now:%Y-%m-%dT%H:%M}", now=now, code=code, seconds=seconds, exact=True)
