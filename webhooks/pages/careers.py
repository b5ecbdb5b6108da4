"""What anybody may see: the open vacancies, and one of them."""

from functools import partial
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from webhooks.pages.page import locale_of, page, problem
from webhooks.pages.vacancies import advertisement, listed
from webhooks.state import State, state_of

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)
LARGEST = 2**31 - 1


class Door(NamedTuple):
    """Another messenger in which one may go on."""

    name: str
    url: str


def doors(state: State, payload: str = "") -> list[Door]:
    if not state.telegram_name:
        return []
    return [Door("Telegram", f"https://t.me/{state.telegram_name}" + (f"?start={payload}" if payload else ""))]


@router.get("/")
async def careers(request: Request) -> HTMLResponse:
    state = state_of(request)
    vacancies = await state.database.read(partial(listed, texts=state.texts, locale=locale_of(request)))
    return page(request, "careers.html", vacancies=vacancies, doors=doors(state))


@router.get("/v/{number}")
async def vacancy(request: Request, number: Annotated[int, Path(ge=1, le=LARGEST)]) -> HTMLResponse:
    """One that is closed says so and shows the way to the others; so does one that never was."""
    state, locale = state_of(request), locale_of(request)
    asked = partial(advertisement, number=number, texts=state.texts, locale=locale, company=state.settings.company)
    found = await state.database.read(asked)
    if found is None:
        return problem(request, "web-page-not-found")
    return page(request, "vacancy.html", vacancy=found.vacancy, posting=found.posting, doors=doors(state, f"v_{number}"))
