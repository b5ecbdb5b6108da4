"""hh.ru's OAuth: codes, pairs, the application's token, and the rules by which they die."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.emulators.hh.errors import HhError, oauth, token_error
from tests.kit.simulator.clock import WorldClock

Json = Any
LIFE = timedelta(days=14)
_CODE_LIFE = timedelta(minutes=10)
_APP_TOKEN_PAUSE = timedelta(minutes=5)
_KINDS = {"authorization_code", "refresh_token", "client_credentials"}


@dataclass
class Pair:
    """`dead` is the reason hh gives: token was revoked, token deactivated."""

    access: str
    refresh: str
    manager_id: str
    expires_at: datetime
    refreshed: bool = False
    dead: str = ""


@dataclass
class Code:
    manager_id: str
    expires_at: datetime
    challenge: str | None
    used: bool = False


class Tokens:
    """Of one registered application."""

    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock
        self.client_id = "SIMULATEDCLIENT"
        self.client_secret = "SIMULATEDSECRET"
        self.redirect_uri = "https://otklik.invalid/oauth/hh"
        self.pairs: list[Pair] = []
        self.codes: dict[str, Code] = {}
        self._app_tokens: list[str] = []
        self._app_token_at: datetime | None = None

    def issue(self, manager_id: str) -> Pair:
        pair = Pair(_word("USER"), _word("REFR"), manager_id, self._clock.now() + LIFE)
        self.pairs.append(pair)
        return pair

    def latest(self, manager_id: str) -> Pair:
        return next(pair for pair in reversed(self.pairs) if pair.manager_id == manager_id)

    def code(self, manager_id: str, challenge: str | None = None) -> str:
        """What the consent page on hh.ru gives to the redirect."""
        word = _word("CODE")
        self.codes[word] = Code(manager_id, self._clock.now() + _CODE_LIFE, challenge)
        return word

    def manager_of(self, access: str) -> str:
        """Whose token it is; refuses as hh does."""
        if access in self._app_tokens:
            raise oauth("user_auth_expected" if access == self._app_tokens[-1] else "token_revoked")
        pair = next((pair for pair in self.pairs if pair.access == access), None)
        if pair is None:
            raise oauth("bad_authorization")
        if pair.dead or pair.refreshed:
            raise oauth("token_revoked")
        if self._clock.now() >= pair.expires_at:
            raise oauth("token_expired")
        return pair.manager_id

    def grant(self, form: dict[str, str]) -> dict[str, Json]:
        """POST /token."""
        kind = form.get("grant_type", "")
        if kind not in _KINDS:
            raise token_error("unsupported_grant_type", "unsupported grant_type")
        if kind == "refresh_token":
            return self._shown(self._refresh(form.get("refresh_token", "")))
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            raise token_error("invalid_client", "client_id or client_secret not found")
        return self._for_application() if kind == "client_credentials" else self._shown(self._exchange(form))

    def delete(self, access: str) -> None:
        """DELETE /token: the pair dies whole."""
        self.manager_of(access)
        next(pair for pair in self.pairs if pair.access == access).dead = "token was revoked"

    def _shown(self, pair: Pair) -> dict[str, Json]:
        expires = int(LIFE.total_seconds())
        return {"access_token": pair.access, "token_type": "bearer", "expires_in": expires, "refresh_token": pair.refresh}

    def _refresh(self, word: str) -> Pair:
        """Once only, and only after the access token has expired."""
        pair = next((pair for pair in self.pairs if pair.refresh == word), None)
        if pair is None:
            raise token_error("invalid_request", "token not found" if word else "token is empty")
        refusal = pair.dead or ("token has already been refreshed" if pair.refreshed else "")
        if not refusal and self._clock.now() < pair.expires_at:
            refusal = "token not expired"
        if refusal:
            raise token_error("invalid_grant", refusal)
        pair.refreshed = True
        return self.issue(pair.manager_id)

    def _exchange(self, form: dict[str, str]) -> Pair:
        code = self.codes.get(form.get("code", ""))
        if code is None:
            raise token_error("invalid_request", "code not found")
        if not form.get("redirect_uri", "").startswith(self.redirect_uri):
            raise token_error("invalid_request", "bad redirect url")
        if refusal := self._unusable(code, form.get("code_verifier")):
            raise refusal
        code.used = True
        return self.issue(code.manager_id)

    def _unusable(self, code: Code, verifier: str | None) -> HhError | None:
        if code.used:
            return token_error("invalid_grant", "code has already been used")
        if self._clock.now() >= code.expires_at:
            return token_error("invalid_grant", "code expired")
        matches = code.challenge == (None if verifier is None else challenge(verifier))
        return None if matches else token_error("invalid_grant", "code verifier mismatch")

    def _for_application(self) -> dict[str, Json]:
        now = self._clock.now()
        if self._app_token_at is not None and now - self._app_token_at < _APP_TOKEN_PAUSE:
            raise token_error("forbidden", "app token refresh too early")
        self._app_token_at = now
        self._app_tokens.append(_word("APPL"))
        return {"access_token": self._app_tokens[-1], "token_type": "bearer"}


def challenge(verifier: str) -> str:
    """PKCE, S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _word(prefix: str) -> str:
    return prefix + secrets.token_hex(28).upper()
