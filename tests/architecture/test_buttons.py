"""Every button leads somewhere: what `to`, `door`, `typed` and the first screen name is a handler in the book."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bot.app import make_book
from bot.conversation.router import name_of
from bot.recruiter.home import DAY, HOUSE, WORK

ROOT = Path(__file__).resolve().parents[2]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Calls in the modules of the bot, with the module's name."""
    for path in (ROOT / "bot").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield module, node


def called(module: str, call: ast.Call) -> str | None:
    """The action that `to(text, handler)`, `name_of(handler)` or `door(text, "module.handler")` names."""
    word = getattr(call.func, "id", "")
    if word == "door" and isinstance(call.args[1], ast.Constant):
        return f"recruiter.{call.args[1].value!s}"
    place = {"to": 1, "name_of": 0}.get(word)
    if place is None or len(call.args) <= place or not isinstance(call.args[place], ast.Name):
        return None
    handler = getattr(import_module(module), ast.unparse(call.args[place]), None)
    return name_of(handler) if handler is not None else None


def test_every_button_names_a_handler() -> None:
    entries = make_book().entries
    named = {(action, f"{module}:{call.lineno}") for module, call in calls() if (action := called(module, call))}
    assert len(named) > 50
    assert {(action, place) for action, place in named if action not in entries} == set()


def test_every_door_of_the_first_screen_opens() -> None:
    entries = make_book().entries
    doors = (*DAY, *WORK, *HOUSE)
    assert {door.action for door in doors if door.action not in entries} == set()
    assert {door.name for door in doors if entries[door.action].right is not door.right and door.name != "responses"} == set()
