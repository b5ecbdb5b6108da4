"""A database without a schema and one with a company's data, on each of the two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from core.kernel.database import migrate
from tests.kernel import luggage

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def made_postgres(server: str, name: str, template: str = "template0") -> Iterator[str]:
    admin = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    yield from made_postgres(request.getfixturevalue("postgres"), "otklik_migrations")


@pytest.fixture(scope="session")
def company_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("company") / "company.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    luggage.fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def company_database(postgres: str) -> Iterator[str]:
    """The name of a database that can be made into others."""
    for url in made_postgres(postgres, "otklik_company"):
        migrate.upgrade(url)
        luggage.fill(url)
        yield "otklik_company"


@pytest.fixture
def embedded(company_file: Path, tmp_path: Path) -> str:
    """The URL of a company's database, made by migrations and the product's acts."""
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(company_file.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def shared(postgres: str, company_database: str) -> Iterator[str]:
    """The same on a server."""
    yield from made_postgres(postgres, "otklik_filled", company_database)


@pytest.fixture(params=BOTH)
def filled(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("embedded" if request.param == "sqlite" else "shared")
    return url
