"""getUpdates: long poll, one at a time; who comes later ends the one that waits."""

import time

from tests.emulators.telegram.errors import OTHER_POLL, BotApiError, conflict
from tests.emulators.telegram.service import refuse_polling_under_webhook, remember_allowed
from tests.emulators.telegram.wire import Arguments, Json
from tests.emulators.telegram.world import World

LONGEST = 50.0
MOST_UPDATES = 100
_PATIENCE = 3.0
_HURRY = 0.5


class Poller:
    def __init__(self, world: World) -> None:
        self._world = world
        self._generation = 0
        self._previous = (-(10**12), 0.0)
        self._last_conflict = -1e9

    async def get_updates(self, arguments: Arguments) -> list[Json]:
        with self._world.lock:
            refuse_polling_under_webhook(self._world)
            remember_allowed(self._world, arguments)
            self._generation += 1
            mine = self._generation
            self._world.updates.confirm(arguments.integer("offset"))
            limit, seconds = self._limits(arguments)
        self._world.signal.fire()
        try:
            return await self._world.signal.wait_until(lambda: self._look(mine, limit), seconds) or []
        except BotApiError:
            await self._hold_back()
            raise

    def _limits(self, arguments: Arguments) -> tuple[int, float]:
        """Who asks for the same offset again at once is slowed down."""
        offset, now = arguments.integer("offset"), time.monotonic()
        seconds = min(max(float(arguments.integer("timeout")), 0.0), LONGEST)
        limit = arguments.integer("limit", MOST_UPDATES)
        limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
        (before, at), self._previous = self._previous, (offset, now)
        pace = self._world.pace
        if before == offset and now - at < _PATIENCE * pace:
            seconds = max(seconds, _PATIENCE * pace)
            limit = 1 if now - at < _HURRY * pace else limit
        return limit, seconds

    def _look(self, mine: int, limit: int) -> list[Json] | None:
        with self._world.lock:
            if self._world.closing:
                raise BotApiError(500, "restart")
            if self._world.webhook.active:
                raise conflict("terminated by setWebhook request")
            if mine != self._generation:
                raise conflict(OTHER_POLL)
            return self._world.updates.batch(limit) or None

    async def _hold_back(self) -> None:
        """A second conflict within three seconds waits three seconds."""
        soon = time.monotonic() - self._last_conflict < _PATIENCE * self._world.pace
        self._last_conflict = time.monotonic()
        if soon:
            await self._world.signal.wait_until(lambda: self._world.closing or None, _PATIENCE * self._world.pace)
