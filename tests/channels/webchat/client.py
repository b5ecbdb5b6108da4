"""Another client of the web chat, written from docs/webchat.md alone: httpx and a dozen lines of server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.kit.patience import patience


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    data: dict[str, Any]
    number: int | None


@dataclass(slots=True)
class Stream:
    """Events as they come; `until` waits for one of a kind."""

    lines: AsyncIterator[str]
    seen: list[Event] = field(default_factory=list)

    async def next(self, seconds: float = 8) -> Event:
        async with asyncio.timeout(patience(seconds)):
            event = await self._read()
        self.seen.append(event)
        return event

    async def _read(self) -> Event:
        fields: dict[str, str] = {}
        async for line in self.lines:
            name, _, value = line.partition(": ")
            fields[name] = value
            if not line:
                if "event" in fields:
                    return Event(fields["event"], json.loads(fields["data"]), int(fields["id"]) if "id" in fields else None)
                fields = {}
        raise EOFError

    async def until(self, name: str, text: str = "") -> Event:
        while True:
            event = await self.next()
            if event.name == name and text in json.dumps(event.data, ensure_ascii=False):
                return event

    async def bubble(self, text: str = "") -> dict[str, Any]:
        """The bot's next bubble that says `text`."""
        while True:
            event = await self.until("bubble", text)
            if event.data["author"] == "bot":
                return event.data


@dataclass(slots=True)
class Client:
    http: httpx.AsyncClient
    token: str = ""
    seat: str = "candidate"

    @property
    def how(self) -> dict[str, Any]:
        return {"headers": {"Authorization": f"Bearer {self.token}"}, "params": {"seat": self.seat}}

    async def open(self, **body: Any) -> httpx.Response:
        answer = await self.http.post("/webchat/v1/sessions", json=body, **(self.how if self.token else {}))
        self.token = answer.json()["token"]
        return answer

    async def send(self, kind: str, number: str | None = None, **body: Any) -> httpx.Response:
        return await self.http.post("/webchat/v1/updates", json={"id": number or str(uuid4()), "kind": kind, **body}, **self.how)

    async def says(self, text: str) -> None:
        assert (await self.send("text", text=text)).status_code == 202

    async def presses(self, bubble: dict[str, Any], label: str) -> None:
        token = next(button["token"] for row in bubble["buttons"] for button in row if button["text"] == label)
        assert (await self.send("press", token=token, bubble=bubble["id"])).status_code == 202

    async def upload(self, name: str, content: bytes, media_type: str = "application/pdf", **form: str) -> httpx.Response:
        data = {"id": str(uuid4()), **form}
        return await self.http.post("/webchat/v1/files", data=data, files={"file": (name, content, media_type)}, **self.how)

    @asynccontextmanager
    async def events(self, after: int = 0, last: str | bytes | None = None, only: int = 0) -> AsyncIterator[Stream]:
        """`last` goes as a browser's Last-Event-ID; `only`: so many bubbles of the history."""
        headers = {"Authorization": f"Bearer {self.token}".encode(), **({} if last is None else {"Last-Event-ID": octets(last)})}
        how: dict[str, Any] = {"headers": headers, "params": {"seat": self.seat, "after": after, "last": only}}
        async with self.http.stream("GET", "/webchat/v1/events", **how) as answer:
            assert answer.status_code == 200, answer.status_code
            yield Stream(answer.aiter_lines())

    async def before(self, bubble: int, limit: int = 200) -> dict[str, Any]:
        """What stands before a bubble."""
        params: dict[str, str | int] = {"seat": self.seat, "before": bubble, "limit": limit}
        answer = await self.http.get("/webchat/v1/bubbles", headers=self.how["headers"], params=params)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def history(self) -> list[dict[str, Any]]:
        """All bubbles as they stand."""
        async with self.events() as stream:
            await stream.until("ready")
            return [event.data for event in stream.seen if event.name == "bubble"]


def octets(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value
