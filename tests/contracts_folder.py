"""Where third parties' contract files lie: never in this repository, beside it in CI, elsewhere by OTKLIK_CONTRACTS."""

import os
from pathlib import Path

import click
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def place_of(name: str) -> Path:
    return Path(os.environ.get("OTKLIK_CONTRACTS") or REPOSITORY.parent / "shared" / "contracts") / name


def demand(name: str, *, unchecked: bool) -> None:
    """A simulator that is started by hand checks, unless it is told not to."""
    if not unchecked and not place_of(name).exists():
        raise click.ClickException(f"the contract file {name} is not here: set OTKLIK_CONTRACTS to its folder, or start with --unchecked")


def contract(name: str) -> Path:
    """The path of one contract file. Where it cannot be had the test is skipped; with OTKLIK_CONTRACTS_REQUIRED, as in CI, it fails."""
    path = place_of(name)
    if not path.exists():
        give_up = pytest.fail if os.environ.get("OTKLIK_CONTRACTS_REQUIRED") else pytest.skip
        give_up(f"the contract file {name} is not here: set OTKLIK_CONTRACTS to the folder that has it")
    return path
