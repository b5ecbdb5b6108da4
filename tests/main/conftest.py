"""An installation of its own for each test."""

from pathlib import Path

import pytest

from tests.main.processes import Installation


@pytest.fixture
def house(tmp_path: Path) -> Installation:
    return Installation(tmp_path)
