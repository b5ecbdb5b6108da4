"""Texts: both languages say everything, with the same arguments, and the code asks for nothing that is not there."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "bot" / "locales"
TAGS = re.compile(r"</?([a-z]+)[^>]*>")
ALLOWED = {"b", "i", "u", "s", "a", "code"}
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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


class Asked(NamedTuple):
    """One text that the code asks for by its name; `given` are its arguments, None where they are not written there."""

    key: str
    given: frozenset[str] | None
    place: str


def sources() -> list[tuple[str, ast.Module]]:
    found = [path for top in ("bot", "core", "webhooks") for path in (ROOT / top).rglob("*.py")]
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in [*found, ROOT / "main.py"]]


def asked_for() -> list[Asked]:
    """`t("key")`, `toast("key")`, `raise Conflict("key")`, and either key of `t("one" if … else "other")`."""
    calls = [(file, node) for file, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [Asked(key, given(call), f"{file}:{call.lineno}") for file, call in calls for key in keys_of(call)]


def keys_of(call: ast.Call) -> list[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return strings(call.args[0]) if name in {"t", "toast", *PROBLEMS} and call.args else []


def strings(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*strings(node.body), *strings(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def given(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_whatever_the_code_says_has_its_text(locale: str) -> None:
    there = all_of(locale)
    assert {asked.key: asked.place for asked in asked_for() if asked.key not in there} == {}


def test_every_text_is_given_the_arguments_it_names() -> None:
    there = all_of("ru")
    lacking = {
        asked.place: (asked.key, arguments(there[asked.key]) - asked.given)
        for asked in asked_for()
        if asked.given is not None and asked.key in there and not arguments(there[asked.key]) <= asked.given
    }
    assert lacking == {}


def test_every_command_says_what_it_does() -> None:
    there = all_of("ru")
    calls = [node for _, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    words = {key for call in calls if getattr(call.func, "attr", "") == "command" and call.args for key in strings(call.args[0])}
    assert words
    assert {word for word in words if f"command-{word}" not in there} == set()


def named_in_code() -> set[str]:
    """Every string of the code, the templates and the scripts that could be a text's name."""
    code = {
        node.value for _, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    pages = [path for pattern in ("*.html", "*.js") for path in (ROOT / "webhooks").rglob(pattern)]
    return code | {word for path in pages for word in NAME.findall(path.read_text("utf-8"))}


def computed() -> list[re.Pattern[str]]:
    """Names that are put together where they are needed: `f"status-{code}"` stands for all that begin so."""
    whole = [node for _, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return [re.compile(pattern) for node in whole if (pattern := pattern_of(node))]


def pattern_of(node: ast.JoinedStr) -> str | None:
    parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
    fixed = "".join(part for part in parts if part)
    if not re.fullmatch(r"[a-z0-9-]{3,}", fixed):
        return None
    return "".join("[a-z0-9-]+" if part is None else re.escape(part) for part in parts)


def test_no_text_is_kept_that_nobody_says() -> None:
    known, made = named_in_code(), computed()
    unsaid = [key for key in all_of("ru") if key not in known and not any(pattern.fullmatch(key) for pattern in made)]
    assert unsaid == []
