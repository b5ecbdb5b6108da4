"""Texts: Fluent files, one folder a language, Russian first. What people wrote is escaped wherever it enters a text."""

from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from markupsafe import Markup

LOCALES = ("ru", "en")
LONG = 2000
"""Fluent refuses arguments of more than 2,500 characters: longer than this they take their place once the text is formatted."""
STAND_IN = "\x1e{}\x1e"


class Texts:
    """All messages of all languages, loaded once."""

    def __init__(self, folder: Path) -> None:
        self._bundles = {locale: bundle(folder / locale, locale) for locale in LOCALES}
        self._plain: dict[tuple[str, str], Markup] = {}

    def __call__(self, locale: str, key: str, /, **arguments: Any) -> Markup:
        """The message in safe markup; an unknown key is a fault of ours and raises KeyError."""
        if not arguments and (found := self._plain.get((locale, key))):
            return found
        book = self._bundles.get(locale) or self._bundles[LOCALES[0]]
        pattern = book.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        said = {name: safe(value) for name, value in arguments.items()}
        long = {STAND_IN.format(name): value for name, value in said.items() if isinstance(value, str) and len(value) > LONG}
        text, errors = book.format_pattern(pattern, {**said, **{mark[1:-1]: mark for mark in long}} if long else said)
        if errors:
            raise KeyError(f"{key}: {errors}")
        text = str(text)
        for mark, value in long.items():
            text = text.replace(mark, value)
        if not arguments:
            self._plain[locale, key] = Markup(text)  # noqa: S704 - the arguments were escaped
        return Markup(text)  # noqa: S704 - the arguments were escaped

    def keys(self, locale: str) -> frozenset[str]:
        return frozenset(self._bundles[locale]._messages)  # noqa: SLF001 - the library lists them nowhere else


def bundle(folder: Path, locale: str) -> FluentBundle:
    book = FluentBundle([locale], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        book.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return book


def safe(value: Any) -> Any:
    """A value ready to stand in markup: text is escaped unless it is markup already."""
    if isinstance(value, Markup) or value is None:
        return str(value or "")
    if isinstance(value, str):
        return escape(value, quote=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        raise TypeError("say the time in words first: a text has no zone")
    return value


@lru_cache
def texts(folder: Path) -> Texts:
    return Texts(folder)
