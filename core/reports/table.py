"""What a report is: a question asked with a period and filters, answered by a table. `@report` makes it known under its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from core.kernel.problems import NotFound
from core.pipeline.model import Application, Event

Kind = Literal["text", "count", "percent", "days"]
Row = tuple[Any, ...]


class Cut(NamedTuple):
    """What a report is about: the half-open period, and the colleague or the vacancy it is narrowed to."""

    since: datetime
    until: datetime
    owner: int | None = None
    vacancy: int | None = None

    @property
    def started(self) -> tuple[ColumnElement[bool], ...]:
        """Applications that were started in the period."""
        return (Application.started_at >= self.since, Application.started_at < self.until, *self.mine)

    @property
    def happened(self) -> tuple[ColumnElement[bool], ...]:
        """Events of the period."""
        return (Event.at >= self.since, Event.at < self.until, *self.mine)

    @property
    def mine(self) -> tuple[ColumnElement[bool], ...]:
        found = []
        if self.owner is not None:
            found.append(Application.owner_id == self.owner)
        if self.vacancy is not None:
            found.append(Application.vacancy_id == self.vacancy)
        return tuple(found)


class Column(NamedTuple):
    """`names`: what the values of a text column are known by: a dictionary, `stage`, `status`, `staff`, `vacancy`; empty for words."""

    key: str
    kind: Kind = "count"
    names: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`total` counts what the shares are of. `bars`: the column that a picture shows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    bars: str

    def column(self, key: str) -> int:
        return [column.key for column in self.columns].index(key)


Query = Callable[[Session, Cut], Table]


class Report(NamedTuple):
    """Its texts are `report-<name>` and `report-<name>-hint`, those of its columns `report-column-<key>`."""

    name: str
    position: int
    query: Query


_KNOWN: dict[str, Report] = {}


def report(name: str, position: int) -> Callable[[Query], Query]:
    """Makes a question a report; `position`: its place in the list."""

    def register(query: Query) -> Query:
        if name in _KNOWN:
            raise ValueError(f"two reports are called {name}")
        _KNOWN[name] = Report(name, position, query)
        return query

    return register


@cache
def walked() -> bool:
    """Loads every report there is."""
    package = import_module("core.reports")
    for module in iter_modules(package.__path__, "core.reports."):
        import_module(module.name)
    return True


def all_reports() -> Mapping[str, Report]:
    """By name, in the order of the list."""
    walked()
    return {one.name: one for one in sorted(_KNOWN.values(), key=lambda one: one.position)}


def asked(session: Session, name: str, cut: Cut) -> Table:
    """Raises NotFound report-unknown."""
    found = all_reports().get(name)
    if found is None:
        raise NotFound("report-unknown")
    return found.query(session, cut)


def share(part: int, whole: int) -> float:
    """Per cent, 0 of nothing."""
    return 100 * part / whole if whole else 0.0
