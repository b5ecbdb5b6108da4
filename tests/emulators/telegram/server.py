"""What the emulator's server answers: the Bot API, files, /sim."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.emulators.telegram.api import BotApi, refusal
from tests.emulators.telegram.control import routes
from tests.emulators.telegram.errors import BotApiError
from tests.emulators.telegram.pump import WebhookPump
from tests.emulators.telegram.transport import TearableProtocol
from tests.emulators.telegram.world import World
from tests.kit.simulator.server import ServerThread

_BOTH = ["GET", "POST"]


def server(world: World, port: int = 0) -> ServerThread:
    api = BotApi(world)
    bot_api = [
        Route("/bot{rest:path}", api.serve, methods=_BOTH),
        Route("/file/bot{rest:path}", api.download, methods=["GET"]),
    ]
    everything = [*routes(world), *bot_api, Route("/{rest:path}", _not_found, methods=_BOTH)]

    async def pump() -> None:
        await WebhookPump(world, api).run()

    return ServerThread(world, lambda lifespan: Starlette(routes=everything, lifespan=lifespan), pump, port=port, http=TearableProtocol)


async def _not_found(_request: Request) -> Response:
    return refusal(BotApiError(404))
