"""Texts: both languages say everything, with the same arguments, and the code asks for nothing that is not there."""

import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "bot" / "locales"
TAGS = re.compile(r"</?([a-z]+)[^>]*>")
ALLOWED = {"b", "i", "u", "s", "a", "code"}
PROBLEMS = {"Problem", "NotFound", "Forbidden", "Conflict", "Invalid"}


class Names(Visitor):
    """The arguments a message uses."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the library's form
        self.found.add(node.id.name)


def messages(path: Path) -> dict[str, fluent.Message]:
    entries = FluentParser().parse(path.read_text(encoding="utf-8")).body
    junk = [entry.content for entry in entries if isinstance(entry, fluent.Junk)]
    assert junk == [], path
    return {entry.id.name: entry for entry in entries if isinstance(entry, fluent.Message)}


def files(locale: str) -> list[str]:
    return sorted(path.name for path in (FOLDER / locale).glob("*.ftl"))


def arguments(message: fluent.Message) -> set[str]:
    names = Names()
    names.visit(message)
    return names.found


def all_of(locale: str) -> dict[str, fluent.Message]:
    return {key: message for name in files(locale) for key, message in messages(FOLDER / locale / name).items()}


def test_both_languages_have_the_same_files() -> None:
    assert files("ru") == files("en")


@pytest.mark.parametrize("name", files("ru"))
def test_both_languages_say_the_same_things_with_the_same_arguments(name: str) -> None:
    russian, english = messages(FOLDER / "ru" / name), messages(FOLDER / "en" / name)
    assert list(russian) == list(english)
    differing = {key for key in russian if arguments(russian[key]) != arguments(english[key])}
    assert differing == set()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_no_text_is_said_twice_under_one_name(locale: str) -> None:
    seen: dict[str, str] = {}
    for name in files(locale):
        for entry in FluentParser().parse((FOLDER / locale / name).read_text("utf-8")).body:
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in seen, f"{entry.id.name} in {name} and {seen[entry.id.name]}"
                seen[entry.id.name] = name


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_texts_use_only_the_markup_that_every_messenger_shows(locale: str) -> None:
    for name in files(locale):
        used = set(TAGS.findall((FOLDER / locale / name).read_text("utf-8")))
        assert used <= ALLOWED, name


def asked_for() -> dict[str, str]:
    """Keys that stand in the code as they are: `t("key")`, `toast("key")`, `raise Conflict("key")`, and where."""
    found: dict[str, str] = {}
    for top in ("bot", "core", "webhooks"):
        for path in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (key := key_of(node)):
                    found.setdefault(key, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def key_of(call: ast.Call) -> str | None:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    place = 0 if name in {"t", "toast", *PROBLEMS} else None
    if place is None or len(call.args) <= place:
        return None
    first = call.args[place]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_whatever_the_code_says_has_its_text(locale: str) -> None:
    there = all_of(locale)
    missing = {key: place for key, place in asked_for().items() if key not in there}
    assert missing == {}
