"""`create_app`: all doors that speak HTTP in one application."""

from importlib.metadata import version

from fastapi import FastAPI

from webhooks.api import health
from webhooks.chats import telegram
from webhooks.state import State


def create_app(state: State) -> FastAPI:
    app = FastAPI(
        title="Otklik",
        version=version("otklik"),
        description="Webhooks of messengers and boards, the generic intake, the web chat and the pages.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.otklik = state
    app.include_router(health.router)
    app.include_router(telegram.router)
    return app
