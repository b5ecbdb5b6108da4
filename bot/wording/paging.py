"""Lists a page at a time: what is on the page, and the row of buttons that turns it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from bot.conversation.markup import parts, plain
from bot.conversation.router import to
from bot.conversation.routes import Route
from bot.conversation.screens import Row

SIZE = 6
SHEET = 3000
"""Characters of a long text that one screen shows: with what stands around them they fit into a message of any messenger."""
T = TypeVar("T")


class Page(NamedTuple):
    """Which page of how many; the first is 0."""

    number: int
    total: int


def of_total(count: int, number: int, size: int = SIZE) -> Page:
    """The page wanted, or the nearest there is."""
    total = max(1, -(-count // size))
    return Page(min(max(number, 0), total - 1), total)


def cut(items: Sequence[T], page: Page, size: int = SIZE) -> Sequence[T]:
    return items[page.number * size : (page.number + 1) * size]


def sheets(blocks: Iterable[Markup], limit: int = SHEET) -> list[Markup]:
    """Blocks of text put together in pages of about `limit` characters; one that is longer than a page is cut."""
    found: list[list[str]] = []
    for piece in (piece for block in blocks for piece in parts(str(block), limit)):
        if not found or sum(len(plain(one)) for one in found[-1]) + len(plain(piece)) > limit:
            found.append([])
        found[-1].append(piece)
    return [Markup("\n\n".join(page)) for page in found]  # noqa: S704 - pieces of markup


def turner(page: Page, route: Route) -> tuple[Row, ...]:
    """«‹ 1/7», «3/7 ›»: each button says which page it leads to; nothing for a single page."""
    row = []
    if page.number:
        row.append(to(f"‹ {page.number}/{page.total}", route.but(page=page.number - 1)))
    if page.number + 1 < page.total:
        row.append(to(f"{page.number + 2}/{page.total} ›", route.but(page=page.number + 1)))
    return (tuple(row),) if row else ()
