"""What another page asks a browser to send is refused on every writing route; programs and our own pages are let in."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from core.kernel.config.settings import Settings
from core.kernel.database.session import Database
from core.kernel.time.clock import ManualClock
from core.staff import acts
from webhooks import origin
from webhooks.app import create_app
from webhooks.state import State

ADDRESS = "https://jobs.example"
OTHERS = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://blog.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": ADDRESS},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "https://jobs.example.evil.example"},
    {"Origin": "https://jobs.example:444"},
    {"Origin": "http://jobs.example"},
    {"Origin": "https://jobs.example@evil.example"},
    {"Origin": "http://["},
    {"Referer": "https://evil.example/form"},
)
OURS: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin", "Origin": ADDRESS},
    {"Sec-Fetch-Site": "none"},
    {"Origin": ADDRESS},
    {"Origin": "HTTPS://JOBS.EXAMPLE"},
    {"Origin": "https://other.name", "Host": "other.name"},
    {"Referer": f"{ADDRESS}/login/x"},
)


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    """What is asked of here is the same on every database."""
    path = tmp_path / "otklik.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    settings.public_url = ADDRESS
    return settings


def writing(state: State) -> Iterator[tuple[str, str]]:
    """Every route of the pages and the web chat that is not for reading only."""
    app = create_app(state).pages
    for route in every(app.routes):  # type: ignore[attr-defined]
        for method in sorted(set(route.methods or ()) - origin.READING):
            if not route.path.startswith("/hook/"):
                yield method, route.path.replace("{token}", "x").replace("{number}", "x")


def every(routes: list[object]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            inner = getattr(route, "original_router", None) or getattr(route, "router", None)
            yield from every(inner.routes if inner is not None else [])


@pytest.mark.parametrize("headers", OTHERS, ids=str)
async def test_another_page_writes_nowhere(http: httpx.AsyncClient, state: State, headers: dict[str, str]) -> None:
    found = list(writing(state))
    assert {path for _, path in found} >= {
        "/login/x",
        "/invite/x",
        "/logout",
        "/webchat/v1/sessions",
        "/webchat/v1/updates",
        "/webchat/v1/files",
    }
    for method, path in found:
        answer = await http.request(method, path, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False), path


@pytest.mark.parametrize("headers", OURS, ids=str)
async def test_our_own_pages_and_programs_do(http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await http.post("/webchat/v1/sessions", json={}, headers=headers)).status_code == 201


async def test_control_without_the_guard_another_page_takes_the_candidates_chat(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origin, "is_ours", lambda *_: True)
    assert "set-cookie" in (await http.post("/webchat/v1/sessions", headers=OTHERS[0])).headers


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
async def test_a_body_of_another_kind_is_refused(http: httpx.AsyncClient, kind: str) -> None:
    body = b'{"id": "5f0c0b4e-3f0e-4a3e-9d4e-1f7a1d0e1c11", "kind": "text", "text": "="}'
    assert (await http.post("/webchat/v1/sessions", content=body, headers={"Content-Type": kind})).status_code == 415
    token = (await http.post("/webchat/v1/sessions")).json()["token"]
    given = {"Authorization": f"Bearer {token}", "Content-Type": kind}
    assert (await http.post("/webchat/v1/updates", content=body, headers=given)).status_code == 415
    wrong = {"Authorization": f"Bearer {token}", "Content-Type": "text/plain"}
    assert (await http.post("/webchat/v1/files", content=body, headers=wrong)).status_code == 415
    assert (await http.post("/login/x", content=body, headers={"Content-Type": "text/plain"})).status_code == 415


async def test_a_browser_has_its_token_in_the_cookie_alone(http: httpx.AsyncClient) -> None:
    answer = await http.post("/webchat/v1/sessions", headers={"Origin": ADDRESS})
    assert set(answer.json()) == {"chat", "locale"}
    assert answer.headers["set-cookie"].startswith("__Host-otklik_candidate=")
    cookie = answer.headers.get_list("set-cookie")[0]
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


async def test_a_cookie_of_the_first_release_is_changed_for_one_of_this(
    http: httpx.AsyncClient, db: Database, settings: Settings, clock: ManualClock
) -> None:
    settings.public_url = ""
    token = (await http.post("/webchat/v1/sessions")).json()["token"]
    http.cookies.clear()
    settings.public_url = ADDRESS
    old = {"Cookie": f"otklik_candidate={token}"}
    assert (await http.get("/webchat/v1/sessions", headers=old)).status_code == 401, "a sibling may have set it"
    await db.write(first_release)
    assert (await http.get("/webchat/v1/sessions", headers=old)).status_code == 200
    cookies = (await http.get("/chat", headers=old)).headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["__Host-otklik_candidate", "otklik_candidate"]
    assert token in cookies[0]
    assert 'otklik_candidate=""' in cookies[1]
    del clock


def first_release(session) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from bot.channels.webchat.model import sessions

    session.execute(sessions.update().values(opened_at=None))


async def test_a_login_posted_by_another_page_replaces_nobody(http: httpx.AsyncClient, db: Database, clock: ManualClock) -> None:
    who = await db.write(partial(acts.add_staff, name="Чужой", roles=["recruiter"], now=clock.now()))
    path = "/login/" + await db.write(partial(acts.login_link, staff_id=who, now=clock.now()))
    assert (await http.post(path, headers=OTHERS[1])).status_code == 403
    assert (await http.post(path, headers={"Sec-Fetch-Site": "same-origin"})).status_code == 303, "the link was not spent"
