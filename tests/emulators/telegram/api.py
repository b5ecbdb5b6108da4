"""The Bot API's door: token, method, parameters, faults, contract; every call is recorded."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.emulators.telegram import messages, service
from tests.emulators.telegram.errors import BotApiError, bad, flood
from tests.emulators.telegram.faults import CallFault
from tests.emulators.telegram.polling import Poller
from tests.emulators.telegram.tokens import check_token
from tests.emulators.telegram.transport import TornConnection
from tests.emulators.telegram.wire import Arguments, Json, read_arguments
from tests.emulators.telegram.world import Call, World

_METHODS = messages.METHODS | service.METHODS
_NAMES = {name.lower(): name for name in (*_METHODS, "getUpdates")}
_MOST_ACTIVE = 1000


class BotApi:
    def __init__(self, world: World) -> None:
        self.world = world
        self._poller = Poller(world)
        self._active = 0

    async def serve(self, request: Request) -> Response:
        """/bot<token>/<method>; anything else is not found."""
        token, _, spelled = request.path_params["rest"].rpartition("/")
        try:
            check_token(token, self.world.token)
            arguments = await read_arguments(request)
        except BotApiError as error:
            return refusal(error)
        return await self.call(spelled, arguments)

    async def download(self, request: Request) -> Response:
        token, _, path = request.path_params["rest"].partition("/")
        try:
            check_token(token, self.world.token)
        except BotApiError as error:
            return refusal(error)
        stored = self.world.files.at(path)
        if stored is None:
            return refusal(BotApiError(404))
        return Response(stored.content, media_type="application/octet-stream")

    async def call(self, spelled: str, arguments: Arguments) -> Response:
        method = _NAMES.get(spelled.lower(), spelled)
        fault = self.world.faults.take(method, _chat_id(arguments))
        self._active += method != "getUpdates"
        try:
            if fault is not None and not fault.after_effect:
                response = await self._befall(fault, None)
            else:
                response = await self._answer(method, arguments, fault)
        finally:
            self._active -= method != "getUpdates"
        self._record(method, arguments, response)
        return response

    async def _answer(self, method: str, arguments: Arguments, fault: CallFault | None) -> Response:
        try:
            result = await self._carry_out(method, arguments)
        except BotApiError as error:
            return refusal(error)
        if fault is not None and fault.kind == "rewrite":
            result = fault.change(result)
        self._check_result(method, result)
        if fault is not None and fault.kind != "rewrite":
            return await self._befall(fault, result)
        return success(result)

    async def _carry_out(self, method: str, arguments: Arguments) -> Json:
        if self._active > _MOST_ACTIVE:
            await self._pause(3 * self.world.pace)
            raise flood(60)
        with self.world.lock:
            if self.world.closing:
                raise BotApiError(500, "restart")
            if method.lower() not in _NAMES:
                raise service.unknown_method(self.world, method)
            self._check_call(method, arguments)
            self.world.limits.pass_or_flood(method, _chat_id(arguments))
            if method != "getUpdates":
                return _METHODS[method](self.world, arguments)
        return await self._poller.get_updates(arguments)

    def _check_call(self, method: str, arguments: Arguments) -> None:
        """What the contract does not know is refused here; what is missing, by the method with its own words."""
        if self.world.contract is None:
            return
        complaints = self.world.contract.check_call(method, arguments)
        self.world.violation("client", method, complaints)
        for complaint in complaints:
            if complaint.startswith("unknown") or complaint == "missing parameter url":
                raise bad(f"{complaint} (the emulator is strict)")

    def _check_result(self, method: str, result: Json) -> None:
        if self.world.contract is None:
            return
        plain = result.result if isinstance(result, service.Described) else result
        with self.world.lock:
            self.world.violation("emulator", method, self.world.contract.check_result(method, plain))

    async def _befall(self, fault: CallFault, result: Json) -> Response:
        if fault.kind == "flood":
            return refusal(flood(fault.retry_after))
        if fault.kind == "refusal":
            return refusal(BotApiError(fault.status))
        if fault.kind == "error":
            return Response("<html>Bad Gateway</html>", fault.status, media_type="text/html")
        if fault.kind == "bad_json":
            return Response('{"ok":true,"result":', media_type="application/json")
        if fault.kind == "hang":
            await self._pause(fault.seconds)
            return refusal(BotApiError(500, "restart")) if result is None else success(result)
        return TornConnection()

    async def _pause(self, seconds: float) -> None:
        await self.world.signal.wait_until(lambda: self.world.closing or None, seconds)

    def _record(self, method: str, arguments: Arguments, response: Response) -> None:
        values: dict[str, Any] = dict(arguments.values) | {name: upload.name for name, upload in arguments.uploads.items()}
        description = getattr(response, "description", "")
        call = Call(method, values, response.status_code, description, self.world.clock.now().timestamp(), _chat_id(arguments))
        with self.world.lock:
            self.world.calls.append(call)
        self.world.signal.fire()


class Refusal(JSONResponse):
    """ok=false; keeps its description for the record of calls."""

    def __init__(self, error: BotApiError) -> None:
        self.description = error.description
        body: dict[str, Json] = {"ok": False, "error_code": error.code, "description": error.description}
        headers: dict[str, str] = {}
        if error.retry_after is not None:
            body["parameters"] = {"retry_after": error.retry_after}
            headers = {"Retry-After": str(error.retry_after)}
        super().__init__(body, error.code, headers)


def refusal(error: BotApiError) -> Refusal:
    return Refusal(error)


def success(result: Json) -> JSONResponse:
    if isinstance(result, service.Described):
        return JSONResponse({"ok": True, "result": result.result, "description": result.description})
    return JSONResponse({"ok": True, "result": result})


def _chat_id(arguments: Arguments) -> int | None:
    return arguments.integer("chat_id") or None
