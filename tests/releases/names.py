"""The names that lie in databases: of routes with their fields, forms, notices, timers, deep links, sources.

`python -m tests.releases.names` (make golden) adds to names.txt what is new since. A name that stands there may move or end, by `aliases`,
`was` or `retire`; it may never become unknown, and what an old row carries may never come to mean something else.
"""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from bot import app as book
from bot.conversation.routes import Route
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
    for entry in made.entries.values():
        if entry.route is not None:
            yield f"route {entry.route.id}({', '.join(told(entry.route))})"
            yield from (f"alias {old} is {entry.route.id}" for old in entry.route.aliases)
    yield from (f"link {prefix}" for prefix in made.links)
    yield from (f"notice {role} {kind}" for role, kind in made.notices)
    yield from (f"form {form.name}" for form in made.forms)
    yield from (f"timer {kind}" for kind in TIMERS)
    yield from (f"source {name}" for name in (*book.CHANNELS, *intake.SOURCES))


def told(route: type[Route]) -> Iterator[str]:
    """A route's fields: what they are, and what they are where a row does not say."""
    types = route.takes()
    for one in fields(route):  # type: ignore[arg-type]
        default = "" if one.default is MISSING else f" = {one.default!r}"
        yield f"{one.name}: {spelled(types[one.name])}{default}"


def spelled(kind: Any) -> str:
    """«ApplicationId», «int | None»."""
    name = getattr(kind, "__name__", "") if not getattr(kind, "__args__", ()) else ""
    return name or str(kind).replace("core.kernel.ids.", "").replace("typing.", "")


def listed() -> set[str]:
    return {line for line in LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")}


def write() -> None:
    LIST.write_text(HEAD + "\n".join(sorted(now() | (listed() if LIST.exists() else set()))) + "\n", "utf-8")


if __name__ == "__main__":
    write()
