"""`otklik demo`: from nothing to links that work, on a clock that can be set ahead."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from core.kernel.database import migrate
from tests.main.processes import Installation


def test_the_demo_prints_links_and_they_open(house: Installation) -> None:
    with house.serving("demo", wait=False) as process:
        demo = process.says("Two phones").split()[-1]
        careers = process.says("What candidates see").split()[-1]
        login = re.search(r"http\S+", process.says("Анна Соколова"))
        assert login is not None
        with httpx.Client(timeout=30) as browser:
            assert "Сварщик на полуавтомат" in browser.get(careers).text
            assert browser.get(demo).status_code == httpx.codes.OK
            assert browser.get(f"{house.url}/chat?seat=staff&embed=1").status_code == httpx.codes.OK
            assert "Анна Соколова" in browser.get(login[0]).text
        process.answers()
        assert process.end() == 0
    assert not house.data.exists()


def test_the_demo_s_clock_goes_ahead(house: Installation) -> None:
    with house.serving("demo", wait=False) as process:
        process.says("Ctrl-C")
        with httpx.Client(base_url=house.url, timeout=30) as browser:
            first = datetime.fromisoformat(browser.post("/demo/clock", params={"step": "hour"}).json()["now"])
            second = datetime.fromisoformat(browser.post("/demo/clock", params={"step": "hour"}).json()["now"])
        assert second - first >= timedelta(hours=1)
        process.answers()


def test_a_kept_demo_is_filled_once(house: Installation) -> None:
    folder = house.folder / "kept"
    for _ in range(2):
        with house.serving("demo", "--data", str(folder), wait=False) as process:
            process.says("Ctrl-C")
            assert len([line for line in process.out if "/login/" in line]) == 4
            assert process.end() == 0
    database = folder / "otklik.sqlite3"
    assert migrate.is_current(f"sqlite:///{database}")
    [only] = consents(database)
    assert "ИНН 7800123456" in only


def consents(database: Path) -> list[str]:
    """The consent's texts in Russian, in the order in which they were published."""
    with closing(sqlite3.connect(database)) as found:
        return [text for (text,) in found.execute("select text from consent_texts where locale = 'ru' order by version")]


@pytest.mark.parametrize("setting", ["false", "true"])
def test_outside_the_demo_there_is_no_demo(house: Installation, setting: str) -> None:
    house.settings["OTKLIK_DEMO"] = setting
    with house.serving():
        assert httpx.get(f"{house.url}/demo").status_code == httpx.codes.NOT_FOUND
        assert httpx.post(f"{house.url}/demo/clock", params={"step": "hour"}).status_code == httpx.codes.NOT_FOUND
