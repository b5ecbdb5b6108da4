"""The same control over HTTP, under /sim, for drivers outside this process. JSON in, JSON out."""

import base64
from collections.abc import Callable
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.telegram.faults import CallFault
from tests.emulators.telegram.sight import SeenMessage
from tests.emulators.telegram.users import Press, User
from tests.emulators.telegram.wire import Json
from tests.emulators.telegram.world import World

_BAD = 400


def find_user(world: World, number: int) -> User:
    return User(world, world.people[number])


def routes(world: World) -> list[Route]:
    """POST acts, GET looks. /sim/users/{id}/{act} takes the act's parameters as a JSON object."""
    return [
        Route("/sim/users", _guarded(lambda body, _path: _new_user(world, body)), methods=["POST"]),
        Route("/sim/users/{user:int}/{act}", _guarded(lambda body, path: _act(world, body, path)), methods=["POST"]),
        Route("/sim/users/{user:int}/{view}", _guarded(lambda _body, path: _view(world, path)), methods=["GET"]),
        Route("/sim/faults", _guarded(lambda body, _path: _fault(world, body)), methods=["POST"]),
        Route("/sim/clock", _guarded(lambda body, _path: _clock(world, body)), methods=["POST"]),
        Route("/sim/limits", _guarded(lambda body, _path: _limits(world, body)), methods=["POST"]),
        Route("/sim/calls", _guarded(lambda _body, _path: [asdict(call) for call in world.calls]), methods=["GET"]),
        Route("/sim/violations", _guarded(lambda _body, _path: [asdict(one) for one in world.violations]), methods=["GET"]),
        Route("/sim/state", _guarded(lambda _body, _path: _state(world)), methods=["GET"]),
    ]


def _guarded(answer: Callable[[dict[str, Json], dict[str, Json]], Json]) -> Callable[[Request], Json]:
    async def endpoint(request: Request) -> Response:
        body = await request.json() if request.method == "POST" and await request.body() else {}
        try:
            return JSONResponse(answer(body, request.path_params))
        except (AssertionError, KeyError, IndexError, TypeError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, _BAD)

    return endpoint


def _new_user(world: World, body: dict[str, Json]) -> Json:
    with world.lock:
        person = world.add_person(
            body["name"], body.get("language_code", "ru"), body.get("username"), body.get("last_name"), body.get("phone")
        )
    return {"id": person.id, "name": person.first_name, "phone": person.phone}


def _act(world: World, body: dict[str, Json], path: dict[str, Json]) -> Json:
    done = _ACTS[path["act"]](find_user(world, path["user"]), body)
    if isinstance(done, Press):
        return {"press_id": done.id, "data": done.stored.wire["data"]}
    return message_as_json(done) if isinstance(done, SeenMessage) else {}


def _presses(user: User, body: dict[str, Json]) -> Press:
    """{label | at: [row, column], message_id?} or, for a stale press, {data, message_id}."""
    if "data" in body:
        return user.presses_data(body["message_id"], body["data"])
    chosen = [message for message in user.sees() if message.id == body.get("message_id")]
    return user.presses(body["label"] if "label" in body else tuple(body["at"]), message=chosen[0] if chosen else None)


def _sends_file(user: User, body: dict[str, Json]) -> SeenMessage:
    content = base64.b64decode(body["content_base64"])
    return user.sends_file(body["name"], content, body.get("mime", "application/octet-stream"), caption=body.get("caption", ""))


_ACTS: dict[str, Callable[[User, dict[str, Json]], object]] = {
    "says": lambda user, body: user.says(body["text"], age=body.get("age", 0)),
    "command": lambda user, body: user.command(body["text"]),
    "opens": lambda user, body: user.opens(body.get("payload", "")),
    "presses": _presses,
    "taps": lambda user, body: user.taps(body["label"]),
    "contact": lambda user, body: user.shares_contact(own=body.get("own", True), phone=body.get("phone")),
    "file": _sends_file,
    "blocks": lambda user, _body: user.blocks(),
    "unblocks": lambda user, _body: user.unblocks(),
    "deletes_account": lambda user, _body: user.deletes_account(),
}


def _view(world: World, path: dict[str, Json]) -> Json:
    user = find_user(world, path["user"])
    views: dict[str, Callable[[], Json]] = {
        "transcript": user.transcript,
        "sees": lambda: [message_as_json(message) for message in user.sees()],
        "menu": user.menu,
        "keyboard": user.reply_keyboard,
    }
    return views[path["view"]]()


def message_as_json(message: SeenMessage) -> dict[str, Json]:
    return {
        "id": message.id,
        "by_bot": message.by_bot,
        "text": message.text,
        "buttons": [[asdict(button) for button in row] for row in message.buttons],
        "file": {"name": message.file.name, "size": message.file.size} if message.file else None,
        "revision": message.revision,
    }


def _fault(world: World, body: dict[str, Json]) -> Json:
    """A CallFault's fields; or {duplicates}, {swaps}, {ignored_answers}; or {clear: true}."""
    if body.get("clear"):
        world.faults.clear()
    elif "kind" in body:
        world.faults.plan(CallFault(**body))
    world.faults.duplicates += body.get("duplicates", 0)
    world.faults.swaps = body.get("swaps", world.faults.swaps)
    world.faults.ignored_answers += body.get("ignored_answers", 0)
    return {}


def _clock(world: World, body: dict[str, Json]) -> Json:
    world.clock.advance(body.get("advance", 0))
    world.signal.fire()
    return {"now": world.clock.now().isoformat()}


def _limits(world: World, body: dict[str, Json]) -> Json:
    for name in ("on", "overall_per_second", "chat_per_second", "chat_burst"):
        setattr(world.limits, name, body.get(name, getattr(world.limits, name)))
    return {"on": world.limits.on, "refused": world.limits.refused, "passed": world.limits.passed}


def _state(world: World) -> Json:
    with world.lock:
        return {
            "pending": world.updates.count(),
            "expired": world.updates.expired,
            "calls": len(world.calls),
            "violations": len(world.violations),
            "refused": world.limits.refused,
            "webhook": world.webhook.settings.url,
            "checked": world.contract is not None,
            "people": list(world.people),
        }
