"""Words that open a door, sealed where they lie: in the inbox, in the outbox, in what was shown. Only the edge that shows them opens them.

A link that lets somebody in has to pass through tables before it reaches its reader. There it stands as `[[sealed:…]]`, which the
house's secret key opens; without the key, as in a dump of the database alone, it is nothing.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from functools import cache

from core.kernel.storage.secrets import SecretBox, WrongKey

PLACE = "sealed"
SEALED = re.compile(r"\[\[sealed:([\w.=-]+)\]\]")
DOORS = re.compile(r"(?:(?<=/login/)|(?<=/invite/)|(?<=[\s=\"']i_)|(?<=\Ai_))[A-Za-z0-9_-]{32}(?![\w-])")
"""What comes in and looks like a token of ours: as a link, or as the payload of one into a messenger."""
LOST = "…"
"""What stands in its place where the key is another."""


@cache
def made_up() -> Sequence[str]:
    """For a process that was given no key: what it seals nobody else opens."""
    return (secrets.token_urlsafe(24),)


_keys: list[Callable[[], Sequence[str]]] = [made_up]


def use(keys: Callable[[], Sequence[str]]) -> None:
    """Where the keys are, from now on; asked when something is sealed or opened for the first time."""
    _keys[0] = keys
    vault.cache_clear()


@cache
def vault() -> SecretBox:
    return SecretBox(_keys[0]())


def sealed(token: str) -> str:
    return f"[[sealed:{vault().seal(token, PLACE)}]]"


def hidden(words: str) -> str:
    """The same words; tokens of ours in them are sealed."""
    return DOORS.sub(lambda found: sealed(found[0]), words)


def opened(words: str) -> str:
    """The same words as they are meant."""
    return SEALED.sub(lambda found: opened_one(found[1]), words) if "[[sealed:" in words else words


def opened_one(body: str) -> str:
    try:
        return vault().open(body, PLACE)
    except (WrongKey, ValueError):
        return LOST
