"""`otklik backup` and `otklik restore`."""

from importlib.metadata import version
from pathlib import Path

import click
from sqlalchemy import make_url

from core.kernel.database.locks import exclusive
from core.kernel.operations import backup as archives
from core.operations.commands.common import load, readable_errors


@click.command
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write database, files and secret key into one archive, while the service runs."""
    settings = load()
    database = Path(make_url(settings.database).database or "") if settings.is_embedded else None
    if database is not None and not database.exists():
        raise click.ClickException(f"there is no {database}")
    try:
        made = archives.pack(file, settings.data_dir, database, version("otklik"))
    except FileExistsError:
        raise click.ClickException(f"{file} is there already") from None
    click.echo(f"{file}: {made.files} files, schema {made.schema}; it holds personal data and the secret key: keep it safe")
    if database is None:
        click.echo("The database itself is PostgreSQL's: save it with pg_dump", err=True)


@click.command
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--force", is_flag=True, help="Put it in the place of the data that are there.")
def restore(file: Path, *, force: bool) -> None:
    """Verify an archive and put it in place; nobody may be serving."""
    settings = load()
    if not settings.is_embedded:
        raise click.ClickException("PostgreSQL keeps the database: restore it with pg_restore, and the files by unpacking the archive")
    database = Path(make_url(settings.database).database or "")
    with readable_errors(), exclusive(settings.database):
        found = archives.unpack(file, settings.data_dir, database, force=force)
    click.echo(f"restored: schema {found.schema}, {found.files} files, all verified")
