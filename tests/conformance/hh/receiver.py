"""A receiver of webhooks with a mind of its own."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Receiver:
    """Answers `answers` one after the other, then 200; `slow`: seconds before the first answers."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.slow: list[float] = []
        self.url = ""

    async def take(self, request: Request) -> Response:
        self.bodies.append(await request.json())
        if self.slow:
            await asyncio.sleep(self.slow.pop(0))
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    def ids(self) -> list[str]:
        return [body["id"] for body in self.bodies]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = Starlette(routes=[Route("/hook", receiver.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    listener = socket.create_server(("127.0.0.1", 0))
    receiver.url = f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve([listener]))
        yield receiver
        server.should_exit = True
