"""The first admin comes in by the command line, and colleagues by its links, while the service runs."""

import asyncio
import re
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.channels.webchat.client import Client
from tests.main.processes import Installation


async def follows(house: Installation, link: str) -> str:
    """Opens an invite in a browser of his own; what the bot answers."""
    query = parse_qs(urlsplit(link).query)
    async with httpx.AsyncClient(base_url=house.url, timeout=30) as http:
        client = Client(http, seat=query["seat"][0])
        await client.open(seat=client.seat, locale="ru", zone="Europe/Moscow")
        async with client.events() as stream:
            await stream.until("ready")
            assert (await client.send("start", payload=query["start"][0])).status_code == 202
            return str((await stream.bubble())["html"])


def test_staff_add_prints_an_invite_that_lets_in_once(house: Installation) -> None:
    with house.serving():
        added = house.otklik("staff", "add", "Анна Соколова", "--role", "admin", "--role", "recruiter")
        assert added.returncode == 0
        link = added.stdout.strip()
        assert link.startswith(f"{house.url}/chat?seat=staff&start=i_")
        assert "Анна Соколова" in asyncio.run(follows(house, link))
        assert "Анна Соколова" not in asyncio.run(follows(house, link))
        listed = house.otklik("staff", "list")
        assert listed.stdout == "1\tАнна Соколова\tadmin, recruiter\n"


def test_staff_login_prints_a_link_for_one_use(house: Installation) -> None:
    with house.serving():
        asyncio.run(follows(house, house.otklik("staff", "add", "Анна Соколова", "--role", "admin").stdout.strip()))
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
