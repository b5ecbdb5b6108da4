"""Who may see how the service is doing: whoever has the token or, where none is set, whoever asks on this machine itself."""

from ipaddress import ip_address
from typing import Any

from fastapi import APIRouter, HTTPException, Request, status

from webhooks.secret import is_secret
from webhooks.state import state_of

router = APIRouter()
PROXIED = ("x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host", "via")
"""Whoever comes through a proxy on this machine seems to be here, and is not."""


def may_watch(request: Request) -> bool:
    wanted = state_of(request).settings.metrics_token
    if wanted.get_secret_value():
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.casefold() == "bearer" and is_secret(given.strip(), wanted)
    return is_here(request)


def is_here(request: Request) -> bool:
    """Asked from this machine, by a name of this machine's, through nobody."""
    address = request.client.host if request.client else ""
    if any(name in request.headers for name in PROXIED) or not is_loopback(address):
        return False
    name = request.url.hostname or ""
    return name in {"localhost", ""} or is_loopback(name)


def is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


@router.get("/openapi.json", include_in_schema=False)
async def described(request: Request) -> dict[str, Any]:
    """The service in words for machines."""
    if not may_watch(request):
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    found: dict[str, Any] = request.app.openapi()
    return found
