"""parse_mode=HTML as Telegram reads it: the text without tags, and its entities counted in UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.telegram.errors import BotApiError, bad

_ENTITY_OF_TAG = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)?(?P<rest>[^<>]*)(?P<end>>?)")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_PIECES = re.compile(r"<[^<>]*>?|[^<]+")


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


@dataclass
class _Reader:
    text: list[str] = field(default_factory=list)
    length: int = 0
    position: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def words(self, piece: str) -> None:
        plain = _CHARACTER.sub(_character, piece)
        self.text.append(plain)
        self.length += utf16(plain)

    def tag(self, piece: str) -> None:
        found = _TAG.fullmatch(piece)
        if found is None or not found["name"]:
            raise _cannot(f'Unsupported start tag "{piece.strip("<>")}" at byte offset {self.position}')
        if not found["end"]:
            raise _cannot(f"Unclosed start tag at byte offset {self.position}")
        name = found["name"].lower()
        if found["close"]:
            self.close(name)
        else:
            self.open(name, found["rest"])

    def open(self, name: str, rest: str) -> None:
        if name not in _ENTITY_OF_TAG:
            raise _cannot(f'Unsupported start tag "{name}" at byte offset {self.position}')
        attributes = {key.lower(): _CHARACTER.sub(_character, value.strip("\"'")) for key, value in _ATTRIBUTE.findall(rest)}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self.position}')
        self.opened.append(_Open(name, self.length, attributes))

    def close(self, name: str) -> None:
        if not self.opened:
            raise _cannot(f"Unexpected end tag at byte offset {self.position}")
        last = self.opened.pop()
        if last.tag != name:
            raise _cannot(f'Unmatched end tag at byte offset {self.position}, expected "</{last.tag}>", found "</{name}>"')
        if self.length > last.start:
            self.entities.append(_entity(last, self.length))


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities. Raises the 400 that the real server gives for what it cannot parse."""
    reader = _Reader()
    for piece in _PIECES.findall(source):
        if piece.startswith("<"):
            reader.tag(piece)
        else:
            reader.words(piece)
        reader.position += len(piece.encode())
    if reader.opened:
        raise _cannot(f'Can\'t find end tag corresponding to start tag "{reader.opened[-1].tag}"')
    return "".join(reader.text), sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def utf16(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """White space at both ends goes, and entities move with the text."""
    front = utf16(text) - utf16(text.lstrip())
    kept = text.strip()
    limit = utf16(kept)
    moved = [_cut(entity, front, limit) for entity in entities]
    return kept, [entity for entity in moved if entity["length"] > 0]


def _cut(entity: dict[str, Any], front: int, limit: int) -> dict[str, Any]:
    start = max(entity["offset"] - front, 0)
    end = min(entity["offset"] + entity["length"] - front, limit)
    return {**entity, "offset": start, "length": end - start}


def _entity(opened: _Open, end: int) -> dict[str, Any]:
    kind = _ENTITY_OF_TAG[opened.tag]
    entity: dict[str, Any] = {"type": kind, "offset": opened.start, "length": end - opened.start}
    if kind == "text_link":
        entity["url"] = opened.attributes.get("href", "")
    elif kind == "custom_emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    elif kind == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def _cannot(reason: str) -> BotApiError:
    return bad(f"can't parse entities: {reason}")
