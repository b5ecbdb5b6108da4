"""hh.ru's door: headers, faults, token, contract; every call is recorded."""

import json
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.hh.contract import Wire
from tests.emulators.hh.errors import BAD, HhError, bad_json, not_found, oauth
from tests.emulators.hh.faults import CallFault
from tests.emulators.hh.service import NO_CONTENT, OK, ROUTES, Answer, Asked
from tests.emulators.hh.world import Call, World
from tests.emulators.telegram.transport import TornConnection

Json = Any
Act = Callable[[Asked], Answer]
_AGENT = re.compile(r"\S+/\S+ \([^()\s]+@[^()\s]+\)")
_STRANGE = "UNHEARD_OF_2031"
_WORDS = {"source", "messaging_status", "contact_view_status"}
_NAMED_WORDS = {"state", "employer_state"}
_FORM = "application/x-www-form-urlencoded"
_METHODS = ["GET", "POST", "PUT", "DELETE"]


@dataclass
class _Visit:
    """One call on its way through the door."""

    wire: Wire
    asked: Asked
    fault: CallFault | None = None


class HhApi:
    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        paths = dict.fromkeys(path for _, path, _ in ROUTES)
        acts = {path: {method: act for method, one, act in ROUTES if one == path} for path in paths}
        known = [Route(path, self._endpoint(acts[path]), methods=_METHODS) for path in paths]
        return [*known, Route("/{rest:path}", self._endpoint({}), methods=_METHODS)]

    def _endpoint(self, acts: dict[str, Act]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await self._serve(request, acts.get(request.method))

        return endpoint

    async def _serve(self, request: Request, act: Act | None) -> Response:
        visit = await self._visit(request)
        visit.fault = self._world.faults.take(f"{visit.wire.method} {visit.wire.path}")
        early = visit.fault is not None and not visit.fault.after_effect
        status, body = (0, None) if early else self._carry_out(visit, act)
        response = await self._befall(visit, status, body) if visit.fault else _plain(status, body)
        self._record(visit, response.status_code)
        return response

    async def _visit(self, request: Request) -> _Visit:
        raw, query = await request.body(), request.query_params.multi_items()
        is_form = request.headers.get("content-type", "").startswith(_FORM)
        form = parse_qsl(raw.decode(errors="replace"), keep_blank_values=True) if is_form else None
        told = None if is_form else _json_or_none(raw)
        headers = {name.lower(): value for name, value in request.headers.items()}
        wire = Wire(request.method, request.url.path, query, headers, form, told)
        kind, _, token = headers.get("authorization", "").partition(" ")
        token = token if kind == "Bearer" else ""
        account = headers.get("x-manager-account-id")
        return _Visit(wire, Asked(self._world, dict(request.path_params), dict(query), form or [], told, token, account))

    def _carry_out(self, visit: _Visit, act: Act | None) -> Answer:
        world, wire = self._world, visit.wire
        operation = f"{wire.method} {wire.path}"
        with world.lock:
            if world.contract is not None:
                world.violation("client", operation, world.contract.check_request(wire))
            try:
                status, body = self._answer(visit, act)
            except HhError as error:
                status, body = error.status, error.body(uuid.uuid4().hex)
            if visit.fault is not None and visit.fault.kind == "change":
                body = {**body, **visit.fault.changes}
            if world.contract is not None:
                world.violation("simulator", operation, world.contract.check_answer(wire, status, body))
        return status, body

    def _answer(self, visit: _Visit, act: Act | None) -> Answer:
        _check_agent(visit.wire)
        if act is None:
            raise not_found()
        if visit.wire.path != "/token" and not visit.asked.token:
            raise oauth("bad_authorization")
        if visit.wire.path.startswith("/webhook") and visit.wire.method in {"POST", "PUT"} and not isinstance(visit.asked.json, dict):
            raise bad_json("body", "invalid")
        return act(visit.asked)

    async def _befall(self, visit: _Visit, status: int, body: Json) -> Response:
        fault = visit.fault
        assert fault is not None
        if fault.kind == "refusal":
            return _plain(fault.status, {"errors": [fault.error], "request_id": uuid.uuid4().hex}, fault.headers)
        if fault.kind == "html":
            return Response(fault.html, fault.status, media_type="text/html")
        if fault.kind == "reset":
            return TornConnection()
        if fault.kind == "hang":
            await self._world.signal.wait_until(lambda: self._world.closing or None, fault.seconds)
            return _plain(status, body) if fault.after_effect else TornConnection()
        return _spoilt(fault, status, body)

    def _record(self, visit: _Visit, status: int) -> None:
        wire, who = visit.wire, visit.asked.account_of
        with self._world.lock:
            self._world.calls.append(
                Call(
                    number=len(self._world.calls) + 1,
                    method=wire.method,
                    path=wire.path,
                    query=tuple(wire.query),
                    form=None if wire.form is None else tuple(wire.form),
                    json=wire.json,
                    manager_id=who[-1].id if who else None,
                    status=status,
                    fault=visit.fault.kind if visit.fault else None,
                )
            )
        self._world.signal.fire()


def _check_agent(wire: Wire) -> None:
    """Somebody to write to must be named; hh's own sample is refused."""
    agent = wire.headers.get("hh-user-agent") or wire.headers.get("user-agent") or ""
    if not agent:
        raise HhError(BAD, "bad_user_agent", "unset")
    if "example.com" in agent or not _AGENT.fullmatch(agent):
        raise HhError(BAD, "bad_user_agent", "blacklisted")


def _plain(status: int, body: Json, headers: dict[str, str] | None = None) -> Response:
    told = dict(headers or {})
    if isinstance(body, dict) and "request_id" in body:
        told["X-Request-Id"] = body["request_id"]
    if status == NO_CONTENT:
        return Response(status_code=status, headers=told)
    return JSONResponse(body, status, headers=told)


def _spoilt(fault: CallFault, status: int, body: Json) -> Response:
    if fault.kind == "strange_words":
        return _plain(status, strange(body))
    if fault.kind == "change" or status != OK:
        return _plain(status, body)
    text = json.dumps(body, ensure_ascii=False).encode()
    return Response(b"" if fault.kind == "empty" else text[: len(text) // 2], status, media_type="application/json")


def strange(body: Json) -> Json:
    """Words of closed sets replaced by one nobody has heard of; checked by nobody, for no contract would let it pass."""
    if isinstance(body, list):
        return [strange(item) for item in body]
    if not isinstance(body, dict):
        return body
    changed: dict[str, Json] = {}
    for name, value in body.items():
        if name in _WORDS and isinstance(value, str):
            changed[name] = _STRANGE
        elif name in _NAMED_WORDS and isinstance(value, dict):
            changed[name] = {"id": _STRANGE, "name": "Неслыханно"}
        else:
            changed[name] = strange(value)
    return changed


def _json_or_none(raw: bytes) -> Json:
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return None
