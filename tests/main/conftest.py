"""An installation of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.main.processes import Installation


@pytest.fixture
def house(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """A database of PostgreSQL without a schema."""
    admin = create_engine(postgres.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE otklik_main TEMPLATE template0")
    yield postgres.replace("/postgres?", "/otklik_main?")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE otklik_main WITH (FORCE)")
    admin.dispose()
