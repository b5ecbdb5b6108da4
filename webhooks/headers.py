"""What every answer of the pages and of the web chat carries: browsers are to guess nothing, keep nothing and show it nowhere else."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.kernel.config.settings import Settings

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Cache-Control", "no-store"),
)
"""Set where an answer says nothing else."""
ONLY_HTTPS = ("Strict-Transport-Security", "max-age=31536000")


class Guarded:
    """The application behind its headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, answered)

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in ALWAYS:
            headers.setdefault(name, value)
        if self._settings.is_https:
            headers.setdefault(*ONLY_HTTPS)
