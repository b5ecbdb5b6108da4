"""Everything a browser can ask for, put into the application: the web chat, the pages, their static files, what is said of errors."""

from typing import Any

from fastapi import FastAPI, Request, Response, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from webhooks.chats import webchat
from webhooks.chats.hub import Hub
from webhooks.chats.quotas import Uploads
from webhooks.chats.rate_limits import Desk, Newcomers, Rate
from webhooks.pages import careers, chat, demo, login
from webhooks.pages.page import STATIC, problem
from webhooks.state import State

MACHINES = ("/webchat/", "/static/", "/health", "/metrics", "/openapi.json")
"""Paths that no person looks at."""


PAGES = {status.HTTP_404_NOT_FOUND: "web-page-not-found", status.HTTP_403_FORBIDDEN: "web-another-page"}
"""Refusals that a person may come upon, and what is said then."""


class Static(StaticFiles):
    """Files of ours: a browser asks each time whether they have changed, and mostly hears that they have not."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def add_site(app: FastAPI, state: State) -> None:
    newcomers = Newcomers(state.settings.chats_per_address, state.settings.chats_per_minute)
    app.state.webchat = Desk(Hub(state.database, state.supervisor), Rate(), newcomers)
    app.state.uploads = Uploads(state.settings)
    app.include_router(webchat.router)
    for pages in (careers, chat, demo, login):
        app.include_router(pages.router, include_in_schema=False)
    app.mount("/static", Static(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, misunderstood)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, broken)


async def refused(request: Request, error: Exception) -> Response:
    """People get a page, programs a few words."""
    code = error.status_code if isinstance(error, HTTPException) else status.HTTP_500_INTERNAL_SERVER_ERROR
    if is_for_people(request) and code in PAGES:
        return problem(request, PAGES[code], code)
    detail = error.detail if isinstance(error, HTTPException) else ""
    return JSONResponse({"detail": detail}, code, headers=getattr(error, "headers", None))


async def misunderstood(request: Request, error: Exception) -> Response:
    """Says which part could not be read, and repeats nothing of what was sent."""
    if is_for_people(request):
        return problem(request, "web-page-not-found")
    found = error.errors() if isinstance(error, RequestValidationError) else []
    detail = [{"loc": [str(part) for part in one["loc"]], "type": one["type"]} for one in found]
    return JSONResponse({"detail": detail}, status.HTTP_422_UNPROCESSABLE_CONTENT)


async def gone(_request: Request, _error: Exception) -> Response:
    """The sender left in the midst of his words: nobody hears this."""
    return Response(status_code=status.HTTP_400_BAD_REQUEST)


async def broken(request: Request, _error: Exception) -> Response:
    if is_for_people(request):
        return problem(request, "web-our-fault", status.HTTP_500_INTERNAL_SERVER_ERROR)
    return JSONResponse({"detail": "our fault"}, status.HTTP_500_INTERNAL_SERVER_ERROR)


def is_for_people(request: Request) -> bool:
    return not request.url.path.startswith(MACHINES) and "text/html" in request.headers.get("accept", "")
