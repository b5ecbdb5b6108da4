"""An empty database of each kind, which the product itself brings up to date."""

from pathlib import Path

import pytest


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'otklik.sqlite3'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A client whose server is killed while he connects leaves his socket to the collector: these warnings tell of nothing of ours."""
    left = pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(left)
