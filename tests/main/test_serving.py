"""Starting, being refused, ending."""

import signal
import socket

import httpx
import pytest

from core.kernel.database import migrate
from tests.main.processes import Installation


def test_a_fresh_house_is_made_and_answers(house: Installation) -> None:
    with house.serving() as process:
        health = httpx.get(f"{house.url}/health").json()
        assert health["status"] == "ok"
        assert health["database"] == "sqlite"
        assert health["sqlite_cured"]
        assert process.end() == 0
    assert migrate.is_current(f"sqlite:///{house.data / 'otklik.sqlite3'}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_when_asked_to_though_a_reader_is_listening(house: Installation, number: int) -> None:
    with house.serving() as process, httpx.Client(base_url=house.url) as http:
        token = http.post("/webchat/v1/sessions", json={}).json()["token"]
        with http.stream("GET", "/webchat/v1/events", headers={"Authorization": f"Bearer {token}"}) as stream:
            assert stream.status_code == httpx.codes.OK
            assert process.end(number) == 0
    assert not [line for line in process.err if "exception" in line]


def test_a_second_process_on_the_same_file_is_refused_in_words(house: Installation) -> None:
    with house.serving():
        second = Installation(house.folder, house.settings).otklik("run")
        assert second.returncode == 1
        assert second.stderr == "Error: another process serves this database file: stop it first\n"
        assert httpx.get(f"{house.url}/health").status_code == httpx.codes.OK


def test_what_was_served_before_is_served_again(house: Installation) -> None:
    for _ in range(2):
        with house.serving() as process:
            assert process.end() == 0


def test_a_taken_port_is_said_in_words(house: Installation) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        refused = house.otklik("run")
    assert refused.returncode == 1
    assert refused.stderr == f"Error: cannot listen on 127.0.0.1:{house.port}: Address already in use\n"


@pytest.mark.parametrize("command", ["web", "worker"])
def test_sqlite_is_not_shared_out(house: Installation, command: str) -> None:
    refused = house.otklik(command)
    assert refused.returncode == 1
    assert "SQLite is served by one process" in refused.stderr


@pytest.mark.postgres
def test_postgresql_is_brought_up_to_date_when_somebody_says_so(house: Installation, empty_postgres: str) -> None:
    house.settings["OTKLIK_DATABASE_URL"] = empty_postgres
    behind = house.otklik("run")
    assert behind.returncode == 1
    assert "run otklik migrate" in behind.stderr
    assert house.otklik("migrate").returncode == 0
    other = Installation(house.folder, house.settings)
    with house.serving("web"), other.serving("worker", wait=False) as worker, Installation(house.folder, house.settings).serving() as third:
        worker.until(lambda: any('"started"' in line for line in worker.err))
        assert third.end() == 0
        assert worker.end() == 0


@pytest.mark.postgres
def test_the_schema_can_be_taken_away(house: Installation, empty_postgres: str) -> None:
    house.settings["OTKLIK_DATABASE_URL"] = empty_postgres
    assert house.otklik("migrate").stdout == f"the schema is {migrate.head()}\n"
    assert house.otklik("migrate", "--down").stdout == "the schema is gone\n"
    assert migrate.current(empty_postgres) is None
