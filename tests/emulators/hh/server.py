"""What the simulator's server answers: whatever it is given, large answers packed as hh.ru packs them."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute

from tests.emulators.hh.pump import WebhookPump
from tests.emulators.hh.world import World
from tests.kit.simulator.server import Lifespan, ServerThread

_LARGE = 4096


def server(world: World, routes: list[BaseRoute], port: int = 0) -> ServerThread:
    def application(lifespan: Lifespan) -> Starlette:
        return Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(GZipMiddleware, minimum_size=_LARGE)])

    async def pump() -> None:
        await WebhookPump(world).run()

    def listening(port: int) -> None:
        world.base = f"http://127.0.0.1:{port}"

    return ServerThread(world, application, pump, port=port, listening=listening)
