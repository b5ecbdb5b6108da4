"""The boards' doors as OpenAPI tells of them. They stand before the framework (see `port`), so nothing here is ever called."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response, status
from fastapi.security import HTTPBearer
from pydantic import BaseModel

from core.boards.generic.parse import GenericResponse

router = APIRouter(tags=["hooks"])
Secret = Annotated[str, Path(description="As set in OTKLIK_INTAKE_SECRET or OTKLIK_HH_WEBHOOK_SECRET")]
Responses = dict[int | str, dict[str, Any]]


class Accepted(BaseModel):
    """The response is kept and will be shown; a repeat of it is accepted likewise."""

    accepted: bool


class Detail(BaseModel):
    field: str
    problem: str


class Rejected(BaseModel):
    """What is wrong and where, without the values."""

    detail: list[Detail]


class HhEvent(BaseModel):
    """An event of hh.ru; one is told apart from its repeats by the first three."""

    subscription_id: str
    action_type: str
    id: str
    user_id: str = "0"
    payload: dict[str, Any] = {}


CLOSED: Responses = {404: {"description": "No such secret, or the door is closed: no secret is set"}}
COMMON: Responses = {413: {"description": "Too large"}, 503: {"description": "Could not be kept: send it again"}}
TOLD: Responses = {**CLOSED, **COMMON, 422: {"model": Rejected, "description": "Cannot be used as it is"}}


@router.post(
    "/hook/responses",
    status_code=status.HTTP_202_ACCEPTED,
    responses={401: {"description": "Wrong or missing token"}, **TOLD},
    dependencies=[Depends(HTTPBearer(description="OTKLIK_INTAKE_SECRET"))],
)
async def take_response(response: GenericResponse) -> Accepted:
    """Takes a response from any board, form or site."""
    raise NotImplementedError


@router.post("/hook/responses/{secret}", status_code=status.HTTP_202_ACCEPTED, responses=TOLD)
async def take_response_by_path(secret: Secret, response: GenericResponse) -> Accepted:
    """The same for senders that can set no headers."""
    raise NotImplementedError


@router.post(
    "/hook/hh/{secret}",
    response_class=Response,
    responses={400: {"description": "No event of hh.ru"}, **CLOSED, **COMMON},
)
async def take_hh_event(secret: Secret, event: HhEvent) -> None:
    """Takes an event of hh.ru."""
    raise NotImplementedError
