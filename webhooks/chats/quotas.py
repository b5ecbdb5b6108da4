"""How much may be uploaded: into one chat, from one address and from all; and whether the disk has room for it."""

import asyncio
from collections.abc import Hashable
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from fastapi import HTTPException, Request, status

from core.kernel.config.settings import Settings
from core.kernel.storage.files import Files, NoRoom

MEGABYTE = 1024 * 1024
HOUR = 3600.0
NETWORK = 64
"""Bits of an IPv6 address that are one household: whoever has it may take any of the others."""
PLENTY = 10_000


def place_of(request: Request) -> str:
    """Where a call comes from, as limits count it."""
    return network(request.client.host if request.client else "")


def network(host: str) -> str:
    """An IPv4 address as it is, also one written as IPv6; of an IPv6 address its /64; what is none as it is."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, NETWORK), strict=False))


class Budget:
    """So many bytes an hour for each; kept in this process. What was used comes back steadily."""

    def __init__(self, megabytes: int) -> None:
        self._most = float(megabytes * MEGABYTE)
        self._used: dict[Hashable, tuple[float, float]] = {}

    def spend(self, caller: Hashable, size: int) -> None:
        """Raises 429 with the seconds after which so much would fit."""
        now = asyncio.get_running_loop().time()
        used, since = self._used.get(caller, (0.0, now))
        used = max(0.0, used - (now - since) * self._most / HOUR)
        over = used + size - self._most
        if over > 0 and used > 0:
            raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS, headers={"Retry-After": str(ceil(over * HOUR / self._most))})
        self._used[caller] = (used + size, now)
        if len(self._used) > PLENTY:
            self._used = {known: was for known, was in self._used.items() if now - was[1] < HOUR}


class Uploads:
    """What one process lets in; `per_chat` is counted by the database, over all processes and restarts."""

    def __init__(self, settings: Settings) -> None:
        self.per_chat = settings.upload_mb_per_chat * MEGABYTE
        self._largest = settings.file_limit_mb * MEGABYTE
        self._each = Budget(settings.upload_mb_per_address)
        self._everybody = Budget(settings.upload_mb_per_hour)

    def admit(self, request: Request, files: Files) -> None:
        """Before a byte of the file is read: raises 429 or 507. A call that does not say how long it is counts as the longest."""
        told = request.headers.get("content-length", "")
        size = min(int(told), self._largest) if told.isascii() and told.isdecimal() and len(told) < NETWORK else self._largest
        try:
            files.must_have_room(size)
        except NoRoom as error:
            raise HTTPException(status.HTTP_507_INSUFFICIENT_STORAGE, "no room for files at present") from error
        self._each.spend(place_of(request), size)
        self._everybody.spend("", size)


def uploads_of(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads
