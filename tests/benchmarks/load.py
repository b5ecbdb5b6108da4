"""A plain HTTP/1.1 load: keep-alive connections, each sending one request after another; raw sockets, no parsing beyond need."""

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """What one load saw."""

    per_second: float
    p50_ms: float
    p99_ms: float
    bad: int


async def load(port: int, request: Callable[[int], bytes], *, connections: int = 32, seconds: float = 3.0) -> Figures:
    """Sends `request(n)` over `connections` for `seconds`; n grows over all connections."""
    numbers = iter(range(10**9))
    took: list[float] = []
    bad = 0
    end = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal bad
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (begun := time.perf_counter()) < end:
            writer.write(request(next(numbers)))
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            if length and int(length):
                await reader.readexactly(int(length))
            took.append(time.perf_counter() - begun)
            bad += not head.startswith(b"HTTP/1.1 2")
        writer.close()
        await writer.wait_closed()

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    lasted = time.perf_counter() - begun
    ranked = sorted(took)
    return Figures(len(took) / lasted, statistics.median(ranked) * 1e3, ranked[int(0.99 * (len(ranked) - 1))] * 1e3, bad)


def post(path: str, body: bytes, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "host: localhost", "content-type: application/json", f"content-length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
