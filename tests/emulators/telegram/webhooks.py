"""What setWebhook sets: its checks, and what getWebhookInfo tells. Deliveries are made elsewhere (pump.py)."""

import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.emulators.telegram.errors import bad, flood
from tests.emulators.telegram.markup import SECRET_LIMIT
from tests.emulators.telegram.wire import Arguments, Json

_PORTS = {443, 80, 88, 8443}


@dataclass(frozen=True)
class WebhookSettings:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """One POST to the bot's webhook; status 0 = no answer at all."""

    update_id: int
    attempt: int
    status: int
    waited: float


@dataclass
class Webhook:
    """`public_rules`: demand https and one of the four ports; off, so that tests receive on loopback."""

    pace: float
    public_rules: bool = False
    settings: WebhookSettings = field(default_factory=WebhookSettings)
    deliveries: list[Delivery] = field(default_factory=list)
    last_error: tuple[int, str] | None = None
    gone_since: float | None = None
    _set_at: float = -1e9

    @property
    def active(self) -> bool:
        return bool(self.settings.url)

    def set(self, arguments: Arguments, allowed: list[str]) -> bool:
        """True when anything changed. Raises what setWebhook answers."""
        wanted = self._wanted(arguments, allowed)
        now = time.monotonic()
        if wanted != self.settings and now - self._set_at < self.pace:
            raise flood(1)
        self._set_at = now
        changed, self.settings = wanted != self.settings, wanted
        if changed:
            self.last_error = self.gone_since = None
        return changed

    def _wanted(self, arguments: Arguments, allowed: list[str]) -> WebhookSettings:
        url, secret = arguments.text("url"), arguments.text("secret_token")
        if not url:
            return WebhookSettings()
        self._check_url(url)
        if len(secret) > SECRET_LIMIT:
            raise bad("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad("secret token contains unallowed characters")
        return WebhookSettings(url, secret, min(max(arguments.integer("max_connections", 40), 1), 100), tuple(allowed))

    def _check_url(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise bad("invalid webhook URL specified")
        if self.public_rules and parts.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if self.public_rules and (parts.port or 443) not in _PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")

    def delete(self) -> bool:
        was, self.settings = self.active, WebhookSettings()
        return was

    def info(self, pending: int, allowed: list[str]) -> dict[str, Json]:
        facts: dict[str, Json] = {"url": self.settings.url, "has_custom_certificate": False, "pending_update_count": pending}
        if self.active:
            facts["max_connections"] = self.settings.max_connections
        if allowed:
            facts["allowed_updates"] = list(allowed)
        if self.last_error:
            facts |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        return facts
