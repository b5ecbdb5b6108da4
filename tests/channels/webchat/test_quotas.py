"""Uploads have bounds: by chat, by address and in all, and the disk keeps its floor; of a guest no byte is kept."""

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import HTTPException

from bot.channels.webchat.chats import takes_files
from core.kernel.storage.files import Files, NoRoom
from core.kernel.time.clock import ManualClock
from tests.channels.webchat.client import Client
from tests.channels.webchat.house import House
from webhooks.chats.quotas import Budget, Uploads, network

PDF = b"%PDF-1.7\n" + bytes(300 * 1024)
MEGABYTE = 1024 * 1024


def stored(house: House) -> list[Path]:
    """Files on the disk, the tiny bot's own left out."""
    return sorted(path for path in (house.folder / "files").rglob("*") if path.is_file() and path.stat().st_size > 1000)


def bounded(house: House, **settings: int) -> None:
    site = house.server.config.app.pages.state  # type: ignore[union-attr]
    site.uploads = Uploads(house.settings.model_copy(update=settings))


async def sends(client: Client, *numbers: int) -> list[int]:
    return [(await client.upload(f"{number}.pdf", PDF + bytes([number]))).status_code for number in numbers]


async def test_a_guests_file_is_never_kept(house: House, client: Client) -> None:
    house.state.takes_files = takes_files
    async with client.events() as stream:
        assert await sends(client, *range(5)) == [202] * 5
        await stream.until("bubble", "📎 4.pdf")
    assert stored(house) == []


async def test_control_where_guests_files_are_taken_they_lie_there(house: House, client: Client) -> None:
    assert await sends(client, *range(5)) == [202] * 5
    assert len(stored(house)) == 5


async def test_a_chat_sends_so_much_a_day(house: House, client: Client, clock: ManualClock) -> None:
    bounded(house, upload_mb_per_chat=1)
    assert await sends(client, 1, 2, 3, 4, 5) == [202, 202, 202, 403, 403]
    assert len(stored(house)) == 3
    clock.at += timedelta(days=1, minutes=1)
    assert await sends(client, 4) == [202]


async def test_an_address_sends_so_much_an_hour_whatever_its_chats(house: House, client: Client, http: httpx.AsyncClient) -> None:
    bounded(house, upload_mb_per_address=1)
    other = Client(http)
    http.cookies.clear()
    await other.open()
    answers = [*(await sends(client, 1, 2)), *(await sends(other, 3, 4))]
    assert answers == [202, 202, 202, 429]


async def test_all_together_send_so_much_an_hour(house: House, client: Client) -> None:
    bounded(house, upload_mb_per_hour=1)
    answer = await client.upload("a.pdf", PDF)
    assert answer.status_code == 202
    await sends(client, 1, 2)
    refused = await client.upload("b.pdf", PDF)
    assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)


async def test_below_the_floor_nothing_is_taken(house: House, client: Client) -> None:
    house.state.files = Files(house.folder / "files", floor=2**62)
    assert (await client.upload("a.pdf", PDF)).status_code == 507
    assert stored(house) == []
    await client.says("Слова принимаются")


def test_files_keep_the_floor_themselves(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        Files(tmp_path, floor=2**62).keep(b"a")
    assert Files(tmp_path, floor=1).keep(b"a") == Files(tmp_path).keep(b"a")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
async def test_a_disk_that_fills_in_the_midst_of_a_file_is_told_as_such(
    house: House, client: Client, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(code, "full")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert (await client.upload("a.pdf", PDF)).status_code == 507
    assert (await client.upload("a.pdf", PDF)).status_code == 202


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_household_of_ipv6_is_one_address(host: str, place: str) -> None:
    assert network(host) == place


async def test_what_was_used_comes_back() -> None:
    budget = Budget(1)
    budget.spend("a", MEGABYTE)
    with pytest.raises(HTTPException):
        budget.spend("a", 1)
    budget.spend("b", MEGABYTE)
    used: dict[Any, tuple[float, float]] = budget._used
    used["a"] = (used["a"][0], used["a"][1] - 1800)
    budget.spend("a", MEGABYTE // 2)
