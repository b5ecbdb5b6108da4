"""`otklik doctor`."""

import asyncio

import click

from core.kernel.config.settings import Settings
from core.kernel.operations import doctor as checks
from core.kernel.process import logs
from core.operations.commands.common import Outside, load


@click.command
@click.pass_obj
def doctor(outside: Outside) -> None:
    """Look whether everything is there that the service needs; exit status 1 where it is not."""
    settings = load()
    logs.set_up("CRITICAL")
    for finding in (found := [*checks.of_house(settings), *asyncio.run(findings_outside(settings, outside))]):
        click.echo(f"{finding.state:<5} {finding.what}: {finding.said}")
    raise SystemExit(any(finding.state == "fail" for finding in found))


async def findings_outside(settings: Settings, outside: Outside) -> list[checks.Finding]:
    return [await checks.asked(what, ask) for what, ask in outside.asked(settings).items()]
