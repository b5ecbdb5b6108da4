"""`create_app`: all doors that speak HTTP in one application."""

from importlib.metadata import version

from fastapi import Depends, FastAPI

from webhooks.api import health, watchers
from webhooks.headers import Guarded
from webhooks.hooks import openapi as described
from webhooks.hooks.generic import GenericDoor
from webhooks.hooks.hh import HhDoor
from webhooks.hooks.port import Door, Hooks
from webhooks.origin import from_here
from webhooks.pages.site import add_site
from webhooks.state import State


def create_app(state: State) -> Hooks:
    app = FastAPI(
        title="Otklik",
        version=version("otklik"),
        description="Webhooks of messengers and boards, the generic intake, the web chat and the pages.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(from_here)],
    )
    app.state.otklik = state
    app.include_router(health.router)
    app.include_router(watchers.router)
    app.include_router(described.router)
    add_site(app, state)
    return Hooks(app, doors(state), Guarded(app, state.settings))


def doors(state: State) -> dict[str, Door]:
    """The webhooks that are open under these settings."""
    found: dict[str, Door] = {}
    if state.telegram is not None:
        from webhooks.hooks.telegram import TelegramDoor  # brings its library along

        found["telegram"] = TelegramDoor(state, state.telegram)
    if state.settings.hh_webhook_secret.get_secret_value():
        found["hh"] = HhDoor(state)
    if state.settings.intake_secret.get_secret_value():
        found["responses"] = GenericDoor(state)
    return found
