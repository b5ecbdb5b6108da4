"""Sends webhooks: two seconds for an answer, repeats at growing intervals, blocking after a long failure."""

import asyncio
import time

import httpx

from tests.emulators.hh.events import Delivery, Event
from tests.emulators.hh.world import World

REPEATS = (5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 3600.0)
"""hh does not publish its intervals, only that they grow."""
_BLOCK_AFTER = 50
_FOR_EVER = 86_400.0
_NEVER = 600.0
"""The client's own deadline; where both came at once, a call was sometimes neither answered nor given up."""
_TICK = 0.01
_CONFLICT = 409


class WebhookPump:
    def __init__(self, world: World) -> None:
        self._world = world
        self._events = world.events

    async def run(self) -> None:
        """Until cancelled."""
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(timeout=_NEVER, trust_env=False, limits=limits) as client, asyncio.TaskGroup() as group:
            while True:
                due = await self._world.signal.wait_until(self._due, _FOR_EVER)
                for event in due or ():
                    event.busy = True
                    group.create_task(self._send(client, event))
                await asyncio.sleep(0 if due else _TICK)

    def _due(self) -> list[Event] | None:
        """None while nothing waits; an empty list while what waits is not due yet."""
        with self._world.lock:
            now = time.monotonic()
            idle = [] if self._world.closing else [event for event in self._events.waiting if not event.busy]
            for event in idle:
                event.due = event.due or now + self._events.faults.delay
            return [event for event in idle if event.due <= now] if idle else None

    async def _send(self, client: httpx.AsyncClient, event: Event) -> None:
        event.attempt += 1
        started, status = time.monotonic(), 0
        try:
            async with asyncio.timeout(self._world.answer_within):
                status = (await client.post(event.url, json=event.body, headers={"User-Agent": "api.hh.ru"})).status_code
        except (httpx.HTTPError, TimeoutError):
            status = 0
        finally:  # whatever comes of it, the event is not left as if it were on its way for ever
            with self._world.lock:
                self._events.deliveries.append(Delivery(event.number, event.body, event.attempt, status, time.monotonic() - started))
                self._settle(event, taken=httpx.codes.is_success(status) or status == _CONFLICT)
            self._world.signal.fire()

    def _settle(self, event: Event, *, taken: bool) -> None:
        subscription = self._events.subscriptions.get(event.body["subscription_id"])
        if subscription is not None:
            subscription.failures = 0 if taken else subscription.failures + 1
            subscription.blocked = subscription.failures >= _BLOCK_AFTER
        if taken and not self._events.faults.takes_ignored_answer():
            self._events.waiting.remove(event)
        elif event.attempt > len(REPEATS):
            self._events.waiting.remove(event)
            self._events.lost.append(event.body)
        else:
            event.due = time.monotonic() + REPEATS[event.attempt - 1] * self._world.pace
            event.busy = False
