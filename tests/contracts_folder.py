"""Where third parties' contract files lie: never in this repository, beside it in CI, elsewhere by OTKLIK_CONTRACTS."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def contract(name: str) -> Path:
    """The path of one contract file. Where it cannot be had the test is skipped; with OTKLIK_CONTRACTS_REQUIRED, as in CI, it fails."""
    folder = Path(os.environ.get("OTKLIK_CONTRACTS") or REPOSITORY.parent / "shared" / "contracts")
    path = folder / name
    if not path.exists():
        give_up = pytest.fail if os.environ.get("OTKLIK_CONTRACTS_REQUIRED") else pytest.skip
        give_up(f"the contract file {name} is not here: set OTKLIK_CONTRACTS to the folder that has it")
    return path
