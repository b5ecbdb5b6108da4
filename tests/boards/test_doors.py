"""A door whose secret is not set is no door."""

from pathlib import Path

import httpx
import pytest

from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.process.supervisor import Supervisor
from core.kernel.storage.files import Files
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.tiny_bot import words
from webhooks.app import create_app
from webhooks.state import State


@pytest.mark.parametrize("path", ["/hook/hh/", "/hook/hh/anything", "/hook/responses", "/hook/responses/", "/hook/responses/x"])
async def test_without_a_secret_the_door_is_closed(db: Database, clock: ManualClock, tmp_path: Path, path: str) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    state = State(settings, db, clock, Files(tmp_path / "files"), words(), Supervisor())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(state)), base_url="http://test") as http:
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
            assert (await http.post(path, json={}, headers=headers)).status_code == 404


async def test_openapi_tells_of_the_doors(db: Database, clock: ManualClock, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    state = State(settings, db, clock, Files(tmp_path / "files"), words(), Supervisor())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(state)), base_url="http://localhost") as http:
        told = (await http.get("/openapi.json")).json()
    assert {"/hook/responses", "/hook/responses/{secret}", "/hook/hh/{secret}"} <= set(told["paths"])
    assert set(told["paths"]["/hook/responses"]["post"]["responses"]) == {"202", "401", "404", "413", "422", "503"}
    assert "GenericResponse" in told["components"]["schemas"]
