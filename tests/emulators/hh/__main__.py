"""`python -m tests.emulators.hh --port N`: the simulator as a process of its own, driven over /sim."""

import click

from tests.contracts_folder import demand
from tests.emulators.hh.contract import FILE
from tests.emulators.hh.simulator import HhSimulator


@click.command()
@click.option("--port", default=0, help="0 takes a free one.")
@click.option("--pace", default=0.01, help="What the intervals between repeats of a webhook are multiplied by.")
@click.option("--unchecked", is_flag=True, help="Start without the contract file, holding nothing against it.")
def main(port: int, pace: float, *, unchecked: bool) -> None:
    """Prints its address and a manager's token, then serves until SIGINT or SIGTERM."""
    demand(FILE, unchecked=unchecked)
    simulator = HhSimulator(port=port, pace=pace)
    account = simulator.account()
    checked = "checked" if simulator.checked else "unchecked"
    simulator.server.serve(lambda: click.echo(f"{simulator.url} {account.token} ({checked})"))


main()
