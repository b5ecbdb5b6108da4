"""`python -m tests.emulators.telegram --port N`: the emulator as a process of its own, driven over /sim."""

import click

from tests.contracts_folder import demand
from tests.emulators.telegram.contract import FILE
from tests.emulators.telegram.emulator import TOKEN, TelegramEmulator


@click.command()
@click.option("--port", default=0, help="0 takes a free one.")
@click.option("--token", default=TOKEN)
@click.option("--pace", default=0.05, help="What the server's own waits are multiplied by.")
@click.option("--limits/--no-limits", default=False, help="Enforce 30 messages a second, 1 a second to a chat.")
@click.option("--unchecked", is_flag=True, help="Start without the contract file, holding nothing against it.")
def main(port: int, token: str, pace: float, *, limits: bool, unchecked: bool) -> None:
    """Prints its address, then serves until SIGINT or SIGTERM."""
    demand(FILE, unchecked=unchecked)
    emulator = TelegramEmulator(token=token, port=port, pace=pace)
    emulator.limits.on = limits
    emulator.server.serve(lambda: click.echo(f"{emulator.url} {token}"))


main()
