"""Files go up with a bound and come down so that no browser runs what is inside; only their own chat sees them."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.channels.webchat.model import files
from tests.channels.webchat.client import Client
from tests.channels.webchat.tiny_bot import CALENDAR

FILES = "/webchat/v1/files"
RESUME = b"%PDF-1.7\n" + bytes(range(256)) * 40


async def sent(client: Client, name: str, content: bytes, media_type: str = "application/pdf") -> dict[str, Any]:
    """The file's face in the bubble it makes."""
    async with client.events() as stream:
        answer = await client.upload(name, content, media_type)
        assert answer.status_code == 202, answer.text
        while (event := await stream.until("bubble")).data["author"] != "me":
            pass
        found: dict[str, Any] = event.data["files"][0]
        return found


async def fetched(client: Client, face: dict[str, Any]) -> httpx.Response:
    return await client.http.get(face["url"], **client.how)


async def test_a_file_reaches_the_bot_with_its_name_size_and_words(client: Client) -> None:
    async with client.events() as stream:
        await client.upload("Резюме.pdf", RESUME, caption="моё резюме")
        assert (await stream.bubble())["html"] == f"Файл Резюме.pdf {len(RESUME)} моё резюме"


async def test_a_file_comes_back_byte_for_byte_and_is_only_saved(client: Client) -> None:
    face = await sent(client, "Резюме.pdf", RESUME)
    assert (face["name"], face["media_type"], face["size"]) == ("Резюме.pdf", "application/pdf", len(RESUME))
    answer = await fetched(client, face)
    assert answer.content == RESUME
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%D0%A0")


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "text/html; charset=utf-8", "application/xhtml+xml", ""])
async def test_no_browser_runs_what_is_inside(client: Client, media_type: str) -> None:
    answer = await fetched(client, await sent(client, "cv.html", b"<script>alert(1)</script>", media_type))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_picture_may_be_looked_at(client: Client) -> None:
    answer = await fetched(client, await sent(client, "me.png", b"\x89PNG\r\n", "image/png"))
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")


async def test_the_bots_file_can_be_fetched(client: Client) -> None:
    async with client.events() as stream:
        await client.send("start")
        await client.presses(await stream.bubble("Начало"), "Файл")
        face = (await stream.until("bubble", "Собеседование.ics")).data["files"][0]
    answer = await fetched(client, face)
    assert answer.content == CALENDAR
    assert answer.headers["content-type"].startswith("text/calendar")


async def stranger_gets(client: Client, http: httpx.AsyncClient) -> int:
    face = await sent(client, "Резюме.pdf", RESUME)
    http.cookies.clear()
    other = Client(http)
    await other.open()
    return (await fetched(other, face)).status_code


async def test_nobody_else_gets_it(client: Client, http: httpx.AsyncClient) -> None:
    assert await stranger_gets(client, http) == 404


async def test_control_without_the_chats_own_id_anybody_would(
    client: Client,
    http: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def anybodys(session: Any, chat_id: int, number: str) -> Any:
        row = session.execute(files.select().where(files.c.id == number)).first()
        return dict(row._mapping)

    monkeypatch.setattr("webhooks.chats.webchat.entries.file_of", anybodys)
    assert await stranger_gets(client, http) == 200


@pytest.mark.parametrize("number", ["x", "..", "%00", "a" * 24, "%2e%2e%2fsecret.key"])
async def test_a_made_up_file_is_not_there(client: Client, number: str) -> None:
    assert (await client.http.get(f"{FILES}/{number}", **client.how)).status_code in {404, 405, 422}


async def test_a_path_is_no_name(client: Client) -> None:
    face = await sent(client, "C:\\Users\\me\\..\\Резюме.pdf", RESUME)
    assert face["name"] == "Резюме.pdf"


async def test_a_long_name_keeps_its_ending(client: Client) -> None:
    face = await sent(client, "я" * 300 + ".docx", RESUME)
    assert len(face["name"]) <= 120
    assert face["name"].endswith(".docx")


async def test_the_same_upload_twice_is_one(client: Client) -> None:
    number = str(uuid4())
    async with client.events() as stream:
        for _ in range(2):
            await client.upload("cv.pdf", RESUME, id=number)
        await client.says("конец")
        await stream.bubble("конец")
    assert len([bubble for bubble in await client.history() if bubble["files"]]) == 1


async def test_a_file_over_the_limit_is_refused_and_leaves_nothing(client: Client) -> None:
    assert (await client.upload("big.bin", b"x" * (1024 * 1024 + 1))).status_code == 413
    assert (await client.upload("bigger.bin", b"x" * (1024 * 1024 * 3))).status_code == 413
    assert await client.history() == []


async def test_an_upload_without_its_parts_is_refused(client: Client) -> None:
    post = client.http.post
    file = {"file": ("cv.pdf", RESUME, "application/pdf")}
    assert (await post(FILES, files=file, **client.how)).status_code == 422
    assert (await post(FILES, data={"id": str(uuid4())}, **client.how)).status_code == 415
    assert (await post(FILES, data={"id": "1"}, files=file, **client.how)).status_code == 422
    assert (await post(FILES, data={"id": str(uuid4()), "file": "text"}, **client.how)).status_code == 415
    assert (await post(FILES, data={"id": str(uuid4()), "caption": "я" * 4097}, files=file, **client.how)).status_code == 413
    assert await client.history() == []


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=x", "application/json", ""])
@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n--x--", b"\x00" * 100, b"--x\r\nContent-Disposition: form-data\r\n\r\n"])
async def test_no_form_is_refused(client: Client, content_type: str, body: bytes) -> None:
    how = client.how
    answer = await client.http.post(FILES, content=body, params=how["params"], headers={**how["headers"], "Content-Type": content_type})
    assert answer.status_code == (422 if content_type.startswith("multipart/") else 415)
