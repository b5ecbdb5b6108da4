"""Who may write: our own pages, and programs that are no browsers. What a browser sends on another page's behalf is refused.

A browser says from where a request comes: in `Sec-Fetch-Site`, which no page can change, or in `Origin`. A sibling under the same domain
is another page too. Whoever says neither is no browser, or one that is told apart by its `Referer`.
"""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request, status
from starlette.datastructures import Headers

from webhooks.state import state_of

READING = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})
"""`none`: the person did it himself, e.g. by reloading."""


async def from_here(request: Request) -> None:
    """Raises 403 for what another page asks a browser to send."""
    if request.method not in READING and not is_ours(request.headers, state_of(request).settings.address):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "sent by another page")


def is_ours(headers: Headers, address: str) -> bool:
    site = headers.get("sec-fetch-site", "").strip().casefold()
    if site:
        return site in OURS
    whence = headers.get("origin") or headers.get("referer")
    return whence is None or is_own(whence, headers.get("host", ""), address)


def is_own(whence: str, host: str, address: str) -> bool:
    """The public address, or the host that was asked for; where the address is https the other page is too."""
    try:
        found, public = urlsplit(whence.casefold()), urlsplit(address.casefold())
    except ValueError:
        return False
    if (found.scheme, found.netloc) == (public.scheme, public.netloc):
        return bool(found.netloc)
    return bool(found.netloc) and found.netloc == host.casefold() and (found.scheme == "https" or public.scheme != "https")


def is_browser(request: Request) -> bool:
    return "origin" in request.headers or "sec-fetch-site" in request.headers


def must_be(request: Request, kind: str, *, empty: bool = False) -> None:
    """Raises 415 where the body is of another kind: a plain form of some page says nothing to us. `empty`: there may be none."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    nothing = request.headers.get("content-length", "0") == "0" and "transfer-encoding" not in request.headers
    if given != kind and not (empty and nothing):
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE)
