"""Whose fault an exception is: the database's, which may answer at the next try, or our code's, which fails in the same way every time."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

SQL_ERROR = 1
"""SQLite's code for a statement that it does not understand: of all it says about its work the one that is our fault."""
DOWN = ("08", "40", "53", "57P", "58", "55P03")
"""SQL states: the connection, a lost race for locks, no room, a server that goes or comes, the machine, a lock not to be had."""


def is_outage(error: BaseException) -> bool:
    """The database does not answer, or threw everything away: nothing of it is the row's fault."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, sqlite3.OperationalError):
        return int(getattr(error, "sqlite_errorcode", SQL_ERROR)) & 0xFF != SQL_ERROR
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or (isinstance(error, OperationalError) and is_down(error.orig))


def is_down(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return is_outage(error)
    state = getattr(error, "sqlstate", None)
    return state is None or str(state).startswith(DOWN)


def may_pass(error: BaseException) -> bool:
    """Another try may go well: somebody was faster, a statement took too long, the disk or the network failed."""
    return is_outage(error) or isinstance(error, IntegrityError | InternalError | OSError) or is_cut_short(error)


def is_cut_short(error: BaseException) -> bool:
    """A statement that PostgreSQL broke off; SQLite's operational errors beside outages are faults of a statement."""
    return isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
