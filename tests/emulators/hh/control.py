"""The same control over HTTP, under /sim, for drivers outside this process. JSON in, JSON out."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.emulators.hh.faults import CallFault
from tests.emulators.hh.world import Account, Topic, Vacancy

if TYPE_CHECKING:
    from tests.emulators.hh.simulator import HhSimulator

Json = Any
Body = dict[str, Json]
_BAD = 400
_WEBHOOK_FAULTS = {
    "duplicate_webhooks": "times",
    "lose_webhooks": "times",
    "late_webhooks": "seconds",
    "reverse_webhooks": "count",
    "ignore_webhook_answers": "times",
}


def routes(simulator: "HhSimulator") -> list[BaseRoute]:
    """POST /sim/{act} with the act's parameters as a JSON object; GET /sim/{view}."""
    return [
        Route("/sim/{name}", _guarded(simulator, _ACTS), methods=["POST"]),
        Route("/sim/{name}", _guarded(simulator, _VIEWS), methods=["GET"]),
    ]


def _guarded(simulator: "HhSimulator", table: dict[str, Callable[["HhSimulator", Body], Json]]) -> Callable[[Request], Json]:
    async def endpoint(request: Request) -> Response:
        body = await request.json() if await request.body() else {}
        try:
            return JSONResponse(table[request.path_params["name"]](simulator, body))
        except (AssertionError, KeyError, TypeError, AttributeError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, _BAD)

    return endpoint


def _account_json(account: Account) -> Body:
    return {"id": account.id, "token": account.pair.access, "refresh_token": account.pair.refresh, "employer_id": account.employer.id}


def _topic_json(topic: Topic) -> Body:
    return {
        "id": topic.id,
        "chat_id": str(topic.chat_id),
        "vacancy_id": topic.vacancy.id,
        "resume_id": topic.resume.id,
        "state": topic.state,
        "employer_state": topic.employer_state,
        "viewed": topic.viewed,
        "gone": topic.gone,
    }


def _vacancy(simulator: "HhSimulator", body: Body) -> Vacancy:
    return simulator.world.vacancies[body["vacancy_id"]]


def _topic(simulator: "HhSimulator", body: Body) -> Topic:
    return simulator.world.topics[body["topic_id"]]


def _account(simulator: "HhSimulator", body: Body) -> Account:
    return simulator.world.accounts[body["account_id"]]


def _new_account(simulator: "HhSimulator", body: Body) -> Json:
    colleague = simulator.world.accounts.get(body.get("colleague_of", ""))
    employer: Account | str = colleague or body.get("employer", "ООО «Лесной дом»")
    return _account_json(simulator.account(body.get("first_name", "Анна"), body.get("last_name", "Ветрова"), employer=employer))


def _new_vacancy(simulator: "HhSimulator", body: Body) -> Json:
    return {"id": simulator.vacancy(_account(simulator, body), body.get("name", "Сварщик")).id}


def _subscribe(simulator: "HhSimulator", body: Body) -> Json:
    return {"id": simulator.subscribe(_account(simulator, body), body["url"], body.get("actions", ["NEW_NEGOTIATION_VACANCY"])).id}


def _candidate(simulator: "HhSimulator", body: Body) -> Json:
    return asdict(simulator.candidate(**body)) | {"born": None}


def _responds(simulator: "HhSimulator", body: Body) -> Json:
    """The résumé of the id given, else of somebody new."""
    resume = simulator.world.resumes.get(body.get("resume_id", "")) or simulator.candidate(**body.get("candidate", {}))
    options = {name: body[name] for name in ("letter", "unreadable_for", "resume_null") if name in body}
    return _topic_json(simulator.responds(resume, _vacancy(simulator, body), **options))


def _change_topic(simulator: "HhSimulator", body: Body) -> Json:
    """{topic_id, move_to?, message?, gone?, unreadable_for?, resume_null?}"""
    topic = _topic(simulator, body)
    if "move_to" in body:
        simulator.move_on_site(topic, body["move_to"], body.get("message", ""))
    for name in ("gone", "unreadable_for", "resume_null"):
        setattr(topic, name, body.get(name, getattr(topic, name)))
    return _topic_json(topic)


def _change_token(simulator: "HhSimulator", body: Body) -> Json:
    """{account_id, to: expired | live | revoked}"""
    acts = {"expired": simulator.expire, "live": simulator.extend, "revoked": simulator.revoke}
    acts[body["to"]](_account(simulator, body))
    return {}


def _fault(simulator: "HhSimulator", body: Body) -> Json:
    """A CallFault's fields; or {<webhook fault>: its parameter}; or {clear: true}."""
    if body.get("clear"):
        simulator.faults.clear()
    elif "kind" in body:
        simulator.faults.plan(CallFault(**body))
    for name in _WEBHOOK_FAULTS.keys() & body.keys():
        getattr(simulator.faults, name)(**{_WEBHOOK_FAULTS[name]: body[name]})
    return {}


def _send(simulator: "HhSimulator", body: Body) -> Json:
    simulator.send(body["url"], body["body"])
    return {}


def _clock(simulator: "HhSimulator", body: Body) -> Json:
    simulator.clock.advance(body.get("advance", 0))
    return {"now": simulator.clock.now().isoformat()}


def _state(simulator: "HhSimulator") -> Json:
    events = simulator.world.events
    counts = {"pending": simulator.pending(), "sent": len(events.sent), "lost": len(events.lost), "calls": len(simulator.calls)}
    return {**counts, "checked": simulator.checked, "violations": len(simulator.violations)}


_ACTS: dict[str, Callable[["HhSimulator", Body], Json]] = {
    "accounts": _new_account,
    "vacancies": _new_vacancy,
    "subscriptions": _subscribe,
    "candidates": _candidate,
    "responses": _responds,
    "topics": _change_topic,
    "tokens": _change_token,
    "faults": _fault,
    "webhooks": _send,
    "clock": _clock,
}
_VIEWS: dict[str, Callable[["HhSimulator", Body], Json]] = {
    "state": lambda simulator, _body: _state(simulator),
    "calls": lambda simulator, _body: [asdict(call) for call in simulator.calls],
    "transcript": lambda simulator, _body: simulator.transcript(),
    "violations": lambda simulator, _body: [asdict(one) for one in simulator.violations],
    "topics": lambda simulator, _body: [_topic_json(topic) for topic in simulator.world.topics.values()],
    "deliveries": lambda simulator, _body: [asdict(one) for one in simulator.world.events.deliveries],
}
