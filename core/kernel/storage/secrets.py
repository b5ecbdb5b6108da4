"""Secrets at rest: AES-GCM, bound to the place they are kept in, so a value moved to another row does not open."""

import base64
import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class WrongKey(Exception):  # noqa: N818 - says what it is
    """No key that was given opens this; set the SECRET_KEY that sealed it."""


class SecretBox:
    """Seals with the first key, opens with any: put a new key in front to rotate."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = {identifier(key): AESGCM(derive(key)) for key in keys}
        self._first = identifier(keys[0])

    def seal(self, plain: str, place: str) -> str:
        """`place` is table:row:column; the same one opens it."""
        nonce = os.urandom(NONCE)
        sealed = self._keys[self._first].encrypt(nonce, plain.encode(), place.encode())
        return f"{self._first}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        name, _, body = sealed.partition(".")
        key = self._keys.get(name)
        if key is None:
            raise WrongKey
        raw = base64.urlsafe_b64decode(body)
        try:
            return key.decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
        except InvalidTag as error:
            raise WrongKey from error


def derive(key: str) -> bytes:
    return hashlib.scrypt(key.encode(), salt=b"otklik", n=2**14, r=8, p=1, dklen=32)


def identifier(key: str) -> str:
    return hashlib.sha256(b"otklik key:" + key.encode()).hexdigest()[:8]
