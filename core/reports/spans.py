"""Lengths of time that a database counts itself."""

from sqlalchemy import ColumnElement, Float, cast, extract, func
from sqlalchemy.orm import Session

DAY = 86_400.0


def days_between(session: Session, first: ColumnElement[object], last: ColumnElement[object]) -> ColumnElement[float]:
    """Days and parts of one."""
    if session.get_bind().dialect.name == "sqlite":
        return func.julianday(last) - func.julianday(first)
    return cast(extract("epoch", last - first), Float) / DAY
