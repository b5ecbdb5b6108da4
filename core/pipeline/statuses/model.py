"""The rows in which states and kinds of events are kept, and the number that says whether they are still those that were read."""

from sqlalchemy import BigInteger, String, false
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.database.columns import Base, Code, Document


class EventTypeRow(Base):
    """A kind of event. An empty name is the text that the product comes with."""

    __tablename__ = "event_types"

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name_ru: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(Code)
    by_phone: Mapped[bool] = mapped_column(server_default=false())
    remind: Mapped[list[int]] = mapped_column(Document)
    confirm: Mapped[bool] = mapped_column(server_default=false())
    ask_after: Mapped[bool] = mapped_column(server_default=false())
    archived: Mapped[bool] = mapped_column(server_default=false(), default=False)


class StatusRow(Base):
    """A state an application may be in; see `rules.StatusRule`. Its code never changes, and it is archived, never deleted."""

    __tablename__ = "status_rules"

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name_ru: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    traits: Mapped[list[str]]
    needs: Mapped[list[str]]
    enters: Mapped[list[str]]
    duty: Mapped[bool] = mapped_column(server_default=false())
    sla: Mapped[int | None]
    sla_unit: Mapped[str] = mapped_column(Code)
    closes: Mapped[bool] = mapped_column(server_default=false())
    final: Mapped[bool] = mapped_column(server_default=false())
    result_group: Mapped[str] = mapped_column(Code)
    reason: Mapped[str] = mapped_column(Code)
    next: Mapped[list[str]]
    ask: Mapped[str] = mapped_column(Code)
    template: Mapped[str] = mapped_column(Code)
    told: Mapped[str] = mapped_column(Code)
    vacancy_to: Mapped[str] = mapped_column(Code)
    stands: Mapped[str] = mapped_column(Code)
    archived: Mapped[bool] = mapped_column(server_default=false(), default=False)


class StatusRevision(Base):
    """One row: a number drawn anew whenever a rule changes. Whoever changes one locks it, so edits come one after another."""

    __tablename__ = "status_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
