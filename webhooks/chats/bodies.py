"""What may be sent to the web chat, and reading it without letting anybody fill the memory."""

from functools import lru_cache
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

from fastapi import HTTPException, Request, status
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.types import Message

from bot.channels.webchat.limits import TEXT_IN
from core.kernel.text.i18n import LOCALES
from core.kernel.text.signs import clean
from webhooks.origin import must_be

JSON_LIMIT = 64 * 1024
JSON = "application/json"


@lru_cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


class Opening(BaseModel):
    """A visitor's language and zone; `start` is a deep link's payload, taken as the first update."""

    model_config = ConfigDict(extra="ignore")

    locale: str = Field(default="", max_length=35)
    zone: str = Field(default="", max_length=64)
    start: str | None = Field(default=None, max_length=64, pattern="^[A-Za-z0-9_-]*$")

    def language(self, fallback: str) -> str:
        code = self.locale.replace("_", "-").split("-")[0].lower()
        return code if code in LOCALES else fallback

    def place(self, fallback: str) -> str:
        return self.zone if self.zone in zones() else fallback


class Base(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: UUID
    """Made by the client; the same id is the same update, however often it comes."""


class Text(Base):
    kind: Literal["text"]
    text: str = Field(min_length=1)


class Press(Base):
    kind: Literal["press"]
    token: str = Field(min_length=1, max_length=64)
    bubble: int | None = Field(default=None, ge=0, lt=2**53)


class Contact(Base):
    kind: Literal["contact"]
    phone: str = Field(min_length=1, max_length=40)


class Start(Base):
    kind: Literal["start"]
    payload: str = Field(default="", max_length=64, pattern="^[A-Za-z0-9_-]*$")


Update = Text | Press | Contact | Start
UPDATE: TypeAdapter[Update] = TypeAdapter(Annotated[Update, Field(discriminator="kind")])
OPENING = TypeAdapter(Opening)


def schema_of(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    """For the description of the service: bodies are read by hand, so that their size is bounded."""
    schema = adapter.json_schema(ref_template="#/components/schemas/{model}")
    named = schema.pop("$defs", {})
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": inlined(schema, named)}}}}


def inlined(schema: Any, named: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [inlined(item, named) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return inlined(named[schema["$ref"].rpartition("/")[2]], named)
    return {key: inlined(value, named) for key, value in schema.items() if key != "discriminator"}


def capped(request: Request, limit: int) -> Request:
    """The same request, which refuses to be longer than `limit` bytes."""
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
        return message

    scope = {name: value for name, value in request.scope.items() if name != "app"}  # without it a bad form is its own exception
    return Request(scope, receive)


async def read_opening(request: Request) -> Opening:
    must_be(request, JSON, empty=True)
    body = await capped(request, JSON_LIMIT).body()
    try:
        return OPENING.validate_json(body or b"{}")
    except ValidationError as error:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT) from error


async def read_update(request: Request) -> Update:
    must_be(request, JSON)
    body = await capped(request, JSON_LIMIT).body()
    try:
        update = UPDATE.validate_json(body)
    except ValidationError as error:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT) from error
    if isinstance(update, Text):
        check_text(update.text)
    return update


def check_text(text: str) -> None:
    if len(text) > TEXT_IN:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
    if not clean(text):
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT)
