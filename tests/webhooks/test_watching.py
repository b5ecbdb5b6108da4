"""Who watches the service is told much; everybody else whether it is well. And what every answer carries for browsers."""

from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from core.kernel.config.settings import Settings
from webhooks.api import watchers

TOKEN = "made-up-token-of-a-test"
INSIDE = ("/metrics", "/openapi.json")
ELSEWHERE = (
    {"X-Forwarded-For": "203.0.113.7"},
    {"Forwarded": "for=127.0.0.1"},
    {"Via": "1.1 proxy"},
    {"X-Real-IP": "127.0.0.1"},
    {"Host": "jobs.example"},
)


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    """What is asked of here is the same on every database."""
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
async def here(http: httpx.AsyncClient) -> httpx.AsyncClient:
    http.headers.update({"Host": "127.0.0.1:8000", "Accept": "*/*"})
    return http


@pytest.mark.parametrize("path", INSIDE)
async def test_on_this_machine_everything_is_told(here: httpx.AsyncClient, path: str) -> None:
    assert (await here.get(path)).status_code == 200
    told = (await here.get("/health")).json()
    assert told["status"] == "ok"
    assert {"version", "database", "queues"} <= told.keys()


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
async def test_from_elsewhere_only_whether_it_is_well(here: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await here.get("/health", headers=headers)).json() == {"status": "ok"}
    assert [(await here.get(path, headers=headers)).status_code for path in INSIDE] == [404, 404]


@pytest.mark.parametrize("headers", [{}, *ELSEWHERE], ids=str)
async def test_with_the_token_from_anywhere_and_without_it_from_nowhere(
    here: httpx.AsyncClient, settings: Settings, headers: dict[str, str]
) -> None:
    settings.metrics_token = SecretStr(TOKEN)
    for given, wanted in (("", 404), ("Bearer wrong", 404), (f"Bearer {TOKEN}", 200), (f"bearer {TOKEN}", 200)):
        answers = [(await here.get(path, headers={**headers, "Authorization": given})).status_code for path in INSIDE]
        assert answers == [wanted, wanted], given
    assert (await here.get("/health", headers=headers)).json() == {"status": "ok"}


async def test_control_without_the_guard_everybody_is_told(here: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchers, "PROXIED", ())
    assert (await here.get("/metrics", headers=ELSEWHERE[0])).status_code == 200


@pytest.mark.parametrize("path", ["/", "/health", "/webchat/v1/sessions", "/no/such", "/static/base.css", "/v/x", "/hook/nobody", "/chat"])
async def test_no_answer_lets_a_browser_guess(here: httpx.AsyncClient, settings: Settings, path: str) -> None:
    assert (await here.get(path)).headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in (await here.get(path)).headers
    settings.public_url = "https://jobs.example"
    found = (await here.get(path)).headers
    if not path.startswith("/hook/"):
        assert found["strict-transport-security"].startswith("max-age=")
        assert found["cross-origin-resource-policy"] == "same-origin"
        assert found["x-frame-options"] == "SAMEORIGIN"
        assert found["cache-control"] in {"no-store", "no-cache"}


@pytest.mark.parametrize("path", ["/", "/chat", "/no/such"])
async def test_a_page_runs_nobody_elses_code(http: httpx.AsyncClient, path: str) -> None:
    rules = dict(rule.split(" ", 1) for rule in (await http.get(path)).headers["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["form-action"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in str(rules)
