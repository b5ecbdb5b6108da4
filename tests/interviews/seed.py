"""The rows that interview times stand on: hosts, a vacancy, candidates with their applications; and slots without a rule's work."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.candidates.model import Candidate
from core.interviews.model import Slot
from core.interviews.rules import RuleDraft
from core.pipeline.model import Application
from core.staff.acts import add_staff
from core.vacancies.model import Vacancy
from tests.conftest import NOW

MOSCOW = "Europe/Moscow"
NOTICE = timedelta(hours=2)
OFFICE = RuleDraft(weekdays=(0, 1, 2, 3, 4), opens=time(10), closes=time(13), zone=MOSCOW, duration=60)
"""Three slots a working day: 10, 11 and 12 in Moscow."""


class House(NamedTuple):
    hosts: list[int]
    applications: list[int]


def seed_defaults(session: Session, *, hosts: int = 1, people: int = 1) -> House:
    """So many hosts, and so many people with an application each."""
    staff = [add_staff(session, f"Анна {n}", ["recruiter"], now=NOW) for n in range(hosts)]
    vacancy = Vacancy(number=1, name="Кассир", recruiter_id=staff[0], created_at=NOW)
    session.add(vacancy)
    session.flush()
    person = {"full_name": "Иван", "name_key": "иван", "locale": "ru", "source": "site", "entrance_type": "response", "created_at": NOW}
    persons = session.scalars(insert(Candidate).returning(Candidate.id), [person] * people).all()
    rows = [application(candidate, vacancy.id, staff[0]) for candidate in persons]
    return House(staff, list(session.scalars(insert(Application).returning(Application.id), rows)))


def application(candidate: int, vacancy: int, owner: int) -> dict[str, object]:
    ids = {"candidate_id": candidate, "vacancy_id": vacancy, "owner_id": owner}
    told = {"source": "site", "entrance_type": "response", "answers": [], "letter": "", "status": "response"}
    return {**ids, **told, "status_since": NOW, "started_at": NOW}


def add_slot(
    session: Session, owner: int, start: datetime, *, minutes: int = 60, capacity: int = 1, before: int = 0, after: int = 0
) -> int:
    """An open slot as a rule would have made it, at any minute."""
    slot = Slot(
        owner_id=owner,
        start_at=start,
        end_at=start + timedelta(minutes=minutes),
        wall=f"{start.astimezone(UTC):%Y-%m-%dT%H:%M}",
        zone="UTC",
        before=before,
        after=after,
        capacity=capacity,
    )
    session.add(slot)
    session.flush()
    return slot.id
