"""`otklik migrate`."""

import click

from core.kernel.database import migrate as schema
from core.kernel.database.locks import exclusive
from core.operations.commands.common import load, readable_errors


@click.command
@click.option("--down", is_flag=True, help="Take the whole schema away, data and all.")
def migrate(*, down: bool) -> None:
    """Bring the database's schema to this release."""
    settings = load()
    with readable_errors(), exclusive(settings.database):
        move = schema.downgrade(settings.database) if down else schema.upgrade(settings.database)
        click.echo(f"the schema is {move.after or 'gone'}")
        click.echo(move, err=True, nl=False)
