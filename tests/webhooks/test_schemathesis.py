"""Whatever is sent to the service, by its description or against it or as garbage, it answers and never breaks."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from tests.webhooks.service import SECRET, Service, running

pytestmark = pytest.mark.load
CASES = 20_000 if os.environ.get("OTKLIK_SOAK") else 300
GARBAGE = 5_000 if os.environ.get("OTKLIK_SOAK") else 150
LIBERAL = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
STREAM = "/webchat/v1/events"
"""It never ends by itself: called apart from the others, and left."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
PATHS = (
    "/", "/v/1", "/chat", "/demo", "/demo/clock", "/login/x", "/health", "/metrics", "/openapi.json", "/static/base.css", "/no/such",
    "/webchat/v1/sessions", "/webchat/v1/updates", "/webchat/v1/files", "/webchat/v1/files/x",
    "/hook/telegram", "/hook/hh", f"/hook/hh/{SECRET}", "/hook/responses", f"/hook/responses/{SECRET}", "/hook/nobody",
)  # fmt: skip
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")
TYPES = (
    "application/json",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/plain; charset=utf-99",
    "",
    "\xff/;",
)
BODIES = st.one_of(
    st.binary(max_size=4000),
    st.text(max_size=500).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([b"[" * 20_000, b'{"a":' * 10_000, b"9" * 5_000, b"null", b"\x00", b"1e999", b'{"update_id": 1e400}', b'"\\ud800"']),
    st.integers(1, 60).map(lambda n: b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' * n),
)  # fmt: skip


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(sqlite_template, tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture(scope="module")
def caller(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=20) as caller:
        yield caller


@pytest.fixture(scope="module")
def cases(caller: httpx.Client) -> st.SearchStrategy[Case[Any]]:
    """Any operation of the description, with what it asks for or with what it does not."""
    schema = schemathesis.openapi.from_dict(caller.get("/openapi.json").json())
    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > 5
    return st.one_of(
        *(operation.as_strategy(generation_mode=mode) for operation in operations for mode in GenerationMode if operation.path != STREAM)
    )


@LIBERAL
@given(data=st.data())
def test_by_its_description_or_against_it_the_service_never_breaks(data: st.DataObject, service: Service, cases: Any) -> None:
    case = data.draw(cases)
    secret = data.draw(st.sampled_from([service.token, service.token, SECRET, "made-up", None]))
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    case.validate_response(case.call(base_url=service.url, headers=headers, timeout=20), checks=CHECKS)


@settings(LIBERAL, max_examples=60)
@given(after=st.one_of(st.integers(), st.text(max_size=20)), last=st.binary(max_size=20), seat=st.sampled_from(["candidate", "staff", "x"]))
def test_a_stream_opens_or_is_refused(after: Any, last: bytes, seat: str, service: Service, caller: httpx.Client) -> None:
    headers = [(b"authorization", f"Bearer {service.token}".encode()), (b"last-event-id", printable(last))]
    parameters = {"after": str(after).encode("utf-8", "replace"), "seat": seat}
    with caller.stream("GET", STREAM, params=parameters, headers=headers) as answer:  # type: ignore[arg-type]
        assert answer.status_code in {200, 400, 401, 422, 429}


@settings(LIBERAL, max_examples=GARBAGE * 4)
@given(path=st.sampled_from(PATHS), method=st.sampled_from(METHODS), kind=st.sampled_from(TYPES), body=BODIES, known=st.booleans())
def test_garbage_in_a_body_breaks_nothing(
    path: str, method: str, kind: str, body: bytes, known: bool, service: Service, caller: httpx.Client
) -> None:
    secret = (service.token if "webchat" in path else SECRET) if known else "x"
    headers = [
        (b"content-type", kind.encode("latin-1")),
        (b"authorization", f"Bearer {secret}".encode()),
        (b"x-telegram-bot-api-secret-token", secret.encode()),
    ]
    assert caller.request(method, path, content=body, headers=headers).status_code < 500


@settings(LIBERAL, max_examples=GARBAGE)
@given(path=st.sampled_from(PATHS), tail=st.binary(max_size=60), query=st.binary(max_size=60), cookie=st.binary(max_size=60))
def test_garbage_in_an_address_or_a_header_breaks_nothing(path: str, tail: bytes, query: bytes, cookie: bytes, service: Service) -> None:
    wanted = path.encode() + quoted(tail) + b"?" + quoted(query)
    head = b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: text/html\r\nCookie: otklik_candidate=%s\r\n\r\n" % (
        wanted,
        header(cookie),
    )
    answer = raw(service.port, head)
    assert not answer or answer.split(b" ", 2)[1] < b"500", (head, answer[:200])


@settings(LIBERAL, max_examples=GARBAGE)
@given(sent=st.binary(max_size=2000), path=st.sampled_from(PATHS), whole=st.booleans())
def test_garbage_instead_of_a_request_breaks_nothing(sent: bytes, path: str, whole: bool, service: Service) -> None:
    start = b"" if whole else f"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    answer = raw(service.port, start + sent)
    assert not answer or answer.split(b" ", 2)[1] < b"500", answer[:200]


def test_after_all_that_it_is_well(service: Service, caller: httpx.Client) -> None:
    assert caller.get("/health").json()["status"] == "ok"
    assert service.state.supervisor.failures == {}
    assert httpx.post(f"{service.url}/webchat/v1/sessions", json={"start": "v_1"}, timeout=20).status_code == 201


def raw(port: int, sent: bytes) -> bytes:
    """What comes back for these bytes until the other side closes or falls silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=0.5) as line, suppress(OSError):
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        return line.recv(4096)
    return b""


def header(value: bytes) -> bytes:
    return value.translate(None, b"\r\n\x00").strip()


def printable(value: bytes) -> bytes:
    """What an HTTP client agrees to send."""
    return bytes(byte for byte in value if byte >= 32 and byte != 127).strip()


def quoted(value: bytes) -> bytes:
    return b"".join(b"%%%02x" % byte if byte % 3 else bytes([byte]) for byte in value if byte > 32)
