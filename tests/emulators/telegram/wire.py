"""Parameters as clients really write them: query, urlencoded form, JSON, multipart of both styles."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request

from tests.emulators.telegram.errors import bad

Json: TypeAlias = Any
_TRUE = {"true", "yes", "1"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Upload:
    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Arguments:
    """One call's parameters: `values` as written (text, or JSON's own types) and the files sent with them."""

    values: Mapping[str, Json] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """What is no integer counts as absent, as on the real server."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in _TRUE

    def json(self, name: str, default: Json = None) -> Json:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def without(self, name: str) -> "Arguments":
        return Arguments({key: value for key, value in self.values.items() if key != name}, self.uploads)

    def attached(self) -> set[str]:
        """Names of parts which are spoken of as attach://name by other parameters."""
        written = json.dumps({name: value for name, value in self.values.items() if "attach://" in str(value)})
        return {name for name in self.uploads if f"attach://{name}" in written}

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter, sent straight in the part of that name or by attach://."""
        if name in self.uploads:
            return self.uploads[name]
        return self.uploads.get(self.text(name).removeprefix("attach://"))


def decoded(value: Json, types: Iterable[str]) -> Json:
    """The value that a form's text stands for, given the types the parameter may have."""
    if not isinstance(value, str) or set(types) <= {"String", "InputFile"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value.lower() == "true" if value.lower() in {"true", "false"} else value


async def read_arguments(request: Request) -> Arguments:
    values: dict[str, Json] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values |= read_json(await request.body())
    elif kind in _FORMS:
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = await _upload(value)
                else:
                    values[name] = value
    return Arguments(values, uploads)


async def arguments_of_body(headers: Mapping[str, str], body: bytes) -> Arguments:
    """The call which a webhook's receiver wrote into the body of its answer."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": Headers(dict(headers)).raw}
    return await read_arguments(Request(scope, receive))


def read_json(body: bytes) -> dict[str, Json]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad("expected an Object")
    return found


async def _upload(part: UploadFile) -> Upload:
    return Upload(part.filename or "file", part.content_type or "application/octet-stream", await part.read())
