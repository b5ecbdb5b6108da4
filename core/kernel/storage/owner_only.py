"""What the product writes is its owner's only: personal data and keys are nobody else's on the machine."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UMASK = 0o077
"""Whatever is made from now on can be read by its owner alone."""


def hide() -> None:
    """For a whole process, before it writes anything."""
    os.umask(UMASK)


@contextmanager
def owner_only() -> Iterator[None]:
    """For a while; the mask is the whole process's, so only where one thing is done at a time."""
    before = os.umask(UMASK)
    try:
        yield
    finally:
        os.umask(before)


def loose(paths: list[Path]) -> list[Path]:
    """Those of the paths that others on this machine may read or change."""
    return [path for path in paths if path.exists() and stat.S_IMODE(path.stat().st_mode) & UMASK]
