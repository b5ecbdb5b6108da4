"""`python -m tests.benchmarks`, or `make bench`: every figure with its floor and its aim; a name after it runs that one only."""

import asyncio
import logging
import os
import platform
from importlib import import_module
from pathlib import Path

import click

from core.kernel.database.sqlite import library_version

ALL = ("turn", "webhook", "booking", "idle", "broadcast", "start")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(ALL))
def main(names: tuple[str, ...]) -> None:
    """Measures ours against the floors."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("bench").setLevel(logging.INFO)
    click.echo(machine())
    for name in names or ALL:
        asyncio.run(import_module(f"tests.benchmarks.{name}").main())


def machine() -> str:
    """What the figures hold for; one that is busy with something else shows it in its load."""
    cpus = [line for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
    model = cpus[0].partition(": ")[2] if cpus else platform.machine()
    versions = f"Python {platform.python_version()}, SQLite {library_version()}"
    return f"{model}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}, {versions}, load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
