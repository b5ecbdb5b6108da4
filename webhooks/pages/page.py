"""What every page shares: templates, the reader's language, headers that keep strangers' code out."""

import re
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request, status
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.kernel.text.i18n import LOCALES
from webhooks.state import state_of

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"
LANGUAGES = (("ru", "Рус"), ("en", "Eng"))
COOKIE = "otklik_language"
YEAR = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@lru_cache
def environment() -> Environment:
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def locale_of(request: Request) -> str:
    """The language chosen on the page, else the one chosen before, else the browser's, else the company's."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LOCALES:
            return str(chosen)
    return preferred(request.headers.get("accept-language", "")) or state_of(request).settings.locale


def preferred(header: str) -> str | None:
    """The first of the browser's languages that we speak; browsers name them in the order of preference."""
    named = re.findall(r"(?:^|,)\s*([a-z]{2})\b", header.casefold())
    return next((code for code in named if code in LOCALES), None)


def page(request: Request, template: str, *, code: int = status.HTTP_200_OK, locale: str = "", **values: Any) -> HTMLResponse:
    """A template filled in, in the reader's language or the one named; `t` is there for its texts."""
    state, locale = state_of(request), locale or locale_of(request)
    common = {
        "t": partial(state.texts, locale),
        "locale": locale,
        "languages": LANGUAGES,
        "company": state.settings.company,
        "address": state.settings.address,
    }
    html = environment().get_template(template).render({**common, **values})
    response = HTMLResponse(html, code, headers=HEADERS)
    if request.query_params.get("lang") == locale:
        response.set_cookie(COOKIE, locale, max_age=YEAR, samesite="lax")
    return response


def problem(request: Request, key: str, code: int = status.HTTP_404_NOT_FOUND) -> HTMLResponse:
    """A friendly dead end: `key` and `key-hint` are its texts."""
    say = partial(state_of(request).texts, locale_of(request))
    return page(request, "problem.html", code=code, name=say(key), hint=say(f"{key}-hint"))
