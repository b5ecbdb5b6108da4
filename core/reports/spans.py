"""Lengths of time that a database counts itself."""

from typing import Any

from sqlalchemy import ColumnElement, Float, SQLColumnExpression, cast, extract, func
from sqlalchemy.orm import Session

DAY = 86_400.0
Moment = SQLColumnExpression[Any]


def days_between(session: Session, first: Moment, last: Moment) -> ColumnElement[Any]:
    """Days and parts of one."""
    if session.get_bind().dialect.name == "sqlite":
        return func.julianday(last) - func.julianday(first)
    return cast(extract("epoch", last - first), Float) / DAY
