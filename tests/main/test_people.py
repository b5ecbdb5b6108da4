"""The first admin comes in by the command line, and colleagues by its links, while the service runs."""

import asyncio
import re

import httpx

from tests.channels.webchat.client import Client
from tests.main.processes import Installation


def test_staff_add_prints_an_invite_that_lets_in_once(house: Installation) -> None:
    with house.serving(), httpx.Client(timeout=30, follow_redirects=True) as browser, httpx.Client(timeout=30) as stranger:
        added = house.otklik("staff", "add", "Анна Соколова", "--role", "admin", "--role", "recruiter")
        assert added.returncode == 0
        link = added.stdout.strip()
        assert re.fullmatch(rf"{house.url}/invite/[\w-]+", link)
        assert "Анна Соколова" in browser.get(link).text
        assert browser.post(link).url.path == "/chat"
        assert "Здравствуйте, Анна!" in asyncio.run(greeting(house, browser.cookies["otklik_staff"]))
        assert stranger.get(link).status_code == httpx.codes.GONE
        assert stranger.post(link).status_code == httpx.codes.GONE
        assert house.otklik("staff", "list").stdout == "1\tАнна Соколова\tadmin, recruiter\n"


async def greeting(house: Installation, token: str) -> str:
    """What the bot says first in a colleague's chat."""
    async with httpx.AsyncClient(base_url=house.url, timeout=30) as http, Client(http, token, "staff").events() as stream:
        return str((await stream.bubble())["html"])


def test_staff_login_prints_a_link_for_one_use(house: Installation) -> None:
    with house.serving():
        httpx.post(house.otklik("staff", "add", "Анна Соколова", "--role", "admin").stdout.strip(), timeout=30)
        for who in ("Анна Соколова", "1"):
            link = house.otklik("staff", "login", who).stdout.strip()
            assert re.fullmatch(rf"{house.url}/login/[\w-]+", link)
            with httpx.Client(timeout=30) as browser:
                assert browser.post(link).status_code == httpx.codes.SEE_OTHER
                assert browser.post(link).status_code == httpx.codes.GONE
        unknown = house.otklik("staff", "login", "Никто")
        assert unknown.returncode == 1
        assert "no colleagues are called 'Никто'" in unknown.stderr


def test_a_role_that_is_none_is_refused(house: Installation) -> None:
    refused = house.otklik("staff", "add", "Анна", "--role", "king")
    assert refused.returncode == 2
    assert "'king' is not one of 'admin'" in refused.stderr


def test_a_name_that_is_none_is_refused_in_words(house: Installation) -> None:
    refused = house.otklik("staff", "add", "   ", "--role", "admin")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: ")
    assert "Traceback" not in refused.stderr
