"""The webhook: secret, repeats, order per lane, methods in the answer."""

import asyncio
import hmac
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.conformance.telegram.clients import BotClient, Refused
from tests.emulators.telegram import TelegramEmulator, User
from tests.kit.patience import patience

SECRET = "s3cret_Of-ours"
Answer = Callable[[dict[str, Any]], Response]


@dataclass
class Receiver:
    """A stub of the product's webhook: checks the secret, then answers as told."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0

    async def receive(self, request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given, SECRET):
            self.refused += 1
            return Response(status_code=401)
        self.heard.append(update := await request.json())
        return self.answers.pop(0)(update) if self.answers else Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard if "message" in update]


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.bind(("127.0.0.1", 0))
    receiver = Receiver(f"http://127.0.0.1:{sock.getsockname()[1]}/hook")
    app = Starlette(routes=[Route("/hook", receiver.receive, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none", lifespan="off", loop="asyncio"))
    async with asyncio.TaskGroup() as group:
        group.create_task(server._serve([sock]))
        yield receiver
        server.should_exit = True


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening() as found:
        yield found


def status(code: int, **headers: str) -> Answer:
    return lambda _update: Response(status_code=code, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def test_updates_are_pushed_with_the_secret(client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver) -> None:
    assert await client.set_webhook(receiver.url, SECRET)
    await emulator.idle()
    alice.says("раз")
    await emulator.idle()
    assert receiver.texts() == ["/start v_15", "раз"]
    assert (await client.webhook_info())[:2] == (receiver.url, 0)
    await client.delete_webhook()
    assert (await client.webhook_info())[0] == ""


async def test_a_wrong_secret_is_refused_by_the_receiver(
    client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver
) -> None:
    await client.set_webhook(receiver.url, "another")
    await until(lambda: receiver.refused >= 3)
    assert receiver.heard == []
    assert await client.webhook_info() == (receiver.url, 1, "Wrong response from the webhook: 401 Unauthorized")


async def test_a_failed_delivery_is_repeated_until_taken(
    client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver
) -> None:
    receiver.answers = [status(500), status(503), status(404)]
    await client.set_webhook(receiver.url, SECRET)
    alice.says("раз")
    await emulator.idle()
    assert receiver.texts() == ["/start v_15"] * 4 + ["раз"]
    assert [delivery.status for delivery in emulator.webhook.deliveries] == [500, 503, 404, 200, 200]
    assert [delivery.attempt for delivery in emulator.webhook.deliveries] == [1, 2, 3, 4, 1]


async def test_retry_after_is_honoured(client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver) -> None:
    receiver.answers = [status(429, Retry_After="20")]
    started = asyncio.get_running_loop().time()
    await client.set_webhook(receiver.url, SECRET)
    await emulator.idle()
    assert asyncio.get_running_loop().time() - started >= 20 * emulator.world.pace


async def test_a_lost_answer_brings_the_update_again(
    client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver
) -> None:
    emulator.faults.ignore_webhook_answers()
    await client.set_webhook(receiver.url, SECRET)
    await emulator.idle()
    assert receiver.texts() == ["/start v_15"] * 2


async def test_a_method_in_the_answer_is_carried_out(
    client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver
) -> None:
    receiver.answers = [lambda _update: JSONResponse({"method": "sendMessage", "chat_id": alice.id, "text": "Здравствуйте"})]
    await client.set_webhook(receiver.url, SECRET)
    await alice.waits_for("Здравствуйте")
    receiver.answers = [lambda _update: JSONResponse({"method": "deleteWebhook"})]
    alice.says("раз")
    await emulator.idle()
    assert emulator.webhook.active


async def test_order_is_kept_per_lane_only(client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver) -> None:
    await client.set_webhook(receiver.url, SECRET)
    await emulator.idle()
    await client.send(alice.id, "Придёте?", [[("Да", "yes")]])
    receiver.answers = [status(500), status(500)]
    alice.says("застряло")
    alice.says("за ним")
    await until(lambda: len(receiver.heard) >= 3)
    alice.presses("Да")
    await emulator.idle()
    assert receiver.texts() == ["/start v_15", "застряло", "застряло", "застряло", "за ним"]
    assert [update["update_id"] for update in receiver.heard if "callback_query" in update]


async def test_a_swap_under_a_webhook_shows_in_the_numbers(
    client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver
) -> None:
    await client.set_webhook(receiver.url, SECRET)
    await emulator.idle()
    emulator.faults.swap_deliveries(2)
    alice.says("первое")
    alice.says("второе")
    await emulator.idle()
    assert receiver.texts()[1:] == ["второе", "первое"]
    assert receiver.heard[1]["update_id"] > receiver.heard[2]["update_id"]


async def test_what_waited_is_dropped_when_asked(client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver) -> None:
    await client.set_webhook(receiver.url, SECRET, drop=True)
    await emulator.idle()
    assert receiver.heard == []


async def test_gone_for_a_day_closes_the_webhook(client: BotClient, emulator: TelegramEmulator, alice: User, receiver: Receiver) -> None:
    receiver.answers = [status(410) for _ in range(50)]
    await client.set_webhook(receiver.url, SECRET)
    await until(lambda: len(receiver.heard) >= 1)
    emulator.clock.advance(23 * 3600 + 1)
    await until(lambda: not emulator.webhook.active)
    assert receiver.texts()[0] == "/start v_15"


async def test_settings_are_checked(client: BotClient, emulator: TelegramEmulator, receiver: Receiver) -> None:
    await refuses(client.set_webhook(receiver.url, "пароль"), emulator, "secret token contains unallowed characters")
    await refuses(client.set_webhook(receiver.url, "a" * 257), emulator, "secret token is too long")
    emulator.webhook.public_rules, emulator.webhook.pace = True, 1.0
    await refuses(client.set_webhook(receiver.url), emulator, "bad webhook: An HTTPS URL must be provided for webhook")
    await refuses(
        client.set_webhook("https://example.test:444/"), emulator, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    )
    await client.set_webhook("https://example.test:8443/")
    with pytest.raises(Refused) as refused:
        await client.set_webhook("https://example.test/")
    assert (refused.value.kind, refused.value.retry_after) == ("flood", 1)


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(patience(seconds)):
        while not true():  # noqa: ASYNC110 - the receiver is a plain object
            await asyncio.sleep(0.005)


async def refuses(call: object, emulator: TelegramEmulator, text: str) -> None:
    with pytest.raises(Refused) as refused:
        await call  # type: ignore[misc]
    assert refused.value.kind == "bad"
    assert emulator.calls[-1].description.lower() == f"bad request: {text}".lower()
