"""Delivers updates to the bot's webhook: order kept per lane, repeats as the real server makes them."""

import asyncio
import http
import json
import random
import time
from typing import cast

import aiohttp

from tests.emulators.telegram.api import BotApi
from tests.emulators.telegram.errors import BotApiError
from tests.emulators.telegram.updates import QueuedUpdate
from tests.emulators.telegram.webhooks import Delivery, WebhookSettings
from tests.emulators.telegram.wire import arguments_of_body
from tests.emulators.telegram.world import World

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_NOT_EXECUTED = {"setwebhook", "deletewebhook", "close", "logout"}
_LONGEST_RETRY_AFTER = 3600.0
_GONE_FOR_GOOD = 23 * 3600.0
_ANSWER_TIMEOUT = 30.0
_FOR_EVER = 86_400.0


class WebhookPump:
    def __init__(self, world: World, api: BotApi) -> None:
        self._world = world
        self._api = api
        self._busy: set[str] = set()
        self._deliveries = world.webhook.deliveries

    async def run(self) -> None:
        """Until cancelled."""
        patience, connector = aiohttp.ClientTimeout(_ANSWER_TIMEOUT), aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(timeout=patience, connector=connector) as client, asyncio.TaskGroup() as group:
            while True:
                for lane in await self._world.signal.wait_until(self._idle_lanes, _FOR_EVER) or ():
                    self._busy.add(lane)
                    group.create_task(self._drain(client, lane))

    def _idle_lanes(self) -> list[str] | None:
        with self._world.lock:
            if not self._world.webhook.active or self._world.closing:
                return None
            free = self._world.webhook.settings.max_connections - len(self._busy)
            return sorted(self._world.updates.lanes() - self._busy)[: max(free, 0)] or None

    async def _drain(self, client: aiohttp.ClientSession, lane: str) -> None:
        attempt, current = 0, cast("QueuedUpdate | None", None)
        try:
            while (row := self._head(lane)) is not None:
                attempt = attempt + 1 if row is current else 1
                pause = await self._deliver(client, row, attempt)
                current = None if pause is None else row
                if pause is not None:
                    await self._rest(pause)
        finally:
            self._busy.discard(lane)
            self._world.signal.fire()

    def _head(self, lane: str) -> QueuedUpdate | None:
        with self._world.lock:
            idle = self._world.closing or not self._world.webhook.active
            return None if idle else self._world.updates.head(lane)

    async def _deliver(self, client: aiohttp.ClientSession, row: QueuedUpdate, attempt: int) -> float | None:
        """None when done; otherwise how long to wait before the next try, in real seconds."""
        settings, started = self._world.webhook.settings, time.monotonic()
        headers = {"Content-Type": "application/json"} | ({_SECRET_HEADER: settings.secret} if settings.secret else {})
        try:
            async with client.post(settings.url, data=json.dumps(row.wire()), headers=headers, allow_redirects=False) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(row, attempt, 0, started)
            self._fail(f"Connection failed: {type(error).__name__}")
            return self._pause(attempt)
        self._note(row, attempt, answer.status, started)
        if not 200 <= answer.status <= 299:
            self._refused(answer)
            return self._pause(attempt, answer.headers.get("Retry-After"))
        self._world.webhook.gone_since = None
        if self._world.faults.takes_ignored_answer():
            return self._pause(attempt)
        with self._world.lock:
            self._world.updates.remove(row)
        await self._execute(answer, body)
        return None

    async def _execute(self, answer: aiohttp.ClientResponse, body: bytes) -> None:
        """A method written into the body of the answer; its result is told to nobody."""
        try:
            arguments = await arguments_of_body(answer.headers, body)
        except BotApiError:
            return
        method = arguments.text("method")
        if method and not method.lower().startswith("get") and method.lower() not in _NOT_EXECUTED:
            await self._api.call(method, arguments.without("method"))

    def _refused(self, answer: aiohttp.ClientResponse) -> None:
        self._fail(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        webhook, now = self._world.webhook, self._world.clock.now().timestamp()
        if answer.status != http.HTTPStatus.GONE:
            webhook.gone_since = None
        elif webhook.gone_since is None:
            webhook.gone_since = now
        elif now - webhook.gone_since >= _GONE_FOR_GOOD:
            webhook.delete()

    def _fail(self, reason: str) -> None:
        self._world.webhook.last_error = (self._world.clock.stamp(), reason)

    def _note(self, row: QueuedUpdate, attempt: int, status: int, started: float) -> None:
        self._deliveries.append(Delivery(row.update_id, attempt, status, time.monotonic() - started))

    def _pause(self, attempt: int, retry_after: str | None = None) -> float:
        if retry_after and retry_after.isdigit():
            return min(float(retry_after), _LONGEST_RETRY_AFTER) * self._world.pace
        if attempt == 1:
            return 0.0
        return min(2.0 ** min(attempt - 1, 10), random.uniform(60, 120)) * self._world.pace

    async def _rest(self, seconds: float) -> None:
        settings: WebhookSettings = self._world.webhook.settings
        await self._world.signal.wait_until(lambda: self._world.closing or self._world.webhook.settings != settings or None, seconds)
