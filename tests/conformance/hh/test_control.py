"""The simulator can be driven from another process, and says when nothing judges it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.emulators.hh import AGENT, HhSimulator
from tests.emulators.hh.contract import load_if_there

ROOT = Path(__file__).resolve().parents[3]


async def test_everything_can_be_done_over_sim(hh: HhSimulator, http: httpx.AsyncClient) -> None:
    async def sim(name: str, /, **body: object) -> dict[str, Any]:
        answer = await http.post(f"/sim/{name}", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    account = await sim("accounts", first_name="Вера")
    vacancy = await sim("vacancies", account_id=account["id"], name="Кладовщик")
    await sim("subscriptions", account_id=account["id"], url="http://127.0.0.1:9/")
    person = await sim("candidates", last_name="Кедров")
    topic = await sim("responses", vacancy_id=vacancy["id"], resume_id=person["id"], letter="Здравствуйте")
    await sim("faults", kind="html", on="^GET /negotiations/")
    headers = {"Authorization": f"Bearer {account['token']}"}
    path = f"/negotiations/{topic['id']}"
    assert [(await http.get(path, headers=headers)).status_code for _ in range(2)] == [403, 200]
    assert (await sim("topics", topic_id=topic["id"], move_to="interview", message="Ждём"))["state"] == "invitation"
    assert (await sim("topics", topic_id=topic["id"], gone=True))["gone"] is True
    await sim("tokens", account_id=account["id"], to="expired")
    assert (await http.get(path, headers=headers)).json()["errors"][0]["value"] == "token_expired"
    await sim("faults", clear=True, lose_webhooks=1)
    state = (await http.get("/sim/state")).json()
    assert (state["calls"], state["violations"], state["sent"]) == (3, 0, 1)
    assert f"GET {path} -> 403 (html)" in (await http.get("/sim/transcript")).text
    assert (await http.post("/sim/responses", json={"vacancy_id": "0"})).status_code == 400


def test_it_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "tests.emulators.hh"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url, token, *_ = process.stdout.readline().split()
        answer = httpx.get(f"{url}/me", headers={"HH-User-Agent": AGENT, "Authorization": f"Bearer {token}"}, trust_env=False)
        process.send_signal(signal.SIGTERM)
    assert answer.json()["auth_type"] == "employer"
    assert process.returncode in {0, -signal.SIGTERM}


def test_without_the_contract_it_works_unchecked_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTKLIK_CONTRACTS", os.fspath(tmp_path))
    monkeypatch.delenv("OTKLIK_CONTRACTS_REQUIRED", raising=False)
    assert load_if_there() is None
    with HhSimulator() as hh:
        account = hh.account()
        headers = {"HH-User-Agent": AGENT, "Authorization": f"Bearer {account.token}"}
        assert httpx.get(f"{hh.url}/me?unknown=1", headers=headers, trust_env=False).status_code == 200
        assert not hh.checked
        assert hh.violations == []
        assert "unchecked" in hh.transcript()
