"""Cleaning what comes in, splitting what goes out: what no messenger's adapter should write again."""

import re
from html import escape, unescape

TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST = 20_000
"""More than any messenger lets a person write in one message."""


def clean(text: str | None) -> str:
    """A person's words without what no database stores: NUL and halves of characters."""
    return UNSTORABLE.sub("", (text or "")[:LONGEST]).strip()


def plain(markup: str) -> str:
    """The words of a text in markup."""
    return unescape(TAG.sub("", markup))


def is_balanced(markup: str) -> bool:
    depth = 0
    for match in TAG.finditer(markup):
        depth += -1 if match.group(1) else 1
    return depth == 0


def parts(markup: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, cut at line ends where no tag is open; one that cannot be cut so loses its tags."""
    if len(plain(markup)) <= limit:
        return [markup]
    found: list[str] = []
    piece = ""
    for line in markup.split("\n"):
        joined = f"{piece}\n{line}" if piece else line
        if len(plain(joined)) > limit and piece and is_balanced(piece):
            found.append(piece)
            joined = line
        piece = joined
    return [short for whole in (*found, piece) for short in chopped(whole, limit)]


def chopped(markup: str, limit: int) -> list[str]:
    words = plain(markup)
    if len(words) <= limit:
        return [markup]
    pieces = []
    while words:
        end = len(words) if len(words) <= limit else words.rfind(" ", limit // 2, limit) + 1 or limit
        pieces.append(escape(words[:end], quote=False))
        words = words[end:]
    return pieces
