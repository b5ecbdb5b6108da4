"""An empty database of each kind, which the product itself brings up to date."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'otklik.sqlite3'}"


@pytest.fixture
def empty_postgres(postgres: str, tmp_path: Path) -> Iterator[str]:
    name = "crash_" + "".join(letter if letter.isalnum() else "_" for letter in tmp_path.name.lower())[-40:]
    admin = create_engine(postgres.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield postgres.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue("empty_sqlite" if request.param == "sqlite" else "empty_postgres")
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A client whose server is killed while he connects leaves his socket to the collector: these warnings tell of nothing of ours."""
    left = pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(left)
