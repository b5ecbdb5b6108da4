"""The names that lie in databases: of buttons with their arguments, forms, notices, timers, deep links, sources.

`python -m tests.releases.names` (make golden) adds to names.txt what is new since. A name that stands there may move or end, by `was=` or
`retire`; it may never become unknown.
"""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot import app as book
from bot.candidate import book as candidate
from bot.recruiter import cards_book, desk_book
from core.boards import intake
from core.pipeline.timers import TIMERS

LIST = Path(__file__).parent / "names.txt"
HEAD = """# What lies in databases by name, for whoever renames something: the list may grow, never shrink (see names.py).
"""


def now() -> set[str]:
    """What this code would store or understand."""
    return set(known())


def known() -> Iterator[str]:
    made = book.make_book()
    for name, entry in made.entries.items():
        yield f"button {name}({', '.join(arguments(entry.call))})"
    yield from (f"link {prefix}" for prefix in made.links)
    yield from (f"notice {role} {kind}" for role, kind in made.notices)
    yield from (f"form {form.name}" for form in (*candidate.FORMS, *desk_book.FORMS, *cards_book.FORMS))
    yield from (f"timer {kind}" for kind in TIMERS)
    yield from (f"source {name}" for name in (*book.CHANNELS, *intake.SOURCES))


def arguments(handler: Callable[..., Any]) -> list[str]:
    """Those a stored button may carry: any of them may be left out where it has a default."""
    found = list(inspect.signature(handler).parameters.values())[1:]
    return [f"{one.name}=" if one.default is not one.empty else one.name for one in found if one.kind is not one.VAR_KEYWORD]


def listed() -> set[str]:
    return {line for line in LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")}


def write() -> None:
    LIST.write_text(HEAD + "\n".join(sorted(now() | (listed() if LIST.exists() else set()))) + "\n", "utf-8")


if __name__ == "__main__":
    write()
