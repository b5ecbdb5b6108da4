"""Where third parties' contract files lie: never in this repository, beside it in CI, elsewhere by OTKLIK_CONTRACTS."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def contract(name: str) -> Path:
    """The path of one contract file; the test is skipped where it cannot be had."""
    folder = Path(os.environ.get("OTKLIK_CONTRACTS") or REPOSITORY.parent / "shared" / "contracts")
    path = folder / name
    if not path.exists():
        pytest.skip(f"the contract file {name} is not here: set OTKLIK_CONTRACTS to the folder that has it")
    return path
