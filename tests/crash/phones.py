"""What people hold in their hands: nothing they do is lost on this side, some of it is sent twice."""

import asyncio
import html
import json
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from uuid import uuid4

import httpx

from tests.emulators.telegram import User

TWICE = 0.15
"""How often something is sent once more although it was acknowledged."""


class Key(NamedTuple):
    label: str
    token: str


class Bubble(NamedTuple):
    """One message of the bot as it stands."""

    number: int
    text: str
    keys: tuple[Key, ...]


class Phone(Protocol):
    @property
    def channel(self) -> str: ...

    @property
    def chat(self) -> str: ...

    async def opens(self, payload: str) -> None: ...

    async def says(self, text: str) -> None: ...

    async def presses(self, bubble: Bubble, key: Key) -> None: ...

    async def attaches(self, name: str, content: bytes) -> None: ...

    async def feed(self) -> list[Bubble]:
        """What the bot has said so far, from top to bottom."""
        ...


@dataclass(slots=True)
class TelegramPhone:
    user: User
    chance: random.Random
    channel: str = "telegram"

    @property
    def chat(self) -> str:
        return str(self.user.id)

    async def opens(self, payload: str) -> None:
        self.user.opens(payload)

    async def says(self, text: str) -> None:
        self.user.says(text)

    async def presses(self, bubble: Bubble, key: Key) -> None:
        press = self.user.presses_data(bubble.number, key.token)
        if self.chance.random() < TWICE:
            self.user.presses_again(press)

    async def attaches(self, name: str, content: bytes) -> None:
        self.user.sends_file(name, content, "application/pdf")

    async def feed(self) -> list[Bubble]:
        return [
            Bubble(message.id, message.text, tuple(Key(one.label, one.data) for row in message.buttons for one in row if one.data))
            for message in self.user.sees()
            if message.by_bot
        ]


async def until_taken(call: Callable[[], Awaitable[httpx.Response]], *statuses: int) -> httpx.Response:
    """Sends until it is acknowledged: whoever is down will come back, and whose fault a 500 was is in the log that the judge reads."""
    while True:
        try:
            answer = await call()
        except httpx.HTTPError:
            await asyncio.sleep(0.1)
            continue
        if answer.status_code in statuses:
            return answer
        assert answer.status_code in {429, 500, 503, 507}, f"{answer.status_code}: {answer.text[:300]}"
        await asyncio.sleep(0.3)


@dataclass(slots=True)
class WebPhone:
    """`doors` are the addresses of all processes; what was acknowledged is noted in `taken`."""

    http: httpx.AsyncClient
    doors: list[str]
    chance: random.Random
    taken: list[str]
    token: str = ""
    chat: str = ""
    seat: str = "candidate"
    channel: str = "webchat"
    seen: int = 0
    bubbles: dict[int, dict[str, Any]] = field(default_factory=dict)

    def door(self, path: str) -> str:
        return f"{self.chance.choice(self.doors)}/webchat/v1/{path}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    async def opens(self, payload: str) -> None:
        if not self.token:
            answer = await until_taken(lambda: self.http.post(self.door("sessions"), json={}), 201)
            self.token, self.chat = answer.json()["token"], answer.json()["chat"]
        await self.sends(kind="start", payload=payload)

    async def says(self, text: str) -> None:
        await self.sends(kind="text", text=text)

    async def presses(self, bubble: Bubble, key: Key) -> None:
        await self.sends(kind="press", token=key.token, bubble=bubble.number)

    async def sends(self, **body: Any) -> None:
        number = str(uuid4())

        def call() -> Awaitable[httpx.Response]:
            return self.http.post(self.door("updates"), json={"id": number, **body}, headers=self.headers, params={"seat": self.seat})

        await until_taken(call, 202)
        self.taken.append(number)
        if self.chance.random() < TWICE:
            await until_taken(call, 202)

    async def attaches(self, name: str, content: bytes) -> None:
        number = str(uuid4())
        files = {"file": (name, content, "application/pdf")}
        how: dict[str, Any] = {"data": {"id": number}, "files": files, "headers": self.headers, "params": {"seat": self.seat}}
        await until_taken(lambda: self.http.post(self.door("files"), **how), 202)
        self.taken.append(number)

    async def feed(self) -> list[Bubble]:
        try:
            await self.reads()
        except httpx.HTTPError:
            await asyncio.sleep(0.2)
        said = [bubble for _, bubble in sorted(self.bubbles.items()) if bubble["author"] == "bot"]
        return [Bubble(one["id"], words(one["html"]), keys(one["buttons"])) for one in said]

    async def reads(self) -> None:
        """What is new since the last look, up to where the stream says that this was all."""
        how: dict[str, Any] = {"headers": self.headers, "params": {"seat": self.seat, "after": str(self.seen)}}
        async with self.http.stream("GET", self.door("events"), **how) as stream:
            name = ""
            async for line in stream.aiter_lines():
                field_, _, value = line.partition(": ")
                name = value if field_ == "event" else name
                if field_ == "data" and name == "bubble":
                    told = json.loads(value)
                    self.bubbles[told["id"]] = told
                    self.seen = max(self.seen, told["seq"])
                if field_ == "data" and name == "ready":
                    return


def words(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def keys(rows: list[list[dict[str, str]]]) -> tuple[Key, ...]:
    return tuple(Key(button["text"], button["token"]) for row in rows for button in row if "token" in button)
