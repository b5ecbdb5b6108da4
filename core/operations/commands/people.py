"""`otklik staff`: who works here, and their ways in."""

import asyncio
from functools import partial

import click

from core.kernel.actors import SYSTEM
from core.kernel.config.settings import Settings
from core.kernel.time.clock import SystemClock
from core.operations.commands.common import Outside, load, with_database, written
from core.staff import acts, reads
from core.staff.permissions import Role


@click.group
def staff() -> None:
    """People who work here."""


@staff.command
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]), help="May be repeated.")
@click.pass_obj
def add(outside: Outside, name: str, roles: tuple[str, ...]) -> None:
    """Invite somebody; prints links of which the first one followed lets in."""
    settings, now = load(), SystemClock().now()
    token = written(settings, partial(acts.invite, by=SYSTEM, roles=roles, name=name, now=now))
    click.echo(f"{settings.address}/invite/{token}")
    asyncio.run(say_links(outside, settings, f"i_{token}"))


async def say_links(outside: Outside, settings: Settings, payload: str) -> None:
    async for link in outside.links(settings, payload):
        click.echo(link)


@staff.command(name="list")
def list_() -> None:
    """Everybody who works here, by name."""
    for person in with_database(load(), lambda database: database.read(reads.users)):
        click.echo(f"{person.id}\t{person.name}\t{', '.join(sorted(person.roles))}\t{'' if person.active else 'has left'}".rstrip())


@staff.command
@click.argument("who")
def login(who: str) -> None:
    """Print a one-time link into the web chat for a colleague, by name or number."""
    settings = load()
    everybody = with_database(settings, lambda database: database.read(partial(reads.users, active=True)))
    found = [one for one in everybody if who in {one.name, str(one.id)}]
    if len(found) != 1:
        raise click.ClickException(f"{len(found) or 'no'} colleagues are called {who!r}: otklik staff list shows the numbers")
    token = written(settings, partial(acts.login_link, staff_id=found[0].id, now=SystemClock().now()))
    click.echo(f"{settings.address}/login/{token}")
