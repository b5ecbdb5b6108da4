"""The vacancy, what it asks of those who respond, and the advertisements that lead to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Identity


class Vacancy(Base):
    """`number` is what people say: VAC-0015 is 15. `state`: opened, suspended, closed.

    `requested_by`: whoever asked for it; nobody may lead it yet. `base_vacancy_id`: the one that an advertisement more belongs to.
    """

    __tablename__ = "vacancies"
    __table_args__ = (Index(None, "state", "number"), Index(None, "recruiter_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    salary_from: Mapped[int | None]
    salary_to: Mapped[int | None]
    schedule: Mapped[str] = mapped_column(Code, default="")
    employment: Mapped[str] = mapped_column(Code, default="")
    state: Mapped[str] = mapped_column(Code, default="opened")
    kind: Mapped[str] = mapped_column(Code, server_default="single", default="single")
    base_vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"))
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    recruiter_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ScreeningQuestion(Base):
    """One question to those who respond; `kind`: text, choice, number, yesno. An archived one still names old answers."""

    __tablename__ = "screening_questions"
    __table_args__ = (Index(None, "vacancy_id", "position"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(Code)
    options: Mapped[list[str]]
    optional: Mapped[bool] = mapped_column(server_default=false(), default=False)
    archived: Mapped[bool] = mapped_column(server_default=false(), default=False)


class Publication(Base):
    """An advertisement on a board, known by the board's own id, and the vacancy it leads to."""

    __tablename__ = "publications"
    __table_args__ = (UniqueConstraint("board", "external_id"), Index(None, "vacancy_id"))

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    board: Mapped[str] = mapped_column(Code)
    external_id: Mapped[str] = mapped_column(String(100))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"))
