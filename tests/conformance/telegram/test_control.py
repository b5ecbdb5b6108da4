"""The emulator from outside: /sim over HTTP, a process of its own, and work without the contract file."""

import base64
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conformance.telegram.with_aiogram import AiogramClient
from tests.contracts_folder import REPOSITORY
from tests.emulators.telegram import TelegramEmulator


@pytest.fixture
def process() -> Iterator[tuple[str, str]]:
    """Address and token of an emulator in another process."""
    command = [sys.executable, "-m", "tests.emulators.telegram", "--port", "0", "--limits"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        url, token = running.stdout.readline().split()
        yield url, token
        running.send_signal(signal.SIGTERM)
        running.wait(10)


async def test_a_whole_talk_is_driven_from_outside(process: tuple[str, str]) -> None:
    url, token = process
    bot = AiogramClient(url, token)
    async with httpx.AsyncClient(base_url=f"{url}/sim") as sim:

        async def act(path: str, **body: Any) -> Any:
            return (await sim.post(path, json=body)).raise_for_status().json()

        user = (await act("/users", name="Алиса"))["id"]
        await act(f"/users/{user}/opens", payload="v_15")
        await bot.send(user, "Придёте?", [[("Да", "yes")]])
        press = await act(f"/users/{user}/presses", label="Да")
        await bot.answer(press["press_id"])
        await act(f"/users/{user}/presses", data="stale", message_id=2)
        await act(f"/users/{user}/contact")
        await act(f"/users/{user}/file", name="Резюме.pdf", content_base64=base64.b64encode(b"%PDF").decode())
        heard = await bot.updates()
        await act("/limits", on=True, chat_burst=1)
        await act("/faults", kind="flood", method="getMe", retry_after=2)
        await act("/clock", advance=200)
        await act(f"/users/{user}/blocks")
        transcript = (await sim.get(f"/users/{user}/transcript")).json()
        calls = (await sim.get("/calls")).json()
        state = (await sim.get("/state")).json()
        missed = await sim.post(f"/users/{user}/presses", json={"label": "Нет"})
    await bot.close()
    assert [update.kind for update in heard] == ["message", "callback_query", "callback_query", "message", "message"]
    assert [update.data for update in heard[1:3]] == ["yes", "stale"]
    assert transcript.splitlines()[:3] == ["Алиса: /start v_15", "Отклик: Придёте?", "    [Да]"]
    assert [call["method"] for call in calls] == ["sendMessage", "answerCallbackQuery", "getUpdates"]
    assert (state["pending"], state["violations"]) == (4, 0)
    assert missed.status_code == 400
    assert "0 buttons «Нет»" in missed.json()["error"]


async def test_without_the_contract_it_works_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OTKLIK_CONTRACTS", str(tmp_path))
    monkeypatch.delenv("OTKLIK_CONTRACTS_REQUIRED", raising=False)
    with TelegramEmulator() as emulator:
        bot = AiogramClient(emulator.url, emulator.token)
        alice = emulator.user("Алиса")
        alice.opens()
        await bot.send(alice.id, "Здравствуйте")
        await bot.close()
        assert not emulator.checked
        emulator.assert_clean()
        assert alice.newest().text == "Здравствуйте"
    assert "NOTHING IS CHECKED" in caplog.text
