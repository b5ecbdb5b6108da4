"""Silent, half-open and slow connections are closed, and do not keep others out. On loopback, a hundred and a half of them at most."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from core.kernel.config.settings import Settings
from core.kernel.process.repeats import ENOUGH, SPAN, Folding
from webhooks import connections
from webhooks.connections import Limits, neighbourhood
from webhooks.server import WebServer, open_door

SOON = 0.4
"""Seconds that each wait has here."""
FEW = 40
HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
SLOW = {
    "nothing": b"",
    "half of a first line": b"GET / HT",
    "half of a head": HEAD,
    "a head without its body": HEAD + b"Content-Length: 5\r\n\r\n",
    "half of a body": HEAD + b"Content-Length: 5\r\n\r\nab",
    "a chunk that does not end": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "half of a second request": b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /",
}


async def answers(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the whole body, then says «well»."""
    del scope
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"well"})


async def pours(scope: Scope, receive: Receive, send: Send) -> None:
    """More than anybody reads."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(128):
        await send({"type": "http.response.body", "body": bytes(2**20), "more_body": True})
        await asyncio.sleep(0)


@asynccontextmanager
async def served(limits: dict[str, Any], app: Any = answers, **settings: int) -> AsyncIterator[int]:
    """The port of a server whose waits are short."""
    given = Settings(_env_file=None, **{"connections": FEW, **settings})  # type: ignore[arg-type]
    door = open_door("127.0.0.1", 0)
    server = WebServer(app, door, lambda: None, given)
    for name, value in limits.items():
        setattr(server.limits, name, value)
    async with asyncio.TaskGroup() as group:
        group.create_task(server.run())
        try:
            yield door.getsockname()[1]
        finally:
            await server.end()


SHORT = {"head": SOON, "piece": SOON, "body": SOON, "unread": SOON}


async def closed(reader: asyncio.StreamReader, seconds: float = 5) -> bytes:
    """What came until the other side was gone."""
    async with asyncio.timeout(seconds):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


@pytest.mark.parametrize("sent", SLOW.values(), ids=list(SLOW))
async def test_no_wait_is_without_end(sent: bytes) -> None:
    async with served(SHORT) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        await closed(reader)
        writer.close()


async def test_control_without_deadlines_half_a_request_waits_for_ever() -> None:
    async with served({}) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEAD)
        with pytest.raises(TimeoutError):
            await closed(reader, 4 * SOON)
        writer.close()


async def test_a_body_that_drips_ends_at_its_deadline() -> None:
    async with served({**SHORT, "piece": 60.0}) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEAD + b"Content-Length: 500\r\n\r\n")
        async with asyncio.TaskGroup() as group:
            dripping = group.create_task(drip(writer))
            await closed(reader)
            dripping.cancel()
        writer.close()


async def drip(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"x")
        await asyncio.sleep(SOON / 4)


async def test_a_reader_who_does_not_read_is_let_go() -> None:
    async with served(SHORT, pours) as port:
        line = socket.create_connection(("127.0.0.1", port))
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(4 * SOON)
        await asyncio.to_thread(drained, line)


def drained(line: socket.socket) -> None:
    """Returns when the other side is gone, which it is: what waits in the buffers is less than this."""
    line.settimeout(5)
    left = 64 * 2**20
    with line:
        while left > 0:
            try:
                piece = line.recv(2**20)
            except ConnectionError:
                return
            if not piece:
                return
            left -= len(piece)
    raise AssertionError("he is still being served")


async def test_the_silent_make_room_for_who_asks() -> None:
    """Three times as many silent ones as there are places: whoever asks is answered at once."""
    async with served({}) as port:
        with ExitStack() as stack:
            for _ in range(3 * FEW):
                stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            await asyncio.sleep(0.2)
            for _ in range(3):
                assert b"well" in await asked(port)


async def test_where_everybody_is_served_a_newcomer_is_turned_away() -> None:
    async with served({"everybody": 3}) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        for _, writer in held:
            writer.write(HEAD + b"Content-Length: 5\r\n\r\n")
        await asyncio.sleep(0.1)
        assert await asked(port) == b""
        for reader, writer in held:
            writer.write(b"12345")
            assert await reader.readuntil(b"well")
            writer.close()


async def asked(port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    found = await closed(reader)
    writer.close()
    return found


async def test_one_address_has_so_many_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "neighbourhood", lambda _address: "203.0.113.7")
    async with served({"each": 2}) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert await asked(port) == b""
        for _, writer in held:
            writer.close()
        await asyncio.sleep(0.1)
        assert b"well" in await asked(port)


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("/run/sock", ""),
    ],
)
def test_of_ipv6_a_network_is_one_address(address: str, whose: str) -> None:
    assert neighbourhood(address) == whose


def test_there_are_no_more_places_than_open_files() -> None:
    assert connections.places(10**9) < 10**9
    assert Limits(1, 2).admits("")


def test_lines_that_repeat_themselves_are_folded() -> None:
    at = [0.0]
    folding = Folding(lambda: at[0])
    line = {"event": "socket.accept() out of system resource", "level": "error", "logger": "asyncio"}
    told = [folding.admits({**line, "count": n}) for n in range(10_000)]
    assert [more for more in told if more is not None] == [0] * ENOUGH
    assert folding.admits({**line, "event": "another"}) == 0
    at[0] += SPAN
    assert folding.admits(line) == 10_000 - ENOUGH
    assert folding.admits(line) == 0
