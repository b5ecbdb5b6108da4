"""Secrets in paths and headers: compared in constant time; a wrong one and an unset one look alike from outside."""

import hmac

from fastapi import HTTPException, status
from pydantic import SecretStr


def is_secret(given: str | None, wanted: SecretStr) -> bool:
    secret = wanted.get_secret_value()
    return bool(secret) and hmac.compare_digest((given or "").encode(), secret.encode())


def require(given: str | None, wanted: SecretStr) -> None:
    """Refuses as if there were no such address."""
    if not is_secret(given, wanted):
        raise HTTPException(status.HTTP_404_NOT_FOUND)
