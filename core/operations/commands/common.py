"""What the commands share: settings or a reason why not, a database that is up to date, faults as one line for a person."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import click
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.kernel.config.settings import Settings, explained
from core.kernel.database import migrate
from core.kernel.database.locks import Busy, exclusive
from core.kernel.database.session import Database, open_database
from core.kernel.operations import archive
from core.kernel.problems import Problem

T = TypeVar("T")
Question = Callable[[], Awaitable[str]]
_say: list[Callable[[Problem], str]] = [lambda problem: problem.key]


def speak(say: Callable[[Problem], str]) -> None:
    """Problems are told so from now on: the texts lie above the core."""
    _say[0] = say


@dataclass(frozen=True, slots=True)
class Outside:
    """What lies above the core, for a command to ask; main hands it to every command as the context's object.

    `asked`: what the doctor asks of those outside, by what is asked; `links`: ways into
    messengers for a payload.
    """

    asked: Callable[[Settings], Mapping[str, Question]]
    links: Callable[[Settings, str], AsyncIterator[str]]


class Unusable(click.ClickException):
    """The settings do not allow it."""

    exit_code = 2


def load(**changes: Any) -> Settings:
    try:
        return Settings(**changes)
    except ValidationError as error:
        raise Unusable("\n".join(explained(error))) from None


@contextmanager
def readable_errors() -> Iterator[None]:
    """What can go wrong, as one line for the person at the keyboard."""
    try:
        yield
    except Busy as error:
        raise click.ClickException("another process serves this database file: stop it first") from error
    except archive.BadArchive as error:
        raise click.ClickException(str(error)) from error
    except Problem as problem:
        raise click.ClickException(said(problem)) from problem
    except DBAPIError as error:
        raise click.ClickException(f"the database does not answer ({type(error.orig).__name__}): otklik doctor says more") from error


def said(problem: Problem) -> str:
    return _say[0](problem)


def bring_up_to_date(settings: Settings) -> None:
    """The embedded database follows the release by itself; the shared one is changed when somebody says so."""
    if migrate.is_ready(settings.database):
        return
    if not settings.is_embedded:
        raise click.ClickException("the database's schema is behind this release: run otklik migrate")
    with exclusive(settings.database):
        click.echo(migrate.upgrade(settings.database), err=True, nl=False)


def with_database(settings: Settings, fn: Callable[[Database], Awaitable[T]]) -> T:
    """Does something to the database while others may serve it."""

    async def opened() -> T:
        database = await open_database(settings.database, settings.database_direct_url)
        try:
            return await fn(database)
        finally:
            await database.close()

    with readable_errors():
        bring_up_to_date(settings)
        return asyncio.run(opened())


def written(settings: Settings, fn: Callable[[Session], T]) -> T:
    return with_database(settings, lambda database: database.write(fn))
