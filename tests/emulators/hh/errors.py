"""hh.ru's refusals, in its shape."""

from dataclasses import dataclass, field
from typing import Any

Json = Any
BAD, FORBIDDEN, ABSENT, BUSY = 400, 403, 404, 429


@dataclass
class HhError(Exception):
    """`errors[]` with one entry; `token` errors are in the shape of RFC 6749 instead."""

    status: int
    type: str
    value: str | None = None
    more: dict[str, Json] = field(default_factory=dict)
    rfc: bool = False

    def body(self, request_id: str) -> dict[str, Json]:
        if self.rfc:
            return {"error": self.type, "error_description": self.value}
        value = {} if self.value is None else {"value": self.value}
        return {"errors": [{"type": self.type, **value, **self.more}], "request_id": request_id, "description": self.value or self.type}


def bad_argument(name: str) -> HhError:
    return HhError(BAD, "bad_argument", name)


def bad_json(name: str, reason: str) -> HhError:
    return HhError(BAD, "bad_json_data", name, {"reason": reason, "pointer": f"/{name}"})


def oauth(value: str) -> HhError:
    return HhError(FORBIDDEN, "oauth", value)


def negotiations(value: str) -> HhError:
    return HhError(FORBIDDEN, "negotiations", value)


def no_topic() -> HhError:
    return HhError(ABSENT, "negotiations", "topic_not_found")


def not_found() -> HhError:
    return HhError(ABSENT, "not_found")


def token_error(error: str, description: str) -> HhError:
    return HhError(BAD, error, description, rfc=True)
