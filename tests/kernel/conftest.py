"""A database with a company's data, on each of the two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.kernel.database import migrate
from tests.kernel import luggage
from tests.kit.databases import made_postgres

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def company_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("company") / "company.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    luggage.fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def company_database(postgres: str) -> Iterator[str]:
    """The name of a database that can be made into others."""
    with made_postgres(postgres, "otklik_company") as url:
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
    with made_postgres(postgres, "otklik_filled", company_database) as url:
        yield url


@pytest.fixture(params=BOTH)
def filled(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("embedded" if request.param == "sqlite" else "shared")
    return url
